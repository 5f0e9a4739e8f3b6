"""Signs no font has: they are printed as 〓, and told with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from desktop.reports.model import (
    Block,
    Cell,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Note,
    PageBreak,
    Photos,
    Prose,
    Report,
    Signature,
    Table,
)
from desktop.reports.pdf.fonts import unprintable


def missing_signs(report: Report) -> Iterator[tuple[str, str]]:
    """Each sign once, with the first place it stands at."""
    seen: set[str] = set()
    where = report.title
    for block in report.blocks:
        if isinstance(block, Heading):
            where = block.text
        place = block.number if isinstance(block, Table | Facts | Figure | Photos) else where
        for text in texts_of(block):
            for sign in sorted(unprintable(text) - seen):
                seen.add(sign)
                yield sign, place


def texts_of(block: Block) -> Iterator[str]:  # noqa: C901 - one case a block
    """Everything a block prints."""
    match block:
        case Cover():
            yield from (block.title, block.edition, block.notice, block.organisation.text, block.date.text)
            yield from (text for fact in block.facts for text in (fact.label, fact.cell.text))
        case Contents():
            yield from (block.title, block.tables, block.figures)
        case Heading():
            yield block.text
        case Prose(pieces=pieces):
            yield from (piece.text if isinstance(piece, Cell) else piece for piece in pieces)
        case Facts():
            yield from (block.caption, block.note, block.part)
            yield from (text for fact in block.facts for text in (fact.label, fact.cell.text))
        case Table():
            yield from (block.caption, block.note)
            yield from (text for column in block.columns for text in (column.head, column.group))
            yield from (cell.text for row in block.rows for cell in row.cells)
        case Figure():
            yield from (block.caption, block.note, *block.drawing.texts)
        case Photos():
            yield from (block.caption, block.note)
            yield from (text for photo in block.photos for text in (photo.caption.text, photo.fault))
        case Note(text=text):
            yield text
        case Signature():
            yield from (block.title, *block.columns, *block.closing)
            yield from (piece.text if isinstance(piece, Cell) else piece for piece in block.text)
            yield from (cell.text for row in block.rows for cell in row)
        case PageBreak():
            return
        case _:
            assert_never(block)
