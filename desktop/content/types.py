"""What content may say: the strict types behind ``forms/`` and ``resources/``.

YAML is decoded into these structs question by question (unknown keys refused), linted, and compiled to one
file; the program never reads YAML at start. Words follow XLSForm where it fits: ``relevance``, ``constraint``,
``constraint_message``, ``calculation``, ``choices``, ``required``, ``hint``.
"""

from __future__ import annotations

import re
from typing import Literal

from desktop.content.item import Item
from desktop.content.types_reference import Reference, UnitRow
from desktop.content.types_report import Chapter
from desktop.model.period import PeriodKind
from desktop.model.problem import Severity
from desktop.model.text import Source, Standing, Text

_NUMBERS = re.compile(r"(.+?)(?:_\d+)+")


class Help(Item, frozen=True, kw_only=True):
    """Guidance beside a question, in the words of the person who has the answer.

    ``what`` is asked; ``why`` with the clause; ``where`` to find it on site; ``evidence`` that proves it;
    ``example`` of a good answer; ``sources`` are ids from ``forms/sources/``.
    """

    what: Text
    why: Text | None = None
    where: Text | None = None
    evidence: Text | None = None
    example: Text | None = None
    sources: tuple[str, ...] = ()


class Choice(Item, frozen=True, kw_only=True):
    """One allowed value of a choice column."""

    value: str
    label: Text


class ColumnBase(Item, frozen=True, kw_only=True):
    """What every column (of a table) or field (of a record) has."""

    id: str
    label: Text
    required: bool = False
    relevance: str = ""  # expression; hidden while false, hidden counts as not applicable
    constraint: str = ""  # expression over ``value`` and the row; false = a problem, never a refusal
    constraint_message: Text | None = None
    constraint_severity: Severity = Severity.WARNING
    period: PeriodKind = "none"
    calculation: str = ""  # expression; a calculated column cannot be typed into
    hint: Text | None = None
    help: Help | None = None
    standing: Standing = Standing.DERIVED
    evidence: bool = False  # evidence is expected for this answer
    width: Literal["short", "normal", "wide"] = "normal"


class TextColumn(ColumnBase, frozen=True, kw_only=True, tag_field="type", tag="text"):
    """Free text; ``long`` gets several lines, ``many`` holds several texts (the paths a piece of evidence proves)."""

    long: bool = False
    many: bool = False


class NumberColumn(ColumnBase, frozen=True, kw_only=True, tag_field="type", tag="number"):
    """A number with a unit.

    ``unit`` is fixed, or ``unit_from`` names a text/choice column of the same row holding the unit. In ``unit`` a
    calculated column may write ``{column}`` to build on a row's unit text, e.g. ``{unit}/t``.
    ``months``: the annual value is the sum of months where months are given (design: time).
    """

    unit: str = ""
    unit_from: str = ""
    whole: bool = False
    months: bool = False
    decimals: int | None = None


class FlagColumn(ColumnBase, frozen=True, kw_only=True, tag_field="type", tag="flag"):
    """Yes or no."""


class DateColumn(ColumnBase, frozen=True, kw_only=True, tag_field="type", tag="date"):
    """A calendar date, YYYY-MM-DD."""


class PeriodColumn(ColumnBase, frozen=True, kw_only=True, tag_field="type", tag="period"):
    """A year, month or span of months as an answer."""


class ChoiceColumn(ColumnBase, frozen=True, kw_only=True, tag_field="type", tag="choice"):
    """One value (or several, ``many``) from a shared list ``choices`` or from the keys of a ``reference`` table.

    ``open``: the list is not complete, so a value outside of it may be typed. ``coded``: people see the value
    before its name, as with the classes of an industry standard.
    """

    choices: str = ""
    reference: str = ""
    many: bool = False
    open: bool = False
    coded: bool = False


class RefColumn(ColumnBase, frozen=True, kw_only=True, tag_field="type", tag="ref"):
    """A reference to a row of another table; expressions follow it with a dot: ``product.output``."""

    table: str
    many: bool = False


Column = TextColumn | NumberColumn | FlagColumn | DateColumn | PeriodColumn | ChoiceColumn | RefColumn


class Presets(Item, frozen=True, kw_only=True):
    """The rows every audit begins with: one for each key of ``reference``, which is its row id and its ``column``.

    ``fixed``: the list is complete as it is; the window adds and removes no rows.
    """

    reference: str
    column: str
    fixed: bool = False


class Table(Item, frozen=True, kw_only=True):
    """A home of facts. ``single`` tables are records with one implicit row, addressed ``record.field``."""

    id: str
    title: Text
    columns: tuple[Column, ...]
    single: bool = False
    row_label: str = ""  # column that names a row to people
    system: bool = False
    renamed: dict[str, str] = {}
    presets: Presets | None = None


class View(Item, frozen=True, kw_only=True):
    """One part of a sheet: some columns of a table (``kind`` grid), fields of a record (form), or a special editor.

    ``kind``: ``grid`` rows × columns; ``form`` fields of a record; ``cards`` a form for each row, one at a time;
    ``matrix`` a two-way table of ``table`` (cells) over ``across``/``down`` reference columns; ``balance`` inputs and
    outputs of one parent row; ``results`` the results of a method over its rows; ``ladder`` what a grading comes to,
    indicator by indicator against its levels, for each of its rows (``method`` is a binding of ``grade``).
    ``filter`` is an expression over the row; ``defaults`` are set on rows added through this view.
    ``across_filter`` of a matrix is one over the rows across, such as the options that are ranked.
    ``years`` shows the last three years side by side. Results ``by`` year have a line for each year of each row.
    """

    id: str
    kind: Literal["grid", "form", "cards", "matrix", "balance", "results", "ladder"]
    table: str
    title: Text | None = None
    columns: tuple[str, ...] = ()
    filter: str = ""
    defaults: dict[str, str] = {}
    across: str = ""
    across_filter: str = ""
    down: str = ""
    parent: str = ""
    method: str = ""
    by: Literal["none", "year"] = "none"
    value: str = ""


class Limit(Item, frozen=True, kw_only=True):
    """A figure another one is held against: its path (of a column or result) and what it is called."""

    path: str
    label: Text


class Headline(Item, frozen=True, kw_only=True):
    """A figure shown under a sheet or on the overview: a result path with its caption and unit.

    ``name_from`` is the path of a text that names the figure better where it is given (the plant's own indicator).
    ``limits`` are figures it should not exceed, the strictest first; the overview says which of them it keeps.
    ``trend``: a yearly figure the overview draws over three years; ``earlier`` (``table.column``) adds the years
    before, ``events`` (a table) marks what happened in them. Those with earlier years come first.
    """

    path: str
    label: Text
    unit: str = ""
    name_from: str = ""
    limits: tuple[Limit, ...] = ()
    trend: bool = False
    earlier: str = ""
    events: str = ""


class Sheet(Item, frozen=True, kw_only=True):
    """A page in the official layout. The printed number is data, never a key.

    ``relevance``: while surely false the sheet does not apply: it is not asked, not counted and not printed, and its
    answers stay as they are. It reads answers of records, so that each hidden sheet can name the answer that hid it.
    """

    id: str
    number: str
    stage: int
    step: str
    title: Text
    purpose: Text
    who: Text
    views: tuple[View, ...]
    headlines: tuple[Headline, ...] = ()
    relevance: str = ""  # expression; hidden while false
    done: str = ""  # expression: the done-criterion
    chapter: str = ""
    standing: Standing = Standing.RECALLED
    source: str = ""


class StepGuide(Item, frozen=True, kw_only=True):
    """What a step is for, who does it, what proves it and when it is done, in words.

    ``sheets``: sheets of other steps in which it is written down, where it has none of its own.
    """

    purpose: Text
    who: Text
    evidence: Text
    done: Text
    sheets: tuple[str, ...] = ()


class Stage(Item, frozen=True, kw_only=True):
    """One of the seven stages; ``older`` is the selectable older name set, ``about`` explains its steps."""

    number: int
    title: Text
    older: Text
    steps: dict[str, Text]
    about: dict[str, StepGuide] = {}


class ResultColumn(Item, frozen=True, kw_only=True):
    """One published result of a bound method: step name, label, display unit.

    ``said_by`` names another result; where its value is among ``words``, these are shown in place of the number.
    """

    name: str
    label: Text
    unit: str = ""  # unit of the method's plain number
    display: str = ""  # unit shown, where another one reads better (a fraction as %)
    decimals: int | None = None
    said_by: str = ""
    words: dict[str, Text] = {}


class Binding(Item, frozen=True, kw_only=True):
    """A method bound to tables: its results live at ``<id>[row].name@period``.

    ``for_each`` names the table whose rows it runs over (empty: once, results at ``<id>.name``); ``inputs`` are
    expressions in the scope of that row (``measured.unit`` puts ``unit`` into an object ``measured``); ``members``
    describe list inputs: for each row of ``table`` matching ``where``, one object of ``fields`` expressions.
    ``period``: run per year or per edition; a method that asks for a ``year`` is told the year it runs for.
    ``yearly`` are steps the method takes for each year from 0; their results live at ``<id>[row].name_3@period``.
    ``steps`` are those it takes for each of several members, by their numbers: ``<id>.name_2_1@period``.
    """

    id: str
    method: str
    title: Text
    inputs: dict[str, str]
    members: dict[str, Members] = {}
    results: tuple[ResultColumn, ...]
    for_each: str = ""
    relevance: str = ""
    period: PeriodKind = "none"
    yearly: tuple[ResultColumn, ...] = ()
    steps: tuple[ResultColumn, ...] = ()

    def result(self, name: str) -> ResultColumn | None:
        """A published result; a name such as ``flow_3`` is that of a yearly one, ``share_2_1`` that of a step."""
        found = next((one for one in self.results if one.name == name), None)
        if found is not None:
            return found
        base, _, year = name.rpartition("_")
        if year.isdecimal():
            found = next((one for one in self.yearly if one.name == base), None)
        numbered = _NUMBERS.fullmatch(name)
        if found is None and numbered is not None:
            found = next((one for one in self.steps if one.name == numbered[1]), None)
        return found


class Members(Item, frozen=True, kw_only=True):
    """A list input of a method, gathered from the rows of ``table`` for which ``where`` is true.

    Bare names are columns of the member row; ``this`` is the id of the outer row (``for_each``), or of the member
    row itself where the method runs once: ``balance == this and direction == "in"``. ``key`` (an expression, usually
    ``this``-like a reference column) makes the input a mapping ``{key: fields}``, or ``{key: number}`` where the
    only field is ``value``; ``within`` names an outer key besides: ``{within: {key: ...}}``, as for the scores of each
    candidate by factor. Units: a field is a plain number; write ``in_unit(amount, unit)`` to say in which unit.
    """

    table: str
    where: str = ""
    fields: dict[str, str]
    key: str = ""
    within: str = ""


class Example(Item, frozen=True, kw_only=True):
    """Answers on which a check fires or stays silent: ``given: {amount: "12 t", products.output: "3 t | 4 t"}``."""

    fires: bool
    given: dict[str, str]


class Check(Item, frozen=True, kw_only=True):
    """A rule over the data. Fires where ``when`` is true (unknown never fires).

    Message texts live here so that an auditor reads rule and words together; holes: ``{found}``, ``{expected}``
    and names of ``shows`` (expression by name). ``examples``: at least one that fires and one that does not; lint
    tries them.
    """

    code: str
    severity: Severity
    for_each: str = ""
    period: PeriodKind = "none"
    when: str
    at: str = (
        ""  # where it points: a column of the row, ``record.field``, or a table where the check runs once
    )
    found: str = ""
    expected: str = ""
    unit: str = ""  # unit in which found and expected are worded; empty: the unit of the cell ``at``
    shows: dict[str, str] = {}
    message: Text
    fix: Text
    examples: tuple[Example, ...] = ()
    source: str = ""
    standing: Standing = Standing.DERIVED


class Edition(Item, frozen=True, kw_only=True):
    """``forms/library.yaml``: which edition of the content this is."""

    version: str


CONTENT_SCHEMA = 1
"""Raised when snapshots written by older programs need an upgrader."""


class LibraryData(Item, frozen=True, kw_only=True):
    """The whole compiled library: one object, one file. ``desktop.content.library.Library`` wraps it with indexes.

    ``own``: what comes from the user's overlay, by item (``references/grid_factors.own_1``), with its reason.
    """

    version: str
    schema: int
    digest: str
    sources: dict[str, Source]
    units: tuple[UnitRow, ...]
    choices: dict[str, tuple[Choice, ...]]
    tables: tuple[Table, ...]
    stages: tuple[Stage, ...]
    sheets: tuple[Sheet, ...]
    bindings: tuple[Binding, ...]
    checks: tuple[Check, ...]
    references: tuple[Reference, ...]
    chapters: tuple[Chapter, ...]
    overview: tuple[Headline, ...]
    messages: dict[str, Text]
    own: dict[str, str] = {}
