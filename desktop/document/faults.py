"""Faults of single cells: formulas that fail, references to nothing, units and months that do not fit, constraints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from desktop.content.types import Column, NumberColumn, RefColumn
from desktop.document.engine import Before, Changed, Key
from desktop.document.reached import Reached
from desktop.document.state import Cell
from desktop.document.values import Values
from desktop.document.wording import Wording
from desktop.model.answer import Amount
from desktop.model.path import Path
from desktop.model.problem import Problem, Severity
from desktop.model.result import NA, Absent, Failed, Num, Value

_MONTHS_APART = 1e-4  # relative; less is rounding of the months


class Faults:
    """The faults of cells: nodes ``("#faults", table, column)``, by row; rows without faults are left out."""

    def __init__(self, values: Values, wording: Wording) -> None:
        self._values = values
        self._wording = wording
        self._reached: dict[tuple[str, str], Reached] = {}
        values.rowwise["#faults"] = values.by_row(self._compute, self._rows_reached)

    def nodes(self) -> Iterator[Key]:
        """The columns that can have faults."""
        for table in self._values.library.tables.values():
            for column in table.columns:
                units = isinstance(column, NumberColumn) and (column.unit_from or column.months)
                if column.calculation or column.constraint or isinstance(column, RefColumn) or units:
                    yield "#faults", table.id, column.id

    def _compute(self, key: Key, rows: Sequence[str]) -> dict[str, tuple[Problem, ...]]:
        _, table, name = key
        column = self._values.library.column(table, name)
        if column is None:
            return {}
        shown = self._values.rows_shown(table, name, rows)
        found: dict[str, tuple[Problem, ...]] = {}
        for period in self._values.periods(column.period):
            for row, problem in self._faults(table, column, period, shown):
                found[row] = (*found.get(row, ()), problem)
        return found

    def _faults(
        self, table: str, column: Column, period: str, rows: Sequence[str]
    ) -> Iterator[tuple[str, Problem]]:
        cells = self._values.cells(table, column.id, period)
        if column.calculation:
            for row in rows:
                value = cells[row]
                if type(value) is Failed:
                    params = {**value.params, "reason": value.code}
                    path = str(Path(table, row, column.id, period))
                    yield row, Problem("failed", Severity.ERROR, path, params=params)
        if isinstance(column, RefColumn):
            yield from self._dangling(table, column, period, _given(cells, rows))
        if isinstance(column, NumberColumn) and (column.unit_from or column.months):
            numbers = {row: value for row in rows if type(value := cells[row]) is Num}
            if column.unit_from:
                yield from self._units(table, column, period, numbers)
            if column.months:
                yield from self._months(table, column, period, numbers)
        if column.constraint:
            yield from self._constraint(table, column, period, _given(cells, rows))

    def _dangling(
        self, table: str, column: RefColumn, period: str, given: Mapping[str, Value]
    ) -> Iterator[tuple[str, Problem]]:
        existing = {*self._values.rows(column.table)}
        for row, value in given.items():
            targets: Iterable[object] = value if isinstance(value, tuple) else (value,)
            for target in targets:
                if target not in existing:
                    path = str(Path(table, row, column.id, period))
                    yield row, Problem("dangling", Severity.ERROR, path, found=str(target))

    def _units(
        self, table: str, column: NumberColumn, period: str, numbers: Mapping[str, Num]
    ) -> Iterator[tuple[str, Problem]]:
        """An amount whose unit no longer fits the unit its row names (the row's unit was changed afterwards)."""
        names = self._values.cells(table, column.unit_from, "")
        units, answers = self._values.library.units, self._values.state.answers
        self._values.engine.get(("#entered", table, column.id, period))
        fitting: set[tuple[str, str]] = set()
        for row in numbers:
            answer, named = answers.get(Cell(table, row, column.id, period)), names[row]
            if not isinstance(answer, Amount) or not isinstance(named, str):
                continue
            if (answer.unit, named) in fitting or not units.known(named):
                continue
            entered, wanted = units.parse(answer.unit), units.parse(named)
            if entered.dimension == wanted.dimension:
                fitting.add((answer.unit, named))
            else:
                path = str(Path(table, row, column.id, period))
                yield row, Problem("unit_changed", Severity.ERROR, path, entered.symbol, wanted.symbol)

    def _months(
        self, table: str, column: NumberColumn, period: str, numbers: Mapping[str, Num]
    ) -> Iterator[tuple[str, Problem]]:
        """The months count; where an annual figure was entered as well and differs, both are shown."""
        answers = self._values.state.answers
        self._values.engine.get(("#entered", table, column.id, period))
        for row, value in numbers.items():
            annual = answers.get(Cell(table, row, column.id, period))
            if not isinstance(annual, Amount):
                continue
            if abs(value.value - annual.canonical) > _MONTHS_APART * abs(annual.canonical):
                path = Path(table, row, column.id, period)
                unit = self._wording.unit_of(path)
                found, expected = (
                    self._wording.value(Num(number, value.dimension), unit)
                    for number in (value.value, annual.canonical)
                )
                yield row, Problem("months_differ", Severity.WARNING, str(path), found, expected)

    def _constraint(
        self, table: str, column: Column, period: str, given: Mapping[str, Value]
    ) -> Iterator[tuple[str, Problem]]:
        bound = self._values.library.bound(column.constraint, table, ("value",))
        values = list(given.values())
        kept = self._values.evaluate_rows(bound, table, list(given), period, {"value": values})
        for row, value, holds in zip(given, values, kept, strict=True):
            if holds is False:
                path = Path(table, row, column.id, period)
                found = self._wording.value(value, self._wording.unit_of(path))
                yield (
                    row,
                    Problem("constraint", column.constraint_severity, str(path), found, column.constraint),
                )

    # -- what is felt where -----------------------------------------------------------------------------------

    def _rows_reached(self, key: Key, read: Key, changed: Changed) -> Collection[str] | None:
        _, table, name = key
        column = self._values.library.column(table, name)
        referring: set[str] = set()
        rows = changed[read]
        if isinstance(column, RefColumn) and read == ("#rows", column.table) and rows:
            referring = self._referring(table, column, rows)
            if column.table != table:
                return referring
        known = self._reached.get((table, name))
        if known is None:
            library = self._values.library
            text = column.constraint if column is not None else ""
            nodes = [library.bound(text, table, ("value",)).node] if text else []
            known = self._reached[table, name] = Reached(self._values, table, nodes, own=True)
        periods = self._values.periods(column.period) if column is not None else ()
        reached = known.rows(read, changed, periods)
        return None if reached is None else referring.union(reached)

    def _referring(self, table: str, column: RefColumn, rows: Before) -> set[str]:
        """Rows that refer to rows which came or went."""
        found: set[str] = set()
        for period in self._values.periods(column.period):
            for row, value in self._values.cells(table, column.id, period).items():
                names = value if isinstance(value, tuple) else (value,)
                if any(name in rows for name in names if isinstance(name, str)):
                    found.add(row)
        return found


def _given(cells: Mapping[str, Value], rows: Sequence[str]) -> dict[str, Value]:
    """The cells that hold something."""
    return {row: value for row in rows if type(value := cells[row]) not in (Absent, NA, Failed)}
