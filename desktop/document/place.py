"""The context an expression is evaluated in: a row and a period of an audit. Implements ``desktop.expr.Context``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.expr.narrow import Index
from desktop.expr.nodes import PeriodNode
from desktop.expr.periods import resolve_period
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

    def index(self, table: str, column: str, period: str) -> Index:
        """Where each text of a column stands: finds the rows of an aggregate without comparing all of them."""
        return self._values.index(table, column, self._fit(table, column, period))

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
        """A free name: ``value`` in a constraint."""
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


def _scalars(values: Iterable[Value]) -> tuple[Scalar, ...]:
    """One scalar a row: a cell that holds several values cannot be a member of a column of numbers."""
    return tuple(
        value if isinstance(value, Num) or not isinstance(value, tuple) else NOT_APPLICABLE
        for value in values
    )
