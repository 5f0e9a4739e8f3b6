"""What goes into a balance and what comes out, each stream as wide as it is large.

What is lost has a dashed edge and what does not add up stands apart as a gap, so that neither needs colour to be seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.figures.drawing import Drawing, Label, Point, Polygon, Polyline, Rect, Role, Shape, shortened

Kind = Literal["plain", "loss", "stock", "gap"]

_TEXT = 8.0
_SLOT = 13.0
"""Least room of a stream, so that its words are read."""
_BODY = 110.0
"""Height of the whole."""
_MIDDLE = 14.0
_BEND = 16
_ROLES: dict[Kind, Role] = {"plain": "accent", "loss": "warning", "stock": "muted", "gap": "error"}


@dataclass(frozen=True, slots=True)
class Flow:
    """A stream: its name, its size (above zero) and how that is written."""

    name: str
    value: float
    text: str
    kind: Kind = "plain"


def sankey(
    inputs: Sequence[Flow],
    outputs: Sequence[Flow],
    *,
    name: str,
    title: str = "",
    width: float = 440.0,
) -> Drawing:
    """Draw the streams of one balance; ``name`` stands over the middle. Both sides are drawn at one scale."""
    sides = [[flow for flow in side if flow.value > 0] for side in (inputs, outputs)]
    whole = max(math.fsum(flow.value for flow in side) for side in sides)
    if not whole or not all(sides):
        return Drawing(width, 0.0, (), title)
    scale = _BODY / whole
    tall = max(math.fsum(_slot(flow, scale) for flow in side) for side in sides)
    height, top, middle = tall + 26.0, 20.0, width / 2
    shapes: list[Shape] = []
    words: list[Shape] = []
    for side, flows in zip((-1, 1), sides, strict=True):
        room = math.fsum(_slot(flow, scale) for flow in flows)
        outside = top + (tall - room) / 2
        inside = top + (tall - _BODY) / 2 + (_BODY - math.fsum(flow.value for flow in flows) * scale) / 2
        for flow in flows:
            thick, slot = flow.value * scale, _slot(flow, scale)
            end = middle + side * (width / 2 - 150.0)
            shapes += _ribbon(
                (middle + side * _MIDDLE / 2, inside), (end, outside + (slot - thick) / 2), thick, flow.kind
            )
            words += _words(flow, side, end, outside + slot / 2, flow.value / whole)
            outside, inside = outside + slot, inside + thick
    box = Rect(middle - _MIDDLE / 2, top + (tall - _BODY) / 2, _MIDDLE, _BODY, "ink_soft")
    named = Label(shortened(name, _TEXT, width), middle, 10.0, _TEXT, "middle", "ink", bold=True)
    return Drawing(width, height, (*shapes, box, named, *words), title)


def _slot(flow: Flow, scale: float) -> float:
    return max(flow.value * scale, _SLOT) + 2.0


def _ribbon(start: Point, end: Point, thick: float, kind: Kind) -> list[Shape]:
    """A band from the middle to the outside, as flat as a river."""
    upper = _bend(start, end)
    lower = [(x, y + thick) for x, y in upper]
    role = _ROLES[kind]
    shapes: list[Shape] = [Polygon((*upper, *lower[::-1]), role, faint=True)]
    dash = {"plain": (), "loss": (3.0, 2.0), "stock": (), "gap": (1.0, 2.0)}[kind]
    return [*shapes, *(Polyline(tuple(edge), role, 0.75, dash) for edge in (upper, lower))]


def _bend(start: Point, end: Point) -> list[Point]:
    """An S from point to point, level at both ends."""
    points: list[Point] = []
    for step in range(_BEND + 1):
        part = step / _BEND
        eased = part * part * (3 - 2 * part)
        points.append((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * eased))
    return points


def _words(flow: Flow, side: int, x: float, y: float, part: float) -> list[Shape]:
    """Name, size and per cent of the larger side, outside of the end of a stream."""
    anchor: Literal["start", "end"] = "end" if side < 0 else "start"
    size = f"{flow.text}  {part * 100:.1f}%"
    room = 146.0 - len(size) * _TEXT * 0.58 - 8
    name = shortened(flow.name, _TEXT, max(room, 40.0))
    line = f"{name}  {size}"
    return [Label(line, x + side * 4.0, y + 3.0, _TEXT, anchor, "ink")]
