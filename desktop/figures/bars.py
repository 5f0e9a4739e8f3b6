"""Bars over the years, perhaps with one "after the audit", and a reference line.

The axis starts at zero; where that would hide every difference it is broken, with break marks through the bars and
the value it starts from. A year without a value keeps its place and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.figures.drawing import Drawing, Label, Line, Polygon, Rect, Role, Shape, shortened, text_width
from desktop.figures.scale import Scale, scale_of

Weight = Literal["past", "base", "after"]
ROLES: dict[Weight, Role] = {"past": "muted", "base": "accent", "after": "series1"}

_TEXT = 8.0
_LEFT, _TOP, _FOOT = 48.0, 22.0, 24.0
_BAR_WIDEST = 48.0
_MARK = 12.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the name below it, its value (``None`` = missing), the text above it, and what happened then."""

    name: str
    value: float | None
    text: str
    weight: Weight = "past"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A line across: a limit or benchmark."""

    value: float
    text: str


def bars(
    given: Sequence[Bar],
    reference: Reference | None = None,
    *,
    tick: Callable[[float], str] = "{:g}".format,
    title: str = "",
    width: float = 420.0,
    height: float = 170.0,
) -> Drawing:
    """Draw bars side by side. ``tick`` words the values of the axis."""
    values = [bar.value for bar in given if bar.value is not None]
    scale = scale_of([*values, *([reference.value] if reference else [])], may_break=True)
    right = width - (text_width(reference.text, _TEXT) + 8 if reference else 8)
    bottom = height - _FOOT - (_MARK if any(bar.mark for bar in given) else 0.0)
    shapes: list[Shape] = [*_axis(scale, right, bottom, tick)]
    level = scale.at(reference.value, bottom, _TOP) if reference else None
    slot = (right - _LEFT) / max(len(given), 1)
    labels: list[Shape] = []
    for position, bar in enumerate(given):
        middle = _LEFT + slot * (position + 0.5)
        shapes += _bar(bar, scale, middle, min(_BAR_WIDEST, slot * 0.55), bottom)
        labels += _words(bar, scale, middle, bottom, level)
        if bar.mark:
            labels += _mark(bar.mark, middle, bottom + _FOOT, slot)
    shapes.append(Line(_LEFT, bottom, right, bottom, "ink", 0.9))
    if reference and level is not None:
        shapes.append(Line(_LEFT, level, right, level, "error", 0.9, (4, 3)))
        shapes.append(Label(reference.text, right + 4, level + _TEXT * 0.35, _TEXT, "start", "error"))
    return Drawing(width, height, (*shapes, *labels), title, scale.low if scale.broken else None)


def _axis(scale: Scale, right: float, bottom: float, tick: Callable[[float], str]) -> list[Shape]:
    shapes: list[Shape] = []
    for value in scale.ticks:
        y = scale.at(value, bottom, _TOP)
        if value != scale.low:
            shapes.append(Line(_LEFT, y, right, y, "line", 0.5))
        shapes.append(Label(tick(value), _LEFT - 5, y + 2.6, 7.0, "end", "ink_soft"))
    return shapes


def _bar(bar: Bar, scale: Scale, middle: float, wide: float, bottom: float) -> list[Shape]:
    if bar.value is None:
        return []
    top = scale.at(bar.value, bottom, _TOP)
    if not scale.broken:
        zero = scale.at(0.0, bottom, _TOP)
        return [Rect(middle - wide / 2, min(top, zero), wide, abs(zero - top), ROLES[bar.weight])]
    left, right, y = middle - wide / 2, middle + wide / 2, bottom - 9.0
    gap = ((left - 2, y + 2.4), (right + 2, y - 2.4), (right + 2, y), (left - 2, y + 4.8))
    return [
        Rect(left, top, wide, bottom - top, ROLES[bar.weight]),
        Polygon(gap, "surface"),
        Line(left - 2, y + 2.4, right + 2, y - 2.4, "ink_soft", 0.6),
        Line(left - 2, y + 4.8, right + 2, y, "ink_soft", 0.6),
    ]


def _mark(text: str, middle: float, y: float, slot: float) -> list[Shape]:
    """A pennant under the year, and what it stands for."""
    said = shortened(text, 7.0, slot - 10)
    left = middle - (text_width(said, 7.0) + 8) / 2
    pennant = ((left, y - 5.5), (left + 5, y - 3), (left, y - 0.5))
    return [Polygon(pennant, "accent"), Label(said, left + 8, y, 7.0, "start", "ink_soft")]


def _words(bar: Bar, scale: Scale, middle: float, bottom: float, level: float | None) -> list[Shape]:
    """Name and value; the value keeps clear of the reference line."""
    name = Label(bar.name, middle, bottom + 13, _TEXT, "middle", "ink_soft")
    if bar.value is None:
        return [name, Label(bar.text, middle, bottom - 5, _TEXT, "middle", "ink_soft")]
    y = scale.at(bar.value, bottom, _TOP) - 4
    if bar.value < 0:
        y = scale.at(0.0, bottom, _TOP) - 4
    if level is not None and y - _TEXT - 1 < level < y + 3:
        y = level - 3
    return [name, Label(bar.text, middle, y, _TEXT, "middle", "ink", bold=bar.weight != "past")]
