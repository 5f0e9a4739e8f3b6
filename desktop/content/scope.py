"""What names mean in expressions of the content: the tables, references, bound methods and units of a library.

Implements ``desktop.expr.scope.Scope``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop.content.types import (
    Binding,
    ChoiceColumn,
    Column,
    FlagColumn,
    LibraryData,
    NumberColumn,
    RefColumn,
    Table,
)
from desktop.content.types_reference import Reference, ReferenceColumn
from desktop.expr.scope import ColumnInfo, Kind
from desktop.model.quantity import Dimension, Unit, UnitTable


class Vocabulary:
    """All names of a library, described once for binding; shared by the scopes of its tables."""

    def __init__(self, data: LibraryData, units: UnitTable) -> None:
        self.units = units
        self.tables: dict[str, Table] = {table.id: table for table in data.tables}
        self.references: dict[str, Reference] = {reference.id: reference for reference in data.references}
        self.bindings: dict[str, Binding] = {binding.id: binding for binding in data.bindings}
        self._choices = data.choices
        self._columns: dict[str, dict[str, ColumnInfo]] = {}
        self._looked_up: dict[str, dict[str, ColumnInfo]] = {}

    def columns(self, table: str) -> Mapping[str, ColumnInfo]:
        """Columns of a table; none for an unknown one."""
        if table not in self._columns:
            known = self.tables.get(table)
            self._columns[table] = {one.id: self.info(one) for one in known.columns} if known else {}
        return self._columns[table]

    def reference_columns(self, reference: str) -> Mapping[str, ColumnInfo] | None:
        """Columns of a reference table."""
        known = self.references.get(reference)
        if known is None:
            return None
        if reference not in self._looked_up:
            self._looked_up[reference] = {one.id: self._reference_info(one) for one in known.columns}
        return self._looked_up[reference]

    def results(self, binding: str) -> Mapping[str, Dimension | None] | None:
        """Results of a bound method; without a unit they may be text as well, so only run time knows."""
        known = self.bindings.get(binding)
        if known is None:
            return None
        return {one.name: self.dimension(one.unit) if one.unit else None for one in known.results}

    def dimension(self, unit: str) -> Dimension | None:
        """Dimension of a unit; ``None`` where it depends on the row or is unknown (lint says so)."""
        return self.units.parse(unit).dimension if "{" not in unit and self.units.known(unit) else None

    def info(self, column: Column) -> ColumnInfo:
        """A column as binding sees it."""
        match column:
            case NumberColumn():
                dimension = None if column.unit_from else self.dimension(column.unit)
                return ColumnInfo("number", dimension, column.period)
            case FlagColumn():
                return ColumnInfo("flag", period=column.period)
            case RefColumn():
                return ColumnInfo("text", period=column.period, target=column.table, many=column.many)
            case ChoiceColumn():
                return ColumnInfo(
                    "text", period=column.period, many=column.many, choices=self._allowed(column)
                )
            case _:
                return ColumnInfo("text", period=column.period)

    def _allowed(self, column: ChoiceColumn) -> tuple[str, ...]:
        if column.reference:
            known = self.references.get(column.reference)
            return tuple(known.rows) if known else ()
        return tuple(choice.value for choice in self._choices.get(column.choices, ()))

    def _reference_info(self, column: ReferenceColumn) -> ColumnInfo:
        if column.type != "number":
            return ColumnInfo("text")
        return ColumnInfo("number", None if column.unit_from else self.dimension(column.unit))


@dataclass(frozen=True, slots=True)
class LibraryScope:
    """The names an expression in a row of ``table`` may use; ``names`` are free ones and come before columns."""

    vocabulary: Vocabulary
    table: str = ""
    names: Mapping[str, Kind | ColumnInfo] = field(default_factory=dict)

    def inside(self, table: str) -> LibraryScope:
        """The same names, read in a row of another table."""
        return replace(self, table=table)

    def column(self, table: str, column: str) -> ColumnInfo | None:
        """A column of a table."""
        return self.vocabulary.columns(table).get(column)

    def columns(self, table: str) -> Iterable[str]:
        """Column names of a table."""
        return self.vocabulary.columns(table)

    def tables(self) -> Iterable[str]:
        """All tables and records."""
        return self.vocabulary.tables

    def is_record(self, table: str) -> bool:
        """Whether it has one implicit row."""
        known = self.vocabulary.tables.get(table)
        return known is not None and known.single

    def reference(self, reference: str) -> Mapping[str, ColumnInfo] | None:
        """Columns of a reference table."""
        return self.vocabulary.reference_columns(reference)

    def references(self) -> Iterable[str]:
        """All reference tables."""
        return self.vocabulary.references

    def binding(self, binding: str) -> Mapping[str, Dimension | None] | None:
        """Results of a bound method."""
        return self.vocabulary.results(binding)

    def bindings(self) -> Iterable[str]:
        """All bound methods."""
        return self.vocabulary.bindings

    def binding_table(self, binding: str) -> str:
        """The table a bound method runs over."""
        known = self.vocabulary.bindings.get(binding)
        return known.for_each if known else ""

    def unit(self, text: str) -> Unit:
        """A unit by its text."""
        return self.vocabulary.units.parse(text)
