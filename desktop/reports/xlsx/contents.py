"""How one finds a sheet among hundreds: a list of all with links on the first, colours of tabs, the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from desktop.reports.xlsx.cells import put
from desktop.reports.xlsx.layout import Plan, quoted
from desktop.reports.xlsx.pages import applying, page_name

_COLOURS = {"pages": "0F766E", "outcome": "2563A8", "factors": "8A6D1F", "data": "82909C"}


@dataclass(frozen=True, slots=True)
class Group:
    """Sheets listed under one heading: name of each, and what it is where the name does not say it."""

    title: str
    colour: str
    sheets: tuple[tuple[str, str], ...]


def write_contents(book: Workbook, plan: Plan) -> None:
    """List every sheet below the legend of the first one; colour the tabs; let every title lead back."""
    front = book[plan.say("xlsx.sheet.cover")]
    line = front.max_row + 2
    for group in _groups(plan):
        put(front, line, 1, group.title, "qs_section")
        line += 1
        for name, about in group.sheets:
            put(front, line, 1, name, "qs_link")
            _link(front, f"A{line}", name)
            put(front, line, 2, about)
            book[name].sheet_properties.tabColor = _COLOURS[group.colour]
            _link(book[name], "A1", front.title, plan.say("xlsx.back"))
            line += 1
        line += 1


def _link(sheet: Worksheet, cell: str, target: str, tip: str = "") -> None:
    """A link to the top of a sheet; the cell keeps its look."""
    sheet[cell].hyperlink = Hyperlink(ref=cell, location=f"{quoted(target)}!A1", tooltip=tip or None)


def _groups(plan: Plan) -> Iterator[Group]:
    lang, library = plan.lang, plan.source.library
    sheets = applying(plan)
    for stage in library.data.stages:
        listed = tuple((page_name(one), one.title.get(lang)) for one in sheets if one.stage == stage.number)
        if listed:
            title = plan.say("xlsx.contents.stage", number=str(stage.number), title=stage.title.get(lang))
            yield Group(title, "pages", listed)
    outcome = ("charts", "results", "screening", "problems", "evidence", "comments", "units")
    named = tuple((plan.say(f"xlsx.sheet.{one}"), plan.say(f"xlsx.contents.{one}")) for one in outcome)
    yield Group(plan.say("xlsx.contents.outcome"), "outcome", named)
    data = tuple((one.sheet, one.table.title.get(lang)) for one in plan.tables.values())
    yield Group(plan.say("xlsx.contents.data"), "data", data)
    factors = tuple(
        (one.sheet, library.reference(one.reference).title.get(lang)) for one in plan.references.values()
    )
    if factors:
        yield Group(plan.say("xlsx.contents.factors"), "factors", factors)
