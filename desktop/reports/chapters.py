"""Chapters of the content as blocks: headings, sentences, tables and figures in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from desktop.content.types_report import Chapter, ReportFigure, ReportTable
from desktop.content.types_report import Prose as ProseText
from desktop.model.text import Text
from desktop.reports.cells import Cells
from desktop.reports.drawings import figures
from desktop.reports.model import Block, Heading
from desktop.reports.numbering import Numbering
from desktop.reports.prose import paragraphs
from desktop.reports.tables import Tables


def chapters(cells: Cells) -> Iterator[Block]:
    """All chapters. Chapter 0 is the foreword: it and its sections carry no numbers."""
    tables = Tables(cells)
    for chapter in cells.snapshot.library.data.chapters:
        yield from _chapter(cells, tables, chapter)


def _chapter(cells: Cells, tables: Tables, chapter: Chapter) -> Iterator[Block]:
    words = cells.words
    title = _title(cells, chapter)
    number = str(chapter.number) if chapter.number else ""
    running = title.get(words.first)
    if number:
        running = words.say_first("report.chapter", number=number, title=title)
    numbering = Numbering(words, number or "0")
    yield Heading(1, number, words.text(title), f"chapter-{chapter.number}", running)
    position = 0
    for section in chapter.sections:
        blocks = list(_blocks(cells, tables, section.blocks, numbering))
        if not blocks:
            continue
        position += 1
        section_number = f"{number}.{position}" if number else ""
        yield Heading(2, section_number, words.text(section.title), f"section-{chapter.number}-{section.id}")
        yield from blocks


def _blocks(
    cells: Cells,
    tables: Tables,
    blocks: tuple[ProseText | ReportTable | ReportFigure, ...],
    numbering: Numbering,
) -> Iterator[Block]:
    for block in blocks:
        if block.when and cells.snapshot.evaluate(block.when) is not True:
            continue
        match block:
            case ProseText():
                yield from paragraphs(cells, block.text)
            case ReportTable():
                yield from tables.of(block, numbering)
            case ReportFigure():
                yield from figures(cells, block, numbering)
            case _:
                assert_never(block)


def _title(cells: Cells, chapter: Chapter) -> Text:
    """The chapter's title, in the older set of stage names where the audit uses that."""
    snapshot = cells.snapshot
    if snapshot.library.column("audit", "stage_names") and snapshot.value("audit.stage_names") == "older":
        for stage in snapshot.library.data.stages:
            if stage.number == chapter.number and stage.title == chapter.title:
                return stage.older
    return chapter.title
