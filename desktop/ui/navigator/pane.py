"""The left column: looking for a sheet by number or title, and the lines below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.navigator.view import EntryList
from desktop.ui.session import Session


class Navigator(QFrame):
    """The left column. ``place_chosen`` carries the place of a line."""

    place_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("bar", True)
        self.list = EntryList(session)
        self.list.setObjectName("navigator")
        self.search = SheetSearch(self.list)
        self.search.setObjectName("navigator:search")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        above = QVBoxLayout()
        above.setContentsMargins(10, 0, 10, 0)
        above.addWidget(self.search)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.place_chosen.connect(self.place_chosen)
        session.language_changed.connect(self._reword)
        session.opened.connect(self.search.clear)
        self._reword()

    def show_place(self, place: str) -> None:
        """Mark the line of a page and unfold its stage; what was looked for is found."""
        self.search.clear()
        self.list.show_place(place)

    def _reword(self) -> None:
        self.setAccessibleName(self._session.text("ui.nav.name"))
        words = self._session.text("ui.nav.search")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)


class SheetSearch(QLineEdit):
    """Enter goes to the first sheet found, Down into the list, Esc gives up."""

    def __init__(self, lines: EntryList) -> None:
        super().__init__()
        self._lines = lines
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lines.seek)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the class."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.text().strip():
                self._lines.choose_first()
            case Qt.Key.Key_Down:
                self._lines.setFocus(Qt.FocusReason.OtherFocusReason)
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)
