"""Writing the workbook: plan, fill, save beside the target, read back, and only then put in place."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from desktop.model.errors import FileError
from desktop.model.text import Lang
from desktop.reports.check import write_safely
from desktop.reports.source import Snapshot
from desktop.reports.xlsx.charts import write_charts
from desktop.reports.xlsx.contents import write_contents
from desktop.reports.xlsx.data import write_data
from desktop.reports.xlsx.layout import Plan, make_plan
from desktop.reports.xlsx.lists import (
    write_cover,
    write_problems,
    write_references,
    write_screening,
    write_table_list,
    write_units,
)
from desktop.reports.xlsx.pages import applying, page_name, write_pages
from desktop.reports.xlsx.runs import write_runs
from desktop.reports.xlsx.style import add_styles


@dataclass(frozen=True, slots=True)
class Workbooked:
    """What was written and read back."""

    path: Path
    sheets: int
    formulas: int


def write_workbook(source: Snapshot, path: Path, lang: Lang = "zh") -> Workbooked:
    """Write the workbook of a frozen audit.

    Raises:
        FileError: ``report.*``; an older file at ``path`` stays as it was.
    """
    book, _ = build(source, lang)
    return saved(book, path)


def saved(book: Workbook, path: Path) -> Workbooked:
    """Write a workbook, read it back, and only then put it in place.

    Raises:
        FileError: ``report.*``; an older file at ``path`` stays as it was.
    """
    stream = BytesIO()
    book.save(stream)
    formulas = 0

    def prove(draft: Path) -> None:
        nonlocal formulas
        formulas = proven(book, draft, path)

    write_safely(path, stream.getvalue(), prove)
    return Workbooked(path, len(book.sheetnames), formulas)


def build(source: Snapshot, lang: Lang) -> tuple[Workbook, Plan]:
    """The workbook in memory, with the plan of where everything stands."""
    plan = make_plan(source, lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    name = source.shown("enterprise.name", lang).text
    title = plan.say("xlsx.title", enterprise=name)
    footer = " · ".join(
        part
        for part in (title, source.digest[:8], plan.say("report.sample") if source.is_sample else "")
        if part
    )
    for sheet in _sheet_names(plan):
        book.create_sheet(sheet)
    write_cover(book, plan, title, footer)
    write_pages(book, plan, footer)
    write_charts(book, plan, footer)
    write_runs(book, plan, footer)
    write_references(book, plan, footer)
    write_screening(book, plan, footer)
    write_problems(book, plan, footer)
    write_table_list(book, plan, "evidence", plan.say("xlsx.sheet.evidence"), footer)
    write_table_list(book, plan, "comments", plan.say("xlsx.sheet.comments"), footer)
    write_data(book, plan, footer)
    write_units(book, plan, footer)  # last: by now every unit used is known
    write_contents(book, plan)
    book.calculation.fullCalcOnLoad = True
    book.properties.title = title
    book.properties.creator = "Qingshen"
    return book, plan


def _sheet_names(plan: Plan) -> list[str]:
    return [
        plan.say("xlsx.sheet.cover"),
        *(page_name(sheet) for sheet in applying(plan)),
        plan.say("xlsx.sheet.charts"),
        plan.results_sheet,
        *(known.sheet for known in plan.references.values()),
        plan.units_sheet,
        plan.say("xlsx.sheet.screening"),
        plan.say("xlsx.sheet.problems"),
        plan.say("xlsx.sheet.evidence"),
        plan.say("xlsx.sheet.comments"),
        *(table.sheet for table in plan.tables.values()),
    ]


def proven(book: Workbook, draft: Path, path: Path) -> int:
    """Open what was saved and compare: sheets, extents, every formula; returns how many formulas there are."""
    saved = load_workbook(BytesIO(draft.read_bytes()), read_only=True)  # its draft has a name of its own
    try:
        if saved.sheetnames != book.sheetnames:
            raise FileError("report.not_as_written", path=str(path), what="sheets")
        formulas = 0
        for sheet in book.worksheets:
            expected = sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
            found = sum(cell.data_type == "f" for row in saved[sheet.title].iter_rows() for cell in row)
            if expected != found:
                raise FileError("report.not_as_written", path=str(path), what=sheet.title)
            formulas += found
    finally:
        saved.close()
    return formulas
