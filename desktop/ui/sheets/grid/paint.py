"""How cells and heads look. Everything is painted from tokens, so theme and text size need no refresh."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.model.problem import Severity
from desktop.ui.icons import paint_icon
from desktop.ui.sheets.grid.cells import Cell
from desktop.ui.sheets.grid.slots import Head
from desktop.ui.theme import Tone, TypeRole, scaled, theme, typeface
from desktop.ui.widgets.chips import chip_size, paint_chip

LEFT, RIGHT, GAP = 11, 10, 5
_INK = {
    "given": "ink",
    "calculated": "ink_soft",
    "partial": "ink_soft",
    "absent": "ink_faint",
    "open": "ink_faint",
    "na": "ink_faint",
    "later": "warning",
    "failed": "error",
    "hidden": "ink_faint",
    "rejected": "error",
    "evidence": "ink",
    "none": "ink_faint",
}
_MARK = {Severity.ERROR: ("circle-x", "error"), Severity.WARNING: ("triangle-alert", "warning")}
_VCENTER = Qt.AlignmentFlag.AlignVCenter


def row_height() -> int:
    """Height of a line."""
    return scaled(34)


def icon_size() -> int:
    """Size of a mark in a cell."""
    return scaled(14)


def paint_cell(
    painter: QPainter, box: QRect, cell: Cell, *, unit: bool = False, strong: bool = False
) -> None:
    """Words and marks of a cell; the ground is painted already. ``unit``: no other cell says it."""
    if cell.differs:
        _paint_corner(painter, QRectF(box))
    inner = QRectF(box).adjusted(LEFT + (scaled(16) if cell.indent else 0), 0, -RIGHT, -1)
    if cell.tone is not None and cell.text:
        _paint_chip(painter, inner, cell, cell.tone)
        return
    if cell.unit and (unit or cell.foreign):
        inner = _paint_unit(painter, inner, cell)
    inner = _paint_mark(painter, inner, cell)
    painter.setFont(typeface("strong" if strong and cell.state in ("given", "calculated") else "body"))
    painter.setPen(theme()[_INK[cell.state]])
    side = Qt.AlignmentFlag.AlignRight if cell.numeric else Qt.AlignmentFlag.AlignLeft
    text = " ".join(cell.text.split("\n")) if "\n" in cell.text else cell.text
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
    painter.drawText(inner, side | _VCENTER, shown)


def text_room(box: QRect, cell: Cell) -> float:
    """Room for the words of a cell, to know whether they are cut."""
    marks = icon_size() + GAP if _mark_of(cell) else 0
    return box.width() - LEFT - RIGHT - marks - (scaled(16) if cell.indent else 0)


def paint_head(painter: QPainter, box: QRect, head: Head, numeric: bool) -> None:
    """The words above a column: question small above its years where several share them."""
    inner = QRectF(box).adjusted(LEFT, 0, -RIGHT, -1)
    if head.upper:
        half = inner.height() / 2
        upper = QRectF(inner.left(), inner.top() + 3, inner.width(), half)
        inner = QRectF(inner.left(), inner.top() + half - 2, inner.width(), half)
        runs = [(head.upper, "ink_soft")]
        _paint_runs(painter, upper, runs, numeric, "caption")
        runs = [(head.text, "ink_soft"), (head.mark, "ink_soft"), (head.unit, "ink_faint")]
    else:
        runs = [(head.text, "ink_soft"), (head.mark, "ink_soft"), (head.unit, "ink_faint")]
    _paint_runs(painter, inner, runs, numeric, "caption")


def head_width(head: Head) -> float:
    """Room a head wants."""
    metrics = QFontMetricsF(typeface("caption"))
    lower = " ".join(part for part in (head.text, head.mark, head.unit) if part)
    return max(metrics.horizontalAdvance(lower), metrics.horizontalAdvance(head.upper)) + LEFT + RIGHT + 4


def paint_cursor(painter: QPainter, box: QRect, active: bool) -> None:
    """The frame around the current cell."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = QPen(theme()["accent" if active else "ink_faint"], 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -1, -1))
    painter.restore()


def paint_line_words(painter: QPainter, box: QRect, origin: int, text: str, adding: bool) -> None:
    """Words that run along a whole line (a heading, the line to add); each cell paints its slice."""
    painter.save()
    painter.setClipRect(box)
    left = origin + LEFT
    role = "ink_faint" if adding else "ink_soft"
    if adding:
        size = icon_size()
        paint_icon(painter, "plus", QRectF(left, box.center().y() - size / 2, size, size), role)
        left += size + GAP
    painter.setFont(typeface("body" if adding else "strong"))
    painter.setPen(theme()[role])
    painter.drawText(
        QRectF(left, box.top(), 4000, box.height() - 1), _VCENTER | Qt.AlignmentFlag.AlignLeft, text
    )
    painter.restore()


def _paint_chip(painter: QPainter, inner: QRectF, cell: Cell, tone: Tone) -> None:
    size = chip_size(cell.text)
    width = min(size.width(), inner.width())
    paint_chip(
        painter,
        QRectF(inner.left(), inner.center().y() - size.height() / 2, width, size.height()),
        cell.text,
        tone,
    )


def _paint_corner(painter: QPainter, box: QRectF) -> None:
    """A folded corner in the colour of the acceptance edition: the figure is not what was expected."""
    size = scaled(7)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme()["ok"])
    right, top = box.right() + 1, box.top()
    painter.drawPolygon([QPointF(right - size, top), QPointF(right, top), QPointF(right, top + size)])
    painter.restore()


def _paint_mark(painter: QPainter, inner: QRectF, cell: Cell) -> QRectF:
    """The icon of a state, at the side away from the words' end; returns the room left."""
    mark = _mark_of(cell)
    if mark is None:
        return inner
    name, role = mark
    size = icon_size()
    spot = QPointF(inner.left(), inner.center().y() - size / 2 + 0.5)
    if cell.numeric:  # beside the figure, not at the far end of a wide column
        width = QFontMetricsF(typeface("body")).horizontalAdvance(cell.text)
        spot.setX(max(inner.left(), inner.right() - width - size - GAP))
        paint_icon(painter, name, QRectF(spot.x(), spot.y(), size, size), role)
        return inner.adjusted(size + GAP, 0, 0, 0)
    paint_icon(painter, name, QRectF(spot.x(), spot.y(), size, size), role)
    return inner.adjusted(size + GAP, 0, 0, 0)


def _mark_of(cell: Cell) -> tuple[str, str] | None:
    match cell.state:
        case "rejected" | "failed":
            return "circle-x", "error"
        case "later":
            return "clock", "warning"
        case "evidence":
            return "paperclip", "ink_soft"
        case _:
            pass
    if cell.severity is not None and cell.severity in _MARK:
        return _MARK[cell.severity]
    if cell.flag is True:
        return "check", "ok"
    if cell.state == "partial":
        return "info", "ink_faint"
    return None


def _paint_unit(painter: QPainter, inner: QRectF, cell: Cell) -> QRectF:
    painter.setFont(typeface("tiny"))
    painter.setPen(theme()["ink_faint"])
    width = painter.fontMetrics().horizontalAdvance(cell.unit)
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | _VCENTER, cell.unit)
    return inner.adjusted(0, 0, -width - 4, 0)


def _paint_runs(
    painter: QPainter, box: QRectF, runs: list[tuple[str, str]], right: bool, role: TypeRole
) -> None:
    """Several inks in one line; the first run gives way where room is short."""
    painter.setFont(typeface(role))
    metrics = QFontMetricsF(painter.font())
    gap = metrics.horizontalAdvance(" ") * 1.3
    words = [(text, ink) for text, ink in runs if text]
    rest = sum(metrics.horizontalAdvance(text) + gap for text, _ in words[1:])
    first = metrics.elidedText(words[0][0], Qt.TextElideMode.ElideRight, max(box.width() - rest, 24))
    words[0] = (first, words[0][1])
    total = metrics.horizontalAdvance(first) + rest
    left = box.right() - total if right else box.left()
    for text, ink in words:
        painter.setPen(theme()[ink])
        width = metrics.horizontalAdvance(text)
        painter.drawText(
            QRectF(left, box.top(), width + 2, box.height()), _VCENTER | Qt.AlignmentFlag.AlignLeft, text
        )
        left += width + gap
