"""What evaluation asks about an audit: cells, columns, results, names. The document answers.

All numbers are canonical. A period is the text a subscript means here; the context fits it to the column it is
read from (a column without period ignores it).
"""

from __future__ import annotations

from typing import Protocol

from desktop.expr.nodes import PeriodNode
from desktop.model.quantity import Unit
from desktop.model.result import Scalar, Value


class Context(Protocol):
    """One place: a row and a period of an audit."""

    @property
    def this(self) -> tuple[str, str]:
        """Table and id of the row the formula speaks for; inside members of a method, the outer row."""
        ...

    @property
    def row(self) -> tuple[str, str]:
        """Table and id of the row in which bare names are read; the same as ``this`` nearly everywhere."""
        ...

    def period(self, node: PeriodNode) -> str:
        """The period a subscript means here; empty where it cannot be said."""
        ...

    def field(self, table: str, column: str, period: str) -> Value:
        """A field of a record."""
        ...

    def cell(self, table: str, row: str, column: str, period: str) -> Value:
        """A cell of a named row."""
        ...

    def column(self, table: str, column: str, period: str) -> tuple[Scalar, ...]:
        """A whole column in row order."""
        ...

    def rows(self, table: str) -> tuple[str, ...]:
        """Row ids of a table in order."""
        ...

    def result(self, binding: str, row: str, name: str, period: str) -> Value:
        """A result of a bound method for a row (empty: there is none)."""
        ...

    def results(self, binding: str, name: str, period: str) -> tuple[Scalar, ...]:
        """A result for every row the method runs over, in row order."""
        ...

    def name(self, name: str) -> Value:
        """A free name."""
        ...

    def lookup(self, reference: str, key: str, column: str) -> Value:
        """A cell of a reference table."""
        ...

    def unit(self, text: str) -> Unit:
        """A unit. Raises RefusedError ``unit.unknown``."""
        ...
