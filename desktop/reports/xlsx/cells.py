"""Writing single cells: text that stays text, numbers with their format, formulas."""

from __future__ import annotations

import math
import re
from typing import cast

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000
_USUAL = 13
_ACROSS, _DOWN = 240, 165  # characters on a page of A4, lying and upright, at about half size


def put(
    sheet: Worksheet,
    line: int,
    column: int,
    value: str | float | bool | None,
    style: str = "qs_text",
    form: str = "",
) -> Cell:
    """Put a value; text that looks like a formula stays text."""
    cell = cast(Cell, sheet.cell(line, column))
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)[:_LONGEST]
        cell.data_type = "s"
    else:
        cell.value = value
    cell.style = style
    if form:
        cell.number_format = form
    if isinstance(value, str) and value[:1] in "=+-@":
        cell.quotePrefix = True
    return cell


def formula(
    sheet: Worksheet, line: int, column: int, text: str, style: str = "qs_figure", form: str = ""
) -> Cell:
    """Put a live formula (with its equals sign)."""
    cell = cast(Cell, sheet.cell(line, column))
    cell.value = text
    cell.data_type = "f"
    cell.style = style
    if form:
        cell.number_format = form
    return cell


def link(address: str) -> str:
    """A formula that shows another cell; an empty one stays empty instead of becoming 0."""
    return f'=IF({address}="","",{address})'


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column so many characters wide."""
    room = max(width - 2, 1)
    wide = (sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(one / room)) for one in wide)


def set_up(sheet: Worksheet, *, landscape: bool, heads: int, footer: str) -> None:
    """Print set-up: as many pages across as can still be read, repeated heads, page numbers."""
    total = sum(
        sheet.column_dimensions[get_column_letter(at)].width or _USUAL
        for at in range(1, sheet.max_column + 1)
    )
    across = max(1, math.ceil(total / (_ACROSS if landscape else _DOWN)))
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = across
    if across > 1:
        sheet.print_title_cols = "A:A"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if heads:
        sheet.print_title_rows = f"1:{heads}"
    foot = cast(HeaderFooterItem, sheet.oddFooter)
    foot.left.text = footer.replace("&", "&&")
    foot.right.text = "&P / &N"
    sheet.sheet_view.showGridLines = False
