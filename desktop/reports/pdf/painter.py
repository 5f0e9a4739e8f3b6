"""A drawing of ``figures`` as vectors on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from desktop.figures import Drawing, Role, Shape
from desktop.figures.drawing import Circle, Label, Line, Polygon, Polyline, Rect, Wedge
from desktop.reports.pdf.breaking import whole
from desktop.reports.pdf.fonts import typeface
from desktop.reports.pdf.look import COLORS
from desktop.reports.pdf.text import draw_line

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FAINT = 0.16
"""How much of its colour a faint area has."""


def paint(canvas: Canvas, drawing: Drawing, x: float, top: float) -> None:
    """Draw with the upper left corner at ``x``, ``top``."""
    canvas.saveState()
    canvas.translate(x, top)
    canvas.setLineJoin(1)
    for shape in drawing.shapes:
        _shape(canvas, shape)
    canvas.restoreState()


def _shape(canvas: Canvas, shape: Shape) -> None:
    match shape:
        case Line(x1, y1, x2, y2, role, width, dash):
            _pen(canvas, role, width, dash)
            canvas.line(x1, -y1, x2, -y2)
        case Rect(x, y, width, height, fill, edge):
            canvas.setFillColor(COLORS[fill])
            _edge(canvas, edge)
            canvas.rect(x, -y - height, width, height, stroke=int(edge is not None), fill=1)
        case Polyline(points, role, width, dash):
            _pen(canvas, role, width, dash)
            _path(canvas, points, close=False)
        case Polygon(points, fill, faint):
            canvas.setFillColor(COLORS[fill], alpha=_FAINT if faint else 1)
            _path(canvas, points, close=True)
            canvas.setFillAlpha(1)
        case Circle(x, y, radius, fill, edge):
            canvas.setFillColor(COLORS[fill])
            _edge(canvas, edge)
            canvas.circle(x, -y, radius, stroke=int(edge is not None), fill=1)
        case Wedge():
            _wedge(canvas, shape)
        case Label():
            _label(canvas, shape)
        case _:
            assert_never(shape)


def _pen(canvas: Canvas, role: Role, width: float, dash: tuple[float, ...]) -> None:
    canvas.setStrokeColor(COLORS[role])
    canvas.setLineWidth(width)
    canvas.setDash(list(dash))


def _edge(canvas: Canvas, role: Role | None) -> None:
    if role is not None:
        _pen(canvas, role, 0.9, ())


def _path(canvas: Canvas, points: tuple[tuple[float, float], ...], *, close: bool) -> None:
    if not points:
        return
    path = canvas.beginPath()
    path.moveTo(points[0][0], -points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, -y)
    if close:
        path.close()
    canvas.drawPath(path, stroke=int(not close), fill=int(close))


def _wedge(canvas: Canvas, wedge: Wedge) -> None:
    canvas.setFillColor(COLORS[wedge.fill])
    _edge(canvas, wedge.edge)
    # PDF counts against the clock from three o'clock, figures with the clock from twelve.
    canvas.wedge(
        wedge.x - wedge.radius, -wedge.y - wedge.radius, wedge.x + wedge.radius, -wedge.y + wedge.radius,
        90 - wedge.start - wedge.sweep, wedge.sweep, stroke=int(wedge.edge is not None), fill=1,
    )  # fmt: skip


def _label(canvas: Canvas, label: Label) -> None:
    line = whole(typeface("bold" if label.bold else "sans"), label.text, label.size)
    match label.anchor:
        case "start":
            shift = 0.0
        case "middle":
            shift = line.width / 2
        case "end":
            shift = line.width
        case _:
            assert_never(label.anchor)
    draw_line(canvas, line.pieces, label.size, COLORS[label.role], label.x - shift, -label.y)
