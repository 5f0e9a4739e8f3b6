"""How wide the columns of a table are: as their texts want, within the width of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.reports.pdf.breaking import WIDE
from desktop.reports.pdf.fonts import Typeface

_WORDS = re.compile(rf"[^\s—{WIDE}]+")
_LEAST = 2.0  # ems
_UNBROKEN = 12.0  # ems; a longer word without a break may be divided
_FAIR = 6.5  # ems; longer texts read badly in less
SHORT = 4.6  # ems; a text no wider stays on one line


@dataclass(slots=True)
class Wish:
    """What a column wants, in ems: never narrower than ``least``, readable from ``fair``, best ``natural``.

    ``gap`` is room in points before it, where a right-aligned neighbour would touch it.
    """

    least: float = _LEAST
    natural: float = _LEAST
    gap: float = 0.0

    @property
    def fair(self) -> float:
        """Width from which the column reads well."""
        return max(self.least, min(self.natural, _FAIR, max(self.natural / 3, 4.0)))

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
        if whole or width <= SHORT:
            self.least = max(self.least, width)
            return
        for word in _WORDS.findall(text):
            if len(word) > self.least * 1.2:
                self.least = max(self.least, min(face.width(word), _UNBROKEN))


def fit(
    wishes: Sequence[Wish], sizes: Sequence[float], width: float, padding: float
) -> tuple[float, list[float]] | None:
    """The size and the columns: nothing broken at one of the two largest sizes; else the largest size at which every
    column reads well, or at least holds its longest word; ``None`` where there are too many columns for that."""
    room = width - sum(2 * padding + wish.gap for wish in wishes)
    for size in sizes[:2]:
        if sum(wish.natural * size + 0.1 for wish in wishes) <= room:
            return size, _share(wishes, size, width, padding, fair=False) or []
    for fair in (True, False):
        for size in sizes:
            widths = _share(wishes, size, width, padding, fair=fair)
            if widths is not None:
                return size, widths
    return None


def squeezed(wishes: Sequence[Wish], width: float) -> list[float]:
    """Columns where nothing fits and nothing can be divided, in the proportion of what they need."""
    total = sum(wish.least for wish in wishes)
    return [width * wish.least / total for wish in wishes]


def _share(
    wishes: Sequence[Wish], size: float, width: float, padding: float, *, fair: bool
) -> list[float] | None:
    """Column widths that fill ``width``; ``None`` where too little is left for one of them."""
    room = width - sum(2 * padding + wish.gap for wish in wishes)
    least = [(wish.fair if fair else wish.least) * size + 0.05 for wish in wishes]
    natural = [max(wish.natural * size + 0.05, one) for wish, one in zip(wishes, least, strict=True)]
    if sum(least) > room:
        return None
    if sum(natural) <= room:
        # What is left goes to all columns, more to wide ones, so that the table fills the page evenly.
        spare = room - sum(natural)
        weights = [one**0.5 for one in natural]
        given = [one + spare * weight / sum(weights) for one, weight in zip(natural, weights, strict=True)]
    else:
        given = _squeezed(least, natural, room)
    return [one + 2 * padding + wish.gap for one, wish in zip(given, wishes, strict=True)]


def _squeezed(least: Sequence[float], natural: Sequence[float], room: float) -> list[float]:
    """Short columns get what they want; long texts share the rest by the root of their length."""
    given = list(least)
    waiting = {position for position in range(len(natural)) if natural[position] > least[position]}
    while waiting:
        spare = room - sum(given[position] for position in range(len(given)) if position not in waiting)
        weights = {position: natural[position] ** 0.6 for position in waiting}
        total = sum(weights.values())
        offered = {position: spare * weights[position] / total for position in waiting}
        short = {position for position in waiting if offered[position] < least[position]}
        content = {position for position in waiting if offered[position] >= natural[position]}
        if not (short or content):
            for position in waiting:
                given[position] = offered[position]
            return given
        for position in short or content:
            given[position] = least[position] if short else natural[position]
        waiting -= short or content
    rest = room - sum(given)
    return [one + rest / len(given) for one in given]
