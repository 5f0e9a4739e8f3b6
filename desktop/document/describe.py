"""Every question of an audit with its state, and progress computed from data, never ticked by hand."""

from __future__ import annotations

from collections import Counter
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
        applies = values.applies.sheet(sheet.id)
        for view in sheet.views:
            for cell, column in _cells(values, view):
                elsewhere = not applies and values.applies.asked(cell.table, cell.row, cell.column)
                if cell not in seen and not elsewhere:
                    seen.add(cell)
                    yield _item(values, wording, cell, column, sheet)
    for table in values.library.tables.values():
        for row in [""] if table.single else values.rows(table.id):
            for column in table.columns:
                for period in values.periods(column.period):
                    cell = Cell(table.id, row, column.id, period)
                    if cell not in seen:
                        yield _item(values, wording, cell, column, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet asks: required questions answered of all, and the rows it shows by table."""

    answered: int
    total: int
    rows: dict[str, frozenset[str]]


def progress(values: Values, problems: Problems) -> dict[str, Progress]:
    """Progress of every sheet. A table that must have rows and has none counts as one open question."""
    errors: Counter[tuple[str, str]] = Counter()
    warnings: Counter[tuple[str, str]] = Counter()
    for problem in problems.all():
        if problem.severity is not Severity.HINT:
            counted = errors if problem.severity is Severity.ERROR else warnings
            counted[_place(problem.path)] += 1
    found = {}
    for sheet in values.library.data.sheets:
        asked = values.engine.get(("#asked", sheet.id))
        assert isinstance(asked, Asked)
        here = (_in_sheet(counted, asked) for counted in (errors, warnings))
        found[sheet.id] = Progress(asked.answered, asked.total, *here)
    return found


def asked_by(values: Values, problems: Problems, sheet: Sheet) -> Asked:
    """What a sheet asks now; nothing where it does not apply."""
    answered = total = 0
    seen: set[tuple[str, str, str]] = set()
    shown: dict[str, set[str]] = {}
    empty: list[str] = []
    if not values.applies.sheet(sheet.id):
        return Asked(0, 0, {})
    for view in sheet.views:
        rows = view_rows(values, view)
        wanted = {column.id for column in view_columns(values, view)}
        shown.setdefault(view.table, set()).update(rows)
        if not rows and view.kind not in ("results", "ladder"):
            empty.append(view.table)
        statuses = problems.rows(view.table)
        for row in rows:
            for name, (given, of) in statuses[row].required.items():
                place = (view.table, row, name)
                if name in wanted and place not in seen:
                    seen.add(place)
                    answered += given
                    total += of
    total += sum(not shown[table] for table in empty)  # another part of the sheet may hold all its rows
    return Asked(answered, total, {table: frozenset(rows) for table, rows in shown.items()})


def _in_sheet(counted: Counter[tuple[str, str]], asked: Asked) -> int:
    """Problems at rows a sheet shows, or at one of its tables as a whole."""
    return sum(
        number
        for (table, row), number in counted.items()
        if table in asked.rows and (not row or row in asked.rows[table])
    )


def view_rows(values: Values, view: View) -> tuple[str, ...]:
    """The rows a view shows; a record has one without id."""
    table = values.library.tables[view.table]
    if table.single:
        return ("",)
    return values.rows_where(table.id, view.filter) if view.filter else values.rows(table.id)


def view_columns(values: Values, view: View) -> tuple[Column, ...]:
    """The columns a view shows, all of the table where it names none."""
    table = values.library.tables[view.table]
    if not view.columns:
        return table.columns
    return tuple(
        column for name in view.columns if (column := values.library.column(table.id, name)) is not None
    )


def sheet_of(values: Values, table: str, row: str, column: str) -> Sheet | None:
    """The first sheet that shows a place, of those that apply where one of them does."""
    hidden: Sheet | None = None
    for sheet in values.library.data.sheets:
        applies = values.applies.sheet(sheet.id)
        for view in sheet.views:
            if table not in (view.table, view.parent, view.method):
                continue
            shows_column = not column or not view.columns or column in view.columns or table != view.table
            shows_row = not view.filter or not row or row in view_rows(values, view)
            if shows_column and shows_row:
                if applies:
                    return sheet
                hidden = hidden or sheet
    return hidden


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
    shown = values.shown(cell.table, cell.row, cell.column) and values.applies.asked(
        cell.table, cell.row, cell.column
    )
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
