"""Embedded fonts and what to do where one lacks a sign: try the next, at last print 〓 and remember it.

Which file has which sign is told in ``resources/fonts/README.md``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.content.places import resource_root

Style = Literal["serif", "sans", "bold"]

MISSING = "〓"
"""Stands where no font has the sign."""

_CHAINS: dict[Style, tuple[str, ...]] = {
    "serif": ("NotoSerifSC-Regular", "NotoSans-Regular", "NotoSansSymbols2-Regular"),
    "sans": ("NotoSansSC-Regular", "NotoSans-Regular", "NotoSansSymbols2-Regular"),
    "bold": ("NotoSansSC-Bold", "NotoSans-Regular", "NotoSansSymbols2-Regular"),
}
_SIMILAR = {
    "\u2009": " ", "\u202f": " ", "\u2003": "\u2002", "\u2011": "-",
    "\u00ad": "", "\u2060": "", "\u200b": "", "\ufeff": "", "\r": "", "\t": " ",
}  # fmt: skip
"""Signs printed by another one: the thin space is as wide as the space of these fonts, joiners have no width."""

_LATIN_QUOTES = frozenset("“”‘’")

Glyph = tuple[str, str, float]
"""Font name, character to print, width in ems."""


class Typeface(dict[str, Glyph]):
    """The glyph of every character in one style; looked up once, then a plain dictionary."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._fonts = [(name, _font(name).face.charWidths) for name in _CHAINS[style]]
        self.primary = _CHAINS[style][0]

    def __missing__(self, char: str) -> Glyph:
        glyph = self[char] = self._find(char)
        return glyph

    def _find(self, char: str) -> Glyph:
        shown = _SIMILAR.get(char, char)
        if not shown:
            return self.primary, "", 0.0
        for name, widths in self._fonts:
            if ord(shown) in widths:
                return name, shown, widths[ord(shown)] / 1000
        return self.primary, MISSING, 1.0

    def width(self, text: str) -> float:
        """Width in ems."""
        return sum([self[char][2] for char in text])

    def latin_quote(self, char: str) -> Glyph:
        """A quotation mark between Latin words: not the full-width one of the Chinese fonts."""
        name, widths = self._fonts[1]
        return name, char, widths[ord(char)] / 1000


@cache
def typeface(style: Style) -> Typeface:
    """The typeface of a style, its fonts read once for the life of the program."""
    return Typeface(style)


def is_quote(char: str) -> bool:
    """Whether a character is a quotation mark both scripts share."""
    return char in _LATIN_QUOTES


def unprintable(text: str) -> set[str]:
    """The characters of a text that no font has."""
    missing = typeface("sans")
    return {char for char in set(text) if char not in f"\n{MISSING}" and missing[char][1] == MISSING}


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(resource_root() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font
