"""Any report but the audit's own as a workbook: a sheet for each chapter, its tables as cells, numbers as numbers.

The workbook of the whole audit with its live formulas is ``write_workbook``; papers that are published or handed in
must not carry the rest of the data with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop.reports.model import (
    Block,
    Cell,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Note,
    PageBreak,
    Photos,
    Prose,
    Report,
    Signature,
    Table,
)
from desktop.reports.xlsx.book import Workbooked, saved
from desktop.reports.xlsx.cells import put, set_up
from desktop.reports.xlsx.layout import sheet_name
from desktop.reports.xlsx.style import add_styles, number_format

_WIDTHS = (26, 22)
_SPAN = 8


def write_paper(report: Report, path: Path) -> Workbooked:
    """Write the chapters of a report as sheets.

    Raises:
        FileError: ``report.*``; an older file at ``path`` stays as it was.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    taken: set[str] = set()
    for title, blocks in _parts(report):
        sheet = book.create_sheet(sheet_name(title, taken))
        line = 1
        for block in blocks:
            line = _block(sheet, block, line)
        for at in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[at > 1]
        footer = " · ".join(part for part in (report.running, report.sample) if part)
        set_up(sheet, landscape=sheet.max_column > 6, heads=0, footer=footer)
    book.properties.title = report.title
    book.properties.creator = "Qingshen"
    return saved(book, path)


def _parts(report: Report) -> Iterator[tuple[str, list[Block]]]:
    """What stands before the first chapter, then each chapter with its heading."""
    title, blocks = report.title, list[Block]()
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            if blocks:
                yield title, blocks
            title, blocks = block.text, []
        blocks.append(block)
    yield title, blocks


def _block(sheet: Worksheet, block: Block, line: int) -> int:  # noqa: C901 - one case a block
    """Put a block from a line on; the next free line."""
    match block:
        case Cover(organisation, title, edition, facts, date):
            for text in (organisation.printed, title, edition):
                line = _line(sheet, line, text, "qs_title")
            for fact in facts:
                line = _pair(sheet, line, fact.label, fact.cell)
            return _line(sheet, line, date.printed) + 1
        case Heading():
            return _line(sheet, line, block.text, "qs_title" if block.level == 1 else "qs_section")
        case Prose(pieces):
            text = "".join(piece if isinstance(piece, str) else piece.printed for piece in pieces)
            return _text(sheet, line, text)
        case Note():
            return _text(sheet, line, block.text)
        case Facts():
            line = _line(sheet, line, f"{block.number} {block.caption or block.part}".strip(), "qs_section")
            for fact in block.facts:
                line = _pair(sheet, line, fact.label, fact.cell)
            return _noted(sheet, line, block.note)
        case Table():
            return _table(sheet, block, line)
        case Signature():
            line = _line(sheet, line, block.title, "qs_section")
            for row in (tuple(map(Cell, block.columns)), *block.rows):
                for at, cell in enumerate(row, 1):
                    _cell(sheet, line, at, cell)
                line += 1
            return line + 1
        case Figure():
            return _noted(
                sheet, _line(sheet, line, f"{block.number} {block.caption}", "qs_section"), block.note
            )
        case Photos():
            line = _line(sheet, line, f"{block.number} {block.caption}", "qs_section")
            for photo in block.photos:
                line = _pair(sheet, line, photo.name, Cell(photo.fault) if photo.fault else photo.caption)
            return _noted(sheet, line, block.note)
        case Contents() | PageBreak():
            return line
        case _:
            assert_never(block)


def _table(sheet: Worksheet, table: Table, line: int) -> int:
    line = _line(sheet, line, f"{table.number} {table.caption}", "qs_section")
    for at, column in enumerate(table.columns, 1):
        head = f"{column.group} {column.head}" if column.group else column.head
        put(sheet, line, at, head.replace("\n", " "), "qs_head")
    for row in table.rows:
        line += 1
        for at, cell in enumerate(row.cells, 1):
            _cell(sheet, line, at, cell)
    return _noted(sheet, line + 1, table.note)


def _pair(sheet: Worksheet, line: int, label: str, cell: Cell) -> int:
    put(sheet, line, 1, label, "qs_head")
    _cell(sheet, line, 2, cell)
    return line + 1


def _cell(sheet: Worksheet, line: int, at: int, cell: Cell) -> None:
    """A number as a number in the unit printed where the text is nothing but the number, else the text."""
    bare = cell.value is not None and not cell.mark and cell.tone == "plain" and _is_number(cell.text)
    if bare:
        put(sheet, line, at, cell.value, "qs_number", number_format(len(cell.text.partition(".")[2])))
    else:
        put(sheet, line, at, cell.printed or None)


def _is_number(text: str) -> bool:
    """Whether a text is a number as the reports group and sign it."""
    plain = "".join(text.split()).replace(",", "").replace("−", "-")
    try:
        float(plain)
    except ValueError:
        return False
    return True


def _line(sheet: Worksheet, line: int, text: str, style: str = "qs_text") -> int:
    put(sheet, line, 1, text.replace("\n", " "), style)
    return line + 1


def _text(sheet: Worksheet, line: int, text: str) -> int:
    """A paragraph over several columns, as high as it needs."""
    put(sheet, line, 1, text, "qs_note")
    sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=_SPAN)
    wide = sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
    sheet.row_dimensions[line].height = 14 * (wide // 150 + text.count("\n") + 1)
    return line + 1


def _noted(sheet: Worksheet, line: int, note: str) -> int:
    return (_text(sheet, line, note) if note else line) + 1
