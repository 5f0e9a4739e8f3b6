"""How wide the columns of a table are: as their texts want, within the width of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.reports.pdf.breaking import WIDE
from desktop.reports.pdf.fonts import Typeface

_WORDS = re.compile(rf"[^\s{WIDE}]+")
_LEAST = 2.0  # ems
_UNBROKEN = 12.0  # ems; a longer word without a break may be divided


@dataclass(slots=True)
class Wish:
    """What a column wants, in ems: no narrower than ``least``, best ``natural``."""

    least: float = _LEAST
    natural: float = _LEAST

    def meet(self, face: Typeface, text: str, *, whole: bool = False) -> None:
        """Take a text into account."""
        width = face.width(text)
        if width <= self.least:
            return
        if "\n" in text:
            for line in text.split("\n"):
                self.meet(face, line, whole=whole)
            return
        self.natural = max(self.natural, width)
        if whole:
            self.least = max(self.least, width)
            return
        for word in _WORDS.findall(text):
            if len(word) > self.least * 1.2:
                self.least = max(self.least, min(face.width(word), _UNBROKEN))


def share(wishes: Sequence[Wish], size: float, width: float, padding: float) -> list[float] | None:
    """Column widths that fill ``width``; ``None`` where even the least does not fit at this size."""
    room = width - 2 * padding * len(wishes)
    least = [wish.least * size for wish in wishes]
    natural = [max(wish.natural, wish.least) * size + 0.05 for wish in wishes]
    if sum(least) > room:
        return None
    if sum(natural) <= room:
        # What is left goes to all columns, more to wide ones, so that the table fills the page evenly.
        spare = room - sum(natural)
        weights = [one**0.5 for one in natural]
        given = [one + spare * weight / sum(weights) for one, weight in zip(natural, weights, strict=True)]
    else:
        given = _squeezed(least, natural, room)
    return [one + 2 * padding for one in given]


def squeezed_anyhow(wishes: Sequence[Wish], width: float) -> list[float]:
    """Widths where nothing fits: in the proportion of what is wanted least."""
    total = sum(wish.least for wish in wishes)
    return [width * wish.least / total for wish in wishes]


def _squeezed(least: Sequence[float], natural: Sequence[float], room: float) -> list[float]:
    """Short columns get what they want; long texts share the rest by the root of their length."""
    given = list(least)
    open_columns = {position for position in range(len(natural)) if natural[position] > least[position]}
    while open_columns:
        spare = room - sum(given[position] for position in range(len(given)) if position not in open_columns)
        weights = {position: natural[position] ** 0.6 for position in open_columns}
        total = sum(weights.values())
        offered = {position: spare * weights[position] / total for position in open_columns}
        too_small = {position for position in open_columns if offered[position] < least[position]}
        content = {position for position in open_columns if offered[position] >= natural[position]}
        if too_small:
            for position in too_small:
                given[position] = least[position]
            open_columns -= too_small
        elif content:
            for position in content:
                given[position] = natural[position]
            open_columns -= content
        else:
            for position in open_columns:
                given[position] = offered[position]
            return given
    rest = room - sum(given)
    return [one + rest / len(given) for one in given]
