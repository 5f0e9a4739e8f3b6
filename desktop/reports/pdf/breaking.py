"""Where a line may end: between Chinese characters, at spaces; never before closing or after opening punctuation,
never inside a number, between a number and its unit, or inside a Latin word that fits on a line.

A text becomes atoms (what is never divided), atoms become lines. Widths are in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.reports.pdf.fonts import Typeface, is_quote

_CLOSING = frozenset("，。、；：！？）》〉】』」”’〕％%‰℃°…—～·)]},.;:!?◇")
_OPENING = frozenset("（《〈【『「“‘〔([{￥")
_HALF = frozenset("，。、；：！？）》〉】』」”’〕")
"""Closing signs whose right half is empty: at the end of a line they may hang over by it."""

_GAP = 0.18
"""Room between a Chinese character and a Latin letter or digit, in ems."""

WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_TOKEN = re.compile(
    rf"(?P<line>\n)|(?P<space>[ \u2002\u2003\t]+)|(?P<wide>[{WIDE}“”‘’…—])"
    rf"|(?P<word>[^\s{WIDE}“”‘’…—\u2009\u00a0\u202f]+)|(?P<glue>[\u2009\u00a0\u202f]+)"
)
_LATIN_TOKEN = re.compile(
    r"(?P<line>\n)|(?P<space>[ \u2002\u2003\t]+)|(?P<glue>[\u2009\u00a0\u202f]+)|(?P<word>[^\s\u2009\u00a0\u202f—]+|—+)"
)
HAN = re.compile(rf"[{WIDE}]")
_PUNCTUATION = _CLOSING | _OPENING


Run = tuple[str, str, float, bool]
"""Font, characters, width, and whether room may be added between them."""


class Piece(NamedTuple):
    """Characters of one font at a place of a line; ``loose`` ones may be stretched."""

    x: float
    font: str
    text: str
    width: float
    loose: bool


@dataclass(slots=True)
class Atom:
    """What is never divided: its printed stretches, with ``gap`` before it."""

    runs: list[Run]
    width: float
    gap: float = 0.0
    space: bool = False
    end: bool = False
    first: str = ""
    last: str = ""


class Line(NamedTuple):
    """A set line: its pieces and natural width; ``full`` lines are justified, the last of a paragraph is not."""

    pieces: list[Piece]
    width: float
    full: bool


def whole(face: Typeface, text: str, size: float) -> Line:
    """A text on one line, whatever its width."""
    pieces: list[Piece] = []
    x = 0.0
    for font, shown, width, loose in _runs(face, text, size, loose=False):
        pieces.append(Piece(x, font, shown, width, loose))
        x += width
    return Line(pieces, x, False)


def break_lines(
    parts: Iterable[tuple[Typeface, str, bool]], size: float, width: float, indent: float = 0.0
) -> list[Line]:
    """Lines of a paragraph. ``parts`` are typeface, text, and whether the text stays together."""
    lines: list[Line] = []
    line: list[Atom] = []
    used, room = 0.0, width - indent
    for atom in _fitting(_atoms(parts, size), width):
        if atom.end:
            lines.append(_set(line, indent if not lines else 0.0, full=False))
            line, used, room = [], 0.0, width
            continue
        gap = atom.gap if line else 0.0
        need = used + gap + atom.width
        if line and not atom.space and need - _hanging(atom, size) > room + 0.01:
            lines.append(_set(line, indent if not lines else 0.0, full=True))
            line, used, room = [], 0.0, width
            gap, need = 0.0, atom.width
        if atom.space and not line:
            continue
        line.append(atom)
        used = need
    if line or not lines:
        lines.append(_set(line, indent if not lines else 0.0, full=False))
    return lines


def natural_widths(face: Typeface, text: str, size: float) -> tuple[float, float]:
    """Width of the widest atom and of the longest line of a text."""
    widest = longest = line = 0.0
    for atom in _atoms([(face, text, False)], size):
        if atom.end:
            line = 0.0
            continue
        line += atom.gap + atom.width
        longest = max(longest, line)
        if not atom.space:
            widest = max(widest, atom.width)
    return widest, longest


# -- atoms --------------------------------------------------------------------------------------------------


def _atoms(parts: Iterable[tuple[Typeface, str, bool]], size: float) -> Iterator[Atom]:
    held: Atom | None = None
    join = False
    for face, text, together in parts:
        latin = not HAN.search(text)
        for kind, token in _tokens(text, together, latin):
            if kind == "line" or kind == "space":
                if held:
                    yield held
                held, join = None, False
                yield (
                    Atom([], 0.0, end=True)
                    if kind == "line"
                    else Atom(_runs(face, token, size, loose=True), face.width(token) * size, space=True)
                )
                continue
            if kind == "glue":
                runs = _runs(face, token, size)
                if held:
                    _append(held, runs, 0.0, token[-1])
                else:
                    held = Atom(runs, sum(run[2] for run in runs), first=token[0], last=token[-1])
                join = True
                continue
            runs = _runs(face, token, size, latin)
            gap = _GAP * size if held and _spaced(held.last, token[0]) else 0.0
            if held and (join or token[0] in _CLOSING or held.last in _OPENING):
                _append(held, runs, gap, token[-1])
            else:
                if held:
                    yield held
                held = Atom(runs, sum(run[2] for run in runs), gap, first=token[0], last=token[-1])
            join = False
    if held:
        yield held


def _tokens(text: str, together: bool, latin: bool) -> Iterator[tuple[str, str]]:
    if together and "\n" not in text:
        yield "word", text
        return
    for found in (_LATIN_TOKEN if latin else _TOKEN).finditer(text):
        yield found.lastgroup or "word", found[0]


def _append(atom: Atom, runs: list[Run], gap: float, last: str) -> None:
    if gap:
        atom.runs.append(("", "", gap, False))
    atom.runs += runs
    atom.width += gap + sum(run[2] for run in runs)
    atom.last = last


def _fitting(atoms: Iterator[Atom], width: float) -> Iterator[Atom]:
    """Atoms that fit on a line; a longer one is divided character by character."""
    for atom in atoms:
        if atom.width <= width:
            yield atom
            continue
        part: list[Run] = []
        used = 0.0
        for font, text, whole_width, loose in atom.runs:
            for char in text:
                wide = whole_width / len(text)
                if part and used + wide > width:
                    yield Atom(part, used, first=part[0][1][:1], last=part[-1][1][-1:])
                    part, used = [], 0.0
                part.append((font, char, wide, loose))
                used += wide
        if part:
            yield Atom(part, used, first=part[0][1][:1], last=part[-1][1][-1:])


def _runs(
    face: Typeface, text: str, size: float, latin: bool = False, loose: bool | None = None
) -> list[Run]:
    """Stretches of one font."""
    runs: list[Run] = []
    font, kept, width = "", "", 0.0
    stretch = bool(HAN.match(text)) if loose is None else loose
    for char in text:
        name, shown, ems = face.latin_quote(char) if latin and is_quote(char) else face[char]
        if name != font and kept:
            runs.append((font, kept, width * size, stretch))
            kept, width = "", 0.0
        font = name
        kept += shown
        width += ems
    if kept:
        runs.append((font, kept, width * size, stretch))
    return runs


def _spaced(last: str, first: str) -> bool:
    """Whether a little room belongs between two characters: Chinese beside Latin."""
    if last in _PUNCTUATION or first in _PUNCTUATION:
        return False
    return (HAN.match(last) is None) != (HAN.match(first) is None) and not (last.isspace() or first.isspace())


def _hanging(atom: Atom, size: float) -> float:
    return size * 0.45 if atom.last in _HALF else 0.0


# -- lines --------------------------------------------------------------------------------------------------


def _set(atoms: Sequence[Atom], indent: float, *, full: bool) -> Line:
    """Atoms as pieces from the left; neighbours of one font and kind become one piece."""
    while atoms and atoms[-1].space:
        atoms = atoms[:-1]
    pieces: list[Piece] = []
    x = indent
    start, font, text, width, loose = x, "", "", 0.0, False
    for position, atom in enumerate(atoms):
        gap = atom.gap if position else 0.0
        for run_font, run_text, run_width, run_loose in (
            [("", "", gap, False), *atom.runs] if gap else atom.runs
        ):
            if text and (run_font != font or run_loose != loose):
                pieces.append(Piece(start, font, text, width, loose))
                text = ""
            if not text:
                start, font, width, loose = x, run_font, 0.0, run_loose
            text += run_text
            width += run_width
            x += run_width
    if text:
        pieces.append(Piece(start, font, text, width, loose))
    return Line(pieces, x, full)
