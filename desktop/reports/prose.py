"""Sentences with live values: ``{expression | unit | decimals}`` holes become cells that name where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.model.text import Lang, Text
from desktop.reports.cells import Cells
from desktop.reports.fields import is_open, to_fill
from desktop.reports.model import Piece, Prose

_HOLE = re.compile(r"\{([^{}]*)\}")


_PLACE = re.compile(r"[\w.@\[\]-]+")


def paragraphs(cells: Cells, text: Text, *, gaps: bool = False) -> Iterator[Prose]:
    """A paragraph of the content, one for each language printed; with ``gaps`` what is open says so and where."""
    for lang in cells.words.langs:
        yield Prose(tuple(_pieces(cells, text.get(lang), lang, gaps)), lang)


def _pieces(cells: Cells, text: str, lang: Lang, gaps: bool) -> Iterator[Piece]:
    end = 0
    for hole in _HOLE.finditer(text):
        if hole.start() > end:
            yield text[end : hole.start()]
        expression, unit, decimals = (*(part.strip() for part in hole[1].split("|")), "", "")[:3]
        cell = cells.live(expression, unit, int(decimals) if decimals else None, lang)
        yield to_fill(cells, cell.path, lang) if gaps and is_open(cell) and _is_place(cell.path) else cell
        end = hole.end()
    if end < len(text):
        yield text[end:]


def _is_place(path: str) -> bool:
    """Whether an expression is nothing but a place."""
    return "." in path and _PLACE.fullmatch(path) is not None
