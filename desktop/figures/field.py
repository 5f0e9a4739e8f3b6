"""A plane with two value axes: grid, ticks, axis names. Scatter figures put their points on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import Label, Line, Shape, shortened
from desktop.figures.labels import Box
from desktop.figures.scale import Scale, scale_of

_SMALL = 7.0


@dataclass(frozen=True, slots=True)
class Plane:
    """An area of the drawing with a scale across and one upwards; both hold zero."""

    box: Box
    across: Scale
    up: Scale

    def x(self, value: float) -> float:
        """Where a value lies across."""
        share = (value - self.across.low) / (self.across.high - self.across.low)
        return self.box.left + share * (self.box.right - self.box.left)

    def y(self, value: float) -> float:
        """Where a value lies upwards."""
        return self.up.at(value, self.box.bottom, self.box.top)


def plane(box: Box, xs: Sequence[float], ys: Sequence[float], ticks: int = 4) -> Plane:
    """Axes from or through zero that hold all values."""
    return Plane(box, scale_of(xs, ticks=ticks), scale_of(ys, ticks=ticks))


def grid(
    field: Plane, tick: Callable[[float], str], across: str, up: str, *, zero_across: bool = True
) -> list[Shape]:
    """Grid lines with their values, strong lines through zero, and the names of the axes with their units."""
    box = field.box
    shapes: list[Shape] = []
    for value in field.up.ticks:
        y = field.y(value)
        shapes.append(Line(box.left, y, box.right, y, "line", 0.5))
        shapes.append(Label(tick(value), box.left - 4, y + 2.4, _SMALL, "end", "ink_soft"))
    for value in field.across.ticks:
        x = field.x(value)
        shapes.append(Line(x, box.top, x, box.bottom, "line", 0.5))
        shapes.append(Label(tick(value), x, box.bottom + 9, _SMALL, "middle", "ink_soft"))
    shapes.append(Line(box.left, field.y(0.0), box.right, field.y(0.0), "ink", 0.9))
    if zero_across:
        shapes.append(Line(field.x(0.0), box.top, field.x(0.0), box.bottom, "ink", 0.9))
    wide = box.right - box.left
    shapes.append(
        Label(shortened(across, _SMALL, wide), box.right, box.bottom + 18, _SMALL, "end", "ink_soft")
    )
    shapes.append(Label(shortened(up, _SMALL, wide), box.left - 30, box.top - 6, _SMALL, role="ink_soft"))
    return shapes
