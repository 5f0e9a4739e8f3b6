"""Forms of named lines gathered from anywhere in the audit: what is open is seen, with the place to fill it in."""

from __future__ import annotations

import re
from dataclasses import replace

from desktop.content.types_report import ReportField, ReportFields
from desktop.model.path import Path
from desktop.model.text import Lang
from desktop.reports.cells import Cells
from desktop.reports.dates import date_text
from desktop.reports.model import Cell, Fact, Facts
from desktop.reports.numbering import Numbering

_WIDE_FROM = 24
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def named_fields(cells: Cells, block: ReportFields, numbering: Numbering) -> Facts:
    """The lines of a block that apply."""
    number, key = numbering.next("table")
    facts = tuple(
        _fact(cells, field)
        for field in block.fields
        if not field.when or cells.snapshot.evaluate(field.when) is True
    )
    words = cells.words
    return Facts(number, words.text(block.caption), facts, key, words.text(block.note) if block.note else "")


def _fact(cells: Cells, field: ReportField) -> Fact:
    said = []
    for lang in cells.words.langs:
        cell = cells.live(field.value, field.unit, field.decimals, lang)
        if is_open(cell):
            cell = to_fill(cells, field.at or cell.path, lang)
        elif _DAY.fullmatch(cell.text):  # a date gathered from rows
            cell = replace(cell, text=date_text(cell.text, lang))
        said.append(cell)
    cell = replace(said[0], text=cells.words.joined([one.text for one in said], "\n"))
    return Fact(cells.words.text(field.label, "\n"), cell, wide=len(cell.text) > _WIDE_FROM)


def is_open(cell: Cell) -> bool:
    """Whether a cell says nothing yet; a sum with gaps says something."""
    return not cell.text or (cell.tone == "missing" and cell.value is None)


def to_fill(cells: Cells, at: str, lang: Lang) -> Cell:
    """What stands where something is still to be filled in: visibly open, and where it is asked."""
    place = cells.current(at)
    where = cells.snapshot.label(str(place), lang)
    if number := _sheet(cells, place):
        where = cells.words.library.message("report.asked_on", lang, place=where, sheet=number)
    text = cells.words.library.message("report.to_fill_at", lang, place=where)
    return Cell(text, str(place), tone="missing")


def _sheet(cells: Cells, place: Path) -> str:
    """The printed number of the first sheet that asks it."""
    for sheet in cells.snapshot.library.sheets:
        for view in sheet.views:
            if view.table == place.table and (not view.columns or place.column in view.columns):
                return sheet.number
    return ""
