"""A figure of the report in the window: the same drawing, with its unit, its note, and the way to its sheet."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout

from desktop.content.types_report import ReportFigure
from desktop.reports.drawings import pictures
from desktop.reports.picture import Picture
from desktop.ui.session import Session
from desktop.ui.widgets import Card, ComboBox, ElidedLabel, IconButton, label
from desktop.ui.widgets.drawing import DrawingView


class PictureCard(Card):
    """One block of the content; where it draws several pictures, one of them at a time."""

    def __init__(self, session: Session, block: ReportFigure) -> None:
        super().__init__(padding=16, spacing=6)
        self._session, self._block = session, block
        self._drawn: list[Picture] = []
        self._title = ElidedLabel("", "heading")
        self.choice = ComboBox()
        self.choice.currentIndexChanged.connect(self._show)
        self.open = IconButton("table-2")
        self.open.clicked.connect(self._open)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.choice)
        head.addWidget(self.open)
        self.view = DrawingView()
        self._note = label("", "caption", "faint", wrap=True)
        self.body.addLayout(head)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._note)

    def refresh(self, today: dt.date) -> bool:
        """Draw again; whether there is anything to show."""
        session, block = self._session, self._block
        wanted = not block.when or session.document.evaluate(block.when) is True
        self._drawn = pictures(session.document, block, session.lang, today) if wanted else []
        self.setVisible(bool(self._drawn))
        self._title.setText(block.caption.get(session.lang))
        self._note.setText(block.note.get(session.lang) if block.note else "")
        self.open.set_name(session.text("ui.options.open_sheet"))
        names = [one.name for one in self._drawn]
        kept = self.choice.currentText()
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems(names)
        self.choice.setCurrentIndex(names.index(kept) if kept in names else 0)
        self.choice.blockSignals(False)
        self.choice.setVisible(len(names) > 1)
        self.choice.setAccessibleName(
            session.text("ui.options.which", caption=block.caption.get(session.lang))
        )
        self._show()
        return bool(self._drawn)

    def _picture(self) -> Picture | None:
        at = max(self.choice.currentIndex(), 0)
        return self._drawn[at] if at < len(self._drawn) else None

    def _show(self) -> None:
        picture = self._picture()
        caption = self._block.caption.get(self._session.lang)
        self.view.show_drawing(picture.drawing if picture is not None else None, caption)

    def _open(self) -> None:
        """The sheet the figure is drawn of."""
        picture = self._picture()
        if picture is not None:
            self._session.go_to(picture.about)
