"""What the spreadsheet writer asks about the workbook, and how texts and numbers are written in formulas.

The cells the writer refers to hold **canonical numbers** (or TRUE/FALSE, or texts; dates as ISO text). A cell whose
answer is absent, or whose figure cannot be computed, is empty or ``""``; a cell that does not apply holds the text
:attr:`Refs.not_applicable`, and a figure that does not apply is written as that text instead of a formula.
References between rows are kept by key: what a reference column holds is found in :meth:`Refs.keys` of its table.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from desktop.expr.nodes import PeriodNode
from desktop.model.errors import AuditError
from desktop.model.quantity import Unit

_LONGEST_LITERAL = 250


class Refs(Protocol):
    """Where things stand in the workbook, seen from the cell a formula is written for.

    Every method returns a cell or range (``$C$5``, ``Energy!$C$5:$C$9``, a defined name); ranges of one table have
    the same rows. What has no place raises AuditError ``expr.no_formula`` (:func:`no_formula`). A table without rows
    has the empty text for a range.
    """

    @property
    def not_applicable(self) -> str:
        """The text of cells that do not apply."""
        ...

    def field(self, table: str, column: str, period: PeriodNode) -> str:
        """A record field."""
        ...

    def cell(self, table: str, column: str, period: PeriodNode) -> str:
        """A cell of the formula's own row."""
        ...

    def this(self) -> str:
        """The key of the formula's own row."""
        ...

    def column(self, table: str, column: str, period: PeriodNode) -> str:
        """A whole column; ``this`` is the column of keys."""
        ...

    def keys(self, table: str) -> str:
        """The column of keys of a table: what reference columns hold."""
        ...

    def result(self, binding: str, name: str, period: PeriodNode) -> str:
        """A result of a bound method for the formula's own row, or of a method that runs once."""
        ...

    def results(self, binding: str, name: str, period: PeriodNode) -> str:
        """A result for every row, in the rows of the table the method runs over."""
        ...

    def binding_table(self, binding: str) -> str:
        """The table a method runs over."""
        ...

    def name(self, name: str) -> str:
        """A free name: the cell or range of a method's input or step."""
        ...

    def is_list(self, name: str) -> bool:
        """Whether a free name is a range."""
        ...

    def reference_keys(self, reference: str) -> str:
        """The column of keys of a reference table."""
        ...

    def reference_column(self, reference: str, column: str) -> str:
        """A column of a reference table."""
        ...

    def word(self, table: str, column: str, value: str) -> str:
        """How the workbook writes a literal that is compared with a column (a choice by its label)."""
        ...

    def unit(self, text: str) -> Unit:
        """A unit."""
        ...


@runtime_checkable
class UnitRefs(Protocol):
    """References that also know units named in cells, for ``in_unit(amount, unit)`` with a column of units."""

    def unit_factor(self, cell: str) -> str:
        """A formula for the factor of the unit whose text stands in a cell (or is what a formula yields)."""
        ...


def no_formula(what: str) -> AuditError:
    """The refusal to write something as a formula; the caller writes the value with a note."""
    return AuditError("expr.no_formula", what=what)


def quoted_text(text: str) -> str:
    """A text literal in a formula: quotes doubled, long ones in pieces, control characters dropped.

    >>> quoted_text('a"b')
    '"a""b"'
    """
    clean = "".join(sign for sign in text if sign >= " " or sign == "\n")
    pieces = [clean[at : at + _LONGEST_LITERAL] for at in range(0, len(clean), _LONGEST_LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def number_literal(value: float) -> str:
    """A number literal in a formula, exact to the last bit; negative ones in brackets.

    >>> number_literal(1000.0), number_literal(-0.5), number_literal(1e22)
    ('1000', '(-0.5)', '1E+22')
    """
    text = repr(value).removesuffix(".0").upper()
    return f"({text})" if value < 0 else text
