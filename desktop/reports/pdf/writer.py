"""Blocks to boxes, boxes to pages, pages to a file. Everything is set once; pages are drawn when all are known."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from desktop import __version__
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
    Piece,
    Prose,
    Report,
    Signature,
    Table,
)
from desktop.reports.pdf.box import Box, Break, Page, Place, Space, paginate
from desktop.reports.pdf.breaking import HAN, whole
from desktop.reports.pdf.fonts import typeface
from desktop.reports.pdf.look import (
    BODY,
    BODY_EN,
    BODY_SECOND,
    CHAPTER,
    FAINT,
    HEIGHT,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    RULE,
    SECTION,
    SOURCE,
    TOP,
    WARNING,
    WIDTH,
    Look,
)
from desktop.reports.pdf.missing import missing_signs
from desktop.reports.pdf.parts import Entry, Front, Listing, Picture, Remark, Title, shortened, stacked
from desktop.reports.pdf.photos import photo_boxes
from desktop.reports.pdf.tables import set_facts, set_signature, set_table
from desktop.reports.pdf.text import Part, draw_line, paragraph

_DRAWING = threading.Lock()  # reportlab keeps its fonts in one place for the whole program


@dataclass(frozen=True, slots=True)
class Laid:
    """A finished file in memory: its pages, headings with their page, and signs no font has with where they stand."""

    content: bytes
    pages: int
    headings: tuple[tuple[str, int], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


def lay_out(report: Report) -> Laid:
    """The report as a PDF. The same report gives the same bytes."""
    with _DRAWING:
        pages, keys = paginate([box for block in report.blocks for box in _boxes(block, report)], HEIGHT)
        stream = io.BytesIO()
        canvas = Canvas(
            stream,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            invariant=1,
            pageCompression=1,
            lang=_lang(report),
            # Otherwise reportlab names Helvetica, which it does not embed. (Its stub takes a name for a number.)
            initialFontName=typeface("sans").primary,  # type: ignore[arg-type]
        )
        canvas.setTitle(report.title)
        canvas.setSubject(report.running)
        canvas.setCreator(f"qingshen {__version__}")
        canvas.setProducer(f"qingshen {__version__}")
        for number, page in enumerate(pages, 1):
            _draw(canvas, page, number, len(pages), keys, report)
        canvas.save()
    headings = tuple(
        (block.text, keys[block.key])
        for block in report.blocks
        if isinstance(block, Heading) and block.key in keys
    )
    return Laid(stream.getvalue(), len(pages), headings, tuple(missing_signs(report)))


# -- blocks -------------------------------------------------------------------------------------------------


def _boxes(block: Block, report: Report) -> Iterator[Box]:  # noqa: C901 - one case a block
    match block:
        case Cover():
            yield Front(block)
            yield Break()
        case Contents():
            yield from _contents(block, report.blocks)
        case Heading():
            if block.level == 1:
                yield Break()
            yield Title(block)
        case Prose():
            yield paragraph(_parts(block.pieces), _prose_look(block, report))
        case Facts():
            yield from _with_note([set_facts(block, report.words)], block.note)
        case Table():
            yield from _with_note(set_table(block, report.words), block.note)
        case Figure():
            yield Picture(block)
        case Photos():
            yield from photo_boxes(block)
        case Note():
            yield Remark(block)
        case Signature():
            yield from _signature(block, report)
        case PageBreak():
            yield Break()
        case _:
            assert_never(block)


def _parts(pieces: Sequence[Piece]) -> list[Part]:
    return [
        (piece.printed, piece.whole or piece.value is not None) if isinstance(piece, Cell) else (piece, False)
        for piece in pieces
    ]


def _prose_look(prose: Prose, report: Report) -> Look:
    if prose.lang == "zh":
        return BODY
    return BODY_EN if report.language == "en" else BODY_SECOND


def _with_note(grids: Sequence[Box], note: str) -> Iterator[Box]:
    """A table, perhaps in parts, and its note under the last of them."""
    if note:
        grids[-1].after = SOURCE.before
    yield from grids
    if note:
        yield paragraph(note, SOURCE)


def _signature(signature: Signature, report: Report) -> Iterator[Box]:
    yield Break()
    look = BODY if report.language != "en" else BODY_EN
    if signature.title:
        title = paragraph(stacked(signature.title), replace(CHAPTER, align="center", before=36.0, after=22.0))
        title.keeps_next = True
        yield title
    if signature.text:
        text = "".join(piece if isinstance(piece, str) else piece.printed for piece in signature.text)
        for line in stacked(text).split("\n"):
            yield paragraph(line, replace(look if HAN.search(line) else BODY_EN, after=6.0))
        yield Space(8.0)
    if signature.rows:
        yield set_signature(signature)
    for line in signature.closing:
        yield paragraph(
            line, replace(look, indent=0.0, before=14.0, after=6.0, align="left"), WIDTH - 200.0, 200.0
        )


def _contents(contents: Contents, blocks: Sequence[Block]) -> Iterator[Box]:
    yield Break()
    headings = [
        Entry(f"{block.number}\u2002{block.title}" if block.number else block.title, block.key, block.level)
        for block in blocks
        if isinstance(block, Heading) and block.listed
    ]
    tables = [
        Entry(f"{block.number}\u2002{block.caption}", block.key, 4)
        for block in blocks
        if isinstance(block, Table | Facts) and block.number and block.caption
    ]
    figures = [
        Entry(f"{block.number}\u2002{block.caption}", block.key, 4)
        for block in blocks
        if isinstance(block, Figure | Photos) and block.number
    ]
    parts = (
        (contents.title, headings, CHAPTER),
        (contents.tables, tables, SECTION),
        (contents.figures, figures, SECTION),
    )
    for title, entries, look in parts:
        if entries:
            head = paragraph(title, look)
            head.keeps_next = True
            yield head
            yield Listing(entries)
    yield Break()


# -- pages --------------------------------------------------------------------------------------------------


def _draw(canvas: Canvas, page: Page, number: int, total: int, keys: dict[str, int], report: Report) -> None:
    cover = any(isinstance(box, Front) for box, _ in page.boxes)
    if not cover:
        _frame(canvas, page, number, total, report)
    elif report.sample:
        _words(canvas, report.sample, 8.0, WARNING, (PAGE_WIDTH - _width(report.sample, 8.0)) / 2, 29.0)
    for box, y in page.boxes:
        top = PAGE_HEIGHT - TOP - y
        if box.key and not isinstance(box, Title):
            canvas.bookmarkHorizontal(box.key, 0, top + 12)
        box.draw(Place(canvas, LEFT, top, keys))
    canvas.showPage()


def _frame(canvas: Canvas, page: Page, number: int, total: int, report: Report) -> None:
    """Running head, foot, and on samples the words that every figure is invented."""
    y = PAGE_HEIGHT - 36.0
    right = PAGE_WIDTH - RIGHT
    face = typeface("sans")
    chapter = shortened(face, page.chapter, 8.0, WIDTH * 0.55)
    running = shortened(face, report.running, 8.0, WIDTH - _width(chapter, 8.0) - 16.0)
    _words(canvas, running, 8.0, FAINT, LEFT, y)
    _words(canvas, chapter, 8.0, FAINT, right - _width(chapter, 8.0), y)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, y - 7.0, right, y - 7.0)
    said = (
        report.words.get("page", "{page} / {pages}")
        .replace("{page}", str(number))
        .replace("{pages}", str(total))
    )
    _words(canvas, report.footer, 8.0, FAINT, LEFT, 29.0)
    _words(canvas, said, 8.0, FAINT, right - _width(said, 8.0), 29.0)
    if report.sample:
        _words(canvas, report.sample, 8.0, WARNING, (PAGE_WIDTH - _width(report.sample, 8.0)) / 2, y + 14.0)


def _words(canvas: Canvas, text: str, size: float, color: Color, x: float, y: float) -> None:
    if text:
        draw_line(canvas, whole(typeface("sans"), text, size).pieces, size, color, x, y)


def _width(text: str, size: float) -> float:
    return typeface("sans").width(text) * size


def _lang(report: Report) -> str:
    return "en" if report.language == "en" else "zh-CN"
