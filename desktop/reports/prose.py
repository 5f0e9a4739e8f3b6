"""Sentences with live values: ``{expression | unit | decimals}`` holes become cells that name where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.model.text import Lang, Text
from desktop.reports.cells import Cells
from desktop.reports.model import Piece, Prose

_HOLE = re.compile(r"\{([^{}]*)\}")


def paragraphs(cells: Cells, text: Text) -> Iterator[Prose]:
    """A paragraph of the content, one for each language printed."""
    for lang in cells.words.langs:
        yield Prose(tuple(_pieces(cells, text.get(lang), lang)), lang)


def _pieces(cells: Cells, text: str, lang: Lang) -> Iterator[Piece]:
    end = 0
    for hole in _HOLE.finditer(text):
        if hole.start() > end:
            yield text[end : hole.start()]
        expression, unit, decimals = (*(part.strip() for part in hole[1].split("|")), "", "")[:3]
        yield cells.live(expression, unit, int(decimals) if decimals else None, lang)
        end = hole.end()
    if end < len(text):
        yield text[end:]
