"""Which rows of a table must be worked out again when cells elsewhere changed, by the formulas that stand in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from desktop.document.engine import Before, Changed, Key
from desktop.expr.narrow import ODD, Keys, sort_of
from desktop.expr.narrow import Key as LookedUp
from desktop.expr.nodes import ColumnNode, Node, RowNode
from desktop.expr.reach import Constant, Named, Reach, reaches
from desktop.model.result import Absent, Value

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

    def rows(self, read: Key, changed: Changed, periods: Sequence[str]) -> Collection[str] | None:
        """The rows reached by one of the nodes that changed; ``None`` where it might be any.

        ``periods``: those at which the formulas are evaluated.
        """
        rows = changed[read]
        if rows is None:
            return self._by_run(read)
        match read:
            case ("#rows", table):
                return self._by_order(table, rows)
            case ("#entered" | "#shown", table, *_) if table == self._table:
                return rows
            case ("#cells", table, column, _):
                ways = self._reaches.get((table, column))
                if ways is None:
                    return rows if self._own and table == self._table else None
                return self._by_cells(ways, rows, changed, periods)
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

    def _by_cells(
        self, ways: set[Reach], members: Before, changed: Changed, periods: Sequence[str]
    ) -> Collection[str] | None:
        rows: set[str] = set()
        for reach in ways:
            found: Collection[str] | None = None
            match reach.way:
                case "own":
                    found = members
                case "follow":
                    found = self._following(reach.via, members)
                case "key":
                    found = self._gathering(reach, members, changed, periods)
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

    def _gathering(
        self, reach: Reach, members: Iterable[str], changed: Changed, periods: Sequence[str]
    ) -> set[str] | None:
        """Rows of this table to which changed members belong now or belonged before; ``None`` where it may be any."""
        found: set[str] = set()
        for period in periods:
            rows = self._named(reach, members, changed, period)
            if rows is None:
                return None
            found |= rows
        return found

    def _named(self, reach: Reach, members: Iterable[str], changed: Changed, period: str) -> set[str] | None:
        """Rows of this table that members name in every way."""
        possible = list(members)
        for named in reach.named:
            if isinstance(named.wanted, Constant):
                held = self._held(reach.table, named, changed, period)
                possible = [
                    row for row in possible if held is None or _may_hold(held(row), named.wanted.value)
                ]
        rows: set[str] | None = None
        for named in reach.named:
            held = self._held(reach.table, named, changed, period)
            if reach.failing and (
                held is None or any(sort_of(value) == ODD for row in members for value in held(row))
            ):
                return None
            if held is None or isinstance(named.wanted, Constant):
                continue
            found = self._holding(named, {value for row in possible for value in held(row)}, period)
            if found is not None:
                rows = found if rows is None else rows & found
        return rows

    def _held(
        self, table: str, named: Named, changed: Changed, period: str
    ) -> Callable[[str], list[Value]] | None:
        """What a member holds now and held before, so far as it can belong to a row; ``None`` where nobody knows."""
        key = ("#cells", table, named.via, self._fit(table, named.via, period))
        before = changed.get(key, {})
        if before is None:
            return None
        now, earlier = self._values.cells(*key[1:]), cast("Mapping[str, Value | None]", before)

        def held(row: str) -> list[Value]:
            both = (now.get(row), earlier.get(row))
            return [one for one in both if one is not None and not (named.answered and type(one) is Absent)]

        return held

    def _holding(self, named: Named, held: Collection[Value], period: str) -> set[str] | None:
        """Rows of this table that want what members hold; ``None`` where a member may belong to any row."""
        if not isinstance(named.wanted, RowNode):
            return None if any(type(value) is not str for value in held) else {*held}  # type: ignore[arg-type]
        column = named.wanted.column
        index = self._values.index(self._table, [(column, self._fit(self._table, column, period))])
        keys = Keys((LookedUp(ColumnNode(self._table, column), named.wanted, False),), whole=False)
        rows = self._values.rows(self._table)
        found: set[str] = set()
        for value in held:
            alike = index.alike(keys, (value,))
            if alike is None:
                return None
            found.update(rows[at] for at in alike)
        return found

    def _fit(self, table: str, column: str, period: str) -> str:
        return self._values.fit(self._values.period_kinds.get((table, column), "none"), period)


def _may_hold(held: Sequence[Value], constant: str | bool) -> bool:
    """Whether a member may be one of those that hold a constant."""
    return any(value == constant or sort_of(value) != sort_of(constant) for value in held)
