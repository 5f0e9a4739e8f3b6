"""Tables, forms and pages to sign, set as grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from reportlab.lib.colors import Color

from desktop.reports.model import Cell, Column, Fact, Facts, Row, Signature, Table
from desktop.reports.pdf.breaking import Line, break_lines, whole
from desktop.reports.pdf.fonts import typeface
from desktop.reports.pdf.grid import PAD_X, Grid, SetCell, SetRow, row_of
from desktop.reports.pdf.look import (
    CAPTION,
    CELL_SIZES,
    CELL_SIZES_AT_WORST,
    FAINT,
    INK,
    SOFT,
    WARNING,
    WIDTH,
)
from desktop.reports.pdf.text import set_lines
from desktop.reports.pdf.widths import SHORT, Wish, fit, squeezed

_FORM_SIZE = 8.5
_SIGN_SIZE = 10.0
_SIGN_HEIGHT = 38.0
_AFTER_NUMBERS = 8.0  # between figures set to the right and a text that begins beside them


def set_table(table: Table, words: dict[str, str]) -> list[Grid]:
    """A numbered table; one with more columns than fit is set in parts, each led by the names in the first."""
    wishes = _wishes(table)
    named = len({row.cells[0].text for row in table.rows}) == len(table.rows)
    parts = _parts(wishes, table.columns) if named else [list(range(len(table.columns)))]
    grids = [
        _set_part(table, wishes, part, words, position, len(parts)) for position, part in enumerate(parts)
    ]
    grids[0].key = table.key
    return grids


def _set_part(
    table: Table, every: Sequence[Wish], part: Sequence[int], words: dict[str, str], position: int, count: int
) -> Grid:
    wishes, columns = [every[at] for at in part], [table.columns[at] for at in part]
    size, widths = fit(wishes, CELL_SIZES_AT_WORST, WIDTH, PAD_X) or (7.0, squeezed(wishes, WIDTH))
    slots = _slots(wishes, widths)
    rows = [_row(row, columns, part, slots, size) for row in table.rows]
    if not rows and words.get("empty"):
        rows = [row_of([_cell(words["empty"], PAD_X, WIDTH - 2 * PAD_X, size, "center", color=FAINT)], size)]
    caption = table.caption if count == 1 else f"{table.caption} ({position + 1}/{count})"
    return Grid(*_captions(table.number, caption, words), _heads(columns, slots, size), rows, WIDTH, size)


def _parts(wishes: Sequence[Wish], columns: Sequence[Column]) -> list[list[int]]:
    """Which columns stand together: all where they fit, else as few parts as do; columns of a group stay together."""
    whole = list(range(len(columns)))
    if fit(wishes, CELL_SIZES, WIDTH, PAD_X) is not None or len(columns) < 3:
        return [whole]
    blocks: list[list[int]] = []
    for at in whole[1:]:
        if blocks and columns[at].group and columns[at].group == columns[blocks[-1][-1]].group:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    for count in range(2, len(blocks) + 1):
        parts = [[0, *(at for block in some for at in block)] for some in _dealt(blocks, count)]
        if all(fit([wishes[at] for at in part], CELL_SIZES, WIDTH, PAD_X) for part in parts):
            return parts
    return [[0, *block] for block in blocks]


def _dealt(blocks: list[list[int]], count: int) -> list[list[list[int]]]:
    """Blocks in order, dealt into ``count`` parts of about as many columns."""
    total = sum(len(block) for block in blocks)
    parts: list[list[list[int]]] = [[] for _ in range(count)]
    seen = 0
    for block in blocks:
        parts[min(count - 1, (seen + len(block) // 2) * count // total)].append(block)
        seen += len(block)
    return [part for part in parts if part]


def set_facts(facts: Facts, words: dict[str, str]) -> Grid:
    """A numbered form: questions and answers, two side by side where they are short; the row's name over them."""
    rows: list[SetRow] = []
    half: list[SetCell] = []
    label = WIDTH * 0.19
    for fact in facts.facts:
        wide = fact.wide or _is_long(fact.cell, WIDTH / 2 - label - 2 * PAD_X)
        if half and (wide or len(half) == 4):
            rows.append(row_of(half, _FORM_SIZE))
            half = []
        if wide:
            rows.append(row_of(_fact(fact, 0.0, label, WIDTH - label), _FORM_SIZE))
            continue
        half += _fact(fact, WIDTH / 2 if half else 0.0, label, WIDTH / 2 - label)
    if half:
        rows.append(row_of(half, _FORM_SIZE))
    heads = []
    if facts.part:
        inner = WIDTH - 2 * PAD_X
        heads = [row_of([_cell(facts.part, PAD_X, inner, _FORM_SIZE, "left", bold=True)], _FORM_SIZE)]
    captions = _captions(facts.number, facts.caption, words) if facts.caption else ([], [])
    grid = Grid(*captions, heads, rows, WIDTH, _FORM_SIZE)
    grid.key = facts.key
    return grid


def set_signature(signature: Signature) -> Grid:
    """Boxes to sign in, high enough for a pen."""
    count = max(1, len(signature.columns))
    widths = [WIDTH / count] * count
    if count > 2:  # the first column names the role
        widths = [WIDTH * 0.2] + [WIDTH * 0.8 / (count - 1)] * (count - 1)
    lefts = [sum(widths[:position]) for position in range(count)]
    inner = [width - 2 * PAD_X for width in widths]
    head = [
        _cell(text, lefts[at] + PAD_X, inner[at], _SIGN_SIZE, "center", bold=True)
        for at, text in enumerate(signature.columns)
    ]
    rows = [
        row_of(
            [
                _cell(cell.printed, lefts[at] + PAD_X, inner[at], _SIGN_SIZE, "center")
                for at, cell in enumerate(row[:count])
            ],
            _SIGN_SIZE,
            least=_SIGN_HEIGHT,
        )
        for row in signature.rows
    ]
    return Grid([], [], [row_of(head, _SIGN_SIZE, least=26.0)], rows, WIDTH, _SIGN_SIZE, boxed=True)


# -- pieces -------------------------------------------------------------------------------------------------


def _captions(number: str, caption: str, words: dict[str, str]) -> tuple[list[Line], list[Line]]:
    """The caption over the first part and the shorter one over the following parts."""
    if not number and not caption:
        return [], []
    again = words.get("continued", "{number}").replace("{number}", number)
    return set_lines(f"{number}\u2003{caption}", CAPTION, WIDTH), set_lines(
        f"{again}\u2003{caption}", CAPTION, WIDTH
    )


def _wishes(table: Table) -> list[Wish]:
    regular, bold = typeface("sans"), typeface("bold")
    wishes = [Wish() for _ in table.columns]
    for position in range(1, len(wishes)):
        if table.columns[position].align == "left" and table.columns[position - 1].align == "right":
            wishes[position].gap = _AFTER_NUMBERS
    for wish, column in zip(wishes, table.columns, strict=True):
        wish.meet(bold, column.head)
        wish.natural = max(wish.least, min(wish.natural, 7.0))  # a head may take two lines
    for row in table.rows:
        if row.kind == "group":
            continue
        face = bold if row.kind == "total" else regular
        for wish, cell in zip(wishes, row.cells, strict=True):
            if cell.text:
                wish.meet(face, cell.printed, whole=cell.whole or cell.value is not None)
    return wishes


def _slots(wishes: Sequence[Wish], widths: Sequence[float]) -> list[tuple[float, float]]:
    """Left edge and width of the text of each column."""
    slots: list[tuple[float, float]] = []
    x = 0.0
    for wish, width in zip(wishes, widths, strict=True):
        slots.append((x + PAD_X + wish.gap, width - 2 * PAD_X - wish.gap))
        x += width
    return slots


def _heads(columns: Sequence[Column], slots: Sequence[tuple[float, float]], size: float) -> list[SetRow]:
    cells = [
        _cell(column.head, *slot, size, column.align, bold=True)
        for column, slot in zip(columns, slots, strict=True)
    ]
    if not any(column.group for column in columns):
        return [row_of(cells, size)]
    groups: list[SetCell] = []
    rules: list[tuple[float, float]] = []
    at = 0
    while at < len(columns):
        group, start = columns[at].group, at
        while at < len(columns) and columns[at].group == group:
            at += 1
        if group:
            left, right = slots[start][0], slots[at - 1][0] + slots[at - 1][1]
            groups.append(_cell(group, left, right - left, size, "center", bold=True))
            rules.append((left, right))
    return [row_of(groups, size, tuple(rules)), row_of(cells, size)]


def _row(
    row: Row,
    columns: Sequence[Column],
    part: Sequence[int],
    slots: Sequence[tuple[float, float]],
    size: float,
) -> SetRow:
    if row.kind == "group":
        head = _cell(row.cells[0].printed, PAD_X, WIDTH - 2 * PAD_X, size, "left", bold=True, color=SOFT)
        return replace(row_of([head], size), heads_next=True)
    bold = row.kind == "total"
    return row_of(
        [
            _cell(
                cell.printed, *slot, size, column.align,
                bold=bold, color=WARNING if cell.tone == "missing" else INK, together=cell.whole,
            )
            for cell, column, slot in zip((row.cells[at] for at in part), columns, slots, strict=True)
        ],
        size,
    )  # fmt: skip


def _fact(fact: Fact, left: float, label: float, width: float) -> list[SetCell]:
    color = WARNING if fact.cell.tone == "missing" else INK
    return [
        _cell(fact.label, left + PAD_X, label - 2 * PAD_X, _FORM_SIZE, "left", color=SOFT),
        _cell(fact.cell.printed, left + label + PAD_X, width - 2 * PAD_X, _FORM_SIZE, "left", color=color),
    ]


def _is_long(cell: Cell, width: float) -> bool:
    return "\n" in cell.text or typeface("sans").width(cell.printed) * _FORM_SIZE > width * 2


def _cell(
    text: str,
    x: float,
    width: float,
    size: float,
    align: Literal["left", "right", "center"],
    *,
    bold: bool = False,
    color: Color = INK,
    together: bool = False,
) -> SetCell:
    face = typeface("bold" if bold else "sans")
    if not text:
        return SetCell([], x, width, align, color)
    if "\n" not in text and face.width(text) * size <= width + 0.05:
        lines = [whole(face, text, size)]
    else:
        parts = [(face, line, together or face.width(line) <= SHORT) for line in text.split("\n")]
        lines = [line for part in parts for line in break_lines([part], size, width)]
    return SetCell(lines, x, width, align, color)
