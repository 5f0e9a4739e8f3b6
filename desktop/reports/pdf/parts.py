"""Boxes of the remaining blocks: headings with bookmarks, figures, remarks, contents, the cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color

from desktop.reports.model import Cover, Figure, Heading, Note
from desktop.reports.pdf.box import Box, Place
from desktop.reports.pdf.breaking import WIDE, whole
from desktop.reports.pdf.fonts import Style, Typeface, typeface
from desktop.reports.pdf.look import (
    ACCENT,
    CAPTION_BELOW,
    CHAPTER,
    FAINT,
    HEIGHT,
    INK,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    REMARK,
    RULE,
    SECTION,
    SOFT,
    SOURCE,
    SUBSECTION,
    WARNING,
    WIDTH,
    Look,
)
from desktop.reports.pdf.painter import paint
from desktop.reports.pdf.text import Paragraph, draw_line, draw_lines, paragraph, set_lines

HEADINGS: dict[int, Look] = {1: CHAPTER, 2: SECTION, 3: SUBSECTION}


_SMALLEST = 0.8  # of a figure
_SCRIPTS = re.compile(rf"(?<=[{WIDE}]) (?=[A-Z])")


class Title(Paragraph):
    """A heading: never last on its page, a bookmark, the running head from here on."""

    keeps_next = True

    def __init__(self, heading: Heading) -> None:
        look = HEADINGS[heading.level]
        words = f"{heading.number}\u2002{heading.title}" if heading.number else heading.title
        super().__init__(set_lines(words, look, WIDTH), look)
        self.heading = heading
        self.key = heading.key
        self.chapter = (heading.running or heading.text) if heading.level == 1 else ""

    @property
    def lead(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> tuple[Box, Box] | None:
        """A heading is not divided."""
        del room
        return None

    def draw(self, place: Place) -> None:
        """The words, a bookmark and an entry of the outline."""
        super().draw(place)
        canvas = place.canvas
        canvas.bookmarkHorizontal(self.key, 0, place.top + 12)
        if self.heading.listed:
            canvas.addOutlineEntry(
                self.heading.text, self.key, self.heading.level - 1, closed=self.heading.level > 1
            )


class Picture(Box):
    """A figure over its caption and note, kept together."""

    before, after = 8.0, 10.0

    def __init__(self, figure: Figure, scale: float = 1.0) -> None:
        self.figure = figure
        self.key = figure.key
        self.scale = min(scale, WIDTH / figure.drawing.width)
        self.caption = paragraph(f"{figure.number}\u2003{figure.caption}", CAPTION_BELOW)
        self.note = paragraph(figure.note, _centred(SOURCE)) if figure.note else None
        self._drawn = figure.drawing.height * self.scale
        self.height = self._drawn + CAPTION_BELOW.before + self.caption.height
        self.height += self.note.height + 2.0 if self.note else 0.0

    def squeezed(self, room: float) -> Box | None:
        """Down to four fifths, so that a page does not stay half empty."""
        scale = self.scale - (self.height - room) / self.figure.drawing.height
        return Picture(self.figure, scale) if scale >= _SMALLEST else None

    def draw(self, place: Place) -> None:
        """The drawing in the middle, then its words."""
        canvas, width = place.canvas, self.figure.drawing.width * self.scale
        canvas.bookmarkHorizontal(self.key, 0, place.top + 12)
        canvas.saveState()
        canvas.translate(place.x + (WIDTH - width) / 2, place.top)
        canvas.scale(self.scale, self.scale)
        paint(canvas, self.figure.drawing, 0.0, 0.0)
        canvas.restoreState()
        top = place.top - self._drawn - CAPTION_BELOW.before
        self.caption.draw(Place(canvas, place.x, top, place.pages))
        if self.note:
            self.note.draw(Place(canvas, place.x, top - self.caption.height - 2.0, place.pages))


class Remark(Paragraph):
    """A note with a rule at its left; a warning has a coloured one."""

    def __init__(self, note: Note) -> None:
        look = REMARK if note.kind == "plain" else _coloured(REMARK, WARNING)
        super().__init__(set_lines(note.text, look, WIDTH - 10.0), look, WIDTH - 10.0, inset=10.0)
        self.kind = note.kind

    def draw(self, place: Place) -> None:
        """The rule and the words."""
        canvas = place.canvas
        canvas.setStrokeColor(WARNING if self.kind == "warning" else RULE)
        canvas.setLineWidth(1.6)
        canvas.line(place.x + 1.0, place.top, place.x + 1.0, place.top - self.height)
        super().draw(place)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    text: str
    key: str
    level: int


class Listing(Box):
    """Lines of contents: words, dots, page; each a link."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.height = sum(_entry_height(entry) for entry in entries)
        self.after = 10.0

    @property
    def lead(self) -> float:
        """Three lines."""
        return sum(_entry_height(entry) for entry in self.entries[:3])

    def split(self, room: float) -> tuple[Box, Box] | None:
        """As many lines as fit."""
        count = 0
        for entry in self.entries:
            room -= _entry_height(entry)
            if room < -0.01:
                break
            count += 1
        if not 0 < count < len(self.entries):
            return None
        return Listing(self.entries[:count]), Listing(self.entries[count:])

    def draw(self, place: Place) -> None:
        """All lines."""
        y = place.top
        for entry in self.entries:
            height = _entry_height(entry)
            self._line(place, entry, y, height)
            y -= height

    def _line(self, place: Place, entry: Entry, top: float, height: float) -> None:
        canvas = place.canvas
        size, style = (10.5, "bold") if entry.level == 1 else (9.5, "sans")
        face = typeface("bold" if style == "bold" else "sans")
        left = place.x + {1: 0.0, 2: 14.0}.get(entry.level, 30.0 if entry.level == 3 else 0.0)
        base = top - height / 2 - size * 0.37
        number = whole(typeface("sans"), str(place.pages.get(entry.key, "")), 9.5)
        right = place.x + WIDTH
        room = right - left - number.width - 26.0
        line = whole(face, shortened(face, entry.text, size, room), size)
        draw_line(canvas, line.pieces, size, INK, left, base)
        draw_line(canvas, number.pieces, 9.5, SOFT, right - number.width, base)
        start, end = left + line.width + 6.0, right - number.width - 6.0
        if end > start:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.6)
            canvas.setDash([0.6, 2.6])
            canvas.line(start, base + 1.0, end, base + 1.0)
            canvas.setDash([])
        if entry.key in place.pages:
            canvas.linkRect("", entry.key, (left, top - height, right, top), relative=0, thickness=0)


class Front(Box):
    """The cover; it has a page of its own and draws over all of it."""

    height = HEIGHT

    def __init__(self, cover: Cover) -> None:
        self.cover = cover

    def draw(self, place: Place) -> None:
        """Band, names, facts, date."""
        canvas, cover = place.canvas, self.cover
        canvas.setFillColor(ACCENT)
        canvas.rect(0, PAGE_HEIGHT - 11, PAGE_WIDTH, 11, stroke=0, fill=1)
        y = PAGE_HEIGHT - 172.0
        y = _centred_words(place, cover.organisation.printed, "bold", 25.0, y)
        y = _centred_words(place, cover.title, "bold", 35.0, y - 76.0, spread=0.1)
        y = _centred_words(place, cover.edition, "sans", 14.0, y - 44.0, color=SOFT)
        if cover.notice:
            _centred_words(place, cover.notice, "bold", 12.0, y - 30.0, color=WARNING)
        self._facts(place)
        _centred_words(place, cover.date.printed, "sans", 14.0, 96.0)

    def _facts(self, place: Place) -> None:
        canvas, x, width = place.canvas, LEFT + 68.0, WIDTH - 100.0
        look = Look("sans", 11.5, 17.0)
        sets = [
            set_lines(f"{_labelled(fact.label)}{fact.cell.printed}", look, width) for fact in self.cover.facts
        ]
        y = 160.0 + sum(17.0 * len(lines) + 10.0 for lines in sets)
        for fact, lines in zip(self.cover.facts, sets, strict=True):
            draw_lines(canvas, lines, look, x, y, width)
            if not fact.cell.text:
                end = x + lines[-1].width + 4.0
                canvas.setStrokeColor(FAINT)
                canvas.setLineWidth(0.6)
                canvas.line(end, y - 2.5, max(end + 110.0, x + 250.0), y - 2.5)
            y -= 17.0 * len(lines) + 10.0


def _labelled(label: str) -> str:
    if label.endswith((":", "：")):
        return label
    return f"{label}: " if label.isascii() else f"{label}："


def stacked(text: str) -> str:
    """A text in both languages on two lines: Chinese above, English below."""
    return _SCRIPTS.sub("\n", text, count=1)


def _centred_words(
    place: Place, text: str, style: Style, size: float, y: float, *, color: Color = INK, spread: float = 0.0
) -> float:
    """Lines in the middle of the page, the last baseline returned; long names get smaller."""
    first, _, second = stacked(text).partition("\n")
    if second:
        y = _centred_words(place, first, style, size, y, color=color, spread=spread)
        smaller = size if size < 20.0 else size * 0.62
        return _centred_words(place, second, style, smaller, y - smaller * 1.7, color=color)
    while size > 14.0 and typeface(style).width(text) * size * (1 + spread) > WIDTH * 2:
        size -= 1.0
    look = _centred(Look(style, size, size * 1.45, color))
    lines = set_lines(text, look, WIDTH)
    if len(lines) == 1 and spread:
        _spread(place, text, look, y, spread * size)
        return y
    draw_lines(place.canvas, lines, look, place.x, y, WIDTH)
    return y - look.leading * (len(lines) - 1)


def _spread(place: Place, text: str, look: Look, y: float, room: float) -> None:
    line = whole(typeface(look.style), text, look.size)
    width = line.width + room * (len(text) - 1)
    words = place.canvas.beginText()
    words.setFillColor(look.color)
    words.setCharSpace(room)
    x = place.x + (WIDTH - width) / 2
    for piece in line.pieces:
        words.setFont(piece.font, look.size)
        words.setTextOrigin(x, y)
        words.textOut(piece.text)
        x += piece.width + room * len(piece.text)
    words.setCharSpace(0)
    place.canvas.drawText(words)


def _centred(look: Look) -> Look:
    return replace(look, align="center", indent=0.0)


def _coloured(look: Look, color: Color) -> Look:
    return replace(look, color=color)


def _entry_height(entry: Entry) -> float:
    return {1: 23.0, 4: 16.5}.get(entry.level, 18.0)


def shortened(face: Typeface, text: str, size: float, room: float) -> str:
    """A text cut to a width, with an ellipsis where something is missing."""
    if face.width(text) * size <= room:
        return text
    while text and face.width(text + "…") * size > room:
        text = text[:-1]
    return text + "…"
