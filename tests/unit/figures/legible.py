"""What every drawing owes its reader: all words inside the picture, none over another."""

from __future__ import annotations

import itertools

from desktop.figures import Drawing
from desktop.figures.drawing import Label, text_width


def boxes(drawing: Drawing) -> list[tuple[str, float, float, float, float]]:
    """Each text with the box it takes."""
    found = []
    for shape in drawing.shapes:
        if isinstance(shape, Label) and shape.text:
            width = text_width(shape.text, shape.size)
            left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
            found.append(
                (shape.text, left, shape.y - shape.size * 0.72, left + width, shape.y + shape.size * 0.1)
            )
    return found


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of texts that share room."""
    return [
        (one[0], other[0])
        for one, other in itertools.combinations(boxes(drawing), 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


def outside(drawing: Drawing) -> list[str]:
    """Texts that leave the picture."""
    return [
        text
        for text, left, top, right, bottom in boxes(drawing)
        if left < -0.5 or top < -0.5 or right > drawing.width + 0.5 or bottom > drawing.height + 0.5
    ]
