"""Figures of the content as drawings: bars over the years, shares, cash flow, each from values at paths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from desktop.content.types import Binding
from desktop.content.types_report import ReportFigure
from desktop.figures import Bar, Course, Drawing, Reference, Slice, bars, cash_flow, pie
from desktop.model.path import Path, parse_path
from desktop.model.text import Lang, Text
from desktop.reports.cells import Cells
from desktop.reports.course import course, events
from desktop.reports.method_pictures import abatement_pictures, quadrant_pictures, waterfall_pictures
from desktop.reports.model import Cell, Figure, Table
from desktop.reports.numbering import Numbering
from desktop.reports.picture import Picture, Reader, tick
from desktop.reports.row_pictures import (
    before_after_pictures,
    bubble_pictures,
    gantt_pictures,
    pareto_pictures,
    tornado_pictures,
)
from desktop.reports.source import Audit

_MOST_COURSES = 12


def figures(cells: Cells, block: ReportFigure, numbering: Numbering) -> Iterator[Figure | Table]:
    """The figures a block of the content asks for, each with its table where no other prints it."""
    words = cells.words
    note = words.text(block.note) if block.note else ""
    for picture in _pictures(cells, block):
        drawing, unit, caption = picture.drawing, picture.unit, block.caption
        start = None if drawing.axis_from is None else tick(drawing.axis_from)
        if picture.name:
            caption = Text(*(_of_row(cells, caption, picture.name, lang) for lang in ("zh", "en")))
        text = words.text(caption)
        if start is not None:
            text = words.say("report.axis_from", caption=caption, unit=unit, start=start)
        elif unit:
            text = words.say("report.in_unit", caption=caption, unit=unit)
        number, key = numbering.next("figure")
        yield Figure(number, text, drawing, key, note, picture.cells)
        if picture.rows:
            number, key = numbering.next("table")
            yield Table(
                number, words.say("report.data_of", caption=caption), picture.heads, picture.rows, key
            )


def pictures(audit: Audit, block: ReportFigure, lang: Lang, now: dt.date | None = None) -> list[Picture]:
    """The figures of rows and methods a block asks for, without numbers; none for kinds drawn over years."""
    reader = Reader(audit, block, lang)
    match block.kind:
        case "bubbles":
            return bubble_pictures(reader)
        case "gantt":
            return gantt_pictures(reader, now)
        case "pareto":
            return pareto_pictures(reader)
        case "before_after":
            return before_after_pictures(reader)
        case "tornado":
            return tornado_pictures(reader)
        case "waterfall":
            return waterfall_pictures(reader)
        case "quadrants":
            return quadrant_pictures(reader)
        case "abatement":
            return abatement_pictures(reader)
        case "bars" | "pie" | "cash_flow":
            return []
        case _:
            assert_never(block.kind)


def _pictures(cells: Cells, block: ReportFigure) -> list[Picture]:
    match block.kind:
        case "bars":
            drawing, shown, unit = _bars(cells, block)
        case "pie":
            drawing, shown, unit = _pie(cells, block)
        case "cash_flow":
            drawing, shown, unit = _cash_flow(cells, block)
        case _:
            return pictures(cells.snapshot, block, cells.words.first)
    return [Picture(drawing, tuple(shown), unit=unit)] if shown else []


def _of_row(cells: Cells, caption: Text, name: str, lang: Lang) -> str:
    return cells.words.library.message("report.of_row", lang, caption=caption, row=name)


def _bars(cells: Cells, block: ReportFigure) -> tuple[Drawing, list[Cell], str]:
    """A value for each year, the base year last; before the three what is typed of earlier years."""
    snapshot, lang = cells.snapshot, cells.words.first
    place = parse_path(block.source)
    if block.row:
        place = Path(place.table, block.row, place.column)
    marks = events(snapshot, block.events, lang) if block.events else {}
    drawn: list[Bar] = []
    shown: list[Cell] = []
    symbol = ""
    for point in course(snapshot, str(place), block.earlier):
        year, path = point.year, point.path
        found = snapshot.shown(path, lang, block.unit)
        symbol = symbol or found.unit
        missing = found.value is None
        text = cells.words.say_first("report.missing") if missing else found.text
        drawn.append(
            Bar(
                year, found.value, text, "base" if year == snapshot.base_year else "past", marks.get(year, "")
            )
        )
        shown.append(Cell(text, path, found.value, found.unit, "missing" if missing else "plain"))
    if all(bar.value is None for bar in drawn):
        return Drawing(0, 0, ()), [], ""
    reference = _reference(cells, block, symbol, shown)
    return bars(drawn, reference, tick=tick, title=cells.words.text(block.caption)), shown, symbol


def _reference(cells: Cells, block: ReportFigure, symbol: str, shown: list[Cell]) -> Reference | None:
    if not block.limit:
        return None
    value = cells.snapshot.evaluate(block.limit)
    limit = cells.snapshot.wording.of_value(value, cells.words.first, block.unit or symbol)
    if limit.value is None or limit.unit != symbol:
        return None
    label = cells.words.text(block.limit_label) if block.limit_label else ""
    shown.append(Cell(limit.text, block.limit, limit.value, limit.unit))
    return Reference(limit.value, f"{label} {limit.text}".strip())


def _pie(cells: Cells, block: ReportFigure) -> tuple[Drawing, list[Cell], str]:
    """A slice for each row of a table in the base year."""
    snapshot, words = cells.snapshot, cells.words
    place = parse_path(block.source)
    question = snapshot.library.column(place.table, place.column)
    period = snapshot.base_year if question is not None and question.period == "year" else ""
    slices: list[Slice] = []
    shown: list[Cell] = []
    for row in snapshot.rows(place.table, block.where):
        path = str(Path(place.table, row, place.column, period))
        found = snapshot.shown(path, words.first, block.unit)
        if found.value is not None and found.value > 0:
            slices.append(Slice(_slice_name(cells, block, place.table, row), found.value))
            shown.append(Cell(found.text, path, found.value, found.unit))
    drawing = pie(slices, others=words.say_first("report.others"), title=words.text(block.caption))
    return drawing, shown, ""


def _slice_name(cells: Cells, block: ReportFigure, table: str, row: str) -> str:
    named = [
        cells.snapshot.shown(str(Path(table, row, block.label)), lang).text
        if block.label
        else cells.snapshot.row_label(table, row, lang)
        for lang in cells.words.langs
    ]
    return cells.words.joined(named)


def _cash_flow(cells: Cells, block: ReportFigure) -> tuple[Drawing, list[Cell], str]:
    """The running total of each row the method ran for."""
    binding = cells.snapshot.library.binding(block.source)
    period = cells.snapshot.periods(binding.period)[-1]
    rows: Sequence[str] = cells.snapshot.rows(binding.for_each, block.where) if binding.for_each else ("",)
    if block.row:
        rows = [row for row in rows if row == block.row]
    courses: list[Course] = []
    shown: list[Cell] = []
    for row in rows:
        result = cells.snapshot.run(binding.id, row, period).result
        totals = _totals(result.values.get("cash_flow")) if result else ()
        if totals and len(courses) < _MOST_COURSES:
            course, cell = _course(cells, binding, row, period, totals)
            courses.append(course)
            shown.append(cell)
    years = cells.words.say_first("report.years")
    drawing = cash_flow(courses, tick=tick, years=years, title=cells.words.text(block.caption))
    return drawing, shown, block.unit


def _course(
    cells: Cells, binding: Binding, row: str, period: str, totals: tuple[float, ...]
) -> tuple[Course, Cell]:
    words = cells.words
    path = str(Path(binding.id, row, "dynamic_payback", period))
    found = cells.snapshot.shown(path, words.first, "", 2)
    code = "report.never" if found.value is None else "report.paid_back"
    text = words.say_first(code, years=found.text)
    name = cells.snapshot.row_label(binding.for_each, row, words.first) if row else words.text(binding.title)
    return Course(name, totals, found.value, text), Cell(text, path, found.value, found.unit)


def _totals(flows: object) -> tuple[float, ...]:
    """The running totals of the list the method returns."""
    if not isinstance(flows, Sequence):
        return ()
    totals = [one.get("cumulative") for one in flows if isinstance(one, Mapping)]
    return tuple(float(total) for total in totals if isinstance(total, int | float))
