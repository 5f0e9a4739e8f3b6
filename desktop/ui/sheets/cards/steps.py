"""What is done to rows as a whole: add, move, delete; buttons under the list and the edits behind them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.model.edit import AddRow, DeleteRow, MoveRow
from desktop.ui.session import Session
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.widgets import IconButton

_BUTTONS = (("add", "plus"), ("up", "arrow-up"), ("down", "arrow-down"), ("delete", "trash-2"))


class RowSteps(QWidget):
    """A line of buttons. Each step is one to undo.

    Signals:
        wanted: a button was pressed (``add``, ``up``, ``down``, ``delete``).
    """

    wanted = Signal(str)

    def __init__(self, session: Session, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._part = session, part
        self.buttons = {name: IconButton(image, size=16) for name, image in _BUTTONS}
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 4, 6, 4)
        line.setSpacing(2)
        for name, button in self.buttons.items():
            button.setObjectName(f"rows:{name}")
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            if name == "delete":
                line.addStretch(1)
            line.addWidget(button)

    def allow(self, *, add: bool, change: bool, shift: bool) -> None:
        """What is possible now."""
        self.buttons["add"].setEnabled(add)
        self.buttons["delete"].setEnabled(change)
        for name in ("up", "down"):
            self.buttons[name].setEnabled(shift)

    def reword(self) -> None:
        """Name the buttons."""
        for name, button in self.buttons.items():
            words = self._session.text(f"ui.sheets.cards.{name}")
            button.set_name(words, self._session.text(f"ui.sheets.cards.{name}.tip"))

    def add(self) -> str:
        """A row at the end; its path, empty where none came."""
        edit = AddRow(self._part.table.id, dict(self._part.defaults))
        made = self._session.record([edit], "ui.sheets.inserted", self)
        return made.added[0] if made and made.added else ""

    def remove(self, row: str) -> None:
        """Remove a row; undo brings it back with everything in it."""
        if row and self._session.record(
            [DeleteRow(f"{self._part.table.id}[{row}]")], "ui.sheets.deleted", self, count="1"
        ):
            self._session.notify(self._session.text("ui.sheets.deleted_undo", count="1"))

    def shift(self, row: str, by: int) -> None:
        """One place up or down among the rows of the view."""
        rows = self._part.rows
        place = rows.index(row) + by if row in rows else -1
        if not 0 <= place < len(rows):
            return
        if by < 0:
            edit = MoveRow(f"{self._part.table.id}[{row}]", rows[place])
        else:
            edit = MoveRow(f"{self._part.table.id}[{rows[place]}]", row)
        self._session.record([edit], "ui.sheets.moved", self)
