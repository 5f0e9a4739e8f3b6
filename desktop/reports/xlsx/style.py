"""Looks of the workbook: one palette, few styles, shared objects (openpyxl hashes every style it is given)."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook

ACCENT = "0F766E"
INK = "15202B"
SOFT = "4D5C6A"
LINE = "DFE5E9"
HEAD = "EEF2F4"
INPUT = "F3FAF8"

FACE = "Noto Sans SC"
_THIN = Side(style="thin", color=LINE)
_RULE = Border(bottom=_THIN)
_WRAP = Alignment(vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_LEFT = Alignment(vertical="center")
_OPEN = Protection(locked=False)


def add_styles(book: Workbook) -> None:
    """Register the named styles once."""
    for style in (
        NamedStyle("qs_title", font=Font(FACE, 14, bold=True, color=INK), alignment=_LEFT),
        NamedStyle("qs_note", font=Font(FACE, 9, color=SOFT), alignment=Alignment(vertical="top", wrap_text=True)),
        NamedStyle("qs_head", font=Font(FACE, 9, bold=True, color=INK), fill=PatternFill("solid", fgColor=HEAD),
                   border=Border(top=_THIN, bottom=_THIN), alignment=Alignment("center", "center", wrap_text=True)),
        NamedStyle("qs_text", font=Font(FACE, 10, color=INK), border=_RULE, alignment=_WRAP),
        NamedStyle("qs_number", font=Font(FACE, 10, color=INK), border=_RULE, alignment=_RIGHT),
        NamedStyle("qs_given", font=Font(FACE, 10, color=INK), border=_RULE, alignment=_RIGHT,
                   fill=PatternFill("solid", fgColor=INPUT), protection=_OPEN),
        NamedStyle("qs_given_text", font=Font(FACE, 10, color=INK), border=_RULE, alignment=_WRAP,
                   fill=PatternFill("solid", fgColor=INPUT), protection=_OPEN),
        NamedStyle("qs_figure", font=Font(FACE, 10, color=ACCENT), border=_RULE, alignment=_RIGHT),
        NamedStyle("qs_quiet", font=Font(FACE, 8, color="82909C"), border=_RULE, alignment=_RIGHT),
        NamedStyle("qs_quiet_text", font=Font(FACE, 8, color="82909C"), border=_RULE, alignment=_LEFT),
        NamedStyle("qs_link", font=Font(FACE, 10, color=ACCENT, underline="single"), border=_RULE, alignment=_WRAP),
        NamedStyle("qs_section", font=Font(FACE, 11, bold=True, color=ACCENT), alignment=_LEFT),
    ):  # fmt: skip
        book.add_named_style(style)


def number_format(decimals: int | None) -> str:
    """Thousands grouped; as many decimals as the place wants, all there are where it says nothing."""
    return "#,##0" + ("." + "0" * decimals if decimals else "") if decimals is not None else "#,##0.######"
