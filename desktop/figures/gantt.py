"""Time plan: a lane for each task over the months, planned and done, milestones, and today where it is told.

Planned is an open bar, done a filled one inside it, the true end a tick with its own mark: legible without colour.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import Drawing, Label, Line, Polygon, Rect, Shape, shortened, text_width
from desktop.figures.hatch import hatched

_NAME, _ROW, _HEAD, _SMALL = 140.0, 13.5, 26.0, 7.5
_STATE = 78.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A task from its first to its last month (months since year 0). ``part`` done from 0 to 1, ``None`` not told.

    ``ended`` is the month it truly ended; ``state`` words where it stands; ``late`` marks what was put off.
    """

    name: str
    start: int
    end: int
    part: float | None = None
    ended: int | None = None
    state: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that matters: its place on the axis in months, and its name."""

    at: float
    name: str


def gantt(
    lanes: Sequence[Lane],
    milestones: Sequence[Milestone] = (),
    *,
    now: float | None = None,
    today: str = "",
    title: str = "",
    width: float = 460.0,
) -> Drawing:
    """Draw the plan. ``now`` in months draws a line named ``today``; without it there is none."""
    ends = [
        *(one.end + 1 for one in lanes),
        *((one.ended or 0) + 1 for one in lanes if one.ended is not None),
    ]
    first = min([*(one.start for one in lanes), *(math.floor(mark.at) for mark in milestones)], default=0)
    last = max([*ends, *(math.ceil(mark.at) for mark in milestones)], default=first + 1)
    state_width = min(max((text_width(one.state, 7.0) for one in lanes), default=0.0), _STATE)
    left, right = _NAME, width - state_width - 8
    month = (right - left) / max(last - first, 1)

    def x(at: float) -> float:
        return left + (at - first) * month

    rows = len(lanes) + len(milestones)
    bottom = _HEAD + rows * _ROW
    height = bottom + (16 if now is not None and first <= now <= last else 6)
    shapes: list[Shape] = _months(first, last, month, left, right, bottom)
    for row, lane in enumerate(lanes):
        shapes += _lane(lane, _HEAD + row * _ROW, x, right)
    for row, mark in enumerate(milestones, len(lanes)):
        y = _HEAD + (row + 0.5) * _ROW
        at = x(mark.at)
        shapes.append(Polygon(((at, y - 4), (at + 4, y), (at, y + 4), (at - 4, y)), "ink"))
        shapes.append(Label(shortened(mark.name, _SMALL, _NAME - 8), 0, y + 2.6, _SMALL, role="ink_soft"))
    if now is not None and first <= now <= last:
        shapes.append(Line(x(now), _HEAD - 4, x(now), bottom, "error", 1.0, (3, 2)))
        shapes.append(
            Label(today, min(max(x(now), left + 20), right - 20), bottom + 10, 7.0, "middle", "error")
        )
    return Drawing(width, height, tuple(shapes), title)


def _months(first: int, last: int, month: float, left: float, right: float, bottom: float) -> list[Shape]:
    """Years on top; below them every month, or every third or sixth where months are narrow."""
    shapes: list[Shape] = []
    every = next((step for step in (1, 3, 6, 12) if month * step >= 11), 12)
    for at in range(first, last):
        x = left + (at - first) * month
        if at % 12 == 0 or at == first:
            shapes.append(Line(x, 4, x, bottom, "line", 0.8))
            room = (min(at - at % 12 + 12, last) - at) * month
            if room >= 20:
                shapes.append(Label(str(at // 12), x + 2, 11, _SMALL, role="ink", bold=True))
        elif at % every == 0:
            shapes.append(Line(x, 15, x, bottom, "line", 0.35))
        if at % every == 0 and x + 10 <= right:
            shapes.append(Label(str(at % 12 + 1), x + 1.5, 22, 6.5, role="ink_soft"))
    shapes.append(Line(left, _HEAD - 1.5, right, _HEAD - 1.5, "ink_soft", 0.7))
    return shapes


def _lane(lane: Lane, top: float, x: Callable[[float], float], right: float) -> list[Shape]:
    begin, end = x(lane.start), x(lane.end + 1)
    box = Rect(begin, top + 3, max(end - begin, 2.0), _ROW - 6, "surface", "ink_soft")
    shapes: list[Shape] = [
        Line(0, top + _ROW, right, top + _ROW, "line", 0.3),
        Label(shortened(lane.name, _SMALL, _NAME - 8), 0, top + _ROW / 2 + 2.6, _SMALL),
        *(hatched(box, "warning") if lane.late else [box]),
    ]
    if lane.part:
        shapes.append(Rect(begin, top + 4.5, (end - begin) * min(lane.part, 1.0), _ROW - 9, "accent"))
    if lane.ended is not None:
        at = x(lane.ended + 1)
        shapes.append(Line(at, top + 1.5, at, top + _ROW - 1.5, "ink", 1.6))
    if lane.state:
        shapes.append(
            Label(shortened(lane.state, 7.0, _STATE), right + 5, top + _ROW / 2 + 2.4, 7.0, role="ink_soft")
        )
    return shapes
