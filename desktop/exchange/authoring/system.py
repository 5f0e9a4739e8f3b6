"""An indicator system as it stands in the library or was typed in: facts, groups, indicators, all as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.content.lint_indicators import GROUPS, INDICATORS, SYSTEMS
from desktop.content.overlay import REASON
from desktop.content.types import LibraryData
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_or_first

NEW = "new"


@dataclass(frozen=True, slots=True)
class TypedSystem:
    """A system with its rows in order; keys as in the library. ``reason`` is why it was typed in."""

    id: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Mapping[str, str], ...] = ()
    indicators: tuple[Mapping[str, str], ...] = ()

    @property
    def tables(self) -> dict[str, dict[str, Mapping[str, str]]]:
        """The rows by reference table and key."""
        facts = {name: cell for name, cell in self.facts.items() if name != REASON}
        return {
            SYSTEMS: {self.id: facts},
            GROUPS: {row["id"]: row for row in self.groups},
            INDICATORS: {row["id"]: row for row in self.indicators},
        }


def system_named(data: LibraryData, name: str) -> TypedSystem:
    """A system of the library; ``new`` is an empty one.

    Raises:
        AuditError: ``authoring.no_system`` naming the likely ones.
    """
    if name == NEW:
        return TypedSystem()
    tables = {one.id: one.rows for one in data.references}
    facts = tables.get(SYSTEMS, {}).get(name)
    if facts is None:
        known = ", ".join(nearest_or_first(name, tables.get(SYSTEMS, {})))
        raise AuditError("authoring.no_system", name=name, known=known)
    reason = data.own.get(f"references/{SYSTEMS}.{name}", "")
    return TypedSystem(
        name, {**facts, REASON: reason}, rows_of(tables[GROUPS], name), rows_of(tables[INDICATORS], name)
    )


def rows_of(rows: Mapping[str, Mapping[str, str]], system: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table that belong to a system, in order."""
    return tuple(row for row in rows.values() if row["system"] == system)
