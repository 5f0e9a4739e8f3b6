"""All worksheets as forms, stage by stage: filled in as far as the audit goes, blank lines where nothing is yet."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from desktop.content.types import Sheet, View
from desktop.content.types_report import ReportTable
from desktop.reports.cells import Cells
from desktop.reports.model import Block, Cell, Column, Heading, Note, Row, Table
from desktop.reports.numbering import Numbering
from desktop.reports.tables import Tables

_COLUMNS = 10
"""More columns than this do not fit the paper as a grid: a form for each row is printed."""

_LINES = 3
"""Blank lines of a grid without rows."""


def sheets(cells: Cells) -> Iterator[Block]:
    """A chapter for each stage, a section for each of its sheets that applies."""
    library, words = cells.snapshot.library, cells.words
    tables = Tables(cells)
    for stage in library.data.stages:
        number = str(stage.number)
        running = words.say_first("report.chapter", number=number, title=stage.title)
        yield Heading(1, number, words.text(stage.title), f"stage-{number}", running)
        for sheet in library.sheets:
            if sheet.stage == stage.number and cells.snapshot.applies(sheet.id):
                yield from _sheet(cells, tables, sheet)


def _sheet(cells: Cells, tables: Tables, sheet: Sheet) -> Iterator[Block]:
    words = cells.words
    yield Heading(2, sheet.number, words.text(sheet.title), f"sheet-{sheet.id}")
    yield Note(words.say("report.form.who", purpose=sheet.purpose, who=sheet.who))
    numbering = Numbering(words, sheet.number)
    for view in sheet.views:
        yield from _view(cells, tables, sheet, view, numbering)


def _view(cells: Cells, tables: Tables, sheet: Sheet, view: View, numbering: Numbering) -> Iterator[Block]:
    if view.kind == "grid" and _spread(cells, view) > _COLUMNS:
        if any(one.kind == "cards" and one.table == view.table for one in sheet.views):
            return
        if cells.snapshot.library.tables[view.table].row_label:
            view = structs.replace(view, kind="cards")
    block = ReportTable(caption=view.title or sheet.title, sheet=sheet.id, view=view.id)
    made = list(tables.of_view(block, view, numbering))
    if made or view.kind not in ("grid", "cards"):
        yield from made
    else:
        yield _blank(cells, block, view, numbering)


def _spread(cells: Cells, view: View) -> int:
    """How many columns a view takes on paper, each period counted."""
    questions = (cells.snapshot.library.column(view.table, name) for name in view.columns)
    return sum(len(cells.snapshot.periods(one.period)) if one else 1 for one in questions)


def _blank(cells: Cells, block: ReportTable, view: View, numbering: Numbering) -> Table:
    """A form to write on."""
    words = cells.words
    questions = [one for name in view.columns if (one := cells.snapshot.library.column(view.table, name))]
    heads = tuple(Column(words.text(one.label, "\n")) for one in questions[:_COLUMNS])
    lines = tuple(Row(tuple(Cell("") for _ in heads)) for _ in range(_LINES))
    number, key = numbering.next("table")
    return Table(number, words.text(block.caption), heads, lines, key)
