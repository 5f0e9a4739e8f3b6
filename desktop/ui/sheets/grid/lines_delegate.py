"""The delegate of tables made of lines: headings, rows, and a line to add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.ui.sheets.grid.delegate import CellDelegate, Index
from desktop.ui.sheets.grid.model import GridModel
from desktop.ui.sheets.grid.paint import paint_cell, paint_line_words

if TYPE_CHECKING:
    from desktop.ui.sheets.grid.view import GridView


class GridDelegate(CellDelegate):
    """One for each table."""

    def __init__(self, model: GridModel, view: GridView) -> None:
        super().__init__(model, view)
        self._model = model
        self._grid = view

    def ground(self, index: Index) -> str:
        """Headings stand on the ground of the page."""
        return "canvas" if self._model.lines[index.row()].kind == "head" else super().ground(index)

    def paint_words(self, painter: QPainter, box: QRect, index: Index) -> None:
        """A cell, or its slice of words that run along the whole line."""
        line = self._model.lines[index.row()]
        if line.kind == "row":
            unit = self._grid.widths.wants_unit(index.column())
            paint_cell(painter, box, self._model.cell(index), unit=unit)
            return
        words = self._model.cell(self._model.index(index.row(), 0)).text
        origin = max(self._grid.columnViewportPosition(0), 0)
        paint_line_words(painter, box, origin, words, line.kind == "add")
