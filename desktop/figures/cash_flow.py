"""Cumulative discounted cash flow over the years, with the point where the investment has come back.

Several options are drawn as small pictures side by side, each on its own axis: their sizes differ a hundredfold.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import (
    Circle,
    Drawing,
    Label,
    Line,
    Point,
    Polygon,
    Polyline,
    Role,
    Shape,
    shortened,
)
from desktop.figures.scale import Scale, scale_of

_SMALL = 7.0
_ACROSS = 3


@dataclass(frozen=True, slots=True)
class Course:
    """One option: its name, the running total by year (year 0 first), when it is paid back and how to say so."""

    name: str
    totals: tuple[float, ...]
    payback: float | None
    text: str


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float


def cash_flow(
    given: Sequence[Course],
    *,
    tick: Callable[[float], str] = "{:g}".format,
    years: str = "",
    title: str = "",
    width: float = 440.0,
) -> Drawing:
    """Draw one course large, several as small pictures. ``years`` names the time axis, ``tick`` words its amounts."""
    across = min(_ACROSS, len(given)) or 1
    high = 180.0 if across == 1 else 128.0
    wide = width / across
    shapes: list[Shape] = []
    for position, course in enumerate(given):
        left, top = position % across * wide, position // across * high
        box = _Box(left + 40, top + 20, left + wide - 10, top + high - 20)
        shapes += _picture(course, box, tick, years)
    return Drawing(width, high * math.ceil(len(given) / across), tuple(shapes), title)


def _picture(course: Course, box: _Box, tick: Callable[[float], str], years: str) -> list[Shape]:
    scale = scale_of(course.totals, ticks=3)
    last = max(len(course.totals) - 1, 1)
    points = tuple(
        (box.left + year / last * (box.right - box.left), scale.at(total, box.bottom, box.top))
        for year, total in enumerate(course.totals)
    )
    zero = scale.at(0.0, box.bottom, box.top)
    return [
        Label(shortened(course.name, 8.0, box.right - box.left - 4), box.left, box.top - 9, 8.0, bold=True),
        *_grid(scale, box, tick),
        *_areas(points, zero),
        Polyline(points, "accent", 1.3),
        Line(box.left, zero, box.right, zero, "ink", 0.8),
        *_time(last, box, years),
        *_payback(course, last, zero, box),
    ]


def _grid(scale: Scale, box: _Box, tick: Callable[[float], str]) -> list[Shape]:
    shapes: list[Shape] = []
    for value in scale.ticks:
        y = scale.at(value, box.bottom, box.top)
        shapes.append(Line(box.left, y, box.right, y, "line", 0.5))
        shapes.append(Label(tick(value), box.left - 4, y + 2.4, _SMALL, "end", "ink_soft"))
    return shapes


def _areas(points: tuple[Point, ...], zero: float) -> list[Shape]:
    """What is still owed and what is earned, lightly filled."""
    owed: list[Point] = []
    earned: list[Point] = []
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        (owed if y1 > zero else earned).append((x1, y1))
        if (y1 - zero) * (y2 - zero) < 0:
            crossing = (x1 + (zero - y1) / (y2 - y1) * (x2 - x1), zero)
            owed.append(crossing)
            earned.append(crossing)
    if points:
        (owed if points[-1][1] > zero else earned).append(points[-1])
    shapes: list[Shape] = []
    sides: tuple[tuple[list[Point], Role], ...] = ((owed, "warning"), (earned, "accent"))
    for area, role in sides:
        if len(area) > 1:
            shapes.append(Polygon(((area[0][0], zero), *area, (area[-1][0], zero)), role, faint=True))
    return shapes


def _time(last: int, box: _Box, years: str) -> list[Shape]:
    """Every few years, the last of them with the name of the axis."""
    shown = range(0, last + 1, max(1, math.ceil(last / 5)))
    shapes: list[Shape] = []
    for year in shown:
        x = box.left + year / last * (box.right - box.left)
        text = f"{year} {years}".rstrip() if year == shown[-1] else str(year)
        shapes.append(Label(text, x, box.bottom + 10, _SMALL, "middle", "ink_soft"))
    return shapes


def _payback(course: Course, last: int, zero: float, box: _Box) -> list[Shape]:
    if course.payback is None or course.payback > last:
        return [Label(course.text, box.right, box.top - 9, _SMALL, "end", "error")] if course.text else []
    x = box.left + course.payback / last * (box.right - box.left)
    left = x > (box.left + box.right) / 2
    return [
        Circle(x, zero, 2.6, "surface", "accent"),
        Label(course.text, x - 4 if left else x + 4, zero - 5 if left else zero + 10, _SMALL,
              "end" if left else "start", "accent", bold=True),
    ]  # fmt: skip
