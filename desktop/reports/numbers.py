"""Every number of a report with its path: what ``--numbers`` writes, and what tests hold against the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from desktop.reports.model import (
    Block,
    Cell,
    Contents,
    Cover,
    Fact,
    Facts,
    Figure,
    Heading,
    Note,
    PageBreak,
    Photos,
    Piece,
    Prose,
    Report,
    Signature,
    Table,
)


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number: path or expression, text as printed, value in its unit, and where it stands."""

    path: str
    text: str
    value: float
    unit: str
    where: str


def numbers(report: Report) -> list[Number]:
    """Every number printed from the data, in the order of the pages."""
    return [
        Number(cell.path, cell.text, cell.value, cell.unit, where)
        for cell, where in placed_cells(report)
        if cell.value is not None
    ]


def placed_cells(report: Report) -> Iterator[tuple[Cell, str]]:
    """Every cell with where it stands: the section, or the table or figure and its row."""
    section = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            section = block.text
        for cell, row in _cells(block):
            head = block.number if isinstance(block, Table | Facts | Figure | Photos) else section
            yield cell, f"{head} {row}".strip()


def _cells(block: Block) -> Iterator[tuple[Cell, str]]:
    match block:
        case Cover(organisation, _, _, facts, date):
            yield from [(organisation, ""), *_of_facts(facts), (date, "")]
        case Facts(facts=facts):
            yield from ((cell, f"{block.part} {label}".strip()) for cell, label in _of_facts(facts))
        case Prose(pieces):
            yield from _of_pieces(pieces)
        case Signature(text=pieces, rows=lines):
            yield from _of_pieces(pieces)
            yield from ((cell, "") for line in lines for cell in line)
        case Table(rows=rows):
            yield from ((cell, f"#{place}") for place, row in enumerate(rows, start=1) for cell in row.cells)
        case Figure(cells=cells):
            yield from ((cell, "") for cell in cells)
        case Photos(photos=pictures):
            yield from ((photo.caption, photo.name) for photo in pictures)
        case Contents() | Heading() | Note() | PageBreak():
            return
        case _:
            assert_never(block)


def _of_facts(facts: Sequence[Fact]) -> list[tuple[Cell, str]]:
    return [(fact.cell, fact.label) for fact in facts]


def _of_pieces(pieces: Sequence[Piece]) -> list[tuple[Cell, str]]:
    return [(piece, "") for piece in pieces if isinstance(piece, Cell)]
