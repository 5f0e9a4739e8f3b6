"""A place outside of any audit: units and reference tables are there, rows and results are not."""

from __future__ import annotations

from desktop.content.library import Library
from desktop.expr.nodes import PeriodNode
from desktop.model.quantity import Unit
from desktop.model.result import ABSENT, Scalar, Value


class NoTables:
    """Implements ``expr.Context``; whoever knows names or says periods otherwise says so in a class of its own."""

    this = row = ("", "")

    def __init__(self, library: Library) -> None:
        self._library = library

    def period(self, node: PeriodNode) -> str:
        """Only a period written out is known."""
        return node.fixed

    def field(self, _table: str, _column: str, _period: str) -> Value:
        """There are no records."""
        return ABSENT

    def cell(self, _table: str, _row: str, _column: str, _period: str) -> Value:
        """There are no rows."""
        return ABSENT

    def column(self, _table: str, _column: str, _period: str) -> tuple[Scalar, ...]:
        """There are no rows."""
        return ()

    def rows(self, _table: str) -> tuple[str, ...]:
        """There are no rows."""
        return ()

    def result(self, _binding: str, _row: str, _name: str, _period: str) -> Value:
        """No method has run."""
        return ABSENT

    def results(self, _binding: str, _name: str, _period: str) -> tuple[Scalar, ...]:
        """No method has run."""
        return ()

    def name(self, _name: str) -> Value:
        """There are no free names."""
        return ABSENT

    def lookup(self, reference: str, key: str, column: str) -> Value:
        """A cell of a reference table."""
        return self._library.looked_up(reference, key, column)

    def unit(self, text: str) -> Unit:
        """A unit by its text."""
        return self._library.units.parse(text)
