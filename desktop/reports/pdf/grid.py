"""A three-line table: caption, heads repeated on every page, rows kept whole where they can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reportlab.lib.colors import Color

from desktop.reports.pdf.box import Box, Place
from desktop.reports.pdf.breaking import Line
from desktop.reports.pdf.look import CAPTION, HAIR, HEIGHT, INK
from desktop.reports.pdf.text import draw_lines

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAD_X, PAD_Y = 4.0, 3.4
_SMALL = HEIGHT * 0.22  # a table no higher stays on one page
_DIVISIBLE = HEIGHT * 0.3  # a row higher than this may go over two pages


@dataclass(frozen=True, slots=True)
class SetCell:
    """Lines in a box of the row: where it stands, how wide, how set."""

    lines: list[Line]
    x: float
    width: float
    align: Literal["left", "right", "center"]
    color: Color = INK


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set row. ``rules`` are stretches of a thin rule under it; a row that ``heads_next`` names those below."""

    cells: tuple[SetCell, ...]
    height: float
    count: int
    rules: tuple[tuple[float, float], ...] = ()
    heads_next: bool = False


class Grid(Box):
    """A table or a part of it."""

    def __init__(
        self,
        caption: list[Line],
        continued: list[Line],
        heads: Sequence[SetRow],
        rows: Sequence[SetRow],
        width: float,
        size: float,
        *,
        boxed: bool = False,
        after: float = 12.0,
        cut: bool = False,
    ) -> None:
        self.caption, self.continued = caption, continued
        self.heads, self.rows = heads, rows
        self.width, self.size, self.boxed = width, size, boxed
        self.leading = leading_of(size)
        self.before, self.after = (CAPTION.before if caption else 4.0), after
        self.cut = cut
        self._top = len(caption) * CAPTION.leading + (CAPTION.after if caption else 0.0)
        self._head = sum(row.height for row in heads)
        self.height = self._top + self._head + sum(row.height for row in rows)

    @property
    def lead(self) -> float:
        """Caption, heads and two rows."""
        first = self.rows[: 2 if len(self.rows) != 3 else 3]
        if self.height <= _SMALL:
            return self.height
        need = self._top + self._head + sum(min(row.height, _DIVISIBLE) for row in first)
        return self.height if len(self.rows) <= 3 else need

    def split(self, room: float) -> tuple[Box, Box] | None:
        """The rows that fit and the rest, with the heads again."""
        left = room - self._top - self._head
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left + 0.01:
            left -= self.rows[count].height
            count += 1
        while 0 < count < len(self.rows) and self.rows[count - 1].heads_next:
            count -= 1  # what heads a group is not the last on its page
        if 0 < count == len(self.rows) - 1 and count > 1 and self.rows[-1].height < _DIVISIBLE:
            count -= 1  # no last row alone on its page
        if count < len(self.rows) and self.rows[count].height > _DIVISIBLE:
            halves = divided(self.rows[count], left, self.leading)
            if halves is not None:
                return self._parts([*self.rows[:count], halves[0]], [halves[1], *self.rows[count + 1 :]])
        if count == 0:
            return None
        return self._parts(self.rows[:count], self.rows[count:])

    def draw(self, place: Place) -> None:
        """Caption, rules and all rows."""
        canvas, y = place.canvas, place.top
        if self.caption:
            base = y - CAPTION.leading / 2 - CAPTION.size * 0.38
            draw_lines(canvas, self.caption, CAPTION, place.x, base, self.width)
            y -= self._top
        self._draw_rules(canvas, place.x, y)
        self._draw_rows(canvas, place.x, y)

    # -- pieces ---------------------------------------------------------------------------------------------

    def _parts(self, first: Sequence[SetRow], rest: Sequence[SetRow]) -> tuple[Box, Box]:
        head = Grid(
            self.caption,
            self.continued,
            self.heads,
            first,
            self.width,
            self.size,
            boxed=self.boxed,
            after=0.0,
            cut=True,
        )
        tail = Grid(
            self.continued,
            self.continued,
            self.heads,
            rest,
            self.width,
            self.size,
            boxed=self.boxed,
            after=self.after,
        )
        head.key, head.before = self.key, self.before
        return head, tail

    def _draw_rules(self, canvas: Canvas, x: float, y: float) -> None:
        right = x + self.width
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.5 if self.boxed else 1.0)
        canvas.line(x, y, right, y)
        for row in self.heads:
            y -= row.height
            canvas.setLineWidth(0.4)
            for start, end in row.rules:
                canvas.line(x + start, y, x + end, y)
        if self.heads:
            canvas.setLineWidth(0.5 if self.boxed else 0.6)
            canvas.line(x, y, right, y)
        canvas.setLineWidth(0.5 if self.boxed else 0.4)
        canvas.setStrokeColor(INK if self.boxed else HAIR)
        for row in self.rows[:-1]:
            y -= row.height
            canvas.line(x, y, right, y)
        y -= self.rows[-1].height if self.rows else 0.0
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.5 if self.boxed or self.cut else 1.0)
        canvas.line(x, y, right, y)
        if self.boxed:
            top = y + sum(row.height for row in (*self.heads, *self.rows))
            edges = {0.0, self.width} | {
                cell.x - PAD_X for row in (*self.heads, *self.rows) for cell in row.cells
            }
            for edge in sorted(edges):
                canvas.line(x + edge, y, x + edge, top)

    def _draw_rows(self, canvas: Canvas, x: float, y: float) -> None:
        size, leading = self.size, self.leading
        text = canvas.beginText()
        now: tuple[str, Color | None] = ("", None)
        for row in (*self.heads, *self.rows):
            middle = y - row.height / 2
            for cell in row.cells:
                base = middle + leading * (len(cell.lines) / 2 - 0.5) - size * 0.37
                for line in cell.lines:
                    left = x + cell.x + _offset(cell, line)
                    for piece in line.pieces:
                        if (piece.font, cell.color) != now:
                            text.setFont(piece.font, size)
                            text.setFillColor(cell.color)
                            now = (piece.font, cell.color)
                        text.setTextOrigin(left + piece.x, base)
                        text.textOut(piece.text)
                    base -= leading
            y -= row.height
        canvas.drawText(text)


def leading_of(size: float) -> float:
    """Distance of lines in a cell."""
    return size * 1.42


def row_of(
    cells: Sequence[SetCell], size: float, rules: tuple[tuple[float, float], ...] = (), least: float = 0.0
) -> SetRow:
    """A row as high as its highest cell."""
    count = max((len(cell.lines) for cell in cells), default=1)
    return SetRow(tuple(cells), max(least, count * leading_of(size) + 2 * PAD_Y), count, rules)


def divided(row: SetRow, room: float, leading: float) -> tuple[SetRow, SetRow] | None:
    """A very high row in two: the lines that fit, and the rest."""
    count = int((room - 2 * PAD_Y) / leading)
    if count < 2 or row.count - count < 1:
        return None
    first = tuple(replace(cell, lines=cell.lines[:count]) for cell in row.cells)
    rest = tuple(replace(cell, lines=cell.lines[count:]) for cell in row.cells)
    return (
        SetRow(first, count * leading + 2 * PAD_Y, count),
        SetRow(rest, (row.count - count) * leading + 2 * PAD_Y, row.count - count),
    )


def _offset(cell: SetCell, line: Line) -> float:
    match cell.align:
        case "right":
            return cell.width - line.width
        case "center":
            return (cell.width - line.width) / 2
        case "left":
            return 0.0
