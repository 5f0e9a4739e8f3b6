"""What the six tabs of the context panel share: a scrolling column, rebuilt for each place."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop.document.marking import MARKS
from desktop.model.errors import AuditError
from desktop.model.path import parse_path
from desktop.model.text import Standing
from desktop.ui.context.mark_bar import MarkBar
from desktop.ui.session import Session
from desktop.ui.widgets import Button, Refill, label
from desktop.ui.widgets.basic import LabelTone


class Tab(QScrollArea):
    """A tab. ``fill`` adds the widgets for ``self.path``; the tab in front is filled again when things change."""

    name = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.path = ""
        self.setObjectName(f"context:{self.name}")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = Refill()
        self._inside.setProperty("page", True)
        self._inside.setContentsMargins(16, 16, 16, 16)
        self.column = self._inside.begin()
        self.setWidget(self._inside)

    def show_path(self, path: str) -> None:
        """Tell about another place (or the same one anew)."""
        self.path = path
        self.setAccessibleName(self.session.text(f"ui.context.{self.name}"))
        self.column = self._inside.begin()
        try:
            if path:
                self.head()
                self.fill()
            else:
                self.column.addWidget(
                    label(self.session.text("ui.context.nothing"), "body", "soft", wrap=True)
                )
        except AuditError as error:  # the row under the cursor has just gone
            self.column.addWidget(
                label(self.session.text(error.code, **error.params), "caption", "soft", wrap=True)
            )
        self.column.addStretch(1)

    @abstractmethod
    def fill(self) -> None:
        """Add what there is to say about ``self.path``."""

    def head(self) -> None:
        """Which place this is about."""
        self.column.addWidget(label(self.session.text("ui.context.here"), "tiny", "faint"))
        self.column.addWidget(
            label(self.session.document.label(self.path, self.session.lang), "strong", wrap=True)
        )
        place = parse_path(self.path)
        if place.column and MARKS in self.session.library.tables:
            self.column.addWidget(MarkBar(self.session, self.path))

    # -- pieces ---------------------------------------------------------------------------------------------

    def section(self, code: str) -> None:
        """A small heading."""
        self.column.addSpacing(10)
        self.column.addWidget(label(self.session.text(code), "tiny", "faint"))

    def words(self, text: str, tone: LabelTone = "", *, small: bool = False) -> None:
        """A paragraph."""
        made = label(text, "caption" if small else "body", tone, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(made)

    def pair(self, left: str, right: str) -> None:
        """Name at the left, figure at the right."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(left, "body", wrap=True), 1)
        row.addWidget(label(right, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def jump(self, text: str, place: str, detail: str = "") -> None:
        """A line that leads to another place."""
        button = Button(text, "", "link")
        button.setAccessibleName(text)
        button.setToolTip(detail or text)
        button.setProperty("place", place)
        button.clicked.connect(self._go)
        metrics = button.fontMetrics()
        button.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(120, self.width() - 48)))
        self.column.addWidget(button)

    def standing(self, standing: Standing) -> str:
        """How far something is checked, with the mark ◇ where it is not."""
        words = self.session.text(f"ui.standing.{standing.value}")
        return words if standing.checked else f"{words} ◇"

    def _go(self) -> None:
        self.session.go_to(str(self.sender().property("place")))
