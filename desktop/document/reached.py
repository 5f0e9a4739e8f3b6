"""Which rows of a table must be worked out again when cells elsewhere changed, by the formulas that stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from desktop.document.engine import Before, Key
from desktop.expr.nodes import Node
from desktop.expr.reach import Reach, reaches
from desktop.model.result import Absent

if TYPE_CHECKING:  # Values asks; what is reached only reads back from it
    from desktop.document.values import Values


class Reached:
    """The formulas of one rowwise node in the rows of ``table``.

    ``own``: whatever else the node reads from columns of its table, it reads in the same row.
    """

    def __init__(self, values: Values, table: str, formulas: Iterable[Node], own: bool = False) -> None:
        self._values = values
        self._table = table
        self._own = own
        self._reaches: dict[tuple[str, str], set[Reach]] = {}
        self._tables: dict[str, set[str]] = {}
        for formula in formulas:
            for reach in reaches(formula):
                self._reaches.setdefault((reach.table, reach.column), set()).add(reach)
                self._tables.setdefault(reach.table, set()).add(reach.way)

    def rows(self, read: Key, changed: Before | None) -> Collection[str] | None:
        """The rows reached by rows of what was read (``None``: it has none, or any); ``None`` where it might be any."""
        if changed is None:
            return self._by_run(read)
        match read:
            case ("#rows", table):
                return self._by_order(table, changed)
            case ("#entered" | "#shown", table, *_) if table == self._table:
                return changed
            case ("#cells", table, column, _):
                ways = self._reaches.get((table, column))
                if ways is None:
                    return changed if self._own and table == self._table else None
                return self._by_cells(ways, column, changed)
            case _:
                return None

    def _by_run(self, read: Key) -> Collection[str] | None:
        """A method that runs for each row is read in that row, unless a formula looks at its results of all rows."""
        if read[0] != "#run" or not read[2] or self._tables.get(read[1]) != {"own"}:
            return None
        return (read[2],)

    def _by_order(self, table: str, changed: Before) -> Collection[str] | None:
        """Rows that came or went are felt through their cells, unless somebody looks at the table as a whole."""
        ways = self._tables.get(table, set())
        if "all" in ways or (not changed and "key" in ways):
            return None
        if table == self._table:
            return changed
        return () if ways else None

    def _by_cells(self, ways: set[Reach], column: str, changed: Before) -> Collection[str] | None:
        rows: set[str] = set()
        for reach in ways:
            found: Collection[str] | None = None
            match reach.way:
                case "own":
                    found = changed
                case "follow":
                    found = self._following(reach.via, changed)
                case "key":
                    found = self._named(reach, column, changed)
                case "all":
                    pass
            if found is None:
                return None
            rows.update(found)
        return rows

    def _following(self, via: str, changed: Before) -> Collection[str] | None:
        """Rows of this table whose reference names one of the changed rows."""
        if (self._table, via) in self._values.period_kinds:
            return None
        named = self._values.column(self._table, via, "")
        return [
            row for row, name in zip(self._values.rows(self._table), named, strict=True) if name in changed
        ]

    def _named(self, reach: Reach, column: str, changed: Before) -> Collection[str] | None:
        """Rows of this table that changed members name now, or named before."""
        if (reach.table, reach.via) in self._values.period_kinds:
            return None
        now = self._values.cells(reach.table, reach.via, "")
        names: list[object] = [now[row] for row in changed if row in now]
        if column == reach.via:
            names += [before for before in changed.values() if before is not None]
        if all(type(name) is str or (reach.answered and type(name) is Absent) for name in names):
            return [name for name in names if type(name) is str]
        return None  # a member that may belong to any row
