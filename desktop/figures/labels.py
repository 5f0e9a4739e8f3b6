"""Finding room for labels: beside their point where that is free, farther off with a leader where it is not."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.figures.drawing import Anchor, Label, Line, Role, Shape, text_width

_RINGS = (0.0, 9.0, 18.0, 28.0, 40.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def box_of(label: Label) -> Box:
    """The room a label takes; letters with tails included."""
    width = text_width(label.text, label.size)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.y - label.size * 0.8, left + width, label.y + label.size * 0.2)


class Room:
    """The free room of an area: labels take some of it, one after the other."""

    def __init__(self, area: Box) -> None:
        self._area = area
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        """Nothing may be written here any more."""
        self._taken.append(box)

    def has(self, box: Box) -> bool:
        """Whether a box is free."""
        return box.inside(self._area) and not any(box.meets(other) for other in self._taken)

    def beside(
        self, text: str, x: float, y: float, gap: float, size: float = 7.0, role: Role = "ink"
    ) -> list[Shape]:
        """A label near a point of radius ``gap``, with a leader where it stands away; nothing where none fits."""
        for ring in _RINGS:
            for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)):
                reach = gap + 2.0 + ring
                anchor: Anchor = "start" if dx > 0 else "end" if dx < 0 else "middle"
                base = y + dy * (reach + (size * 0.75 if dy > 0 else 0)) + (size * 0.3 if dy == 0 else 0)
                label = Label(text, x + dx * reach, base, size, anchor, role)
                box = box_of(label)
                if self.has(box):
                    self.take(box)
                    leader: list[Shape] = []
                    if ring:
                        end = Line(x + dx * gap, y + dy * gap, x + dx * (reach - 1), y + dy * (reach - 1))
                        leader.append(end)
                    return [*leader, label]
        return []
