"""What can be done about the chosen problem: go there, or explain why it is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.problems.model import Line
from desktop.ui.session import Session
from desktop.ui.widgets import Button, Card, ElidedLabel


class ExplainBar(Card):
    """Hidden until a problem is chosen. ``went`` asks to jump to its place."""

    went = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=12)
        self._session = session
        self._line: Line | None = None
        self._said = ElidedLabel("", "strong")
        self.go_button = Button("", "link")
        self.go_button.clicked.connect(self.went)
        self.reason = QLineEdit()
        self.reason.setObjectName("problem-reason")
        self.reason.returnPressed.connect(self.explain)
        self.reason.textChanged.connect(self._enable)
        self.explain_button = Button("", "message-square")
        self.explain_button.clicked.connect(self.explain)
        column = QVBoxLayout()
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._said, 1)
        top.addWidget(self.go_button)
        below.addWidget(self.reason, 1)
        below.addWidget(self.explain_button)
        column.addLayout(top)
        column.addLayout(below)
        self.body.addLayout(column)
        self.hide()

    def show_line(self, line: Line | None) -> None:
        """The problem chosen now."""
        text = self._session.text
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self._said.setText(line.sentence)
        for button, words in (
            (self.go_button, "ui.problems.go"),
            (self.explain_button, "ui.problems.explain"),
        ):
            button.setText(text(words))
            button.setAccessibleName(text(words))
        self.reason.setPlaceholderText(text("ui.problems.reason"))
        self.reason.setAccessibleName(text("ui.problems.reason"))
        self.reason.clear()
        writable = self._session.document.mode != "ro" and not line.explained
        self.reason.setVisible(writable)
        self.explain_button.setVisible(writable)
        self._enable()

    def explain(self) -> None:
        """Record the reason; the problem leaves the list until what it found changes."""
        line, reason = self._line, self.reason.text()
        if line is not None and reason.strip():
            self._session.attempt(lambda: self._session.document.dismiss(line.problem.id, reason))

    def _enable(self) -> None:
        self.explain_button.setEnabled(bool(self.reason.text().strip()))
