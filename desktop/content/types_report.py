"""What content may say about the report: chapters, sections and their blocks."""

from __future__ import annotations

from typing import Literal

from desktop.content.item import Item
from desktop.expr import Kind
from desktop.model.text import Text


class Prose(Item, frozen=True, kw_only=True, tag_field="block", tag="prose"):
    """A paragraph with live values: ``{expression | unit | decimals}`` holes in both languages."""

    text: Text
    when: str = ""


class ReportTable(Item, frozen=True, kw_only=True, tag_field="block", tag="table"):
    """A numbered table: a view of a sheet, or some ``columns`` of it, for paper is narrower than a window.

    ``where`` is an expression over the row; only rows for which it is true are printed.

    ``years`` ``base`` prints the base year alone; ``totals`` are expressions by column for a last line. With ``gaps``
    an empty cell is printed as still to be filled in: for papers that are published, where a gap must be seen.
    """

    caption: Text
    sheet: str = ""
    view: str = ""
    columns: tuple[str, ...] = ()
    where: str = ""
    years: Literal["three", "base"] = "three"
    totals: dict[str, str] = {}
    gaps: bool = False
    when: str = ""
    note: Text | None = None


FigureKind = Literal[
    "bars", "pie", "cash_flow",
    "bubbles", "gantt", "pareto", "before_after", "tornado",
    "waterfall", "quadrants", "abatement",
]  # fmt: skip

ROW_FIGURES: dict[FigureKind, tuple[dict[str, Kind], dict[str, Kind]]] = {
    "bubbles": (
        {"x": "number", "y": "number"},
        {"size": "number", "hollow": "flag", "label": "any", "detail": "any"},
    ),
    "gantt": (
        {"start": "text", "end": "text"},
        {"part": "number", "ended": "text", "state": "any", "late": "flag", "label": "any", "detail": "any"},
    ),
    "pareto": ({"value": "number"}, {"group": "any", "label": "any", "detail": "any"}),
    "before_after": (
        {"before": "number"},
        {"expected": "number", "after": "number", "spread": "number", "label": "any", "detail": "any"},
    ),
    "tornado": ({"base": "number", "value": "number"}, {"group": "any", "label": "any", "detail": "any"}),
}
"""Figures with one shape for each row of a table: the values they need of a row, and those they can use."""

METHOD_FIGURES: dict[FigureKind, tuple[str, ...]] = {
    "cash_flow": ("economics",),
    "waterfall": ("waterfall",),
    "quadrants": ("co_control",),
    "abatement": ("co_control",),
}
"""Figures of what a method returns, with the methods that return it."""


FIGURE_VALUES: dict[FigureKind, tuple[dict[str, Kind], dict[str, Kind]]] = {
    **ROW_FIGURES,
    "waterfall": ({"before": "number", "after": "number"}, {"unit": "text"}),
}
"""All figures that read formulas of a row."""


class ReportFigure(Item, frozen=True, kw_only=True, tag_field="block", tag="figure"):
    """A numbered figure: ``kind`` and the expressions that feed it.

    ``source``: for bars a result path without period (``earlier`` adds years before the three), for a pie
    ``table.column``, for the figures of rows the table, for the figures of methods the id of the binding. ``values``
    are the formulas of a row, ``units`` the units of the axes, ``milestones`` of a time plan the ids of date fields,
    ``slopes`` of bubbles the years of payback drawn.
    """

    caption: Text
    kind: FigureKind
    source: str
    row: str = ""
    where: str = ""  # expression over the row; only rows for which it is true are drawn
    unit: str = ""
    limit: str = ""  # expression of a reference line
    earlier: str = ""  # bars: ``table.column`` of earlier years, the table with a column ``year``
    events: str = ""  # bars: table with ``year`` and ``name`` of what is marked under the years
    limit_label: Text | None = None
    label: str = ""  # pie: column naming the slices
    values: dict[str, str] = {}
    units: dict[str, str] = {}
    across: Text | None = None
    up: Text | None = None
    end_label: Text | None = None  # waterfall: what the last bar is called
    slopes: tuple[float, ...] = ()
    milestones: tuple[str, ...] = ()
    of: Literal["CO2e", "APeq", "IAPeq"] = "CO2e"  # abatement: what the curve is drawn over
    change: str = ""  # waterfall: column of the gathered rows that holds their change
    most: int = 12
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


class ReportPhotos(Item, frozen=True, kw_only=True, tag_field="block", tag="photos"):
    """A numbered page of pictures: evidence of the kind ``photo`` that proves rows of ``table``, with their titles.

    ``where`` is an expression over the row; only pictures of rows for which it is true are printed.
    """

    caption: Text
    table: str
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


class ReportLadder(Item, frozen=True, kw_only=True, tag_field="block", tag="ladder"):
    """A numbered figure for each row that is graded: its indicators against their levels, the verdict below.

    ``source`` is a binding of ``grade``; ``where`` an expression over the rows it runs for.
    """

    caption: Text
    source: str
    edition: Literal["current", "assessment", "acceptance"] = "current"
    where: str = ""
    when: str = ""


class ReportField(Item, frozen=True, kw_only=True):
    """A line of a form: what is said under ``label``. ``value`` is an expression, in ``unit`` where one is given.

    A line without a value says that it is still to be filled in, and where: at the place ``value`` names, else at the
    path ``at``.
    """

    label: Text
    value: str
    unit: str = ""
    decimals: int | None = None
    at: str = ""
    when: str = ""


class ReportFields(Item, frozen=True, kw_only=True, tag_field="block", tag="fields"):
    """A numbered form of named lines gathered from anywhere in the audit; each line is printed or seen to be open."""

    caption: Text
    fields: tuple[ReportField, ...]
    when: str = ""
    note: Text | None = None


class ReportListing(Item, frozen=True, kw_only=True, tag_field="block", tag="listing"):
    """A numbered table of what the program finds about the audit.

    ``screening``: the five conditions, each with outcome, tier, reasons, what is missing and its legal basis.
    ``problems``: what the checks found and nobody explained; ``dismissals``: what was explained, with the reason.
    ``objections``: what reviewers may object to, with places, papers and the answer prepared.
    ``marks``: questions people flagged or ticked for themselves.
    """

    caption: Text
    of: Literal["screening", "problems", "dismissals", "objections", "marks"]
    when: str = ""
    note: Text | None = None


ReportBlock = (
    Prose
    | ReportTable
    | ReportFigure
    | ReportFlows
    | ReportPhotos
    | ReportProcess
    | ReportLadder
    | ReportFields
    | ReportListing
)

ReportKind = Literal["audit", "acceptance", "disclosure", "findings"]


class Section(Item, frozen=True, kw_only=True):
    """A section of a chapter."""

    id: str
    title: Text
    blocks: tuple[ReportBlock, ...] = ()


class Chapter(Item, frozen=True, kw_only=True):
    """A chapter of a report; an ``annex`` stands behind the chapters and has a letter for its number.

    ``kind`` is the report it belongs to. Papers for publication (``disclosure``) are documents of their own: their
    ``number`` orders them and is not printed, and ``when`` says whether there is such a document at all.
    """

    id: str
    number: int
    title: Text
    sections: tuple[Section, ...]
    annex: bool = False
    kind: ReportKind = "audit"
    when: str = ""
