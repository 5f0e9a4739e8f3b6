"""Hatching: what a colour says must be legible in grey print too."""

from __future__ import annotations

from desktop.figures.drawing import Line, Rect, Role, Shape

_STEP = 3.5


def hatched(box: Rect, ink: Role = "surface", *, rising: bool = True) -> list[Shape]:
    """A filled box with slanting strokes over it, cut off at its edges."""
    shapes: list[Shape] = [box]
    offset = _STEP - box.height
    while offset < box.width:
        first, last = max(0.0, -offset), min(box.height, box.width - offset)
        if last > first:
            low, high = box.y + box.height - first, box.y + box.height - last
            if not rising:
                low, high = box.y + first, box.y + last
            shapes.append(Line(box.x + offset + first, low, box.x + offset + last, high, ink, 0.7))
        offset += _STEP
    return shapes
