"""Every expression of the content: names, kinds, units, and formulas that go round in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from desktop.content.examples import outcome, sides
from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.scope import LibraryScope
from desktop.content.types import Binding, Check, Column, NumberColumn, RefColumn, Table
from desktop.content.types_report import (
    FIGURE_VALUES,
    Chapter,
    Prose,
    ReportBlock,
    ReportField,
    ReportFields,
    ReportFigure,
    ReportFlows,
    ReportLadder,
    ReportListing,
    ReportPhotos,
    ReportProcess,
    ReportTable,
)
from desktop.content.walk import walk
from desktop.expr import Bound, ColumnInfo, Kind, examine
from desktop.expr.dimensions import dimension_text
from desktop.expr.nodes import ColumnNode, FieldNode, FollowNode, Node, PeriodNode, ResultNode, RowNode
from desktop.expr.walk import walk as walk_nodes
from desktop.model.quantity import PLAIN, Dimension
from desktop.model.result import NA, Absent, Failed, Value

_MOST_CYCLES = 20
PROSE_HOLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place where an expression stands, and what is wanted of it.

    ``dimension`` ``None`` asks for none in particular. ``feeds`` names what is computed from it (for cycles).
    """

    where: str
    text: str
    table: str = ""
    kind: Kind = "any"
    dimension: Dimension | None = None
    names: Mapping[str, Kind | ColumnInfo] = field(default_factory=dict)
    feeds: str = ""


def lint_expressions(library: Library, findings: Findings) -> None:
    """Bind everything once; note what does not fit, then look for circles."""
    needs: dict[str, set[str]] = {}
    for slot in slots(library, findings):
        scope = LibraryScope(library.vocabulary, slot.table, slot.names)
        bound, faults = examine(slot.text, scope)
        for fault in faults:
            # The text of the formula is named once; where in it the mistake stands belongs to the sentence.
            params = {"position": str(fault.position), "near": fault.near, "text": slot.text, **fault.params}
            findings.add(fault.code, slot.where, fault.nearest, **params)
        if not faults:
            _fits(findings, slot, bound)
            if slot.feeds:
                needs.setdefault(slot.feeds, set()).update(_needed(bound.node))
    _circles(findings, needs)


def lint_examples(library: Library, findings: Findings) -> None:
    """Try the examples of every check whose formula is sound."""
    for check in library.data.checks:
        where = f"checks/{check.code}"
        _, faults = examine(check.when, library.scope(check.for_each))
        if sides(check.examples) != {True, False}:
            findings.add("content.examples_one_sided", where)
        for position, example in enumerate(check.examples if not faults else (), start=1):
            place = f"{where}.examples.#{position}"
            found, unknown = outcome(library, check, example)
            for name in unknown:
                findings.unknown("column", place, name, library.vocabulary.columns(check.for_each))
            if not unknown and (found is True) != example.fires:
                findings.add(
                    "content.example_wrong", place, found=_told(found), fires=str(example.fires).lower()
                )


def _told(value: Value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Absent():
            return "absent"
        case NA():
            return "na"
        case Failed(code=code):
            return code
        case _:
            return str(value)


def slots(library: Library, findings: Findings) -> Iterator[Slot]:
    """Every expression of the library."""
    for table in library.tables.values():
        for column in table.columns:
            yield from _of_column(library, table, column)
    for binding in library.bindings.values():
        yield from _of_binding(binding)
    for check in library.data.checks:
        yield from _of_check(library, check)
    for sheet in library.sheets:
        where = f"sheets/{sheet.id}"
        yield from _given(Slot(f"{where}.relevance", sheet.relevance, kind="flag"))
        yield from _given(Slot(f"{where}.done", sheet.done, kind="flag"))
        for view in sheet.views:
            place = f"{where}.views.{view.id}"
            yield from _given(Slot(f"{place}.filter", view.filter, view.table, "flag"))
            across = library.column(view.table, view.across)
            if isinstance(across, RefColumn):
                yield from _given(Slot(f"{place}.across_filter", view.across_filter, across.table, "flag"))
    for where, part in walk(library.data):
        if isinstance(part, Chapter | ReportBlock):
            yield from _of_report(library, findings, where, part)


def _given(slot: Slot) -> Iterator[Slot]:
    if slot.text:
        yield slot


def _of_column(library: Library, table: Table, column: Column) -> Iterator[Slot]:
    where = f"tables/{table.id}.columns.{column.id}"
    info = library.vocabulary.info(column)
    feeds = f"{table.id}.{column.id}"
    yield from _given(Slot(f"{where}.relevance", column.relevance, table.id, "flag", feeds=feeds))
    yield from _given(Slot(f"{where}.constraint", column.constraint, table.id, "flag", names={"value": info}))
    dimension = info.dimension if isinstance(column, NumberColumn) else None
    kind: Kind = "any" if info.many else info.kind
    yield from _given(
        Slot(f"{where}.calculation", column.calculation, table.id, kind, dimension, feeds=feeds)
    )


def _of_binding(binding: Binding) -> Iterator[Slot]:
    where, table, feeds = f"methods/{binding.id}", binding.for_each, binding.id
    yield from _given(Slot(f"{where}.relevance", binding.relevance, table, "flag", feeds=feeds))
    for name, text in binding.inputs.items():
        yield Slot(f"{where}.inputs.{name}", text, table, dimension=PLAIN, feeds=feeds)
    for name, members in binding.members.items():
        place = f"{where}.members.{name}"
        yield from _given(Slot(f"{place}.where", members.where, members.table, "flag", feeds=feeds))
        yield from _given(Slot(f"{place}.key", members.key, members.table, feeds=feeds))
        for entry, text in members.fields.items():
            yield Slot(f"{place}.fields.{entry}", text, members.table, dimension=PLAIN, feeds=feeds)


def _of_check(library: Library, check: Check) -> Iterator[Slot]:
    where, table = f"checks/{check.code}", check.for_each
    yield Slot(f"{where}.when", check.when, table, "flag")
    dimension = library.vocabulary.dimension(check.unit) if check.unit else None
    yield from _given(Slot(f"{where}.found", check.found, table, dimension=dimension))
    yield from _given(Slot(f"{where}.expected", check.expected, table, dimension=dimension))
    for name, text in check.shows.items():
        yield Slot(f"{where}.shows.{name}", text, table)


def _of_report(
    library: Library, findings: Findings, where: str, part: Chapter | ReportBlock
) -> Iterator[Slot]:
    yield from _given(Slot(f"{where}.when", part.when, kind="flag"))
    if not isinstance(part, Chapter):
        yield from _of_block(library, findings, where, part)


def _of_block(library: Library, findings: Findings, where: str, block: ReportBlock) -> Iterator[Slot]:
    match block:
        case Prose():
            yield from _of_prose(library, findings, where, block)
        case ReportFigure():
            dimension = library.vocabulary.dimension(block.unit) if block.unit else None
            yield from _given(Slot(f"{where}.limit", block.limit, kind="number", dimension=dimension))
            yield from _of_figure(library, where, block)
        case ReportFlows() | ReportLadder() | ReportPhotos() | ReportProcess():
            yield from _given(Slot(f"{where}.where", block.where, _rows_of(library, block), "flag"))
        case ReportTable():
            yield from _of_printed(library, where, block)
        case ReportFields():
            for position, field in enumerate(block.fields, start=1):
                yield from _of_field(library, findings, f"{where}.fields.#{position}", field)
        case ReportListing():
            pass


def _rows_of(library: Library, block: ReportFlows | ReportLadder | ReportPhotos | ReportProcess) -> str:
    """The table over whose rows a drawing goes."""
    match block:
        case ReportFlows():
            parent = library.column(block.table, block.parent)
            return parent.table if isinstance(parent, RefColumn) else ""
        case ReportLadder():
            bound = library.bindings.get(block.source)
            return bound.for_each if bound is not None else ""
        case ReportPhotos() | ReportProcess():
            return block.table


def _of_printed(library: Library, where: str, block: ReportTable) -> Iterator[Slot]:
    views = {view.id: view for sheet in library.sheets if sheet.id == block.sheet for view in sheet.views}
    if block.where and block.view in views:
        yield Slot(f"{where}.where", block.where, views[block.view].table, "flag")
    for column, text in block.totals.items():
        yield Slot(f"{where}.totals.{column}", text, kind="number")


def _of_field(library: Library, findings: Findings, where: str, field: ReportField) -> Iterator[Slot]:
    known = bool(field.unit) and library.units.known(field.unit)
    if field.unit and not known:
        findings.unknown("unit", f"{where}.unit", field.unit, library.units.atoms)
    dimension = library.units.parse(field.unit).dimension if known else None
    yield Slot(f"{where}.value", field.value, dimension=dimension)
    yield from _given(Slot(f"{where}.when", field.when, kind="flag"))


def _of_figure(library: Library, where: str, figure: ReportFigure) -> Iterator[Slot]:
    """The formulas of a row, in the scope of the table or of the rows a method runs over."""
    binding = library.bindings.get(figure.source)
    table = binding.for_each if binding is not None else figure.source.partition(".")[0]
    if table in library.tables and not library.tables[table].single:
        yield from _given(Slot(f"{where}.where", figure.where, table, "flag"))
    if figure.kind not in FIGURE_VALUES or table not in library.tables:
        return
    needed, optional = FIGURE_VALUES[figure.kind]
    kinds: dict[str, Kind] = {**needed, **optional}
    for role, text in figure.values.items():
        unit = figure.units.get(role, "")
        dimension = library.vocabulary.dimension(unit) if unit and library.units.known(unit) else None
        yield Slot(f"{where}.values.{role}", text, table, kinds.get(role, "any"), dimension)


def _of_prose(library: Library, findings: Findings, where: str, prose: Prose) -> Iterator[Slot]:
    """``{expression | unit | decimals}``; both languages hold the same (lint_words), so one is read."""
    for hole in PROSE_HOLE.findall(prose.text.zh):
        text, unit, decimals = (*(part.strip() for part in hole.split("|")), "", "")[:3]
        known = not unit or library.units.known(unit)
        if hole.count("|") > 2 or (decimals and not decimals.isdigit()) or not text:
            findings.add("content.hole_malformed", f"{where}.text", hole=hole)
            continue
        if not known:
            findings.unknown("unit", f"{where}.text", unit, library.units.atoms)
        dimension = library.units.parse(unit).dimension if unit and known else None
        yield Slot(f"{where}.text", text, dimension=dimension)


def _fits(findings: Findings, slot: Slot, bound: Bound) -> None:
    if slot.kind not in ("any", bound.kind) and bound.kind not in ("any", "list"):
        findings.add(
            "content.expression_kind", slot.where, wanted=slot.kind, found=bound.kind, text=slot.text
        )
    elif (
        slot.dimension is not None
        and bound.dimension is not None
        and bound.kind in ("number", "any")
        and slot.dimension != bound.dimension
    ):
        if slot.dimension == PLAIN and slot.where.startswith("methods/"):
            found = dimension_text(bound.dimension)
            findings.add("content.input_without_unit", slot.where, found=found, text=slot.text)
        else:
            found, wanted = dimension_text(bound.dimension), dimension_text(slot.dimension)
            findings.add("content.expression_unit", slot.where, found=found, wanted=wanted, text=slot.text)


def _needed(node: Node) -> Iterator[str]:
    """What must be known first. A look at an earlier year is no circle: years end."""
    for part in walk_nodes(node):
        match part:
            case (
                FieldNode(table, column, period)
                | RowNode(table, column, period)
                | ColumnNode(table, column, period)
                | FollowNode(_, table, column, period)
            ):
                if not _earlier(period):
                    yield f"{table}.{column}"
            case ResultNode(binding=binding, period=period):
                if not _earlier(period):
                    yield binding
            case _:
                pass


def _earlier(period: PeriodNode) -> bool:
    return period.anchor == "year" and period.offset < 0


def _circles(findings: Findings, needs: dict[str, set[str]]) -> None:
    for _ in range(_MOST_CYCLES):
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][::-1]
            first = circle[0]
            table, dot, column = first.partition(".")
            where = f"tables/{table}.columns.{column}" if dot else f"methods/{first}"
            findings.add("content.circle", where, circle=" → ".join(circle))
            needs[first].discard(circle[1])
        else:
            return
