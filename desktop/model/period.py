"""Periods a fact belongs to: a year, a month, a span of months, or an edition of the audit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

PeriodKind = Literal["none", "year", "month", "span", "edition"]

EDITIONS: tuple[str, ...] = ("assessment", "acceptance")

_YEAR = re.compile(r"(19|20)\d\d")
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


@lru_cache(maxsize=4096)
def kind_of(period: str) -> PeriodKind | None:
    """Return what sort of period the text is, ``"none"`` for empty, ``None`` if it is no period.

    >>> kind_of("2025"), kind_of("2025-03"), kind_of("2026-07..2027-06"), kind_of("assessment")
    ('year', 'month', 'span', 'edition')
    """
    if not period:
        return "none"
    if period in EDITIONS:
        return "edition"
    if _YEAR.fullmatch(period):
        return "year"
    if _MONTH.fullmatch(period):
        return "month"
    first, dots, last = period.partition("..")
    if dots and _MONTH.fullmatch(first) and _MONTH.fullmatch(last) and first <= last:
        return "span"
    return None


def months_of(year: str) -> tuple[str, ...]:
    """The twelve months of a year, as periods."""
    return tuple(f"{year}-{month:02d}" for month in range(1, 13))


def year_of(period: str) -> str:
    """The calendar year a year or month lies in; empty for spans and editions."""
    return period[:4] if kind_of(period) in ("year", "month") else ""


def fit_period(kind: PeriodKind, period: str, base_year: str, edition: str) -> str:
    """The period at which a question of ``kind`` is read from a formula evaluated at ``period``.

    A question without period ignores it; a yearly question read from an edition means the base year, an edition's
    question read from a year means the edition being written.
    """
    found = kind_of(period)
    match kind:
        case "none":
            return ""
        case "year":
            return period if found in ("year", "month") else base_year
        case "edition":
            return period if found == "edition" else edition
        case _:
            return period
