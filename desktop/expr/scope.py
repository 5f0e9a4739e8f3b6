"""What binding asks about the world: tables, columns, references, bound methods, units. Content answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from desktop.model.period import PeriodKind
from desktop.model.quantity import Dimension, Unit

Kind = Literal["number", "text", "flag", "list", "any"]
"""What an expression yields; dates, periods, choices and references are texts."""


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """What binding needs to know of a column (of a table or of a reference table).

    Attributes:
        kind: number, text or flag; dates, periods, choices and references are text.
        dimension: of numbers; ``None`` = only known at run time (the unit stands in the row).
        period: the period the column has.
        target: table whose rows a reference column names.
        many: several values in one cell.
        choices: allowed texts, empty = any; a literal compared with the column must be one of them.
    """

    kind: Literal["number", "text", "flag"]
    dimension: Dimension | None = None
    period: PeriodKind = "none"
    target: str = ""
    many: bool = False
    choices: tuple[str, ...] = ()


class Scope(Protocol):
    """The names an expression may use."""

    @property
    def table(self) -> str:
        """The table whose row bare names are read in; empty outside of tables."""
        ...

    @property
    def names(self) -> Mapping[str, Kind | ColumnInfo]:
        """Free names: inputs of a method, earlier steps, ``value`` in a constraint. They come before columns."""
        ...

    def column(self, table: str, column: str) -> ColumnInfo | None:
        """A column, or None where there is none of that name."""
        ...

    def columns(self, table: str) -> Iterable[str]:
        """Column names of a table (empty for an unknown one)."""
        ...

    def tables(self) -> Iterable[str]:
        """All table ids, records included."""
        ...

    def is_record(self, table: str) -> bool:
        """Whether the table is a record with one implicit row."""
        ...

    def reference(self, reference: str) -> Mapping[str, ColumnInfo] | None:
        """Columns of a reference table, or None."""
        ...

    def references(self) -> Iterable[str]:
        """All reference ids."""
        ...

    def binding(self, binding: str) -> Mapping[str, Dimension | None] | None:
        """Results of a bound method with their dimensions, or None."""
        ...

    def bindings(self) -> Iterable[str]:
        """All binding ids."""
        ...

    def binding_table(self, binding: str) -> str:
        """The table a binding runs over; empty where it runs once."""
        ...

    def unit(self, text: str) -> Unit:
        """A unit. Raises RefusedError ``unit.unknown``."""
        ...
