"""Paints cells and opens editors in them. Keys that end an entry also say where to go next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

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

from desktop.model.path import Path, parse_path
from desktop.ui.sheets.editors import make_editor
from desktop.ui.sheets.editors.protocol import widget_of
from desktop.ui.sheets.grid.model import GridModel
from desktop.ui.sheets.grid.paint import paint_cell, paint_cursor, paint_line_words, row_height, text_room
from desktop.ui.sheets.places import Question
from desktop.ui.theme import theme

if TYPE_CHECKING:
    from desktop.ui.sheets.grid.view import GridView

Step = Literal["stay", "down", "up", "right", "left", "next"]
Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STATE = QStyle.StateFlag


class GridDelegate(QStyledItemDelegate):
    """One for each table."""

    def __init__(self, model: GridModel, view: GridView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    # -- looks ----------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = option.rect
        state = option.state
        line = self._model.lines[index.row()]
        current = index == self._view.currentIndex()
        self._paint_ground(
            painter, box, line.kind == "head", bool(state & _STATE.State_Selected) and not current
        )
        if line.kind == "row":
            cell = self._model.cell(index)
            if cell.state == "rejected":
                painter.fillRect(box.adjusted(0, 0, 0, -1), theme()["error_soft"])
            if cell.state == "none":
                painter.fillRect(box.adjusted(0, 0, 0, -1), theme()["canvas"])
            paint_cell(painter, box, cell, unit=self._view.widths.wants_unit(index.column()))
        else:
            words = self._model.cell(self._model.index(index.row(), 0)).text
            origin = self._view.columnViewportPosition(0)
            paint_line_words(painter, box, max(origin, 0), words, line.kind == "add")
        if current and line.kind != "head":
            paint_cursor(painter, box, self._view.hasFocus() or self._view.isPersistentEditorOpen(index))

    def _paint_ground(self, painter: QPainter, box: QRect, heading: bool, chosen: bool) -> None:
        ground = "accent_soft" if chosen else "canvas" if heading else "surface"
        painter.fillRect(box, theme()[ground])
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme()["line_soft"])

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(80, row_height())

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if (
            event.type() == QEvent.Type.ToolTip
            and index.isValid()
            and self._model.lines[index.row()].kind == "row"
        ):
            cell = self._model.cell(index)
            cut = self._view.fontMetrics().horizontalAdvance(cell.text) > text_room(option.rect, cell)
            words = "\n".join(part for part in (cell.text if cut else "", cell.note) if part)
            QToolTip.showText(event.globalPos(), words, view)
            return True
        return super().helpEvent(event, view, option, index)

    # -- editing --------------------------------------------------------------------------------------------

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> QWidget:
        column = self._model.column_at(index)
        if column is None:
            raise TypeError("a heading cannot be edited")
        path = self._model.path_at(index)
        place = parse_path(path) if path else Path(self._model.part_at(index.row()).table.id, "", column.id)
        editor = make_editor(
            self._model.session, Question(place, column), parent, self._model.edit_text(index)
        )
        widget = widget_of(editor)
        widget.setProperty("cell", True)
        widget.setAccessibleName(
            self._model.data(index, int(Qt.ItemDataRole.AccessibleTextRole)) or column.id
        )
        editor.settled.connect(lambda: self._settle(widget))
        return widget

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: ARG002
        # Filled in createEditor; a change of the document never overwrites what is being typed.
        return

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        made: Any = editor
        if made.is_dirty():
            self._model.enter(index, made.entry())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        box = QRect(option.rect)
        room = self._view.viewport().rect()
        if isinstance(editor, QPlainTextEdit):
            box.setHeight(max(row_height() * 3, box.height()))
        wanted = min(editor.minimumSizeHint().width(), 220)
        box.setWidth(max(box.width(), wanted))
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

    def _settle(self, editor: QWidget) -> None:
        """Chosen from a list: stored at once, the cursor stays."""
        self._finish(editor, "stay")

    def _finish(self, editor: QWidget, step: Step) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._view.step(step)


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
