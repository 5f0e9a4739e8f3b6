"""Bridge from before to after: what each option changes, what is counted twice, what stays unexplained.

The axis is broken where zero would hide the changes; the whole bars then carry break marks. Small effects beyond the
ninth are gathered. Kinds differ by hatching as well as by colour.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from desktop.figures.drawing import Drawing, Label, Line, Polygon, Rect, Role, Shape, shortened
from desktop.figures.hatch import hatched
from desktop.figures.scale import Scale, scale_of
from desktop.model.format import format_number

Kind = Literal["before", "effect", "overlap", "other", "residual", "after"]
MOST_EFFECTS = 9
_ROLES: dict[Kind, Role] = {
    "before": "muted", "effect": "accent", "overlap": "warning", "other": "series4", "residual": "error",
    "after": "series1",
}  # fmt: skip
_HATCHED: tuple[Kind, ...] = ("overlap", "other", "residual")
_LEFT, _TOP, _FOOT, _SMALL = 52.0, 26.0, 24.0, 7.5


@dataclass(frozen=True, slots=True)
class Rise:
    """One step: its name, its kind, the level it starts from and ends at, and the change in words."""

    name: str
    kind: Kind
    start: float
    end: float
    text: str


def waterfall(
    given: Sequence[Rise],
    *,
    others: str = "…",
    decimals: int = 1,
    tick: Callable[[float], str] = "{:g}".format,
    title: str = "",
    unit: str = "",
    width: float = 440.0,
    height: float = 152.0,
) -> Drawing:
    """Draw the bridge. ``decimals`` of the change of gathered effects, ``tick`` words the axis."""
    steps = gathered(given, others, decimals)
    levels = [
        level
        for one in steps
        for level in ((one.end,) if one.kind in ("before", "after") else (one.start, one.end))
    ]
    scale = scale_of(levels, may_break=True)
    bottom, right = height - _FOOT, width - 8
    shapes: list[Shape] = []
    if title:
        shapes.append(Label(shortened(title, 8.0, width - 4), 0, 9, 8.0, bold=True))
    if unit:
        shapes.append(Label(unit, 0, _TOP - 8, 7.0, "start", "ink_soft"))
    shapes += _axis(scale, right, bottom, tick)
    slot = (right - _LEFT) / max(len(steps), 1)
    wide = min(44.0, slot * 0.62)
    labels: list[Shape] = []
    for position, one in enumerate(steps):
        middle = _LEFT + slot * (position + 0.5)
        shapes += _bar(one, scale, middle, wide, bottom)
        if position + 1 < len(steps):
            level = scale.at(one.end, bottom, _TOP)
            shapes.append(
                Line(middle + wide / 2, level, middle + slot - wide / 2, level, "ink_soft", 0.5, (2, 2))
            )
        top = scale.at(one.end if one.kind in ("before", "after") else max(one.start, one.end), bottom, _TOP)
        labels.append(
            Label(
                shortened(one.text, _SMALL, slot - 1),
                middle,
                top - 3.5,
                _SMALL,
                "middle",
                bold=one.kind in ("before", "after"),
            )
        )
        labels.append(
            Label(shortened(one.name, _SMALL, slot - 2), middle, bottom + 12, _SMALL, "middle", "ink_soft")
        )
    zero = bottom if scale.broken else scale.at(0.0, bottom, _TOP)
    shapes.append(Line(_LEFT, zero, right, zero, "ink", 0.9))
    return Drawing(width, height, (*shapes, *labels), title, scale.low if scale.broken else None)


def signed(value: float, decimals: int) -> str:
    """A change with its sign."""
    words = format_number(value, decimals)
    return f"+{words}" if value > 0 else words


def gathered(given: Sequence[Rise], others: str, decimals: int) -> list[Rise]:
    """The steps with the smallest effects joined into one, where they are too many to be told apart."""
    effects = [one for one in given if one.kind == "effect"]
    if len(effects) <= MOST_EFFECTS:
        return list(given)
    by_size = sorted(effects, key=lambda one: abs(one.end - one.start), reverse=True)
    kept = by_size[: MOST_EFFECTS - 1]
    change = math.fsum(one.end - one.start for one in effects if one not in kept)
    steps: list[Rise] = []
    level = 0.0
    for one in [
        *(step for step in given if step.kind == "before"),
        *(step for step in effects if step in kept),
    ]:
        level = one.end if one.kind == "before" else level + one.end - one.start
        begin = one.start if one.kind == "before" else level - (one.end - one.start)
        steps.append(replace(one, start=begin, end=level))
    steps.append(Rise(others, "effect", level, level + change, signed(change, decimals)))
    return [*steps, *(step for step in given if step.kind not in ("before", "effect"))]


def _axis(scale: Scale, right: float, bottom: float, tick: Callable[[float], str]) -> list[Shape]:
    shapes: list[Shape] = []
    for value in scale.ticks:
        y = scale.at(value, bottom, _TOP)
        shapes.append(Line(_LEFT, y, right, y, "line", 0.5))
        shapes.append(Label(tick(value), _LEFT - 5, y + 2.4, 7.0, "end", "ink_soft"))
    return shapes


def _bar(one: Rise, scale: Scale, middle: float, wide: float, bottom: float) -> list[Shape]:
    left, right = middle - wide / 2, middle + wide / 2
    if one.kind in ("before", "after"):
        base = bottom if scale.broken else scale.at(0.0, bottom, _TOP)
        top = scale.at(one.end, bottom, _TOP)
        bar = Rect(left, min(top, base), wide, abs(base - top), _ROLES[one.kind])
        if not scale.broken:
            return [bar]
        y = bottom - 9.0
        gap = ((left - 2, y + 2.4), (right + 2, y - 2.4), (right + 2, y), (left - 2, y + 4.8))
        return [
            bar,
            Polygon(gap, "surface"),
            Line(left - 2, y + 2.4, right + 2, y - 2.4, "ink_soft", 0.6),
            Line(left - 2, y + 4.8, right + 2, y, "ink_soft", 0.6),
        ]
    high, low = (
        scale.at(max(one.start, one.end), bottom, _TOP),
        scale.at(min(one.start, one.end), bottom, _TOP),
    )
    bar = Rect(left, high, wide, max(low - high, 1.0), _ROLES[one.kind])
    return hatched(bar) if one.kind in _HATCHED else [bar]
