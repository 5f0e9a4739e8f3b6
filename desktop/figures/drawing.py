"""What a figure is made of: frozen shapes in points, origin top left, y downwards, colours named by role.

``Label.y`` is the baseline of its text. ``Wedge`` angles are degrees, clockwise from twelve o'clock.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "ink", "ink_soft", "line", "accent", "muted", "warning", "error", "surface",
    "series0", "series1", "series2", "series3", "series4", "series5",
]  # fmt: skip
"""What a colour is for; painters know the colour. ``muted`` is a bar that is not the point, ``surface`` the paper."""

SERIES: tuple[Role, ...] = ("series0", "series1", "series2", "series3", "series4", "series5")

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke; ``dash`` lists on and off lengths."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: Role = "line"
    width: float = 0.75
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled box, perhaps with an edge."""

    x: float
    y: float
    width: float
    height: float
    fill: Role
    edge: Role | None = None


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open stroke through points."""

    points: tuple[Point, ...]
    role: Role = "ink"
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled area; ``faint`` paints it lightly, as the area below a curve."""

    points: tuple[Point, ...]
    fill: Role
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A dot with an edge."""

    x: float
    y: float
    radius: float
    fill: Role
    edge: Role | None = None


@dataclass(frozen=True, slots=True)
class Wedge:
    """A slice of a disc, from ``start`` over ``sweep`` degrees."""

    x: float
    y: float
    radius: float
    start: float
    sweep: float
    fill: Role
    edge: Role | None = "surface"


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text."""

    text: str
    x: float
    y: float
    size: float = 8.0
    anchor: Anchor = "start"
    role: Role = "ink"
    bold: bool = False


Shape = Line | Rect | Polyline | Polygon | Circle | Wedge | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished figure. ``axis_from`` is where a value axis begins that does not begin at zero."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str = ""
    axis_from: float | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything written in the figure, in drawing order."""
        return tuple(shape.text for shape in self.shapes if isinstance(shape, Label))


def text_width(text: str, size: float) -> float:
    """About how wide a text is in a usual sans font: figures know no fonts, so this errs on the wide side."""
    return size * sum(_em(sign) for sign in text)


def _em(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in "\u2009\u202f.,:;'il|":
        return 0.3
    return 0.68 if sign.isupper() or sign in "%—@" else 0.58


def shortened(text: str, size: float, width: float) -> str:
    """A text cut to a width, with an ellipsis where something is missing."""
    if text_width(text, size) <= width:
        return text
    end = len(text)
    while end and text_width(text[:end] + "…", size) > width:
        end -= 1
    return text[:end].rstrip() + "…"
