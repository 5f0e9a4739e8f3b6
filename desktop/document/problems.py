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
        self._checks = {check.code: check for check in values.library.data.checks}
        self._nodes: dict[Key, tuple[Problem, ...]] = {}
        self._sorted: tuple[Problem, ...] | None = None
        values.kinds["#row"] = lambda key: self._row(key[1], key[2])
        values.kinds["#check"] = lambda key: self._check(self._checks[key[1]], key[2], key[3])

    def all(self) -> tuple[Problem, ...]:
        """Every problem, errors first, then in the order of the tables."""
        if self._sorted is None:
            for key in self._keys():
                if key not in self._nodes:
                    self._nodes[key] = self._found(key)
            found = [problem for problems in self._nodes.values() for problem in problems]
            order = {table: index for index, table in enumerate(self._values.library.tables)}
            found.sort(key=lambda one: (_ORDER[one.severity], _place(one.path, order), one.path, one.code))
            self._sorted = tuple(found)
        return self._sorted

    def row(self, table: str, row: str) -> RowStatus:
        """The status of one row (or record, with an empty row id)."""
        return self._values.engine.get(("#row", table, row))  # type: ignore[return-value]

    def refresh(self, dirty: Iterable[Key], rows_changed: bool) -> None:
        """Look again at what the engine forgot; with rows, years or editions changed, at what exists at all."""
        for key in dirty:
            if self._nodes.pop(key, None) is not None:
                self._sorted = None
        if rows_changed:
            keys = set(self._keys())
            self._nodes = {key: found for key, found in self._nodes.items() if key in keys}
            self._sorted = None

    def _keys(self) -> Iterable[Key]:
        values = self._values
        for table in values.library.tables.values():
            for row in [""] if table.single else values.rows(table.id):
                yield ("#row", table.id, row)
        for check in self._checks.values():
            for row in values.rows(check.for_each) if self._per_row(check) else ("",):
                for period in self._periods(check):
                    yield ("#check", check.code, row, period)

    def _per_row(self, check: Check) -> bool:
        return bool(check.for_each) and not self._values.library.tables[check.for_each].single

    def _periods(self, check: Check) -> tuple[str, ...]:
        return (self._values.edition,) if check.period == "edition" else self._values.periods(check.period)

    def _found(self, key: Key) -> tuple[Problem, ...]:
        found = self._values.engine.get(key)
        return found.problems if isinstance(found, RowStatus) else found  # type: ignore[return-value]

    # -- one rule -------------------------------------------------------------------------------------------

    def _check(self, check: Check, row: str, period: str) -> tuple[Problem, ...]:
        values, library, table = self._values, self._values.library, check.for_each
        if values.evaluate(library.bound(check.when, table), table, row, period) is not True:
            return ()
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
        return (Problem(check.code, check.severity, str(path), found, expected, params),)

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
