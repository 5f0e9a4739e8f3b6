"""Every question of an audit with its state, and progress computed from data, never ticked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.content.types import Column, RefColumn, Sheet, View
from desktop.document.problems import Problems
from desktop.document.state import Cell
from desktop.document.values import Values
from desktop.document.wording import Wording
from desktop.model.answer import State as AnswerState
from desktop.model.answer import state_of
from desktop.model.problem import Severity
from desktop.model.result import Absent
from desktop.model.text import Text


@dataclass(frozen=True, slots=True)
class Item:
    """One question at one place. ``state`` adds ``calculated`` and ``hidden`` to the four states of an answer."""

    path: str
    sheet: str
    number: str
    label: Text
    type: str
    unit: str
    required: bool
    shown: bool
    state: AnswerState | str


@dataclass(frozen=True, slots=True)
class Progress:
    """Applicable required questions of a sheet: answered of total, with the problems found there."""

    answered: int
    total: int
    errors: int = 0
    warnings: int = 0

    @property
    def percent(self) -> int:
        """Whole per cent, 100 only when everything is answered."""
        return 100 if self.total == 0 else self.answered * 100 // self.total


def describe(values: Values, wording: Wording) -> Iterator[Item]:
    """Questions sheet by sheet, then those of tables no sheet shows."""
    seen: set[Cell] = set()
    for sheet in values.library.data.sheets:
        for view in sheet.views:
            for cell, column in _cells(values, view):
                if cell not in seen:
                    seen.add(cell)
                    yield _item(values, wording, cell, column, sheet)
    for table in values.library.tables.values():
        for row in [""] if table.single else values.rows(table.id):
            for column in table.columns:
                for period in values.periods(column.period):
                    cell = Cell(table.id, row, column.id, period)
                    if cell not in seen:
                        yield _item(values, wording, cell, column, None)


def progress(values: Values, problems: Problems) -> dict[str, Progress]:
    """Progress of every sheet. A table that must have rows and has none counts as one open question."""
    return {sheet.id: _sheet_progress(values, problems, sheet) for sheet in values.library.data.sheets}


def view_rows(values: Values, view: View) -> tuple[str, ...]:
    """The rows a view shows; a record has one without id."""
    table = values.library.tables[view.table]
    if table.single:
        return ("",)
    rows = values.rows(table.id)
    if not view.filter:
        return rows
    bound = values.library.bound(view.filter, table.id)
    return tuple(row for row in rows if values.evaluate(bound, table.id, row) is True)


def view_columns(values: Values, view: View) -> tuple[Column, ...]:
    """The columns a view shows, all of the table where it names none."""
    table = values.library.tables[view.table]
    if not view.columns:
        return table.columns
    return tuple(
        column for name in view.columns if (column := values.library.column(table.id, name)) is not None
    )


def sheet_of(values: Values, table: str, row: str, column: str) -> Sheet | None:
    """The first sheet that shows a place."""
    for sheet in values.library.data.sheets:
        for view in sheet.views:
            if table not in (view.table, view.parent, view.method):
                continue
            shows_column = not column or not view.columns or column in view.columns or table != view.table
            shows_row = not view.filter or not row or row in view_rows(values, view)
            if shows_column and shows_row:
                return sheet
    return None


def _sheet_progress(values: Values, problems: Problems, sheet: Sheet) -> Progress:
    answered = total = errors = warnings = 0
    seen: set[tuple[str, str, str]] = set()
    tables: set[tuple[str, str]] = set()
    for view in sheet.views:
        rows = view_rows(values, view)
        wanted = {column.id for column in view_columns(values, view)}
        if not rows and view.kind != "results":
            total += 1
        for row in rows:
            status = problems.row(view.table, row)
            tables.add((view.table, row))
            for name, (given, of) in status.required.items():
                place = (view.table, row, name)
                if name in wanted and place not in seen:
                    seen.add(place)
                    answered += given
                    total += of
    for problem in problems.all():
        table, row = _place(problem.path)
        if (table, row) in tables or (table, "") in tables:
            errors += problem.severity is Severity.ERROR
            warnings += problem.severity is Severity.WARNING
    return Progress(answered, total, errors, warnings)


def _place(path: str) -> tuple[str, str]:
    head = path.partition(".")[0]
    table, _, row = head.partition("[")
    return table, row.removesuffix("]")


def _cells(values: Values, view: View) -> Iterator[tuple[Cell, Column]]:
    columns = view_columns(values, view)
    for row in view_rows(values, view):
        for column in columns:
            for period in values.periods(column.period):
                yield Cell(view.table, row, column.id, period), column


def _item(values: Values, wording: Wording, cell: Cell, column: Column, sheet: Sheet | None) -> Item:
    shown = values.shown(cell.table, cell.row, cell.column)
    state: str = "calculated" if column.calculation else state_of(values.state.answers.get(cell))
    if state == "absent" and not isinstance(values.value(cell), Absent):
        state = "calculated"  # a year given by its months
    kind = f"ref:{column.table}" if isinstance(column, RefColumn) else type(column).__struct_config__.tag
    return Item(
        path=str(cell.path),
        sheet=sheet.id if sheet else "",
        number=sheet.number if sheet else "",
        label=column.label,
        type=str(kind),
        unit=wording.unit_of(cell.path),
        required=column.required,
        shown=shown,
        state=state if shown else "hidden",
    )
