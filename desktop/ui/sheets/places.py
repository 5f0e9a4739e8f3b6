"""Where the questions of a view stand: its columns, their periods, and the paths of its cells."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.content.library import Library
from desktop.content.types import Column, NumberColumn, View
from desktop.document import Document
from desktop.model.path import Path
from desktop.model.period import PeriodKind


@dataclass(frozen=True, slots=True)
class Question:
    """One question at one place."""

    path: Path
    column: Column

    @property
    def text(self) -> str:
        """The path as text."""
        return str(self.path)


def columns_of(library: Library, view: View) -> tuple[Column, ...]:
    """The columns a view shows, all of its table where it names none."""
    if not view.columns:
        return library.tables[view.table].columns
    found = (library.column(view.table, name) for name in view.columns)
    return tuple(column for column in found if column is not None)


def shows(document: Document, view: View, place: Path) -> bool:
    """Whether a place is among what a view shows for filling in; results only repeat what stands elsewhere."""
    if place.table != view.table or view.kind in ("results", "ladder"):
        return False
    if place.column and view.columns and place.column not in view.columns:
        return False
    return not place.row or not view.filter or place.row in document.rows(view.table, view.filter)


def periods_of(document: Document, kind: PeriodKind) -> tuple[str, ...]:
    """The periods shown side by side; the assessment edition never shows an "after"."""
    match kind:
        case "year":
            return document.years
        case "edition":
            return ("assessment",) if document.edition == "assessment" else ("assessment", "acceptance")
        case _:
            return ("",)


def unit_columns(columns: tuple[Column, ...]) -> frozenset[str]:
    """Columns that say the unit of others; they are written first."""
    return frozenset(
        column.unit_from for column in columns if isinstance(column, NumberColumn) and column.unit_from
    )


def path_text(table: str, row: str, column: str, period: str = "") -> str:
    """The text of a cell's path, without the detour over ``Path`` (tables ask for thousands)."""
    place = f"{table}[{row}].{column}" if row else f"{table}.{column}"
    return f"{place}@{period}" if period else place


def row_of(path: str) -> str:
    """``table[row]`` of a cell, the field itself of a record."""
    head, bracket, _ = path.partition("]")
    return head + bracket if bracket else path.partition("@")[0]


def table_of(path: str) -> str:
    """The table or record a path begins with."""
    return path.partition("[")[0].partition(".")[0]
