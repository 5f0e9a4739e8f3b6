"""Chapters of the content as blocks: headings, sentences, tables and figures in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from desktop.content.types_report import (
    Chapter,
    ReportBlock,
    ReportFields,
    ReportFigure,
    ReportFlows,
    ReportKind,
    ReportLadder,
    ReportListing,
    ReportPhotos,
    ReportProcess,
    ReportTable,
)
from desktop.content.types_report import Prose as ProseText
from desktop.model.text import Text
from desktop.reports.cells import Cells
from desktop.reports.drawings import figures
from desktop.reports.fields import named_fields
from desktop.reports.flow_drawings import flows, processes
from desktop.reports.graded import graded
from desktop.reports.listings import listing
from desktop.reports.model import Block, Heading
from desktop.reports.numbering import Numbering
from desktop.reports.photos import photos
from desktop.reports.prose import paragraphs
from desktop.reports.tables import Tables

_SUBMITTED: tuple[ReportKind, ...] = ("acceptance", "disclosure")
"""Papers made to be handed in or published: a gap in a sentence names the place to fill it in."""


def chapters(cells: Cells, kind: ReportKind = "audit") -> Iterator[Block]:
    """All chapters of a report. Chapter 0 is the foreword: it and its sections carry no numbers."""
    for chapter in cells.snapshot.library.data.chapters:
        holds = not chapter.when or cells.snapshot.evaluate(chapter.when) is True
        if chapter.kind == kind and not chapter.annex and holds:
            yield from _chapter(cells, chapter)


def annex_chapters(cells: Cells, letters: str) -> Iterator[Block]:
    """The annexes that content describes, with the letters they may take."""
    written = (chapter for chapter in cells.snapshot.library.data.chapters if chapter.annex)
    for letter, chapter in zip(letters, written, strict=False):
        label = cells.words.say_first("report.annex", letter=letter)
        running = f"{label} {chapter.title.get(cells.words.first)}"
        yield Heading(1, label, cells.words.text(chapter.title), f"annex-{letter}", running)
        yield from _sections(cells, chapter, letter)


def _chapter(cells: Cells, chapter: Chapter) -> Iterator[Block]:
    words = cells.words
    title = _title(cells, chapter)
    number = str(chapter.number) if chapter.number and chapter.kind != "disclosure" else ""
    running = title.get(words.first)
    if number:
        running = words.say_first("report.chapter", number=number, title=title)
    yield Heading(1, number, words.text(title), f"chapter-{chapter.number}", running)
    yield from _sections(cells, chapter, number)


def _sections(cells: Cells, chapter: Chapter, number: str) -> Iterator[Block]:
    """Sections that have something to print, numbered after their chapter (empty: they carry no number)."""
    words = cells.words
    tables = Tables(cells)
    numbering = Numbering(words, number or str(chapter.number))
    position = 0
    for section in chapter.sections:
        blocks = list(_blocks(cells, tables, section.blocks, numbering, chapter.kind))
        if not blocks:
            continue
        position += 1
        section_number = f"{number}.{position}" if number else ""
        yield Heading(2, section_number, words.text(section.title), f"section-{chapter.number}-{section.id}")
        yield from blocks


def _blocks(
    cells: Cells,
    tables: Tables,
    blocks: tuple[ReportBlock, ...],
    numbering: Numbering,
    kind: ReportKind,
) -> Iterator[Block]:
    for block in blocks:
        if block.when and cells.snapshot.evaluate(block.when) is not True:
            continue
        match block:
            case ProseText():
                yield from paragraphs(cells, block.text, gaps=kind in _SUBMITTED)
            case ReportTable():
                yield from tables.of(block, numbering)
            case ReportFigure():
                yield from figures(cells, block, numbering)
            case ReportPhotos():
                yield from photos(cells, block, numbering)
            case ReportFlows() | ReportProcess() | ReportLadder():
                yield from _drawn(cells, block, numbering)
            case ReportFields():
                yield named_fields(cells, block, numbering)
            case ReportListing():
                yield from listing(cells, block, numbering)
            case _:
                assert_never(block)


def _drawn(
    cells: Cells, block: ReportFlows | ReportProcess | ReportLadder, numbering: Numbering
) -> Iterator[Block]:
    match block:
        case ReportFlows():
            yield from flows(cells, block, numbering)
        case ReportProcess():
            yield from processes(cells, block, numbering)
        case ReportLadder():
            yield from graded(cells, block, numbering)


def _title(cells: Cells, chapter: Chapter) -> Text:
    """The chapter's title, in the older set of stage names where the audit uses that."""
    snapshot = cells.snapshot
    if snapshot.library.column("audit", "stage_names") and snapshot.value("audit.stage_names") == "older":
        for stage in snapshot.library.data.stages:
            if stage.number == chapter.number and stage.title == chapter.title:
                return stage.older
    return chapter.title
