"""The table on the screen: cursor, keys, editing, frozen first column. What keys do to data is in ``actions``."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QSizePolicy, QTableView, QWidget

from desktop.content.types import FlagColumn, NumberColumn
from desktop.model.period import months_of
from desktop.ui.sheets.grid.actions import GridActions
from desktop.ui.sheets.grid.delegate import Step
from desktop.ui.sheets.grid.frozen import FrozenColumn
from desktop.ui.sheets.grid.head import GridHead
from desktop.ui.sheets.grid.keys import action_of
from desktop.ui.sheets.grid.lines_delegate import GridDelegate
from desktop.ui.sheets.grid.model import GridModel, Index
from desktop.ui.sheets.grid.paint import row_height
from desktop.ui.sheets.grid.widths import Widths
from desktop.ui.theme import scaled

_MOVES = {
    QAbstractItemView.CursorAction.MoveUp: -1,
    QAbstractItemView.CursorAction.MovePageUp: -1,
    QAbstractItemView.CursorAction.MoveHome: -1,
}
_LEAST_ROWS = 5
_TRIGGER = QAbstractItemView.EditTrigger


class GridView(QTableView):
    """A spreadsheet over a ``GridModel``.

    Signals:
        cursor_moved: path under the cursor (empty on the line to add).
        menu_wanted: global position of a context menu.
        months_wanted: path of a yearly figure whose months are wanted.
        state_wanted: ``na`` or ``later`` for the selected cells.
    """

    cursor_moved = Signal(str)
    menu_wanted = Signal(QPoint)
    months_wanted = Signal(str)
    state_wanted = Signal(str)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self.actions_ = GridActions(model)
        self.frozen = FrozenColumn(self)
        self._origin = 0  # column where a run of Tabs began; Enter returns to it
        self._tabbing = False
        self.setModel(model)
        self.setHorizontalHeader(GridHead(self))
        self.setItemDelegate(GridDelegate(model, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setProperty("flat", True)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(_TRIGGER.DoubleClicked | _TRIGGER.EditKeyPressed | _TRIGGER.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_heights()
        self.widths = Widths(self)
        self.frozen.watch()
        model.modelReset.connect(self._relaid)
        model.lines_changed.connect(self.updateGeometry)
        model.row_begun.connect(self._stand_on)

    # -- size -----------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As tall as all lines."""
        lines = self.grid.rowCount() * row_height()
        bar = self.horizontalScrollBar().height() if self.horizontalScrollBar().maximum() > 0 else 0
        return QSize(super().sizeHint().width(), self.horizontalHeader().sizeHint().height() + lines + bar)

    def head_height(self) -> int:
        """Height of the head while the table is shown."""
        return self.horizontalHeader().height() if self.isVisible() else 0

    def minimumSizeHint(self) -> QSize:
        """A few lines at least, fewer where there are fewer."""
        few = self.horizontalHeader().sizeHint().height() + _LEAST_ROWS * row_height()
        return QSize(scaled(240), min(self.sizeHint().height(), few))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among columns."""
        super().resizeEvent(event)
        self.widths.fit()
        self.frozen.place()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size: other heights and widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange) and hasattr(
            self, "widths"
        ):
            self._set_heights()
            self.widths.fit()

    def _set_heights(self) -> None:
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())

    def _relaid(self) -> None:
        self.widths.start()
        self.updateGeometry()

    # -- cursor ---------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the cursor is; repaint both cells, whose frame moved."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._tabbing:
            self._origin = current.column()
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self.visualRect(index))
        self.frozen.update()
        self.cursor_moved.emit(self.grid.path_at(current))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """As Qt does, but never resting on a heading."""
        index = super().moveCursor(action, modifiers)
        if index.isValid() and self.grid.lines[index.row()].kind == "head":
            index = self._off_heading(index, _MOVES.get(action, 1))
        return index

    def _off_heading(self, index: QModelIndex, step: int) -> QModelIndex:
        for way in (step, -step):
            row = index.row()
            while 0 <= row < len(self.grid.lines):
                if self.grid.lines[row].kind != "head":
                    return self.grid.index(row, index.column())
                row += way
        return QModelIndex()

    def show_path(self, path: str) -> bool:
        """Put the cursor on a path; false where it is not here."""
        index = self.grid.index_of(path)
        if not index.isValid():
            return False
        self.widths.reveal(index.column())
        self._go(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def start(self) -> None:
        """Put the cursor on the first row, at the newest figure in sight, without taking the focus."""
        rows = [number for number, line in enumerate(self.grid.lines) if line.kind == "row"]
        shown = [n for n in range(len(self.grid.slots)) if not self.isColumnHidden(n)]
        figures = [n for n in shown if self.grid.slots[n].numeric and not self.grid.slots[n].calculated]
        year, edge = self.grid.session.document.base_year, self.viewport().width()
        base = [
            n
            for n in figures
            if self.grid.slots[n].period == year
            and self.columnViewportPosition(n) + self.columnWidth(n) <= edge
        ]
        if rows and shown and not self.currentIndex().isValid():
            column = (base or shown)[0]
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.grid.index(rows[0], column), flag)

    def step(self, step: Step) -> None:
        """Move after an entry."""
        here = self.currentIndex()
        if not here.isValid():
            return
        match step:
            case "right" | "left":
                self._sideways(here, 1 if step == "right" else -1)
            case "down" | "up":
                self._vertical(here, here.column(), 1 if step == "down" else -1)
            case "next":
                self._vertical(here, self._origin, 1)
            case "stay":
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _vertical(self, here: QModelIndex, column: int, way: int) -> None:
        row = here.row() + way
        while 0 <= row < len(self.grid.lines) and self.grid.lines[row].kind == "head":
            row += way
        if 0 <= row < len(self.grid.lines):
            self._go(self.grid.index(row, column))

    def _sideways(self, here: QModelIndex, way: int) -> None:
        """The next cell one can type into, over line ends; at either end of the table the focus moves on."""
        row, column = here.row(), here.column() + way
        lines, width = self.grid.lines, len(self.grid.slots)
        while 0 <= row < len(lines):
            while 0 <= column < width:
                index = self.grid.index(row, column)
                if (
                    lines[row].kind != "head"
                    and not self.isColumnHidden(column)
                    and self.grid.is_editable(index)
                ):
                    self._tabbing = True
                    self._go(index)
                    self._tabbing = False
                    return
                column += way
            row += way
            column = 0 if way > 0 else width - 1
            if way > 0 and 0 <= row < len(lines) and lines[here.row()].kind == "add":
                break
        self.leave(way > 0)

    def leave(self, forward: bool) -> None:
        """Give the focus to the next (or previous) widget, as Tab does outside of tables."""
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forward)
        self.setTabKeyNavigation(True)

    def _stand_on(self, path: str) -> None:
        """A row was begun in the last line: the cursor is in it now."""
        index = self.grid.index_of(path)
        if index.isValid():
            self._tabbing = True  # the run of Tabs goes on
            self._go(index)
            self._tabbing = False

    def _go(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Show a cell, also where the frozen column would cover it."""
        super().scrollTo(index, hint)
        covered = self.frozen.covered()
        left = self.columnViewportPosition(index.column())
        if index.column() > 0 and covered and left < covered:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (covered - left))

    def chosen(self) -> list[QModelIndex]:
        """The selected cells of rows, in reading order; the current one where nothing is selected."""
        found = [
            index
            for index in self.selectionModel().selectedIndexes()
            if not self.isColumnHidden(index.column())
        ]
        if not found and self.currentIndex().isValid():
            found = [self.currentIndex()]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    # -- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Spreadsheet keys first, then Qt's."""
        name = action_of(event)
        if name is None:
            super().keyPressEvent(event)
            return
        event.accept()
        match name:
            case "right" | "left" | "down" | "up" | "next":
                self.step(name)
            case "toggle":
                if not self._toggle(self.currentIndex()):
                    super().keyPressEvent(event)
            case "na" | "later":
                self.state_wanted.emit(name)
            case "months":
                self.months_wanted.emit(self.grid.path_at(self.currentIndex()))
            case _:
                self.actions_.run(name, self)

    def keyboardSearch(self, search: str) -> None:
        """Letters are entries here, never a search through thousands of rows."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu where the mouse is, or at the current cell."""
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(where)

    # -- editing --------------------------------------------------------------------------------------------

    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open an editor; yes/no cells flip instead, and sums of twelve months open their months."""
        if not index.isValid():
            return False
        if trigger in (_TRIGGER.DoubleClicked, _TRIGGER.EditKeyPressed) and self._toggle(index):
            return True
        wanted = trigger in (_TRIGGER.DoubleClicked, _TRIGGER.EditKeyPressed, _TRIGGER.AnyKeyPressed)
        if wanted and self._is_sum_of_months(index):
            if trigger is not _TRIGGER.AnyKeyPressed or _types(event):
                self.months_wanted.emit(self.grid.path_at(index))
            return False
        if wanted and index.column() == 0:
            self.scrollTo(index)
        if isinstance(self.grid.column_at(index), FlagColumn):
            return False
        opened = bool(super().edit(index, trigger, event))  # type: ignore[arg-type]
        field = self.indexWidget(index) if opened and trigger is _TRIGGER.EditKeyPressed else None
        if isinstance(field, QLineEdit):  # F2 goes on with what is there, typing replaces it
            field.deselect()
            field.end(False)
        return opened

    def _toggle(self, index: Index) -> bool:
        if not index.isValid() or not self.grid.is_editable(index):
            return False
        if not isinstance(self.grid.column_at(index), FlagColumn):
            return False
        self.grid.enter(index, self.grid.cell(index).flag is not True)
        return True

    def _is_sum_of_months(self, index: Index) -> bool:
        column, path = self.grid.column_at(index), self.grid.path_at(index)
        if not isinstance(column, NumberColumn) or not column.months or not path:
            return False
        place, _, year = path.partition("@")
        document = self.grid.session.document
        return all(document.answer(f"{place}@{month}") is not None for month in months_of(year))

    def visible_rect_of(self, index: Index) -> QRect:
        """Where a cell is on the screen, in global coordinates."""
        box = self.visualRect(index)
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())


def _types(event: QEvent | None) -> bool:
    return isinstance(event, QKeyEvent) and bool(event.text().strip())
