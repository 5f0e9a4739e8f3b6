"""The context menu of a table: everything keys can do, with the keys beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.ui.icons import icon
from desktop.ui.sheets.grid.keys import KEYS

if TYPE_CHECKING:
    from desktop.ui.sheets.grid.card import GridCard

_CELLS = (("copy", "copy"), ("paste", "clipboard-paste"), ("fill_down", "arrow-down"), ("clear", "x"))
_ROWS = (
    ("insert_row", "plus"),
    ("duplicate_rows", "copy"),
    ("move_up", "arrow-up"),
    ("move_down", "arrow-down"),
    ("delete_rows", "trash-2"),
)
_STATES = (("na", "circle"), ("later", "clock"))


class GridMenu(QMenu):
    """Made when opened."""

    def __init__(self, card: GridCard) -> None:
        super().__init__(card)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._card = card
        index = card.view.currentIndex()
        line = card.model.lines[index.row()] if index.isValid() else None
        for name, image in _CELLS:
            self._add(name, image)
        self.addSeparator()
        editable = index.isValid() and card.model.is_editable(index) and bool(card.model.path_at(index))
        for name, image in _STATES:
            self._add(name, image).setEnabled(editable)
        column = card.model.column_at(index) if index.isValid() else None
        if getattr(column, "months", False) and line is not None and line.kind == "row":
            self._add("months", "calendar-clock")
        self.addSeparator()
        fixed = line is None or card.model.parts[line.part].fixed
        for name, image in _ROWS:
            self._add(name, image).setEnabled(
                not fixed and ((line is not None and line.kind == "row") or name == "insert_row")
            )
        self.addSeparator()
        self.addMenu(ColumnsMenu(card))

    def _add(self, name: str, image: str) -> QAction:
        session = self._card.session
        keys = next(
            (QKeySequence(held.value | key.value) for (held, key), what in KEYS.items() if what == name), None
        )
        words = session.text(f"ui.sheets.do.{name}")
        if keys is not None:
            words += "\t" + keys.toString(QKeySequence.SequenceFormat.NativeText)
        action = self.addAction(icon(image), words)
        action.triggered.connect(lambda: self._do(name))
        return action

    def _do(self, name: str) -> None:
        card = self._card
        match name:
            case "na" | "later":
                card.ask_state(name)
            case "months":
                card.open_months(card.here())
            case _:
                card.view.actions_.run(name, card.view)


class ColumnsMenu(QMenu):
    """Which columns are shown; remembered for this table."""

    def __init__(self, card: GridCard) -> None:
        super().__init__(card.session.text("ui.sheets.columns"), card)
        self._card = card
        self.setIcon(icon("table-2"))
        everything = self.addAction(card.session.text("ui.sheets.columns.all"))
        everything.triggered.connect(self._show_all)
        main = self.addAction(card.session.text("ui.sheets.columns.main"))
        main.triggered.connect(self._show_main)
        self.addSeparator()
        for number in range(len(card.model.slots)):
            action = self.addAction(card.model.head(number).spoken)
            action.setCheckable(True)
            action.setChecked(not card.view.isColumnHidden(number))
            action.setEnabled(number > 0)
            action.toggled.connect(lambda on, number=number: self._show(number, on))

    def _show(self, number: int, on: bool) -> None:
        self._card.view.widths.show(number, on)
        self._card.remember()

    def _show_all(self) -> None:
        for number in range(len(self._card.model.slots)):
            self._card.view.widths.show(number, True)
        self._card.remember()

    def _show_main(self) -> None:
        self._card.view.widths.forget()
        self._card.remember()
