"""Editions of one factor must follow each other: each names the same row, and no two are in force on one day."""

from __future__ import annotations

from itertools import pairwise

from desktop.content.editions import EDITION_OF, editions, last_day
from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.types_reference import Reference


def lint_editions(library: Library, findings: Findings) -> None:
    """Every reference table with editions."""
    for reference in library.references.values():
        for key, row in reference.rows.items():
            where = f"references/{reference.id}.{key}"
            head = row.get(EDITION_OF, "")
            if head and (head not in reference.rows or reference.rows[head][EDITION_OF]):
                findings.add("content.edition_unknown", f"{where}.{EDITION_OF}", name=head)
            elif any(other.get(EDITION_OF) == key for other in reference.rows.values()):
                _in_turn(reference, key, findings)


def _in_turn(reference: Reference, head: str, findings: Findings) -> None:
    rows = sorted(editions(reference, head), key=lambda one: reference.rows[one]["valid_from"])
    for earlier, later in pairwise(rows):
        end, start = reference.rows[earlier]["valid_to"], reference.rows[later]["valid_from"]
        if not end or not start or last_day(end) >= start:
            findings.add(
                "content.editions_overlap",
                f"references/{reference.id}.{later}",
                earlier=earlier,
                end=end or "–",
                start=start or "–",
            )
