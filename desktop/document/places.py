"""Which places there are: tables, records, columns, rows, periods, results. Refuses with the nearest name."""

from __future__ import annotations

from desktop.content.library import Library
from desktop.content.types import Column, RefColumn, Table
from desktop.document.state import State
from desktop.model.errors import RefusedError
from desktop.model.nearest import nearest_or_dash
from desktop.model.path import Path
from desktop.model.period import kind_of


def settle(library: Library, path: Path) -> Path:
    """``record/field`` reads like a row of a table; here it becomes the field it is."""
    table = library.tables.get(path.table)
    return Path(path.table, "", path.row) if path.is_row and table is not None and table.single else path


def table_named(library: Library, name: str) -> Table:
    """A table.

    Raises:
        RefusedError: ``path.table`` with the nearest name.
    """
    table = library.tables.get(name)
    if table is None:
        raise RefusedError(
            "path.table", path=name, nearest=nearest_or_dash(name, [*library.tables, *library.bindings])
        )
    return table


def question_at(library: Library, state: State, path: Path) -> Column:
    """The column a cell path names, with row and period checked.

    Raises:
        RefusedError: unknown table, column, row, or a period of the wrong kind; names the nearest.
    """
    table = table_named(library, path.table)
    column = library.column(path.table, path.column)
    if column is None:
        near = nearest_or_dash(path.column, [one.id for one in table.columns])
        raise RefusedError("path.column", path=str(path), nearest=near)
    if table.single and path.row:
        raise RefusedError("path.record", path=str(path), table=table.id)
    if not table.single and not state.has_row(table.id, path.row):
        raise RefusedError("path.row", path=str(path), table=table.id)
    found = kind_of(path.period)
    months = getattr(column, "months", False) or bool(column.calculation)
    if found != column.period and not (found == "month" and column.period == "year" and months):
        raise RefusedError("path.period_kind", path=str(path), expected=column.period)
    return column


def row_at(library: Library, state: State, path: Path) -> Path:
    """A row path that exists."""
    table_named(library, path.table)
    if not path.is_row or not state.has_row(path.table, path.row):
        raise RefusedError("path.row", path=str(path), table=path.table)
    return path


def check_place(library: Library, state: State, path: Path) -> Path:
    """Any place: a cell, a row, a whole table, or a result of a bound method."""
    binding = library.bindings.get(path.table)
    if binding is None or library.column(path.table, path.column) is not None:
        if path.is_row:
            return row_at(library, state, path)
        if not path.column:
            table_named(library, path.table)
            return path
        question_at(library, state, path)
        return path
    names = [result.name for result in binding.results]
    if binding.result(path.column) is None:
        raise RefusedError("path.column", path=str(path), nearest=nearest_or_dash(path.column, names))
    tables = row_tables(library, path.table)
    if path.row and not any(state.has_row(one, path.row) for one in tables):
        raise RefusedError("path.row", path=str(path), table=tables[0] if tables else binding.id)
    if kind_of(path.period) != binding.period:
        raise RefusedError("path.period_kind", path=str(path), expected=binding.period)
    return path


def row_tables(library: Library, binding: str) -> tuple[str, ...]:
    """Tables whose rows may name a result: the one it runs over, else its members and those their keys refer to."""
    spec = library.bindings[binding]
    if spec.for_each:
        return (spec.for_each,)
    found: list[str] = []
    for gather in spec.members.values():
        found.append(gather.table)
        for key in (gather.within, gather.key):
            column = library.column(gather.table, key)
            if isinstance(column, RefColumn):
                found.append(column.table)
    return tuple(dict.fromkeys(found))
