"""The indicator ladder: each indicator on a track of four bands, from "level III not reached" to level I.

Bands are equally wide and better to the right; inside a band the dot stands where the value lies between its two
baselines. The text beside it says value and distance, so that neither colour nor place carries the message alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.figures.drawing import Circle, Drawing, Label, Line, Rect, Role, Shape, shortened

BANDS = 4
_NAME, _SIDE = 0.33, 0.33  # parts of the width for names and for what is said on the right
_HEAD, _NUMBERS, _PLAIN = 20.0, 23.0, 16.0  # heights: head, a row with baselines below its track, one without
_TRACK = 8.0
_TEXT, _SMALL = 7.5, 6.0
_ROLES: tuple[Role, ...] = ("error", "warning", "series1", "accent")
_NEAR = 1e-6
_EDGE = 0.08  # how near a dot comes to the ends of the ladder


@dataclass(frozen=True, slots=True)
class Rung:
    """One indicator: baselines as text from level III to I, where the value stands (0 to 4; ``None`` = not known),
    and what is said of it."""

    name: str
    place: float | None
    text: str
    baselines: tuple[str, str, str] = ("", "", "")
    strong: bool = False


def place_of(value: float, baselines: Sequence[float | None], *, lower: bool) -> float | None:
    """Where a value stands among baselines from level III to I; ``None`` where a baseline is missing.

    >>> place_of(32, (40, 24, 8), lower=True), place_of(24, (40, 24, 8), lower=True)
    (1.5, 2.0)
    """
    sign = -1 if lower else 1
    third, second, first = (None if one is None else sign * one for one in baselines)
    if third is None or second is None or first is None:
        return None
    value *= sign
    around = max(first - third, abs(first) * 0.1) / 2 or 1.0
    if value >= first:
        return 3 + min(1 - _EDGE, max(_EDGE, (value - first) / around))
    if value < third:
        return max(_EDGE, 1 - max(_EDGE, (third - value) / around))
    low, high, band = (third, second, 1) if value < second else (second, first, 2)
    return band + min(1 - _NEAR, (value - low) / (high - low))  # a level missed by a hair is missed


def ladder(rungs: Sequence[Rung], bands: Sequence[str], *, title: str = "", width: float = 470.0) -> Drawing:
    """Draw rungs from top to bottom. ``bands`` are the names of the four bands, the worst first."""
    left, right = width * _NAME, width * (1 - _SIDE)
    slot = (right - left) / BANDS
    shapes: list[Shape] = [
        Label(name, left + slot * (at + 0.5), _HEAD - 8, _TEXT, "middle", "ink_soft")
        for at, name in enumerate(bands)
    ]
    shapes.append(Line(0, _HEAD - 3, width, _HEAD - 3, "ink", 0.75))
    y = _HEAD
    for rung in rungs:
        tall = _NUMBERS if any(rung.baselines) else _PLAIN
        shapes += _rung(rung, left, slot, y, width)
        y += tall
        shapes.append(Line(0, y - 0.5, width, y - 0.5, "line", 0.4))
    return Drawing(width, y + 1, tuple(shapes), title)


def _rung(rung: Rung, left: float, slot: float, top: float, width: float) -> list[Shape]:
    right, middle = left + slot * BANDS, top + 4 + _TRACK / 2
    base = middle + _TEXT * 0.36
    known = rung.place is not None
    name = shortened(rung.name, _TEXT, left - 8)
    shapes: list[Shape] = [Label(name, 0, base, _TEXT, "start", "ink", rung.strong)]
    shapes.append(Rect(left, top + 4, slot * BANDS, _TRACK, "surface", "line"))
    if rung.place is not None:
        band = min(BANDS - 1, int(rung.place))
        role = _ROLES[band]
        shapes.append(Rect(left, middle - 1.25, slot * rung.place, 2.5, role))
    shapes += [
        Line(left + slot * at, top + 2, left + slot * at, top + 6 + _TRACK, "ink_soft", 0.6)
        for at in (1, 2, 3)
    ]
    shapes += [
        Label(text, left + slot * (at + 1), top + 6 + _TRACK + _SMALL, _SMALL, "middle", "ink_soft")
        for at, text in enumerate(rung.baselines)
        if text
    ]
    if rung.place is not None:
        shapes.append(Circle(left + slot * rung.place, middle, 3.2, role, "surface"))
    said = shortened(rung.text, _TEXT, width - right - 8)
    shapes.append(
        Label(said, right + 8, base, _TEXT, "start", "ink" if known else "ink_soft", rung.strong and known)
    )
    return shapes
