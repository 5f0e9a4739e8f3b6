"""Problems found in an audit, kept up to date with the engine: per row and per rule, never all at once again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.content.types import Check, Column, NumberColumn, RefColumn, Table
from desktop.document.engine import Key
from desktop.document.state import Cell
from desktop.document.values import Values
from desktop.document.wording import Wording
from desktop.model.answer import Amount, Later
from desktop.model.path import Path
from desktop.model.problem import Problem, Severity
from desktop.model.result import NA, Absent, Failed, Num

_MONTHS_APART = 1e-4  # relative; less is rounding of the months
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


@dataclass(frozen=True, slots=True)
class RowStatus:
    """What is open in one row: problems, and per column how many required answers are given of how many."""

    problems: tuple[Problem, ...]
    required: dict[str, tuple[int, int]]
    open: tuple[Cell, ...]


class Problems:
    """The problem list of an audit, and the row statuses behind progress."""

    def __init__(self, values: Values, wording: Wording) -> None:
        self._values = values
        self._wording = wording
        library = values.library
        self._checks = {check.code: check for check in library.data.checks}
        self._order = {table: index for index, table in enumerate(library.tables)}
        self._known: dict[str, set[Key]] = {}  # every node that may find something, by table
        self._found: dict[Key, tuple[Problem, ...]] = {}  # those that do
        self._waiting: set[Key] = set()
        self._sorted: tuple[Problem, ...] | None = None
        self._tables = dict.fromkeys([*library.tables, ""])
        values.kinds["#row"] = lambda key: self._row(key[1], key[2])
        values.kinds["#check"] = lambda key: self._check(self._checks[key[1]], key[2])
        self._look_at(self._tables)

    def all(self) -> tuple[Problem, ...]:
        """Every problem, errors first, then in the order of the tables."""
        for key in self._waiting:
            found = self._problems_of(key)
            if found != self._found.get(key, ()):
                self._sorted = None
                if found:
                    self._found[key] = found
                else:
                    del self._found[key]
        self._waiting.clear()
        if self._sorted is None:
            every = (problem for problems in self._found.values() for problem in problems)
            self._sorted = tuple(sorted(every, key=self._rank))
        return self._sorted

    def _rank(self, one: Problem) -> tuple[int, int, str, str]:
        return _ORDER[one.severity], _place(one.path, self._order), one.path, one.code

    def row(self, table: str, row: str) -> RowStatus:
        """The status of one row (or record, with an empty row id)."""
        return self._values.engine.get(("#row", table, row))  # type: ignore[return-value]

    def refresh(self, dirty: Iterable[Key], tables: Iterable[str], everything: bool) -> None:
        """Look again at what the engine forgot; at tables whose rows changed; at everything in another frame."""
        self._look_at(self._tables if everything else tables)
        for key in dirty:
            if key[0] in ("#row", "#check") and key in self._known.get(self._table_of(key), ()):
                self._waiting.add(key)

    def _look_at(self, tables: Iterable[str]) -> None:
        """Take note of nodes that are new, and of those that are gone, with their table's rows."""
        for table in tables:
            known, keys = self._known.get(table, set()), set(self._keys(table))
            self._waiting |= keys - known
            for gone in known - keys:
                self._waiting.discard(gone)
                if self._found.pop(gone, None):
                    self._sorted = None
            self._known[table] = keys

    def _keys(self, table: str) -> Iterable[Key]:
        """The nodes of a table; those of rules that run once stand under the empty name."""
        spec = self._values.library.tables.get(table)
        rows = ("",) if spec is None or spec.single else self._values.rows(table)
        if spec is not None:
            yield from (("#row", table, row) for row in rows)
        for check in self._checks.values():
            if check.for_each == table:
                yield from (("#check", check.code, row) for row in rows)

    def _table_of(self, key: Key) -> str:
        return key[1] if key[0] == "#row" else self._checks[key[1]].for_each

    def _periods(self, check: Check) -> tuple[str, ...]:
        return (self._values.edition,) if check.period == "edition" else self._values.periods(check.period)

    def _problems_of(self, key: Key) -> tuple[Problem, ...]:
        found = self._values.engine.get(key)
        return found.problems if isinstance(found, RowStatus) else found  # type: ignore[return-value]

    # -- one rule -------------------------------------------------------------------------------------------

    def _check(self, check: Check, row: str) -> tuple[Problem, ...]:
        """What a rule finds in a row, in every period it looks at."""
        bound = self._values.library.bound(check.when, check.for_each)
        return tuple(
            self._finding(check, row, period)
            for period in self._periods(check)
            if self._values.evaluate(bound, check.for_each, row, period) is True
        )

    def _finding(self, check: Check, row: str, period: str) -> Problem:
        values, library, table = self._values, self._values.library, check.for_each
        path = self._place_of(check, row, period)
        params = {
            name: self._wording.value(values.evaluate(library.bound(text, table), table, row, period), "")
            for name, text in check.shows.items()
        }
        unit = check.unit or self._wording.unit_of(path)
        decimals = getattr(library.column(path.table, path.column), "decimals", None)
        found, expected = (
            self._wording.value(
                values.evaluate(library.bound(text, table), table, row, period), unit, decimals
            )
            if text
            else ""
            for text in (check.found, check.expected)
        )
        return Problem(check.code, check.severity, str(path), found, expected, params)

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

    # -- one row --------------------------------------------------------------------------------------------

    def _row(self, table_id: str, row: str) -> RowStatus:
        table = self._values.library.tables[table_id]
        problems: list[Problem] = []
        required: dict[str, tuple[int, int]] = {}
        waiting: list[Cell] = []
        for column in table.columns:
            if column.relevance and not self._values.shown(table_id, row, column.id):
                continue
            cells = [Cell(table_id, row, column.id, period) for period in self._values.periods(column.period)]
            for cell in cells:
                problems.extend(self._cell(table, column, cell))
            if column.required and not column.calculation:
                unanswered = [cell for cell in cells if not self._answered(cell)]
                required[column.id] = (len(cells) - len(unanswered), len(cells))
                waiting.extend(unanswered)
        problems.extend(self._unanswered(cell) for cell in waiting)
        return RowStatus(tuple(problems), required, tuple(waiting))

    def _answered(self, cell: Cell) -> bool:
        return not isinstance(self._values.value(cell), Absent)

    def _unanswered(self, cell: Cell) -> Problem:
        answer = self._values.state.answers.get(cell)
        if isinstance(answer, Later):
            return Problem(
                "later", Severity.HINT, str(cell.path), params={"who": answer.who, "when": answer.when}
            )
        return Problem("required", Severity.HINT, str(cell.path))

    def _cell(self, table: Table, column: Column, cell: Cell) -> Iterable[Problem]:
        value = self._values.value(cell)
        if isinstance(value, Failed):
            if column.calculation:
                yield Problem(
                    "failed", Severity.ERROR, str(cell.path), params={**value.params, "reason": value.code}
                )
            return
        if isinstance(value, Absent | NA):
            return
        if isinstance(column, RefColumn):
            targets = value if isinstance(value, tuple) else (value,)
            existing = self._values.rows(column.table)
            for target in targets:
                if target not in existing:
                    yield Problem("dangling", Severity.ERROR, str(cell.path), found=str(target))
        if isinstance(column, NumberColumn) and isinstance(value, Num):
            yield from self._number(column, cell, value)
        if column.constraint:
            bound = self._values.library.bound(column.constraint, table.id, ("value",))
            kept = self._values.evaluate(bound, cell.table, cell.row, cell.period, {"value": value})
            if kept is False:
                found = self._wording.value(value, self._wording.unit_of(cell.path))
                yield Problem(
                    "constraint", column.constraint_severity, str(cell.path), found, column.constraint
                )

    def _number(self, column: NumberColumn, cell: Cell, value: Num) -> Iterable[Problem]:
        if column.unit_from:
            yield from self._unit(column, cell)
        if column.months:
            yield from self._months(cell, value)

    def _months(self, cell: Cell, value: Num) -> Iterable[Problem]:
        """The months count; where an annual figure was entered as well and differs, both are shown."""
        annual = self._values.state.answers.get(cell)
        if isinstance(annual, Amount) and abs(value.value - annual.canonical) > _MONTHS_APART * abs(
            annual.canonical
        ):
            unit = self._wording.unit_of(cell.path)
            found, expected = (
                self._wording.value(Num(number, value.dimension), unit)
                for number in (value.value, annual.canonical)
            )
            yield Problem("months_differ", Severity.WARNING, str(cell.path), found, expected)

    def _unit(self, column: NumberColumn, cell: Cell) -> Iterable[Problem]:
        """An amount whose unit no longer fits the unit its row names (the row's unit was changed afterwards)."""
        answer = self._values.state.answers.get(cell)
        named = self._values.value(Cell(cell.table, cell.row, column.unit_from, ""))
        units = self._values.library.units
        if isinstance(answer, Amount) and isinstance(named, str) and units.known(named):
            entered, wanted = units.parse(answer.unit), units.parse(named)
            if entered.dimension != wanted.dimension:
                yield Problem("unit_changed", Severity.ERROR, str(cell.path), entered.symbol, wanted.symbol)


def _place(path: str, order: dict[str, int]) -> int:
    """Where the table of a path stands among the tables; results of methods come last."""
    return order.get(path.partition("[")[0].partition(".")[0], len(order))
