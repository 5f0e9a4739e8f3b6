"""Gradings of the report as ladders: a figure for each row that is graded, divided where a page is too short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.calc.grade_words import next_step, verdict, why_open
from desktop.content.types_report import ReportLadder
from desktop.model.path import Path
from desktop.reports.cells import Cells
from desktop.reports.ladder import ladders, legend
from desktop.reports.model import Cell, Figure
from desktop.reports.numbering import Numbering

RUNGS_OF_A_PAGE = 26


def graded(cells: Cells, block: ReportLadder, numbering: Numbering) -> Iterator[Figure]:
    """Figures of one edition, with verdict and reasons below the last part."""
    snapshot, words = cells.snapshot, cells.words
    library, lang = snapshot.library, cells.words.first
    binding = library.binding(block.source)
    period = snapshot.edition if block.edition == "current" else block.edition
    for row in snapshot.rows(binding.for_each, block.where):
        run = snapshot.run(binding.id, row, period)
        if run.result is None:
            continue
        values = run.result.values
        name = snapshot.row_label(binding.for_each, row, lang)
        drawings = ladders(values, library, lang, title=name, most=RUNGS_OF_A_PAGE)
        shown = tuple(_numbers(cells, binding.members["values"].table, run.keys.get("values", {}), period))
        said = [verdict(values, library, lang), *why_open(values, lang)]
        ahead = next_step(values, library, lang)
        note = words.say_first(
            "report.graded", verdict=said[0], why=("" if lang == "zh" else " ").join(said[1:]), ahead=ahead
        )
        for part, drawing in enumerate(drawings, 1):
            caption = words.say_first("report.of_graded", caption=words.text(block.caption), name=name)
            if len(drawings) > 1:
                caption = words.say_first("report.part_of", caption=caption, part=part, parts=len(drawings))
            number, key = numbering.next("figure")
            last = part == len(drawings)
            below = f"{note}{legend(values, library, lang)}" if last else ""
            yield Figure(number, caption, drawing, key, below, shown if part == 1 else ())


def _numbers(cells: Cells, table: str, rows: Mapping[tuple[str, ...], str], period: str) -> Iterator[Cell]:
    """The values drawn, with their paths."""
    for row in rows.values():
        path = str(Path(table, row, "value", period))
        found = cells.snapshot.shown(path, cells.words.first)
        if found.value is not None:
            yield Cell(found.text, path, found.value, found.unit)
