"""Marginal abatement cost curve: blocks side by side, width what an option reduces, height what a unit of it costs.

What earns money hangs below zero. Blocks alternate in hatching so that neighbours are told apart without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import Anchor, Drawing, Label, Line, Rect, Shape
from desktop.figures.field import Plane, grid, plane
from desktop.figures.hatch import hatched
from desktop.figures.labels import Box, Room, box_of


@dataclass(frozen=True, slots=True)
class Block:
    """An option on the curve: from where to where it reduces, and its cost a unit."""

    name: str
    start: float
    end: float
    cost: float


def abatement(
    given: Sequence[Block],
    *,
    across: str,
    up: str,
    price: float | None = None,
    price_name: str = "",
    tick: Callable[[float], str] = "{:g}".format,
    title: str = "",
    width: float = 440.0,
    height: float = 220.0,
) -> Drawing:
    """Draw the curve; ``price`` is a line across, such as the price of carbon, never added into the costs."""
    box = Box(52, 20, width - 12, height - 28)
    heights = [one.cost * 1.12 for one in given]  # a little more than the blocks: their names stand above
    field = plane(box, [one.end for one in given], [*heights, *([price] if price is not None else [])])
    blocks: list[Shape] = []
    room = Room(Box(box.left, box.top - 2, box.right + 8, box.bottom))
    zero = field.y(0.0)
    for number, one in enumerate(given):
        left, right, level = field.x(one.start), field.x(one.end), field.y(one.cost)
        bar = Rect(
            left, min(level, zero), max(right - left, 0.8), max(abs(zero - level), 0.8), "accent", "surface"
        )
        blocks += hatched(bar) if number % 2 else [bar]
        room.take(Box(left, bar.y, right, bar.y + bar.height))
    shapes = [*grid(field, tick, across, up), *blocks, Line(box.left, zero, box.right, zero, "ink", 0.9)]
    if price is not None:
        shapes += _price(field, price, price_name, room)
    labels: list[Shape] = []
    for one in given:
        middle, level = (field.x(one.start) + field.x(one.end)) / 2, field.y(one.cost)
        labels += room.beside(one.name, middle, level, 1.0)
    return Drawing(width, height, (*shapes, *labels), title)


def _price(field: Plane, price: float, name: str, room: Room) -> list[Shape]:
    """The line of a price, named where no block stands."""
    box, y = field.box, field.y(price)
    places: tuple[tuple[float, Anchor], ...] = (
        (box.right, "end"),
        (box.left + 4, "start"),
        ((box.left + box.right) / 2, "middle"),
    )
    tried = [Label(name, x, base, 7.0, anchor, "error") for x, anchor in places for base in (y - 3, y + 9)]
    label = next((one for one in tried if room.has(box_of(one))), tried[0])
    room.take(box_of(label))
    return [Line(box.left, y, box.right, y, "error", 0.9, (4, 3)), label]
