"""What every node of the engine is: entered and calculated cells, columns, relevance, method runs.

The bridge between content (which formula stands where), state (what was entered) and ``expr`` (how it is
evaluated). Nothing is written here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from desktop.content.library import Library
from desktop.content.types import NumberColumn
from desktop.document.engine import Engine, Key
from desktop.document.place import Place
from desktop.document.runs import Run, pick, run_binding
from desktop.document.state import Cell, State
from desktop.expr import Bound, evaluate
from desktop.expr.narrow import Index, index_of
from desktop.model.answer import Amount, Answer, Later, NotApplicable
from desktop.model.period import PeriodKind, fit_period, kind_of, months_of
from desktop.model.result import ABSENT, NOT_APPLICABLE, Absent, Failed, Num, Scalar, Value

BASE_YEAR = Cell("audit", "", "base_year", "")
EDITION = Cell("audit", "", "edition", "")
YEARS_SHOWN = 3
CELL_PARTS = 4

NodeKind = Callable[[Key], object]


class Values:
    """Values of an audit by node, over one state and one library. ``kinds`` adds further kinds of node."""

    def __init__(self, library: Library, state: State) -> None:
        self.library = library
        self.state = state
        self.kinds: dict[str, NodeKind] = {
            "#rows": lambda key: tuple(self.state.rows.get(key[1], ())),
            "#column": self._column,
            "#index": lambda key: index_of(self.column(*key[1:])),
            "#shown": lambda key: self._relevance(*key[1:]),
            "#filter": lambda key: self._filtered(key[1], key[2]),
            "#run": lambda key: run_binding(self, *key[1:]),
        }
        columns = [(table.id, column) for table in library.data.tables for column in table.columns]
        self.period_kinds: dict[tuple[str, str], PeriodKind] = {
            (table, column.id): column.period for table, column in columns if column.period != "none"
        }
        self._plain = {
            (table, column.id)
            for table, column in columns
            if not (column.calculation or column.relevance or getattr(column, "months", False))
        }
        self.engine = Engine(self._compute, self._leaf)

    def read(self, table: str, row: str, column: str, period: str) -> Value:
        """The value of a cell as a formula evaluated at ``period`` reads it. The busiest path of all."""
        kind = self.period_kinds.get((table, column), "none")
        at = "" if kind == "none" else self.fit(kind, period)
        return self.engine.get((table, row, column, at))  # type: ignore[return-value]

    def value(self, cell: Cell) -> Value:
        """The canonical value of a cell: entered, summed from months, or calculated; hidden is not applicable."""
        return self.engine.get(cell)  # type: ignore[return-value]  # cells hold values, other nodes their own kind

    def rows(self, table: str) -> tuple[str, ...]:
        """Row ids in order."""
        return self.engine.get(("#rows", table))  # type: ignore[return-value]

    def rows_where(self, table: str, where: str) -> tuple[str, ...]:
        """Row ids in order for which an expression is true."""
        return self.engine.get(("#filter", table, where))  # type: ignore[return-value]

    def column(self, table: str, column: str, period: str) -> tuple[Scalar, ...]:
        """All values of a column in row order."""
        return self.engine.get(("#column", table, column, period))  # type: ignore[return-value]

    def index(self, table: str, column: str, period: str) -> Index:
        """Where each text of a column stands."""
        return self.engine.get(("#index", table, column, period))  # type: ignore[return-value]

    def shown(self, table: str, row: str, column: str) -> bool:
        """Whether a question is relevant; unknown relevance shows it."""
        return bool(self.engine.get(("#shown", table, row, column)))

    def run(self, binding: str, row: str, period: str) -> Run:
        """The run of a bound method for a row and period."""
        return self.engine.get(("#run", binding, row, period))  # type: ignore[return-value]

    @property
    def base_year(self) -> str:
        """The base year of the audit, empty while it is not entered."""
        year = self.engine.get(BASE_YEAR)
        return year if isinstance(year, str) and kind_of(year) == "year" else ""

    @property
    def edition(self) -> str:
        """The edition being written; assessment until the audit says otherwise."""
        edition = self.engine.get(EDITION)
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

    def result(self, binding: str, row: str, name: str, period: str) -> Value:
        """One result of a bound method as a canonical value; ``row`` picks the entry where there is one per row."""
        spec = self.library.binding(binding)
        run = self.run(binding, row if spec.for_each else "", self.fit(spec.period, period))
        if run.result is None:
            return run.reason
        plain = pick(run, name, "" if spec.for_each else row)
        unit = next((column.unit for column in spec.results if column.name == name), "")
        return self._canonical(plain, unit)

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

    def entered(self, answer: Answer) -> Value:
        """An entered answer as a value."""
        match answer:
            case Amount(_, unit, canonical):
                return Num(canonical, self.library.units.parse(unit).dimension)
            case NotApplicable():
                return NOT_APPLICABLE
            case None | Later():
                return ABSENT
            case _:
                return answer

    def _leaf(self, key: Key) -> object:
        """The value of a cell that is just what was entered; it reads no other node. ``None``: not such a cell."""
        if (key[0], key[2] if len(key) == CELL_PARTS else "") in self._plain:
            return self.entered(self.state.answers.get(key))  # type: ignore[call-overload]  # a cell is a tuple
        return None

    def _compute(self, key: Key) -> object:
        kind = self.kinds.get(key[0])
        return kind(key) if kind else self._cell(Cell(*key))

    def _filtered(self, table: str, where: str) -> tuple[str, ...]:
        bound = self.library.bound(where, table)
        return tuple(row for row in self.rows(table) if self.evaluate(bound, table, row) is True)

    def _column(self, key: Key) -> tuple[Value, ...]:
        _, table, column, period = key
        return tuple(self.value(Cell(table, row, column, period)) for row in self.rows(table))

    def _relevance(self, table: str, row: str, column: str) -> bool:
        question = self.library.column(table, column)
        if question is None or not question.relevance:
            return True
        return self.evaluate(self.library.bound(question.relevance, table), table, row) is not False

    def _cell(self, cell: Cell) -> Value:
        question = self.library.column(cell.table, cell.column)
        if question is None:
            return ABSENT
        if question.relevance and not self.shown(cell.table, cell.row, cell.column):
            return NOT_APPLICABLE
        if question.calculation:
            bound = self.library.bound(question.calculation, cell.table)
            return self.evaluate(bound, cell.table, cell.row, cell.period)
        if isinstance(question, NumberColumn) and question.months and kind_of(cell.period) == "year":
            return self._annual(cell)
        return self.entered(self.state.answers.get(cell))

    def _annual(self, cell: Cell) -> Value:
        """Twelve months given: their sum. Otherwise the annual value entered, else what the months have so far."""
        if not self.state.months.get(cell):
            # Not read one by one: the document forgets the year whenever one of its months changes.
            return self.entered(self.state.answers.get(cell))
        months = [self.value(cell._replace(period=month)) for month in months_of(cell.period)]
        given = [month for month in months if isinstance(month, Num)]
        missing = sum(isinstance(month, Absent) for month in months)
        if given and not missing:
            return _total(given)
        annual = self.entered(self.state.answers.get(cell))
        if isinstance(annual, Absent) and given:
            partial = _total(given)
            return Absent(partial, len(given), len(months)) if isinstance(partial, Num) else partial
        return annual

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
