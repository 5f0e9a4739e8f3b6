"""A process flow sheet: units from top to bottom, what goes in on the left, where pollution arises on the right.

Nodes have a dashed arrow and a dot, so that they are told apart without colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import (
    Anchor,
    Circle,
    Drawing,
    Label,
    Line,
    Polygon,
    Polyline,
    Rect,
    Shape,
    shortened,
    text_width,
)

_TEXT = 8.0
_LINE = 10.0
_GAP = 18.0
_BOX = 132.0
_SIDE = 24.0  # length of the arrows beside a box
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit operation: the units before it (by key), what is put in, and its pollution nodes."""

    key: str
    name: str
    previous: tuple[str, ...] = ()
    inputs: str = ""
    nodes: str = ""


def process_flow(units: Sequence[Unit], *, title: str = "", width: float = 440.0) -> Drawing:
    """Draw units in the order of their flow; one without a unit before and after it stands apart at the end."""
    ordered = in_order(units)
    if not ordered:
        return Drawing(width, 0.0, (), title)
    middle = width / 2
    side = middle - _BOX / 2 - _SIDE - 6
    shapes: list[Shape] = []
    places: dict[str, tuple[float, float]] = {}
    top = 6.0
    for unit in ordered:
        name = wrapped(unit.name, _BOX - 12)
        inputs, nodes = wrapped(unit.inputs, side), wrapped(unit.nodes, side)
        height = max(len(name) * _LINE + 10, max(len(inputs), len(nodes)) * _LINE + 2, 24.0)
        shapes += _unit(name, inputs, nodes, middle, top, height)
        places[unit.key] = top, top + height
        top += height + _GAP
    shapes += _arrows(ordered, places, middle)
    return Drawing(width, top - _GAP + 6, tuple(shapes), title)


def in_order(units: Sequence[Unit]) -> list[Unit]:
    """Each unit after those before it; where they wait for each other in a circle, as they were given."""
    known = {unit.key: unit for unit in units}
    followed = {key for unit in units for key in unit.previous}
    joined = [unit for unit in units if unit.key in followed or any(key in known for key in unit.previous)]
    found: dict[str, Unit] = {}
    waiting = list(joined)
    while waiting:
        ready = [unit for unit in waiting if all(key in found or key not in known for key in unit.previous)]
        for unit in ready or waiting[:1]:
            found[unit.key] = unit
        waiting = [unit for unit in waiting if unit.key not in found]
    return [*found.values(), *(unit for unit in units if unit.key not in found)]


def wrapped(text: str, width: float) -> list[str]:
    """A text in at most four lines, broken behind marks where it can be, else anywhere."""
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < _MOST_LINES:
        end = len(rest)
        while text_width(rest[:end], _TEXT) > width:
            end -= 1
        if end < len(rest):
            if len(lines) == _MOST_LINES - 1:
                return [*lines, shortened(rest, _TEXT, width)]
            end = _break(rest, end)
        lines.append(rest[:end].strip())
        rest = rest[end:].strip()
    return lines


def _break(text: str, end: int) -> int:
    """Where a line that holds ``end`` signs is best broken."""
    for at in range(end, end // 2, -1):
        if text[at - 1] in "；;、，, /":
            return at
    return max(end, 1)


def _unit(
    name: list[str], inputs: list[str], nodes: list[str], middle: float, top: float, height: float
) -> list[Shape]:
    left, right, centre = middle - _BOX / 2, middle + _BOX / 2, top + height / 2
    shapes: list[Shape] = [Rect(left, top, _BOX, height, "surface", "accent")]
    shapes += _lines(name, middle, centre, "middle", bold=True)
    if inputs:
        shapes += [Line(left - _SIDE, centre, left - 4, centre, "ink_soft"), _head(left, centre, "right")]
        shapes += _lines(inputs, left - _SIDE - 4, centre, "end")
    if nodes:
        shapes += [
            Line(right, centre, right + _SIDE - 4, centre, "warning", 0.75, (3.0, 2.0)),
            Circle(right + _SIDE - 2, centre, 2.2, "warning"),
        ]
        shapes += _lines(nodes, right + _SIDE + 6, centre, "start")
    return shapes


def _lines(lines: list[str], x: float, centre: float, anchor: Anchor, *, bold: bool = False) -> list[Label]:
    first = centre - (len(lines) - 1) * _LINE / 2 + 3
    return [Label(text, x, first + at * _LINE, _TEXT, anchor, "ink", bold) for at, text in enumerate(lines)]


def _arrows(ordered: Sequence[Unit], places: Mapping[str, tuple[float, float]], middle: float) -> list[Shape]:
    """From box to box: straight to the next one, around the boxes between otherwise."""
    shapes: list[Shape] = []
    position = {unit.key: at for at, unit in enumerate(ordered)}
    lane = 0
    for at, unit in enumerate(ordered):
        for key in unit.previous:
            if key not in places or key == unit.key:
                continue
            start, end = places[key][1], places[unit.key][0]
            if position[key] == at - 1:
                shapes += [Line(middle, start, middle, end - 4, "ink"), _head(middle, end, "down")]
                continue
            lane += 1
            x = middle - _BOX / 2 - 3 - 3 * (lane % 4)
            rise = places[key][1] - 5, places[unit.key][0] + 5
            edge = middle - _BOX / 2
            shapes += [
                Polyline(((edge, rise[0]), (x, rise[0]), (x, rise[1]), (edge - 4, rise[1])), "ink", 0.75),
                _head(edge, rise[1], "right"),
            ]
    return shapes


def _head(x: float, y: float, way: str) -> Polygon:
    if way == "down":
        return Polygon(((x, y), (x - 2.5, y - 5), (x + 2.5, y - 5)), "ink")
    return Polygon(((x, y), (x - 5, y - 2.5), (x - 5, y + 2.5)), "ink")
