"""Measures and colours of the page, in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4

from desktop.figures import Role
from desktop.reports.pdf.fonts import Style

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = RIGHT = 62.0
TOP, BOTTOM = 68.0, 60.0
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

INK = HexColor("#15202B")
SOFT = HexColor("#4D5C6A")
FAINT = HexColor("#6B7A89")
RULE = HexColor("#B8C2CA")
HAIR = HexColor("#DDE3E8")
ACCENT = HexColor("#0F766E")
WARNING = HexColor("#AD4F08")
PAPER = HexColor("#FFFFFF")

COLORS: dict[Role, Color] = {
    "ink": INK, "ink_soft": SOFT, "line": HexColor("#D5DCE1"), "accent": ACCENT, "muted": HexColor("#90A2AE"),
    "warning": WARNING, "error": HexColor("#B42318"), "surface": PAPER,
    "series0": HexColor("#0F5B55"), "series1": HexColor("#3B7DBD"), "series2": HexColor("#D9A04A"),
    "series3": HexColor("#7A4F8E"), "series4": HexColor("#7C8B98"), "series5": HexColor("#A9C26B"),
}  # fmt: skip
"""Colours of figures; their lightness differs, so that a grey print keeps the series apart."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set: ``indent`` in ems for the first line."""

    style: Style
    size: float
    leading: float
    color: Color = INK
    align: Literal["left", "center", "right", "justify"] = "left"
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0


BODY = Look("serif", 10.5, 19.0, align="justify", indent=2.0, after=4.0)
BODY_EN = Look("serif", 10.5, 16.0, align="justify", after=6.0)
BODY_SECOND = Look("serif", 9.5, 14.5, SOFT, align="justify", after=8.0)
CHAPTER = Look("bold", 20.0, 27.0, after=14.0)
SECTION = Look("bold", 14.5, 20.0, before=12.0, after=7.0)
SUBSECTION = Look("bold", 11.5, 16.0, before=8.0, after=5.0)
CAPTION = Look("bold", 9.0, 13.0, align="center", before=8.0, after=5.0)
CAPTION_BELOW = Look("bold", 9.0, 13.0, align="center", before=5.0, after=2.0)
SOURCE = Look("sans", 7.5, 11.0, FAINT, before=4.0, after=10.0)
REMARK = Look("sans", 8.5, 13.0, SOFT, before=4.0, after=8.0)
CELL_SIZES = (8.5, 8.0, 7.5, 7.0)
"""Sizes tried for a table until its widest words fit."""
CELL_SIZES_AT_WORST = (*CELL_SIZES, 6.5, 6.0)
"""Sizes of a table with too many columns that cannot be set in parts."""
