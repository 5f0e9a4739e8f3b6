"""Problems found in an audit, kept up to date with the engine: per row and per rule, never all at once again."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterator, Sequence

from desktop.content.types import Check, NumberColumn
from desktop.document.engine import Changed, Key
from desktop.document.faults import Faults
from desktop.document.reached import Reached
from desktop.document.statuses import RowStatus, Statuses
from desktop.document.values import Values
from desktop.document.wording import Wording
from desktop.model.collector import building
from desktop.model.path import Path
from desktop.model.problem import Problem, Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
_FEW = 200  # problems put in their places one by one; more are sorted again

_Rank = tuple[int, int, str, str]


class Problems:
    """The problem list of an audit, and the row statuses behind progress.

    Every rule is a node ``("#check", table, code)`` with what it finds in each row, beside the nodes of faults and of
    statuses. It reads a node ``("#fires", table, code, period)`` for every period it looks at.
    """

    def __init__(self, values: Values, wording: Wording) -> None:
        self._values = values
        self._wording = wording
        library = values.library
        self._order = {table: index for index, table in enumerate(library.tables)}
        self._reached: dict[str, Reached] = {}
        Statuses(values)
        faults = Faults(values, wording)
        values.rowwise["#fires"] = values.by_row(self._fires, self._fires_reached)
        values.rowwise["#check"] = values.by_row(self._check, self._check_reached)
        self._nodes: list[Key] = [*faults.nodes(), *(("#row", table) for table in library.tables)]
        self._nodes += [("#check", check.for_each, check.code) for check in library.data.checks]
        self._found: dict[Key, dict[str, tuple[Problem, ...]]] = {node: {} for node in self._nodes}
        self._sorted: list[tuple[_Rank, Problem]] = []
        self._list: tuple[Problem, ...] = ()
        self._seen = 0  # the revision of the audit the list is about

    def all(self) -> tuple[Problem, ...]:
        """Every problem, errors first, then in the order of the tables."""
        if self._seen == self._values.engine.revision:
            return self._list
        gone: list[Problem] = []
        new: list[Problem] = []
        engine = self._values.engine
        if self._seen:
            doubted = engine.doubted
            for node in [node for node in self._nodes if node in doubted]:
                self._look(node, gone, new)
        else:
            with building():
                for node in self._nodes:
                    self._look(node, gone, new)
        engine.doubted.clear()
        self._seen = engine.revision
        if gone or new:
            self._sort(gone, new)
            self._list = tuple(problem for _, problem in self._sorted)
        return self._list

    def row(self, table: str, row: str) -> RowStatus:
        """The status of one row (or record, with an empty row id)."""
        return self._values.engine.get_row(("#row", table), row)  # type: ignore[return-value]

    def rows(self, table: str) -> dict[str, RowStatus]:
        """The statuses of all rows of a table."""
        return self._values.engine.get(("#row", table))  # type: ignore[return-value]

    def _look(self, node: Key, gone: list[Problem], new: list[Problem]) -> None:
        """Note what a node finds no longer, and what it finds besides."""
        engine, known = self._values.engine, self._found[node]
        changed = engine.changed_rows(node, self._seen)
        if changed is not None and not changed:
            return
        by_row: dict[str, RowStatus | tuple[Problem, ...]] = engine.get(node)  # type: ignore[assignment]
        for row in {*known, *by_row} if changed is None else changed:
            found = by_row.get(row, ())
            problems = found.problems if isinstance(found, RowStatus) else found
            before = known.get(row, ())
            if problems != before:
                gone += before
                new += problems
                if problems:
                    known[row] = problems
                else:
                    del known[row]

    def _sort(self, gone: list[Problem], new: list[Problem]) -> None:
        if len(gone) + len(new) > _FEW:
            found = (
                problem for rows in self._found.values() for problems in rows.values() for problem in problems
            )
            self._sorted = sorted(((self._rank(problem), problem) for problem in found), key=_by_rank)
            return
        for problem in gone:
            at = bisect.bisect_left(self._sorted, self._rank(problem), key=_by_rank)
            while self._sorted[at][1] != problem:
                at += 1
            del self._sorted[at]
        for problem in new:
            bisect.insort_right(self._sorted, (self._rank(problem), problem), key=_by_rank)

    def _rank(self, one: Problem) -> _Rank:
        return _ORDER[one.severity], _place(one.path, self._order), one.path, one.code

    # -- rules ------------------------------------------------------------------------------------------------

    def _periods(self, check: Check) -> tuple[str, ...]:
        return (self._values.edition,) if check.period == "edition" else self._values.periods(check.period)

    def _check(self, key: Key, rows: Sequence[str]) -> dict[str, tuple[Problem, ...]]:
        """What a rule finds in rows, in every period it looks at."""
        found: dict[str, tuple[Problem, ...]] = {}
        for period in self._periods(self._values.library.checks[key[2]]):
            fires = self._values.engine.get_rows(("#fires", *key[1:], period), rows)
            for row in rows if len(rows) < len(fires) else fires:
                problem = fires.get(row)
                if isinstance(problem, Problem):
                    found[row] = (*found.get(row, ()), problem)
        return found

    def _check_reached(self, _: Key, read: Key, changed: Changed) -> Collection[str] | None:
        return changed[read] if read[0] == "#fires" else None

    def _fires(self, key: Key, rows: Sequence[str]) -> dict[str, Problem]:
        """What a rule finds in rows in one period."""
        _, table, code, period = key
        check = self._values.library.checks[code]
        hit = self._values.true_rows(self._values.library.bound(check.when, table), table, rows, period)
        return dict(zip(hit, self._findings(check, hit, period), strict=True))

    def _fires_reached(self, key: Key, read: Key, changed: Changed) -> Collection[str] | None:
        code = key[2]
        known = self._reached.get(code)
        if known is None:
            library = self._values.library
            check = library.checks[code]
            texts = [check.when, check.found, check.expected, *check.shows.values()]
            nodes = [library.bound(text, check.for_each).node for text in texts if text]
            known = self._reached[code] = Reached(self._values, check.for_each, nodes, own=True)
        return known.rows(read, changed, key[3:])

    def _findings(self, check: Check, rows: Sequence[str], period: str) -> Iterator[Problem]:
        """What a rule says of the rows in which it fires."""
        values, library, table = self._values, self._values.library, check.for_each
        texts = (check.found, check.expected, *check.shows.values())
        columns = [
            values.evaluate_rows(library.bound(text, table), table, rows, period)
            if text
            else [""] * len(rows)
            for text in texts
        ]
        word = self._wording.value
        for row, (found, expected, *shown) in zip(rows, zip(*columns, strict=True), strict=True):
            path = self._place_of(check, row, period)
            unit = check.unit or self._wording.unit_of(path)
            column = library.column(path.table, path.column)
            decimals = column.decimals if isinstance(column, NumberColumn) else None
            yield Problem(
                check.code,
                check.severity,
                str(path),
                word(found, unit, decimals) if check.found else "",
                word(expected, unit, decimals) if check.expected else "",
                {name: word(value, "") for name, value in zip(check.shows, shown, strict=True)},
            )

    def _place_of(self, check: Check, row: str, period: str) -> Path:
        """Where the finger points: a column of the row, ``table.column`` elsewhere, or the row itself."""
        table, column = check.for_each, check.at
        if "." in column:
            table, _, column = column.partition(".")
            row = ""
        elif column in self._values.library.tables:
            return Path(column)
        question = self._values.library.column(table, column) if column else None
        at = self._values.fit(question.period, period) if question else ""
        return Path(table, row, column, at)


def _by_rank(ranked: tuple[_Rank, Problem]) -> _Rank:
    return ranked[0]


def _place(path: str, order: dict[str, int]) -> int:
    """Where the table of a path stands among the tables; results of methods come last."""
    return order.get(path.partition("[")[0].partition(".")[0], len(order))
