"""The course of a yearly figure over more than three years: years typed from earlier reports, then those of the audit.

A table of earlier years has a column ``year``; events are rows of a table with ``year`` and ``name``: audit rounds, new
standards, another library. A year the audit holds itself counts, not the one typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.model.path import Path, parse_path
from desktop.model.text import Lang
from desktop.reports.source import Audit

YEAR, NAME = "year", "name"
MOST = 15  # years before the last that are shown


@dataclass(frozen=True, slots=True)
class Point:
    """A year and where its figure stands."""

    year: str
    path: str


def course(audit: Audit, figure: str, earlier: str) -> list[Point]:
    """The years in order, those in between that nobody gave too; ``earlier`` is ``table.column`` of the years typed."""
    place, years = parse_path(figure), audit.periods("year")
    found = {year: str(place.at(year)) for year in years}
    table, _, column = earlier.partition(".")
    for row in audit.rows(table) if table in audit.library.tables else ():
        year = audit.value(str(Path(table, row, YEAR)))
        if isinstance(year, str) and years and year < years[0]:
            found.setdefault(year[:4], str(Path(table, row, column)))
    if not found:
        return []
    first, last = int(min(found)), int(max(found))
    return [
        Point(year, found.get(year) or str(place.at(year)))
        for year in map(str, range(max(first, last - MOST), last + 1))
    ]


def events(audit: Audit, table: str, lang: Lang) -> dict[str, str]:
    """What happened in a year, by year."""
    found: dict[str, list[str]] = {}
    for row in audit.rows(table) if table in audit.library.tables else ():
        year = audit.value(str(Path(table, row, YEAR)))
        if isinstance(year, str):
            found.setdefault(year[:4], []).append(audit.shown(str(Path(table, row, NAME)), lang).text)
    return {year: joined(names, lang) for year, names in found.items()}


def joined(names: Sequence[str], lang: Lang) -> str:
    """Several names under one year."""
    return ("、" if lang == "zh" else ", ").join(names)
