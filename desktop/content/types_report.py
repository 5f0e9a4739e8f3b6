"""What content may say about the report: chapters, sections and their blocks."""

from __future__ import annotations

from typing import Literal

from desktop.content.item import Item
from desktop.model.text import Text


class Prose(Item, frozen=True, kw_only=True, tag_field="block", tag="prose"):
    """A paragraph with live values: ``{expression | unit | decimals}`` holes in both languages."""

    text: Text
    when: str = ""


class ReportTable(Item, frozen=True, kw_only=True, tag_field="block", tag="table"):
    """A numbered table: a view of a sheet, or some ``columns`` of it, for paper is narrower than a window.

    ``where`` is an expression over the row; only rows for which it is true are printed.

    ``years`` ``base`` prints the base year alone; ``totals`` are expressions by column for a last line.
    """

    caption: Text
    sheet: str = ""
    view: str = ""
    columns: tuple[str, ...] = ()
    where: str = ""
    years: Literal["three", "base"] = "three"
    totals: dict[str, str] = {}
    when: str = ""
    note: Text | None = None


class ReportFigure(Item, frozen=True, kw_only=True, tag_field="block", tag="figure"):
    """A numbered figure: ``kind`` and the expressions that feed it."""

    caption: Text
    kind: Literal["bars", "pie", "cash_flow"]
    source: str  # bars: a result path without period; pie: table.column; cash_flow: binding id
    row: str = ""
    where: str = ""  # pie: expression over the row; only rows for which it is true are drawn
    unit: str = ""
    limit: str = ""  # expression of a reference line
    limit_label: Text | None = None
    label: str = ""  # pie: column naming the slices
    when: str = ""
    note: Text | None = None


class ReportFlows(Item, frozen=True, kw_only=True, tag_field="block", tag="flows"):
    """A numbered figure for each balance: its streams, each as wide as it is large.

    ``table`` holds the streams; ``parent`` names their balance, ``direction`` is ``in``, ``out`` or a change of stock,
    ``amount`` the size, ``loss`` a flag. ``rest`` is the column of the balance that holds what does not add up, and
    ``where`` an expression over the balance.
    """

    caption: Text
    table: str
    parent: str
    direction: str
    amount: str
    loss: str
    rest: str
    where: str = ""
    when: str = ""
    note: Text | None = None


class ReportProcess(Item, frozen=True, kw_only=True, tag_field="block", tag="process"):
    """A numbered flow sheet: the rows of ``table`` as boxes in the order of their flow.

    ``previous`` names the rows before, ``inputs`` what is put in, ``nodes`` where pollution arises. ``where`` is an
    expression over the row; only rows for which it is true are drawn.
    """

    caption: Text
    table: str
    previous: str
    inputs: str
    nodes: str
    where: str = ""
    when: str = ""
    note: Text | None = None


ReportBlock = Prose | ReportTable | ReportFigure | ReportFlows | ReportProcess


class Section(Item, frozen=True, kw_only=True):
    """A section of a chapter."""

    id: str
    title: Text
    blocks: tuple[ReportBlock, ...] = ()


class Chapter(Item, frozen=True, kw_only=True):
    """A chapter of the audit report; an ``annex`` stands behind the chapters and has a letter for its number."""

    id: str
    number: int
    title: Text
    sections: tuple[Section, ...]
    annex: bool = False
