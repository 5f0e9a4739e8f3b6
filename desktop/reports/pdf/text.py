"""A set paragraph: broken once for a width, divided between pages, drawn as one text object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color

from desktop.reports.pdf.box import Box, Place
from desktop.reports.pdf.breaking import Line, Piece, break_lines
from desktop.reports.pdf.fonts import typeface
from desktop.reports.pdf.look import WIDTH, Look

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Part = tuple[str, bool]
"""Text, and whether it stays on one line."""

_WIDEST_STRETCH = 0.45  # ems between two characters; a line that needs more stays ragged
_KEPT = 2  # lines that stay together at the foot and at the head of a page


def set_lines(parts: str | Sequence[Part], look: Look, width: float) -> list[Line]:
    """A text broken into lines."""
    face = typeface(look.style)
    given = [(parts, False)] if isinstance(parts, str) else parts
    return break_lines(
        [(face, text, together) for text, together in given], look.size, width, look.indent * look.size
    )


class Paragraph(Box):
    """Lines in one look, ``inset`` from the left."""

    def __init__(
        self, lines: list[Line], look: Look, width: float = WIDTH, inset: float = 0.0, *, begun: bool = False
    ) -> None:
        self.lines, self.look, self.width, self.inset = lines, look, width, inset
        self.height = look.leading * len(lines)
        self.before = 0.0 if begun else look.before
        self.after = look.after

    @property
    def lead(self) -> float:
        """Two lines, or three where the third would be left alone."""
        count = len(self.lines)
        return self.look.leading * (count if count <= _KEPT + 1 else _KEPT)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """The lines that fit and the rest, two at least on either side."""
        count = min(int((room + 0.01) / self.look.leading), len(self.lines) - _KEPT)
        if count < _KEPT:
            return None
        first = Paragraph(self.lines[:count], self.look, self.width, self.inset, begun=self.before == 0.0)
        first.after = 0.0
        return first, Paragraph(self.lines[count:], self.look, self.width, self.inset, begun=True)

    def draw(self, place: Place) -> None:
        """Draw all lines."""
        y = place.top - self.look.leading / 2 - self.look.size * 0.38
        draw_lines(place.canvas, self.lines, self.look, place.x + self.inset, y, self.width)


def paragraph(parts: str | Sequence[Part], look: Look, width: float = WIDTH, inset: float = 0.0) -> Paragraph:
    """A text set in a look."""
    return Paragraph(set_lines(parts, look, width), look, width, inset)


def draw_lines(canvas: Canvas, lines: Sequence[Line], look: Look, x: float, y: float, width: float) -> None:
    """Draw set lines, the first baseline at ``y``."""
    text = canvas.beginText()
    text.setFillColor(look.color)
    stretched = 0.0
    for line in lines:
        start, stretch = _placed(line, look, width)
        shift = 0.0
        font = ""
        for piece in line.pieces:
            want = stretch if piece.loose else 0.0
            if want != stretched:
                text.setCharSpace(want)
                stretched = want
            if piece.font != font:
                text.setFont(piece.font, look.size, look.leading)
                font = piece.font
            text.setTextOrigin(x + start + piece.x + shift, y)
            text.textOut(piece.text)
            shift += want * len(piece.text)
        y -= look.leading
    if stretched:
        text.setCharSpace(0)
    canvas.drawText(text)


def draw_line(canvas: Canvas, pieces: Sequence[Piece], size: float, color: Color, x: float, y: float) -> None:
    """Draw one line where it is."""
    text = canvas.beginText()
    text.setFillColor(color)
    for piece in pieces:
        text.setFont(piece.font, size)
        text.setTextOrigin(x + piece.x, y)
        text.textOut(piece.text)
    canvas.drawText(text)


def _placed(line: Line, look: Look, width: float) -> tuple[float, float]:
    """Where a line starts and how much room is added between its loose characters."""
    if look.align == "center":
        return (width - line.width) / 2, 0.0
    if look.align == "right":
        return width - line.width, 0.0
    if look.align == "left" or not line.full or not line.pieces:
        return 0.0, 0.0
    last = line.pieces[-1]
    points = sum(len(piece.text) for piece in line.pieces if piece.loose) - last.loose
    extra = width - line.width
    if points <= 0 or extra / points > _WIDEST_STRETCH * look.size:
        return 0.0, 0.0
    return 0.0, extra / points
