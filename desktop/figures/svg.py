"""A drawing as SVG text: for previews and for looking at figures in tests."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import assert_never
from xml.sax.saxutils import escape

from desktop.figures.drawing import (
    Circle,
    Drawing,
    Label,
    Line,
    Polygon,
    Polyline,
    Rect,
    Role,
    Shape,
    Wedge,
)

PAPER: Mapping[Role, str] = {
    "ink": "#15202B", "ink_soft": "#4D5C6A", "line": "#DFE5E9", "accent": "#0F766E", "muted": "#90A2AE",
    "warning": "#B45309", "error": "#B42318", "surface": "#FFFFFF",
    "series0": "#0F766E", "series1": "#3B7DBD", "series2": "#D08C2A",
    "series3": "#8A5A9E", "series4": "#6B7A89", "series5": "#7C9A3B",
}  # fmt: skip
"""Colours on white paper."""

FAINT = 0.14
"""How much of a colour a faint area has."""


def to_svg(drawing: Drawing, palette: Mapping[Role, str] = PAPER) -> str:
    """The drawing as one SVG element."""
    body = "".join(_shape(shape, palette) for shape in drawing.shapes)
    size = f'width="{drawing.width:g}" height="{drawing.height:g}" viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    family = 'font-family="Noto Sans SC, sans-serif"'
    title = f"<title>{escape(drawing.title)}</title>" if drawing.title else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {family}>{title}{body}</svg>'


def _shape(shape: Shape, palette: Mapping[Role, str]) -> str:
    match shape:
        case Line(x1, y1, x2, y2, role, width, dash):
            place = f'x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"'
            return f"<line {place} {_stroke(palette[role], width, dash)}/>"
        case Rect(x, y, width, height, fill, edge):
            place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
            return f"<rect {place} {_fill(fill, edge, palette)}/>"
        case Polyline(points, role, width, dash):
            return f'<polyline points="{_points(points)}" fill="none" {_stroke(palette[role], width, dash)}/>'
        case Polygon(points, fill, faint):
            light = f' fill-opacity="{FAINT}"' if faint else ""
            return f'<polygon points="{_points(points)}" fill="{palette[fill]}"{light}/>'
        case Circle(x, y, radius, fill, edge):
            return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" {_fill(fill, edge, palette)}/>'
        case Wedge():
            return f'<path d="{_wedge(shape)}" {_fill(shape.fill, shape.edge, palette)}/>'
        case Label(text, x, y, size, anchor, role, bold):
            weight = ' font-weight="bold"' if bold else ""
            style = f'font-size="{size:g}" text-anchor="{anchor}" fill="{palette[role]}"{weight}'
            return f'<text x="{x:.2f}" y="{y:.2f}" {style}>{escape(text)}</text>'
        case _:
            assert_never(shape)


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def _stroke(colour: str, width: float, dash: tuple[float, ...]) -> str:
    dashes = f' stroke-dasharray="{" ".join(f"{part:g}" for part in dash)}"' if dash else ""
    return f'stroke="{colour}" stroke-width="{width:g}"{dashes}'


def _fill(fill: Role, edge: Role | None, palette: Mapping[Role, str]) -> str:
    return f'fill="{palette[fill]}"' + (f' stroke="{palette[edge]}" stroke-width="1"' if edge else "")


def _wedge(wedge: Wedge) -> str:
    def at(degrees: float) -> str:
        angle = math.radians(degrees)
        return (
            f"{wedge.x + math.sin(angle) * wedge.radius:.2f} {wedge.y - math.cos(angle) * wedge.radius:.2f}"
        )

    large = int(wedge.sweep > 180)
    arc = f"A {wedge.radius:.2f} {wedge.radius:.2f} 0 {large} 1 {at(wedge.start + wedge.sweep)}"
    return f"M {wedge.x:.2f} {wedge.y:.2f} L {at(wedge.start)} {arc} Z"
