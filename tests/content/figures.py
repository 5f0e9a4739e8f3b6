"""Figures of a sample's dossier, and how they are read from an audit."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from desktop.document.document import Document
from desktop.model.period import EDITIONS
from desktop.model.result import Num
from tests import builders

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


def agrees(document: Document, figure: Figure) -> bool:
    """Whether the audit holds what the dossier prints.

    A unit ``words`` compares a text, choice or flag as it is stored. ``problems CODE`` counts problems of a rule,
    ``missing TABLE.COLUMN`` required answers not given, ``rows TABLE`` rows of a table; all else are places.
    """
    if figure.unit == "words":
        return str(document.value(figure.what)).casefold() == figure.value.casefold()
    match figure.what.split(" "):
        case ["problems", code]:
            assert code in {check.code for check in document.library.data.checks}, code
            found = float(sum(problem.code == code for problem in document.problems()))
        case ["missing", column]:
            open_ = [problem.path for problem in document.problems() if problem.code == "required"]
            found = float(sum(re.sub(r"\[[^]]*\]|@.*", "", path) == column for path in open_))
        case ["rows", table]:
            found = float(len(document.rows(table)))
        case _:
            found = computed(document, figure.what, figure.unit)
    # Binary fractions of large sums: 1e-12 relative at most.
    return abs(found - float(figure.value)) <= float(figure.tolerance) + 1e-12 * abs(float(figure.value))


def computed(document: Document, what: str, unit: str) -> float:
    """Places joined by + and -, perhaps divided by further ones: ``a + b / c + d`` is (a + b) / (c + d)."""
    total, divisor, below = 0.0, 0.0, False
    for sign, place in _PLACE.findall(f"+ {what}"):
        value = document.value(place)
        assert isinstance(value, Num), f"{place}: {value}"
        below = below or sign == "/"
        signed = -value.value if sign == "-" else value.value
        total, divisor = (total, divisor + signed) if below else (total + signed, divisor)
    total /= divisor if below else 1.0
    return total / document.library.units.parse(unit).factor if unit else total


@contextmanager
def both_editions(sample: str, folder: Path) -> Iterator[dict[str, Document]]:
    """A sample open in each edition."""
    made = {
        edition: builders.sample(sample, folder / f"{edition}.qsa", edition=edition) for edition in EDITIONS
    }
    try:
        yield made
    finally:
        for document in made.values():
            document.close()
