"""Cells of a filled-in workbook as text; what is no plain value (formulas, errors, merged cells) becomes a fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.faults import ContentFault
from desktop.content.lint_indicators import SYSTEMS
from desktop.exchange.authoring.layout import FIRST, MOST_ROWS, SHEETS, VALUE, Field
from desktop.model.errors import FileError
from desktop.model.nearest import nearest
from desktop.model.text import Text

Row = dict[str, str]


@dataclass(slots=True)
class Faults:
    """Mistakes so far; each names the sheet and the cell."""

    file: str
    found: list[ContentFault] = field(default_factory=list)

    def add(self, code: str, place: str, /, meant: str = "", **params: str | Text) -> None:
        """Note a mistake; ``place`` is ``sheet!cell``."""
        self.found.append(ContentFault(code, self.file, place, 0, dict(params), meant))


@dataclass(slots=True)
class Grid:
    """One sheet as rows of text by field id, each with the place of its cells."""

    sheet: str
    rows: list[tuple[int, Row]]
    letters: dict[str, str]

    def place(self, row: int, name: str) -> str:
        """``sheet!cell``."""
        return f"{self.sheet}!{self.letters.get(name, 'A')}{row}"


def open_workbook(path: Path) -> Workbook:
    """The workbook of a file.

    Raises:
        FileError: ``cli.no_file``, ``authoring.not_a_workbook``.
    """
    if not path.is_file():
        raise FileError("cli.no_file", path=str(path))
    try:
        book: Workbook = load_workbook(path, data_only=False)
    except (
        Exception
    ) as error:  # whatever lies in the file: openpyxl has no error of its own for what it cannot read
        raise FileError("authoring.not_a_workbook", path=str(path)) from error
    return book


def read_facts(book: Workbook, fields: tuple[Field, ...], faults: Faults) -> tuple[Row, dict[str, str]]:
    """The sheet of the system: value and place by field."""
    sheet = _sheet(book, SYSTEMS, faults)
    facts: Row = {}
    places: dict[str, str] = {}
    if sheet is None:
        return facts, places
    _note_merged(sheet, faults)
    for cells in sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, MOST_ROWS), max_col=VALUE):
        name = _text(cells[0].value)
        if name:
            place = f"{sheet.title}!{cells[VALUE - 1].coordinate}"
            if name in facts:
                faults.add("authoring.repeated_field", f"{sheet.title}!{cells[0].coordinate}", field=name)
            facts[name] = _plain(cells[VALUE - 1], sheet, faults)
            places[name] = place
    for one in fields:
        if one.id not in facts:
            faults.add("authoring.missing_field", sheet.title, field=one.id)
    return facts, places


def read_rows(book: Workbook, table: str, fields: tuple[Field, ...], faults: Faults) -> Grid:
    """The sheet of groups or indicators: the rows that hold something."""
    sheet = _sheet(book, table, faults)
    if sheet is None:
        return Grid(SHEETS[table], [], {})
    if sheet.max_row > MOST_ROWS:
        faults.add("authoring.too_long", sheet.title, found=str(sheet.max_row), limit=str(MOST_ROWS))
        return Grid(sheet.title, [], {})
    _note_merged(sheet, faults)
    columns = dict(_columns(sheet, fields, faults))
    rows: list[tuple[int, Row]] = []
    for number, cells in enumerate(sheet.iter_rows(min_row=FIRST), FIRST):
        row = {name: _plain(cells[at], sheet, faults) for at, name in columns.items()}
        if any(row.values()):
            rows.append((number, {one.id: row.get(one.id, "") for one in fields}))
    return Grid(sheet.title, rows, {name: get_column_letter(at + 1) for at, name in columns.items()})


def _columns(sheet: Worksheet, fields: tuple[Field, ...], faults: Faults) -> Iterator[tuple[int, str]]:
    known = [one.id for one in fields]
    seen: set[str] = set()
    for at, cell in enumerate(next(sheet.iter_rows(max_row=1), ())):
        name = _text(cell.value)
        place = f"{sheet.title}!{cell.coordinate}"
        if name in seen:
            faults.add("authoring.repeated_field", place, field=name)
        elif name in known:
            seen.add(name)
            yield at, name
        elif name:
            faults.add(
                "authoring.unknown_field", place, nearest(name, known), field=name, known=", ".join(known)
            )
    for name in known:
        if name not in seen:
            faults.add("authoring.missing_field", f"{sheet.title}!1", field=name)


def _sheet(book: Workbook, table: str, faults: Faults) -> Worksheet | None:
    name = SHEETS[table]
    found = book[name] if name in book.sheetnames else None
    if not isinstance(found, Worksheet):
        faults.add("authoring.missing_sheet", name, nearest(name, book.sheetnames), sheet=name)
        return None
    return found


def _note_merged(sheet: Worksheet, faults: Faults) -> None:
    for merged in sorted(sheet.merged_cells.ranges, key=str):
        faults.add("authoring.merged", f"{sheet.title}!{merged.coord.partition(':')[0]}", found=merged.coord)


def _plain(cell: Any, sheet: Worksheet, faults: Faults) -> str:
    """The text of a cell; formulas and errors are noted and read as empty."""
    kind = getattr(cell, "data_type", "s")
    if kind in ("f", "e"):
        code = "authoring.formula" if kind == "f" else "authoring.cell_error"
        found = getattr(cell.value, "text", cell.value)
        faults.add(code, f"{sheet.title}!{cell.coordinate}", found=str(found))
        return ""
    return _text(cell.value)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            return value.date().isoformat()
        case float():
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case _:
            return str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()
