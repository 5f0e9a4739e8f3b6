"""How much room a text takes, near enough to keep labels apart without asking a font."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iIl.,:;|!'’`()[]{}jt·")
_THIN = "\u2009"


def text_width(text: str, size: float) -> float:
    """Estimated width in points, on the generous side; East Asian wide characters take a full em.

    >>> text_width("电力", 10.0)
    20.0
    """
    return sum(_ems(char) for char in text) * size


def _ems(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if char == _THIN:
        return 0.2
    if char in _NARROW:
        return 0.36
    return 0.68 if char.isupper() or char in "%mw—−" else 0.58


def shortened(text: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``width``."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
