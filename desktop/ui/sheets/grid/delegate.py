"""Paints cells and opens editors in them. Keys that end an entry also say where to go next."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop.content.types import Column
from desktop.model.path import Path, parse_path
from desktop.ui.session import Session
from desktop.ui.sheets.editors import make_editor
from desktop.ui.sheets.editors.protocol import widget_of
from desktop.ui.sheets.grid.cells import Cell
from desktop.ui.sheets.grid.paint import paint_cell, paint_cursor, row_height, text_room
from desktop.ui.sheets.places import Question
from desktop.ui.theme import theme

Step = Literal["stay", "down", "up", "right", "left", "next"]
Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


class CellSource(Protocol):
    """What a delegate asks a model whose cells are answers."""

    @property
    def session(self) -> Session: ...
    def cell(self, index: Index) -> Cell: ...
    def column_at(self, index: Index) -> Column | None: ...
    def path_at(self, index: Index) -> str: ...
    def table_at(self, index: Index) -> str: ...
    def edit_text(self, index: Index) -> str: ...
    def enter(self, index: Index, entry: Any) -> bool: ...
    def data(self, index: Index, role: int = ...) -> Any: ...


class CellDelegate(QStyledItemDelegate):
    """For tables of answers; ``view`` has ``step(step)`` to move on after an entry."""

    def __init__(self, source: CellSource, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._source = source
        self._view = view

    # -- looks ----------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, frame of the cursor."""
        box: QRect = option.rect
        current = index == self._view.currentIndex()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and not current
        painter.fillRect(box, theme()["accent_soft" if chosen else self.ground(index)])
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme()["line_soft"])
        self.paint_words(painter, box, index)
        if current and self._view.model().flags(index) & Qt.ItemFlag.ItemIsEnabled:
            paint_cursor(painter, box, self._view.hasFocus())

    def ground(self, index: Index) -> str:
        """The role of the ground of a cell."""
        state = self._source.cell(index).state
        return {"rejected": "error_soft", "none": "canvas"}.get(state, "surface")

    def paint_words(self, painter: QPainter, box: QRect, index: Index) -> None:
        """What stands in a cell."""
        paint_cell(painter, box, self._source.cell(index))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All lines are equally high."""
        return QSize(80, row_height())

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole text where it is cut, and why the cell is marked."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        cell = self._source.cell(index)
        cut = view.fontMetrics().horizontalAdvance(cell.text) > text_room(option.rect, cell)
        words = "\n".join(part for part in (cell.text if cut else "", cell.note) if part)
        QToolTip.showText(event.globalPos(), words, view)
        return True

    # -- editing --------------------------------------------------------------------------------------------

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        """The editor of a question, without frame and label."""
        column = self._source.column_at(index)
        if column is None:
            raise TypeError("nothing is asked here")
        path = self._source.path_at(index)
        place = parse_path(path) if path else Path(self._source.table_at(index), "", column.id)
        editor = make_editor(
            self._source.session, Question(place, column), parent, self._source.edit_text(index)
        )
        widget = widget_of(editor)
        widget.setProperty("cell", True)
        widget.setAccessibleName(self._source.data(index, _SPOKEN) or column.id)
        editor.settled.connect(lambda: self._finish(widget, "stay"))
        return widget

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: filled when made, so that a change of the document never overwrites what is being typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        """Hand the entry over."""
        made: Any = editor
        if made.is_dirty():
            self._source.enter(index, made.entry())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        """Over the cell, larger where the text is long, never outside the table."""
        box = QRect(option.rect)
        room = self._view.viewport().rect()
        if isinstance(editor, QPlainTextEdit):
            box.setHeight(max(row_height() * 3, box.height()))
            box.setWidth(max(box.width(), min(320, room.width())))
        box.setWidth(max(box.width(), min(editor.minimumSizeHint().width(), 220)))
        if box.bottom() > room.bottom():
            box.moveBottom(max(room.bottom(), box.height()))
        if box.right() > room.right():
            box.moveRight(room.right())
        editor.setGeometry(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and their kin store the entry and say where to go; Esc leaves the cell as it was."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
        ):
            step = _step_of(event)
            if step is not None:
                self._finish(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: QWidget, step: Step) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        move: Any = self._view
        move.step(step)


def _step_of(event: QKeyEvent) -> Step | None:
    """Where a key leads out of an editor; ``None`` where it stays inside."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in _ENTER:
        if held & Qt.KeyboardModifier.AltModifier:
            return None  # a new line in long texts
        if held & Qt.KeyboardModifier.ControlModifier:
            return "down"
        return "up" if held & Qt.KeyboardModifier.ShiftModifier else "next"
    if event.key() == Qt.Key.Key_Backtab:
        return "left"
    if event.key() == Qt.Key.Key_Tab:
        return "left" if held & Qt.KeyboardModifier.ShiftModifier else "right"
    return None
