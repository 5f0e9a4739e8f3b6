"""Several values from a list: a field that says what is chosen and opens a list to tick."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.content.types import ChoiceColumn, RefColumn
from desktop.model.answer import Json
from desktop.ui.icons import icon
from desktop.ui.session import Session
from desktop.ui.sheets.entry import Entry
from desktop.ui.sheets.places import Question


class ManyEditor(QLineEdit):
    """Reads as text; a click, Space or Alt+Down opens the list, where Space ticks and Enter is done."""

    typed = Signal()
    settled = Signal()

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.question = question
        self.setReadOnly(True)
        self.setProperty("picker", True)
        self._chosen: tuple[str, ...] = self._stored()
        self._start = self._chosen
        self._list: _TickList | None = None
        self._arrow = self.addAction(icon("chevron-down"), QLineEdit.ActionPosition.TrailingPosition)
        self._arrow.triggered.connect(self.open_list)

    def start(self, text: str) -> None:
        """Show what is stored."""
        self._chosen = self._start = self._stored()
        self.setText(text)

    def entry(self) -> Json:
        """The values chosen, none as no answer."""
        return list(self._chosen) or None

    def is_dirty(self) -> bool:
        """Whether other values are chosen."""
        return self._chosen != self._start

    def is_composing(self) -> bool:
        """Nothing is typed here."""
        return False

    def open_list(self) -> None:
        """Open the list to tick."""
        self._list = _TickList(self._options(), self._chosen, self)
        self._list.ticked.connect(self._take)
        self._list.closed.connect(self._done)
        self._list.move(self.mapToGlobal(QPoint(0, self.height())))
        self._list.resize(max(self.width(), 220), self._list.sizeHint().height())
        self._list.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Alt+Down open the list, Delete empties it."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open_list()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take(())
            self.settled.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the list."""
        super().mousePressEvent(event)
        self.open_list()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_arrow"):
            self._arrow.setIcon(icon("chevron-down"))

    def _stored(self) -> tuple[str, ...]:
        answer = self.session.document.answer(self.question.text)
        return answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()

    def _options(self) -> dict[str, str]:
        column = self.question.column
        if not isinstance(column, ChoiceColumn | RefColumn):
            return {}
        return Entry(self.session.document, self.session.lang).options(column)

    def _take(self, values: tuple[str, ...]) -> None:
        self._chosen = values
        options = self._options()
        self.setText("、".join(options.get(value, value) for value in values))
        self.typed.emit()

    def _done(self) -> None:
        if self.is_dirty():
            self.settled.emit()


class _TickList(QFrame):
    """The open list."""

    ticked = Signal(tuple)
    closed = Signal()

    def __init__(self, options: dict[str, str], chosen: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._items = QListWidget()
        self._items.setAccessibleName(parent.accessibleName())
        for value, label in options.items():
            item = QListWidgetItem(label)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            self._items.addItem(item)
        self._items.itemChanged.connect(self._tell)
        self._items.itemActivated.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._items)
        self._items.setMaximumHeight(320)
        self.setFocusProxy(self._items)
        if options:
            self._items.setCurrentRow(0)

    def hideEvent(self, event: QEvent) -> None:
        """Closed in any way: what is ticked is meant."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self.closed.emit()

    def _tell(self) -> None:
        items = (self._items.item(row) for row in range(self._items.count()))
        self.ticked.emit(
            tuple(
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() is Qt.CheckState.Checked
            )
        )
