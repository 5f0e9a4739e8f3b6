"""Figures of a sample's dossier, and how they are read from an audit."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from desktop.document.document import Document
from desktop.document.sample import make_sample
from desktop.model.period import EDITIONS
from desktop.model.result import Num

_PLACE = re.compile(r"([+/-])\s+(\S+)")


class Figure(NamedTuple):
    """One figure of the dossier: in which edition, of which check, places added (and divided), value and unit."""

    edition: str
    check: str
    what: str
    value: str
    unit: str
    tolerance: str


def figures_of(sample: str) -> list[Figure]:
    """The figures listed for a sample."""
    file = Path(__file__).parent / f"sample_{sample}_figures.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return [Figure(*row) for row in list(csv.reader(lines))[1:]]


def computed(document: Document, what: str, unit: str) -> float:
    """Places joined by + and -, the whole perhaps divided by one: ``a + b / c`` is (a + b) / c."""
    total, divisor = 0.0, 1.0
    for sign, place in _PLACE.findall(f"+ {what}"):
        value = document.value(place)
        assert isinstance(value, Num), f"{place}: {value}"
        match sign:
            case "+":
                total += value.value
            case "-":
                total -= value.value
            case _:
                divisor = value.value
    return total / divisor / document.library.units.parse(unit).factor if unit else total / divisor


@contextmanager
def both_editions(sample: str, folder: Path) -> Iterator[dict[str, Document]]:
    """A sample open in each edition."""
    made = {edition: make_sample(sample, folder / f"{edition}.qsa", edition=edition) for edition in EDITIONS}
    try:
        yield made
    finally:
        for document in made.values():
            document.close()
