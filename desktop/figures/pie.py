"""Shares of a whole. Slices run clockwise from the largest; small ones are gathered so that each can be told apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.figures.drawing import SERIES, Circle, Drawing, Label, Rect, Role, Shape, Wedge, shortened
from desktop.model.format import format_number

_MOST = len(SERIES)
_SMALL = 0.01
_LABEL_FROM = 0.06
_TEXT = 8.0
_ROW = 15.0


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of the whole: its name and its amount, nothing below zero."""

    name: str
    value: float


def pie(
    given: Sequence[Slice],
    *,
    others: str,
    decimals: int = 1,
    title: str = "",
    width: float = 420.0,
    height: float = 160.0,
) -> Drawing:
    """Draw shares with a legend that names each slice and its per cent. ``others`` names what is gathered."""
    slices = gathered(given, others)
    whole = math.fsum(slice.value for slice in slices)
    if not whole:
        return Drawing(width, height, (), title)
    radius = height / 2 - 8
    x, y = radius + 36, height / 2
    left = x + radius + 40
    shapes: list[Shape] = []
    inside: list[Shape] = []
    start = 0.0
    top = y - _ROW * len(slices) / 2
    for position, slice in enumerate(slices):
        part = slice.value / whole
        role = SERIES[position]
        percent = f"{format_number(part * 100, decimals)}%"
        shapes.append(_wedge(x, y, radius, start, part, role))
        if part >= _LABEL_FROM and len(slices) > 1:
            inside.append(_inside(x, y, radius * 0.62, start + part / 2, percent))
        shapes += _legend(slice.name, percent, role, left, top + _ROW * position, width)
        start += part
    return Drawing(width, height, (*shapes, *inside), title)


def gathered(given: Sequence[Slice], others: str) -> tuple[Slice, ...]:
    """The slices by size; those that are too small or too many become one at the end."""
    ordered = sorted((slice for slice in given if slice.value > 0), key=lambda slice: -slice.value)
    whole = math.fsum(slice.value for slice in ordered)
    kept = [slice for slice in ordered if slice.value >= whole * _SMALL]
    if len(ordered) <= _MOST and len(ordered) - len(kept) <= 1:
        return tuple(ordered)
    kept = kept[: _MOST - 1]
    rest = math.fsum(slice.value for slice in ordered[len(kept) :])
    return (*kept, Slice(others, rest))


def _wedge(x: float, y: float, radius: float, start: float, part: float, role: Role) -> Shape:
    if part > 0.99999:
        return Circle(x, y, radius, role)
    return Wedge(x, y, radius, start * 360, part * 360, role)


def _inside(x: float, y: float, radius: float, turn: float, percent: str) -> Label:
    angle = turn * 2 * math.pi
    across, down = math.sin(angle) * radius, math.cos(angle) * radius
    return Label(percent, x + across, y - down + 3, _TEXT, "middle", "surface", bold=True)


def _legend(name: str, percent: str, role: Role, left: float, top: float, width: float) -> list[Shape]:
    room = width - left - 66
    return [
        Rect(left, top + 3, 8, 8, role),
        Label(shortened(name, _TEXT, room), left + 14, top + 10, _TEXT),
        Label(percent, width - 6, top + 10, _TEXT, "end", "ink", bold=True),
    ]
