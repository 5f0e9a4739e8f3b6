"""The chapters of the audit report: what each section says and shows."""

from __future__ import annotations

from typing import assert_never

from desktop.content.types_report import (
    Chapter,
    Prose,
    ReportBlock,
    ReportFields,
    ReportFigure,
    ReportFlows,
    ReportLadder,
    ReportListing,
    ReportPhotos,
    ReportProcess,
    ReportTable,
    Section,
)
from desktop.reports.handbook.markup import Entry, Html, facts, join, tag
from desktop.reports.handbook.speech import Speech


def report(speech: Speech) -> tuple[Entry, Html]:
    """The part about the report."""
    title = speech.say("handbook.part.report")
    found = speech.library.data.chapters
    below = tuple(Entry(f"chapter-{one.id}", tag("span", speech.line(one.title))) for one in found)
    body = join(_chapter(speech, one) for one in found)
    return Entry("report", tag("span", title), below), join((tag("h2", title, id="report"), body))


def _chapter(speech: Speech, chapter: Chapter) -> Html:
    heading = tag("h3", speech.text(chapter.title), id=f"chapter-{chapter.id}")
    return tag("section", heading, *(_section(speech, one) for one in chapter.sections), class_="card")


def _section(speech: Speech, section: Section) -> Html:
    return join((tag("h4", speech.line(section.title)), *(_block(speech, one) for one in section.blocks)))


def _block(speech: Speech, block: ReportBlock) -> Html:
    match block:
        case Prose():
            said = tag("p", speech.text(block.text))
        case ReportTable():
            said = tag(
                "p",
                speech.chip(speech.say("handbook.block.table")),
                tag("a", speech.line(block.caption), href=f"#sheet-{block.sheet}"),
            )
        case ReportFigure() | ReportFlows() | ReportPhotos() | ReportProcess() | ReportLadder():
            said = tag("p", speech.chip(speech.say("handbook.block.figure")), speech.line(block.caption))
        case ReportFields():
            lines = [(speech.text(field.label), speech.formula(field.value)) for field in block.fields]
            head = (speech.chip(speech.say("handbook.block.table")), speech.line(block.caption))
            said = join((tag("p", *head), facts(lines)))
        case ReportListing():
            said = tag("p", speech.chip(speech.say("handbook.block.table")), speech.line(block.caption))
        case _:
            assert_never(block)
    printed_when = facts([(speech.say("handbook.printed_when"), speech.formula(block.when))])
    return join((said, printed_when))
