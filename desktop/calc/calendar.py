"""Dates as the Civil Code counts periods (民法典 Arts. 201-203, recalled): by months, the start day not counted."""

from __future__ import annotations

import calendar
import datetime as dt

from desktop.model.errors import AuditError


def read_date(text: str, path: str) -> dt.date:
    """A calendar day of an input.

    Raises:
        AuditError: ``calc.not_a_date`` with the place.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise AuditError("calc.not_a_date", path=path, found=text) from error


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, its last day where it has no such day: 31 January + 1 month = 28 February."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
