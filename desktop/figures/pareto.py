"""Losses from the largest to the smallest, with the running share of the whole: where effort pays."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import Circle, Drawing, Label, Line, Polyline, Rect, Shape, shortened
from desktop.figures.scale import scale_of

MOST = 9
_LEFT, _TOP, _SMALL = 46.0, 26.0, 7.0


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss by name, its amount and the amount in words."""

    name: str
    value: float
    text: str


def pareto(
    given: Sequence[Loss],
    *,
    others: str,
    words: Callable[[float], str],
    share: str = "%",
    unit: str = "",
    tick: Callable[[float], str] = "{:g}".format,
    title: str = "",
    width: float = 440.0,
    height: float = 205.0,
) -> Drawing:
    """Draw losses in order with their running share; ``others`` names what is gathered, ``words`` says its amount."""
    losses = ordered(given, others, words)
    whole = math.fsum(one.value for one in losses)
    if whole <= 0:
        return Drawing(width, height, (), title)
    right, bottom = width - 34, height - 40
    scale = scale_of([one.value for one in losses])
    shapes: list[Shape] = [
        Label(unit, 0, _TOP - 10, _SMALL, "start", "ink_soft"),
        Label(share, width, _TOP - 10, _SMALL, "end", "ink_soft"),
    ]
    for value in scale.ticks:
        y = scale.at(value, bottom, _TOP)
        shapes.append(Line(_LEFT, y, right, y, "line", 0.5))
        shapes.append(Label(tick(value), _LEFT - 5, y + 2.4, _SMALL, "end", "ink_soft"))
    for percent in (0, 25, 50, 75, 100):
        y = bottom - percent / 100 * (bottom - _TOP)
        shapes.append(Label(f"{percent}%", right + 5, y + 2.4, _SMALL, "start", "ink_soft"))
    slot = (right - _LEFT) / len(losses)
    wide = min(46.0, slot * 0.7)
    labels: list[Shape] = []
    points: list[tuple[float, float]] = []
    done = 0.0
    for position, one in enumerate(losses):
        middle = _LEFT + slot * (position + 0.5)
        top = scale.at(one.value, bottom, _TOP)
        shapes.append(Rect(middle - wide / 2, top, wide, bottom - top, "accent"))
        done += one.value
        points.append((middle, bottom - done / whole * (bottom - _TOP)))
        for line, part in enumerate(_two_lines(one.name, slot - 3)):
            labels.append(Label(part, middle, bottom + 10 + 8.5 * line, _SMALL, "middle", "ink_soft"))
        labels.append(
            Label(shortened(one.text, _SMALL, slot - 2), middle, bottom + 29, _SMALL, "middle", bold=True)
        )
    shapes.append(Polyline(tuple(points), "ink", 1.2))
    shapes += [Circle(x, y, 2.0, "surface", "ink") for x, y in points]
    shapes.append(Line(_LEFT, bottom, right, bottom, "ink", 0.9))
    return Drawing(width, height, (*shapes, *labels), title)


def ordered(given: Sequence[Loss], others: str, words: Callable[[float], str]) -> list[Loss]:
    """The largest first; what lies beyond the most that can be shown, gathered last."""
    losses = sorted((one for one in given if one.value > 0), key=lambda one: -one.value)
    if len(losses) <= MOST:
        return losses
    rest = math.fsum(one.value for one in losses[MOST - 1 :])
    return [*losses[: MOST - 1], Loss(others, rest, words(rest))]


def _two_lines(name: str, room: float) -> list[str]:
    """A name on one line, or broken onto two, the second cut where it must be."""
    if shortened(name, _SMALL, room) == name:
        return [name]
    end = len(name)
    while end > 1 and shortened(name[:end], _SMALL, room) != name[:end]:
        end -= 1
    if " " in name[: end + 1].rstrip():
        end = max(name[: end + 1].rfind(" "), 1)
    return [name[:end].rstrip(), shortened(name[end:].lstrip(), _SMALL, room)]
