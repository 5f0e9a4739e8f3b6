"""What every node of the engine is: entered and calculated cells, relevance, method runs.

The bridge between content (which formula stands where), state (what was entered) and ``expr`` (how it is
evaluated). Nothing is written here. Cells of a column in one period are one node, ``("#cells", table, column,
period)``, by row; a record has one row, without id.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from desktop.content.library import Library
from desktop.content.types import NumberColumn
from desktop.document.applies import Applies
from desktop.document.engine import Changed, Engine, Key, Rowwise
from desktop.document.place import Place, Places
from desktop.document.reached import Reached
from desktop.document.runs import Run, pick, run_binding, yearly
from desktop.document.state import Cell, State
from desktop.expr import Bound, evaluate
from desktop.expr.narrow import Index
from desktop.expr.nodes import Node
from desktop.expr.rowwise import Column, SeveralValues, evaluate_rows
from desktop.expr.truth import true_in
from desktop.model.answer import Amount, Answer, Later, NotApplicable
from desktop.model.period import PeriodKind, fit_period, kind_of, months_of, year_of
from desktop.model.result import ABSENT, NOT_APPLICABLE, Absent, Failed, Num, Scalar, Value

BASE_YEAR: Key = ("#cells", "audit", "base_year", "")
EDITION: Key = ("#cells", "audit", "edition", "")
YEARS_SHOWN = 3

NodeKind = Callable[[Key], object]


class Values:
    """Values of an audit by node, over one state and one library. ``kinds``, ``rowwise`` add further kinds of node."""

    def __init__(self, library: Library, state: State) -> None:
        self.library = library
        self.state = state
        self.kinds: dict[str, NodeKind] = {
            "#rows": lambda key: tuple(state.rows.get(key[1], ())),
            "#entered": lambda _: None,  # a name for what the state holds; touched when that changes
            "#gone": lambda key: self._cells(("#cells", *key[1:-1]), key[-1:])[key[-1]],
            "#filter": lambda key: self._filtered(key[1], key[2]),
            "#run": lambda key: run_binding(self, *key[1:]),
        }
        self.rowwise: dict[str, Rowwise] = {
            "#cells": self.by_row(self._cells, self.cells_reached),
            "#shown": self.by_row(self._relevance, self._relevance_reached),
            "#naming": Rowwise(lambda _: (), lambda *_: False, self._naming, lambda *_: None),
        }
        self.period_kinds: dict[tuple[str, str], PeriodKind] = {
            (table.id, column.id): column.period
            for table in library.data.tables
            for column in table.columns
            if column.period != "none"
        }
        self._reached: dict[tuple[str, ...], Reached] = {}
        self._several: set[tuple[str, str]] = set()  # columns of which a cell held several values
        self._columns: dict[Key, tuple[tuple[int, int], tuple[Scalar, ...]]] = {}
        self._indexes: dict[object, tuple[list[tuple[Scalar, ...]], Index]] = {}
        self.engine = Engine(self.kinds, self.rowwise)
        self.applies = Applies(self)

    def by_row(
        self,
        compute: Callable[[Key, Sequence[str]], Mapping[str, object]],
        reached: Callable[[Key, Key, Changed], Collection[str] | None],
    ) -> Rowwise:
        """A kind of node by row; the second part of its keys names the table."""
        return Rowwise(lambda key: self.places(key[1]), self._has_place, compute, reached)

    # -- reading ----------------------------------------------------------------------------------------------

    def read(self, table: str, row: str, column: str, period: str) -> Value:
        """The value of a cell as a formula evaluated at ``period`` reads it."""
        kind = self.period_kinds.get((table, column))
        return self._cell(("#cells", table, column, self.fit(kind, period) if kind else ""), row)

    def value(self, cell: Cell) -> Value:
        """The canonical value of a cell: entered, summed from months, or calculated; hidden is not applicable."""
        return self._cell(("#cells", cell.table, cell.column, cell.period), cell.row)

    def read_rows(self, table: str, column: str, period: str, rows: Sequence[str]) -> Column:
        """The cells of some rows as formulas evaluated at ``period`` read them.

        Raises:
            SeveralValues: a cell of the column holds several values.
        """
        kind = self.period_kinds.get((table, column))
        key = ("#cells", table, column, self.fit(kind, period) if kind else "")
        cells = self.engine.get_rows(key, rows)
        if (table, column) in self._several:
            raise SeveralValues
        try:
            return [cells[row] for row in rows]  # type: ignore[misc]  # scalars, as nobody holds several
        except KeyError:
            return [self._cell(key, row) for row in rows]  # type: ignore[misc]

    def cells(self, table: str, column: str, period: str) -> Mapping[str, Value]:
        """All cells of a column, by row."""
        return self.engine.get(("#cells", table, column, period))  # type: ignore[return-value]

    def rows(self, table: str) -> tuple[str, ...]:
        """Row ids in order."""
        return self.engine.get(("#rows", table))  # type: ignore[return-value]

    def places(self, table: str) -> tuple[str, ...]:
        """Row ids in order; a record, and what stands outside of tables, has one place without id."""
        spec = self.library.tables.get(table)
        return ("",) if spec is None or spec.single else self.rows(table)

    def rows_where(self, table: str, where: str) -> tuple[str, ...]:
        """Row ids in order for which an expression is true."""
        return self.engine.get(("#filter", table, where))  # type: ignore[return-value]

    def column(self, table: str, column: str, period: str) -> tuple[Scalar, ...]:
        """All values of a column in row order."""
        key = ("#cells", table, column, period)
        rows, cells = self.rows(table), self.engine.get(key)
        stamp = self.engine.changed_at(key), self.engine.changed_at(("#rows", table))
        known = self._columns.get(key)
        if known is None or known[0] != stamp:
            known = self._columns[key] = stamp, tuple([cells[row] for row in rows])  # type: ignore[index]
        return known[1]

    def index(self, table: str, columns: Sequence[tuple[str, str]]) -> Index:
        """Where rows stand by what they hold in some columns, each in a period."""
        values = [self.column(table, column, period) for column, period in columns]
        key = (table, *columns)
        known = self._indexes.get(key)
        if known is None or any(one is not other for one, other in zip(known[0], values, strict=True)):
            known = self._indexes[key] = values, Index(*values)
        return known[1]

    def naming(self, table: str, column: str, name: str) -> Sequence[str]:
        """Rows that may name a row in a column, in order: those that do, and those of which nobody can say."""
        key = ("#naming", table, column)
        sure: tuple[str, ...] = self.engine.get_row(key, name) or ()  # type: ignore[assignment]
        doubtful: tuple[str, ...] = self.engine.get_row(key, "") or ()  # type: ignore[assignment]
        if not doubtful:
            return sure
        either = {*sure, *doubtful}
        return [row for row in self.rows(table) if row in either]

    def shown(self, table: str, row: str, column: str) -> bool:
        """Whether a question is relevant; unknown relevance shows it."""
        question = self.library.column(table, column)
        if question is None or not question.relevance:
            return True
        key = ("#shown", table, column)
        found = self.engine.get_row(key, row)
        return bool(self._relevance(key, (row,))[row] if found is None else found)

    def rows_shown(self, table: str, column: str, rows: Sequence[str]) -> Sequence[str]:
        """Those of some rows for which a question is relevant."""
        question = self.library.column(table, column)
        if question is None or not question.relevance:
            return rows
        key = ("#shown", table, column)
        flags = self.engine.get_rows(key, rows)
        try:
            return [row for row in rows if flags[row]]
        except KeyError:
            return [row for row in rows if self.shown(table, row, column)]

    def run(self, binding: str, row: str, period: str) -> Run:
        """The run of a bound method for a row and period."""
        return self.engine.get(("#run", binding, row, period))  # type: ignore[return-value]

    # -- time -------------------------------------------------------------------------------------------------

    @property
    def base_year(self) -> str:
        """The base year of the audit, empty while it is not entered."""
        year = self.engine.get_row(BASE_YEAR, "")
        return year if isinstance(year, str) and kind_of(year) == "year" else ""

    @property
    def edition(self) -> str:
        """The edition being written; assessment until the audit says otherwise."""
        edition = self.engine.get_row(EDITION, "")
        return edition if isinstance(edition, str) else "assessment"

    @property
    def years(self) -> tuple[str, ...]:
        """The last three years up to the base year."""
        base = self.base_year
        return tuple(str(int(base) - back) for back in range(YEARS_SHOWN - 1, -1, -1)) if base else ()

    def periods(self, kind: PeriodKind) -> tuple[str, ...]:
        """The periods shown for a question of this kind; the assessment edition never shows an "after"."""
        match kind:
            case "year":
                return self.years
            case "edition":
                return ("assessment",) if self.edition == "assessment" else ("assessment", "acceptance")
            case _:
                return ("",)

    def fit(self, kind: PeriodKind, period: str) -> str:
        """The period at which a question of ``kind`` is read from a formula evaluated at ``period``."""
        if kind == "none":
            return ""
        if kind_of(period) == kind:
            return period
        return fit_period(kind, period, self.base_year, self.edition)

    # -- evaluating -------------------------------------------------------------------------------------------

    def result(self, binding: str, row: str, name: str, period: str) -> Value:
        """One result of a bound method as a canonical value; ``row`` picks the entry where there is one per row."""
        spec = self.library.binding(binding)
        run = self.run(binding, row if spec.for_each else "", self.fit(spec.period, period))
        if run.result is None:
            return run.reason
        plain = pick(run, name, "" if spec.for_each else row)
        column = spec.result(name)
        if column is not None and column in (*spec.yearly, *spec.steps):
            plain = yearly(run, name)
        return self._canonical(plain, column.unit if column else "")

    def evaluate(
        self,
        bound: Bound,
        table: str = "",
        row: str = "",
        period: str = "",
        names: Mapping[str, Value] | None = None,
    ) -> Value:
        """Evaluate an expression in a row and period; reads are tracked where a node is being computed."""
        return evaluate(bound.node, Place(self, table, row, period, names=names))

    def evaluate_rows(
        self,
        bound: Bound,
        table: str,
        rows: Sequence[str],
        period: str = "",
        names: Mapping[str, Sequence[Value]] | None = None,
    ) -> Sequence[Value]:
        """Evaluate an expression in several rows at once."""
        return evaluate_rows(bound.node, Places(self, table, rows, period, names=names))

    def true_rows(self, bound: Bound, table: str, rows: Sequence[str], period: str = "") -> list[str]:
        """Those of some rows in which a condition is true."""
        return [rows[at] for at in true_in(bound.node, Places(self, table, rows, period))]

    def entered(self, answer: Answer) -> Value:
        """An entered answer as a value."""
        if type(answer) is Amount:  # by far the most, and quicker told than by matching
            return Num(answer.canonical, self.library.units.parse(answer.unit).dimension)
        if answer is None or type(answer) is Later:
            return ABSENT
        return NOT_APPLICABLE if type(answer) is NotApplicable else answer  # type: ignore[return-value]

    def touch(self, cells: Iterable[Cell], tables: Iterable[str]) -> list[Key]:
        """The state changed in cells, and in which rows tables have in which order; returns the nodes in doubt."""
        inputs: dict[Key, set[str]] = {}
        for table, row, column, period in cells:
            inputs.setdefault(("#entered", table, column, period), set()).add(row)
            if kind_of(period) == "month":
                inputs.setdefault(("#entered", table, column, year_of(period)), set()).add(row)
        for table in tables:
            inputs["#rows", table] = {*self.rows(table)} ^ {*self.state.rows.get(table, ())}
        return self.engine.touch(inputs)

    # -- cells ------------------------------------------------------------------------------------------------

    def _has_place(self, key: Key, row: str) -> bool:
        return not row or self.state.has_row(key[1], row)

    def _cell(self, key: Key, row: str) -> Value:
        value = self.engine.get_row(key, row)
        if value is None:  # a row that is gone, which somebody still refers to
            value = self.engine.get(("#gone", *key[1:], row))
        return value  # type: ignore[return-value]

    def _cells(self, key: Key, rows: Sequence[str]) -> dict[str, Value]:
        _, table, column, period = key
        question = self.library.column(table, column)
        if question is None:
            return dict.fromkeys(rows, ABSENT)
        hidden: dict[str, Value] = {}
        if question.relevance:
            hidden = dict.fromkeys(rows, NOT_APPLICABLE)
            rows = self.rows_shown(table, column, rows)
        if question.calculation:
            bound = self.library.bound(question.calculation, table)
            values = self.evaluate_rows(bound, table, rows, period)
        else:
            self.engine.get(("#entered", table, column, period))
            values = self._entered(table, column, period, rows)
            if isinstance(question, NumberColumn) and question.months and kind_of(period) == "year":
                values = [
                    self._annual(table, row, column, period, value)
                    for row, value in zip(rows, values, strict=True)
                ]
        if any(type(value) is tuple for value in values):
            self._several.add((table, column))
        return hidden | dict(zip(rows, values, strict=True))

    def _entered(self, table: str, column: str, period: str, rows: Sequence[str]) -> list[Value]:
        answers, entered = self.state.answers, self.entered
        found = [answers.get((table, row, column, period)) for row in rows]  # type: ignore[call-overload]
        return [ABSENT if answer is None else entered(answer) for answer in found]

    def _annual(self, table: str, row: str, column: str, year: str, annual: Value) -> Value:
        """Twelve months given: their sum. Otherwise the annual value entered, else what the months have so far."""
        if not self.state.months.get(Cell(table, row, column, year)):
            return annual
        answers = self.state.answers
        months = [self.entered(answers.get(Cell(table, row, column, month))) for month in months_of(year)]
        given = [month for month in months if isinstance(month, Num)]
        missing = sum(isinstance(month, Absent) for month in months)
        if given and not missing:
            return _total(given)
        if isinstance(annual, Absent) and given:
            partial = _total(given)
            return Absent(partial, len(given), len(months)) if isinstance(partial, Num) else partial
        return annual

    def _relevance(self, key: Key, rows: Sequence[str]) -> dict[str, bool]:
        _, table, column = key
        question = self.library.column(table, column)
        if question is None or not question.relevance:
            return dict.fromkeys(rows, True)
        found = self.evaluate_rows(self.library.bound(question.relevance, table), table, rows)
        return {row: value is not False for row, value in zip(rows, found, strict=True)}

    def _naming(self, key: Key, _: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """By name the rows that hold it, and under the empty name those that hold no text; not by row of the table."""
        _, table, column = key
        cells = self.cells(table, column, "")
        found: dict[str, list[str]] = {}
        for row in self.rows(table):
            name = cells[row]
            found.setdefault(name if type(name) is str else "", []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    def cells_reached(self, key: Key, read: Key, changed: Changed) -> Collection[str] | None:
        """Cells of a column that must be worked out again when a node it read changed; ``None``: all."""
        question = self.library.column(key[1], key[2])
        texts = (question.calculation,) if question is not None and question.calculation else ()
        return self.reached(key[1], texts).rows(read, changed, key[3:])

    def _relevance_reached(self, key: Key, read: Key, changed: Changed) -> Collection[str] | None:
        question = self.library.column(key[1], key[2])
        texts = (question.relevance,) if question is not None and question.relevance else ()
        return self.reached(key[1], texts).rows(read, changed, ("",))

    def reached(self, table: str, texts: tuple[str, ...]) -> Reached:
        """What reaches the rows of a table through formulas that stand in them."""
        known = self._reached.get((table, *texts))
        if known is None:
            nodes: list[Node] = [self.library.bound(text, table).node for text in texts]
            known = self._reached[table, *texts] = Reached(self, table, nodes)
        return known

    def _filtered(self, table: str, where: str) -> tuple[str, ...]:
        return tuple(self.true_rows(self.library.bound(where, table), table, self.rows(table)))

    def _canonical(self, plain: object, unit_text: str) -> Value:
        match plain:
            case None:
                return NOT_APPLICABLE
            case bool() | str():
                return plain
            case int() | float():
                unit = self.library.units.parse(unit_text)
                return Num(float(plain) * unit.factor, unit.dimension)
            case _:
                return ABSENT


def _total(numbers: list[Num]) -> Num | Failed:
    dimension = numbers[0].dimension
    if any(number.dimension != dimension for number in numbers):
        return Failed("expr.mixed_units")
    return Num(math.fsum(number.value for number in numbers), dimension)
