"""What expressions are evaluated in: one row or many rows of an audit, in a period.

Implements ``desktop.expr.Context`` and ``desktop.expr.rowwise.Rows``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.expr.narrow import Index
from desktop.expr.nodes import EDITION, PeriodNode
from desktop.expr.periods import resolve_period
from desktop.expr.rowwise import Column, SeveralValues
from desktop.model.quantity import Unit
from desktop.model.result import ABSENT, NOT_APPLICABLE, Num, Scalar, Value

if TYPE_CHECKING:  # Values builds places; a place only calls back into it
    from desktop.document.values import Values


class Place:
    """One place: bare names are read in ``row``, ``this`` names the outer row where a list is gathered for it."""

    __slots__ = ("_names", "_outer", "_period", "_row", "_table", "_values", "cited")

    def __init__(
        self,
        values: Values,
        table: str = "",
        row: str = "",
        period: str = "",
        *,
        outer: str = "",
        names: Mapping[str, Value] | None = None,
        cited: list[tuple[str, str, str]] | None = None,
    ) -> None:
        self._values = values
        self._table = table
        self._row = row
        self._period = period
        self._outer = outer or row
        self._names = names or {}
        self.cited = cited

    @property
    def this(self) -> tuple[str, str]:
        """Table and id of the row the formula speaks for."""
        return self._table, self._outer

    @property
    def row(self) -> tuple[str, str]:
        """Table and id of the row in which bare names are read."""
        return self._table, self._row

    def field(self, table: str, column: str, period: str) -> Value:
        """A record field."""
        return self._values.read(table, "", column, period)

    def cell(self, table: str, row: str, column: str, period: str) -> Value:
        """A cell of a named row."""
        return self._values.read(table, row, column, period)

    def column(self, table: str, column: str, period: str) -> tuple[Scalar, ...]:
        """A whole column in row order."""
        return self._values.column(table, column, self._fit(table, column, period))

    def index(self, table: str, columns: Sequence[tuple[str, str]]) -> Index:
        """Where rows stand by what they hold: finds those of an aggregate without comparing all of them."""
        fitted = [(column, self._fit(table, column, period)) for column, period in columns]
        return self._values.index(table, fitted)

    def rows(self, table: str) -> tuple[str, ...]:
        """The rows of a table in order."""
        return self._values.rows(table)

    def result(self, binding: str, row: str, name: str, period: str) -> Value:
        """One result of a bound method."""
        return self._values.result(binding, row, name, self._fit_run(binding, period))

    def results(self, binding: str, name: str, period: str) -> tuple[Scalar, ...]:
        """A result of every row a bound method runs over."""
        table = self._values.library.binding(binding).for_each
        fitted = self._fit_run(binding, period)
        return _scalars(self._values.result(binding, row, name, fitted) for row in self._values.rows(table))

    def name(self, name: str) -> Value:
        """A free name: ``value`` in a constraint, ``edition``."""
        if name == EDITION and name not in self._names:
            return self._values.fit("edition", self._period)
        return self._names.get(name, ABSENT)

    def lookup(self, reference: str, key: str, column: str) -> Value:
        """A cell of a reference table; noted where somebody asks what was cited."""
        if self.cited is not None:
            self.cited.append((reference, key, column))
        return self._values.library.looked_up(reference, key, column)

    def unit(self, text: str) -> Unit:
        """A unit by its text."""
        return self._values.library.units.parse(text)

    def period(self, node: PeriodNode) -> str:
        """The period a subscript means here; empty where it cannot be said."""
        if node.anchor == "here":  # by far the most; and base year and edition are not read where nobody asks
            return self._period
        return resolve_period(node, self._period, self._values.base_year, self._values.edition)

    def _fit(self, table: str, column: str, period: str) -> str:
        return self._values.fit(self._values.period_kinds.get((table, column), "none"), period)

    def _fit_run(self, binding: str, period: str) -> str:
        return self._values.fit(self._values.library.binding(binding).period, period)


class Places:
    """Many places of one table and period. ``outer``: the row a list is gathered for. ``names``: by row."""

    __slots__ = ("_names", "_outer", "_period", "_table", "_values", "ids", "steady")

    def __init__(
        self,
        values: Values,
        table: str,
        ids: Sequence[str],
        period: str = "",
        *,
        outer: str | None = None,
        names: Mapping[str, Sequence[Value]] | None = None,
    ) -> None:
        self._values = values
        self._table = table
        self._period = period
        self._outer = outer
        self._names = names or {}
        self.ids = ids
        self.steady = Place(values, table, "", period)

    @property
    def this(self) -> Sequence[str]:
        """What ``this`` is in each row."""
        return self.ids if self._outer is None else [self._outer] * len(self.ids)

    def place(self, at: int) -> Place:
        """One of the places."""
        row = self.ids[at]
        outer = row if self._outer is None else self._outer
        names = {name: values[at] for name, values in self._names.items()}
        return Place(self._values, self._table, row, self._period, outer=outer, names=names)

    def some(self, positions: Sequence[int]) -> Places:
        """Fewer of them."""
        ids = [self.ids[at] for at in positions]
        names = {name: [values[at] for at in positions] for name, values in self._names.items()}
        return Places(self._values, self._table, ids, self._period, outer=self._outer, names=names)

    def cells(self, table: str, column: str, period: str) -> Column:
        """A column of these rows."""
        return self._values.read_rows(table, column, period, self.ids)

    def name(self, name: str) -> Column:
        """A free name in each row."""
        values = self._names.get(name)
        if values is None and name == EDITION:
            return [self._values.fit("edition", self._period)] * len(self.ids)
        if values is None:
            return [ABSENT] * len(self.ids)
        if any(type(value) is tuple for value in values):
            raise SeveralValues
        return values  # type: ignore[return-value]  # scalars


def _scalars(values: Iterable[Value]) -> tuple[Scalar, ...]:
    """One scalar a row: a cell that holds several values cannot be a member of a column of numbers."""
    return tuple(
        value if isinstance(value, Num) or not isinstance(value, tuple) else NOT_APPLICABLE
        for value in values
    )
