"""Points on two axes: saving against cost as bubbles, and the quadrants of pollution and carbon."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import Circle, Drawing, Label, Line, Role, Shape, shortened
from desktop.figures.field import Plane, grid, plane
from desktop.figures.labels import Box, Room, box_of

_LARGEST, _SMALLEST = 15.0, 4.0


@dataclass(frozen=True, slots=True)
class Bubble:
    """A point with a size (by area); ``hollow`` where it does not count, such as an option given up."""

    name: str
    x: float
    y: float
    size: float = 0.0
    hollow: bool = False


def bubbles(
    given: Sequence[Bubble],
    *,
    across: str,
    up: str,
    slopes: Sequence[tuple[float, str]] = (),
    tick: Callable[[float], str] = "{:g}".format,
    title: str = "",
    width: float = 440.0,
    height: float = 230.0,
) -> Drawing:
    """Draw bubbles; ``slopes`` are named lines through zero (rise over run), such as a payback of 5 years."""
    box = Box(46, 20, width - 12, height - 28)
    field = plane(box, [one.x for one in given], [one.y for one in given])
    shapes = grid(field, tick, across, up)
    room = Room(Box(box.left, box.top - 2, box.right + 10, box.bottom - 1))
    biggest = max((one.size for one in given), default=0.0)
    for one in sorted(given, key=lambda each: -each.size):
        share = math.sqrt(max(one.size, 0.0) / biggest) if biggest > 0 else 0.0
        radius = max(_LARGEST * share, _SMALLEST)
        x, y = field.x(one.x), field.y(one.y)
        fill: Role = "surface" if one.hollow else "accent"
        shapes.append(Circle(x, y, radius, fill, "ink_soft" if one.hollow else "surface"))
        room.take(Box(x - radius, y - radius, x + radius, y + radius))
    lines: list[Shape] = []
    for slope, name in slopes:
        lines += _slope(field, slope, name, room)
    labels: list[Shape] = []
    for one in sorted(given, key=lambda each: -each.size):
        share = math.sqrt(max(one.size, 0.0) / biggest) if biggest > 0 else 0.0
        labels += room.beside(one.name, field.x(one.x), field.y(one.y), max(_LARGEST * share, _SMALLEST))
    return Drawing(width, height, (*shapes, *lines, *labels), title)


def _slope(field: Plane, slope: float, name: str, room: Room) -> list[Shape]:
    """A dashed line through zero, named where there is room along it."""
    end = min(field.across.high, field.up.high / slope) if slope > 0 else field.across.high
    line = Line(field.x(0), field.y(0), field.x(end), field.y(end * slope), "ink_soft", 0.8, (4, 3))
    for part in (0.55, 0.7, 0.4, 0.85, 0.25):
        x, y = field.x(end * part), field.y(end * part * slope)
        for label in (
            Label(name, x - 3, y - 5, 7.0, "end", "ink_soft"),
            Label(name, x + 5, y + 9, 7.0, "start", "ink_soft"),
        ):
            if room.has(box_of(label)):
                room.take(box_of(label))
                return [line, label]
    return [line]


@dataclass(frozen=True, slots=True)
class Quadrants:
    """One picture: a pollutant with the point of each option (x pollutant, y carbon, per cent of the baseline)."""

    name: str
    points: tuple[tuple[str, float, float], ...]


_SIGNS = (("I", 1, 1), ("II", -1, 1), ("III", -1, -1), ("IV", 1, -1))


def quadrants(
    given: Sequence[Quadrants],
    *,
    across: str,
    up: str,
    tick: Callable[[float], str] = "{:g}".format,
    title: str = "",
    width: float = 440.0,
) -> Drawing:
    """A picture for each pollutant; points on an axis have no effect on one of the two and belong to no quadrant."""
    columns = 1 if len(given) == 1 else 2
    wide, high = width / columns, 190.0
    shapes: list[Shape] = []
    for position, one in enumerate(given):
        left, top = position % columns * wide, position // columns * high
        shapes += _quadrants(
            one, Box(left + 34, top + 34, left + wide - 12, top + high - 28), across, up, tick
        )
    return Drawing(width, high * math.ceil(len(given) / columns), tuple(shapes), title)


def _quadrants(one: Quadrants, box: Box, across: str, up: str, tick: Callable[[float], str]) -> list[Shape]:
    xs, ys = [x for _, x, _ in one.points], [y for _, _, y in one.points]
    # A little of every quadrant is shown: a point's neighbours tell what it is not.
    reach_x, reach_y = max(map(abs, xs), default=1.0) or 1.0, max(map(abs, ys), default=1.0) or 1.0
    field = plane(box, [*xs, -reach_x * 0.3, reach_x * 1.1], [*ys, -reach_y * 0.3, reach_y * 1.1], ticks=3)
    shapes = grid(field, tick, across, up)
    shapes.append(
        Label(shortened(one.name, 8.0, box.right - box.left), box.left - 30, box.top - 18, 8.0, bold=True)
    )
    room = Room(Box(box.left + 1, box.top + 1, box.right + 8, box.bottom - 1))
    for name, right, above in _SIGNS:
        x = box.right - 4 if right > 0 else box.left + 4
        label = Label(
            name,
            x,
            box.top + 9 if above > 0 else box.bottom - 4,
            8.0,
            "end" if right > 0 else "start",
            "ink_soft",
        )
        shapes.append(label)
        room.take(box_of(label))
    for _, x, y in one.points:
        px, py = field.x(x), field.y(y)
        room.take(Box(px - 3, py - 3, px + 3, py + 3))
    for name, x, y in one.points:
        effective = bool(x) and bool(y)
        px, py = field.x(x), field.y(y)
        shapes.append(Circle(px, py, 2.8, "accent" if effective else "surface", "accent"))
        shapes += room.beside(name, px, py, 3.0)
    return shapes
