"""Which edition of a factor counts for a data year.

Editions of one factor are rows of their own; all but one name that one under ``edition_of``. ``valid_from`` and
``valid_to`` are days, or a year alone where the source says no more. The edition in force on the last day of the data
year counts; where none is, the latest one that was in force before, else the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.content.types_reference import Reference

EDITION_OF = "edition_of"


@dataclass(frozen=True, slots=True)
class Edition:
    """The row that counts; ``in_force`` false: no edition on record is of that year."""

    key: str
    in_force: bool


def edition(reference: Reference, key: str, year: float | None) -> Edition:
    """The edition of a row for a data year; the row itself where no year is given or it has one edition of no date."""
    if year is None:
        return Edition(key, in_force=True)
    day = last_day(f"{year:.0f}")
    family = sorted(editions(reference, key), key=lambda one: reference.rows[one].get("valid_from", ""))
    begun = [one for one in family if reference.rows[one].get("valid_from", "") <= day]
    for one in reversed(begun):
        end = reference.rows[one].get("valid_to", "")
        if not end or last_day(end) >= day:
            return Edition(one, in_force=True)
    return Edition(begun[-1] if begun else family[0], in_force=False)


def editions(reference: Reference, key: str) -> list[str]:
    """All editions of the factor a row belongs to."""
    head = reference.rows[key].get(EDITION_OF) or key
    return [one for one, row in reference.rows.items() if one == head or row.get(EDITION_OF) == head]


def last_day(date: str) -> str:
    """The last day of a year; a full date stays."""
    return f"{date}-12-31" if len(date) == 4 else date
