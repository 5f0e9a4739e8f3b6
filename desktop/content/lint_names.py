"""Names must name something: ids, columns, choices, sources, sheets, views, and what the report asks for."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.lint_figures import lint_figure
from desktop.content.lint_paths import check_path
from desktop.content.lint_presets import lint_presets
from desktop.content.types import (
    Binding,
    Check,
    ChoiceColumn,
    Column,
    DateColumn,
    FlagColumn,
    Headline,
    NumberColumn,
    PeriodColumn,
    RefColumn,
    Sheet,
    Stage,
    Table,
    TextColumn,
    View,
)
from desktop.content.types_report import (
    Chapter,
    ReportFields,
    ReportFigure,
    ReportFlows,
    ReportLadder,
    ReportPhotos,
    ReportProcess,
    ReportTable,
)
from desktop.content.walk import walk

_ID = re.compile(r"[a-z][a-z0-9_]*")
# Words that mean something else where an expression stands.
_TAKEN = frozenset({*keyword.kwlist, "this", "true", "false"})


def lint_names(library: Library, findings: Findings) -> None:
    """Every reference of the content by name."""
    for table in library.tables.values():
        _table(library, findings, table)
    _layout(library, findings)
    for binding in library.bindings.values():
        _binding(library, findings, binding)
    for check in library.data.checks:
        _check(library, findings, check)
    for chapter in library.data.chapters:
        _chapter(library, findings, chapter)
    _headlines(library, findings, "overview/", library.data.overview)
    for reference in library.data.references:
        _unique(findings, f"references/{reference.id}.columns", (column.id for column in reference.columns))
        for column in reference.columns:
            where = f"references/{reference.id}.columns.{column.id}"
            if column.unit and not library.units.known(column.unit):
                findings.unknown("unit", where, column.unit, library.units.atoms)
            if column.unit_from:
                findings.expect("column", where, column.unit_from, [one.id for one in reference.columns])
    _choices(library, findings)


def _table(library: Library, findings: Findings, table: Table) -> None:
    where = f"tables/{table.id}"
    _id(findings, where, table.id)
    names = [column.id for column in table.columns]
    _unique(findings, f"{where}.columns", names)
    if table.row_label:
        findings.expect("column", f"{where}.row_label", table.row_label, names)
    for old, new in table.renamed.items():
        findings.expect("column", f"{where}.renamed.{old}", new, names)
        if old in names:
            findings.add("content.renamed_exists", f"{where}.renamed.{old}", name=old)
    if table.presets is not None:
        lint_presets(library, findings, table, table.presets)
    for column in table.columns:
        _column(library, findings, table, column, f"{where}.columns.{column.id}")


def _column(library: Library, findings: Findings, table: Table, column: Column, where: str) -> None:
    _question(library, findings, column, where)
    match column:
        case NumberColumn():
            _number(library, findings, table, column, where)
        case ChoiceColumn():
            _choice(library, findings, column, where)
        case RefColumn():
            findings.expect("table", f"{where}.table", column.table, library.tables)
        case TextColumn() | FlagColumn() | DateColumn() | PeriodColumn():
            pass


def _question(library: Library, findings: Findings, column: Column, where: str) -> None:
    """What is asked of every column."""
    _id(findings, where, column.id)
    if column.id in _TAKEN:
        findings.add("content.reserved_id", where, name=column.id)
    if column.calculation and column.required:
        findings.add("content.calculated_required", where)
    if column.constraint and column.constraint_message is None:
        findings.add("content.constraint_unworded", where)
    if column.help:
        for source in column.help.sources:
            findings.expect("source", f"{where}.help.sources", source, library.data.sources)


def _choice(library: Library, findings: Findings, column: ChoiceColumn, where: str) -> None:
    if bool(column.choices) == bool(column.reference):
        findings.add("content.choices_or_reference", where)
    elif column.choices:
        findings.expect("choices", f"{where}.choices", column.choices, library.data.choices)
    else:
        findings.expect("reference", f"{where}.reference", column.reference, library.references)


def _number(library: Library, findings: Findings, table: Table, column: NumberColumn, where: str) -> None:
    if column.unit and column.unit_from:
        findings.add("content.unit_twice", where)
    if column.months and column.period != "year":
        findings.add("content.months_without_year", where)
    texts = [one.id for one in table.columns if isinstance(one, TextColumn | ChoiceColumn)]
    if column.unit_from:
        findings.expect("column", f"{where}.unit_from", column.unit_from, texts)
    held = re.findall(r"\{(\w+)\}", column.unit)
    for name in held:
        findings.expect("column", f"{where}.unit", name, texts)
    if not held and column.unit and not library.units.known(column.unit):
        findings.unknown("unit", f"{where}.unit", column.unit, library.units.atoms)


def _layout(library: Library, findings: Findings) -> None:
    """Stages with their steps, and the sheets."""
    for stage in library.data.stages:
        _stage(library, findings, stage)
    for sheet in library.sheets:
        _sheet(library, findings, sheet)


def _stage(library: Library, findings: Findings, stage: Stage) -> None:
    """Each step is explained, and written down on some sheet."""
    where = f"stages/{stage.number}"
    sheets = {sheet.id: sheet for sheet in library.sheets}
    own = {sheet.step for sheet in library.sheets if sheet.stage == stage.number}
    for step, guide in stage.about.items():
        findings.expect("step", f"{where}.about.{step}", step, stage.steps)
        for sheet in guide.sheets:
            findings.expect("sheet", f"{where}.about.{step}.sheets", sheet, sheets)
    for step in stage.steps:
        if step not in stage.about:
            findings.add("content.step_unexplained", f"{where}.steps.{step}", step=step)
        elif step not in own and not stage.about[step].sheets:
            findings.add("content.step_without_sheet", f"{where}.about.{step}", step=step)


def _sheet(library: Library, findings: Findings, sheet: Sheet) -> None:
    where = f"sheets/{sheet.id}"
    _id(findings, where, sheet.id)
    _unique(findings, f"{where}.views", (view.id for view in sheet.views))
    stages = {stage.number: stage for stage in library.data.stages}
    stage = stages.get(sheet.stage)
    if stage is None:
        findings.expect("stage", f"{where}.stage", str(sheet.stage), [str(number) for number in stages])
    elif sheet.step:
        findings.expect("step", f"{where}.step", sheet.step, stage.steps)
    if sheet.source:
        findings.expect("source", f"{where}.source", sheet.source, library.data.sources)
    if sheet.chapter:
        known = [chapter.id for chapter in library.data.chapters]
        known += [section.id for chapter in library.data.chapters for section in chapter.sections]
        findings.expect("chapter", f"{where}.chapter", sheet.chapter, known)
    _headlines(library, findings, f"{where}.headlines", sheet.headlines)
    for view in sheet.views:
        _view(library, findings, view, f"{where}.views.{view.id}")


# What a view of a kind must say besides its table.
_NEEDS: dict[str, tuple[str, ...]] = {
    "grid": ("columns",),
    "form": ("columns",),
    "cards": ("columns",),
    "matrix": ("across", "down", "value"),
    "balance": ("parent",),
    "results": ("method",),
    "ladder": ("method",),
}


def _view(library: Library, findings: Findings, view: View, where: str) -> None:
    if not findings.expect("table", f"{where}.table", view.table, library.tables):
        return
    table = library.tables[view.table]
    columns = {column.id: column for column in table.columns}
    _view_kind(findings, view, table, where)
    bound = library.bindings.get(view.method)
    results = (
        [result.name for result in (bound.yearly if view.by == "year" else bound.results)] if bound else []
    )
    if view.by == "year" and not results:
        findings.add("content.view_incomplete", where, kind=view.kind, need="yearly")
    for name in view.columns:
        findings.expect("column", f"{where}.columns", name, [*columns, *results])
    for key in ("across", "down", "parent", "value"):
        name = getattr(view, key)
        if name:
            findings.expect("column", f"{where}.{key}", name, columns)
    if view.method:
        findings.expect("binding", f"{where}.method", view.method, library.bindings)
    for name, value in view.defaults.items():
        if findings.expect("column", f"{where}.defaults", name, columns):
            _default(library, findings, columns[name], value, f"{where}.defaults.{name}")


def _view_kind(findings: Findings, view: View, table: Table, where: str) -> None:
    for need in _NEEDS[view.kind]:
        if not getattr(view, need):
            findings.add("content.view_incomplete", where, kind=view.kind, need=need)
    if view.kind in ("form", "grid", "cards") and table.single != (view.kind == "form"):
        findings.add("content.view_kind", where, kind=view.kind, table=table.id)
    elif view.kind == "cards" and not table.row_label:
        findings.add("content.cards_unnamed", where, table=table.id)


def _default(library: Library, findings: Findings, column: Column, value: str, where: str) -> None:
    match column:
        case ChoiceColumn(choices=name) if name in library.data.choices:
            findings.expect("choice", where, value, library.allowed(column))
        case ChoiceColumn(reference=name) if name in library.references:
            findings.expect("choice", where, value, library.allowed(column))
        case FlagColumn():
            findings.expect("choice", where, value, ("true", "false"))
        case _:
            pass


def _binding(library: Library, findings: Findings, binding: Binding) -> None:
    where = f"methods/{binding.id}"
    _id(findings, where, binding.id)
    if binding.id in library.tables:
        findings.add("content.duplicate_id", where, id=binding.id, other=f"tables/{binding.id}")
    results = (*binding.results, *binding.yearly, *binding.steps)
    _unique(findings, f"{where}.results", (result.name for result in results))
    if binding.for_each:
        findings.expect("table", f"{where}.for_each", binding.for_each, library.tables)
    for name, members in binding.members.items():
        findings.expect("table", f"{where}.members.{name}.table", members.table, library.tables)
        if name in binding.inputs:
            findings.add("content.duplicate_id", where, id=name, other=f"{binding.id}.inputs")
    for result in results:
        for unit in (result.unit, result.display):
            if unit and not library.units.known(unit):
                findings.unknown("unit", f"{where}.results.{result.name}", unit, library.units.atoms)
        if result.said_by:
            names = [one.name for one in binding.results]
            findings.expect("result", f"{where}.results.{result.name}.said_by", result.said_by, names)


def _check(library: Library, findings: Findings, check: Check) -> None:
    where = f"checks/{check.code}"
    known = True
    if check.for_each:
        known = findings.expect("table", f"{where}.for_each", check.for_each, library.tables)
    if check.at and known:
        columns = [column.id for column in library.tables[check.for_each].columns] if check.for_each else []
        _place_of_check(library, findings, check, columns, f"{where}.at")
    if check.unit and not library.units.known(check.unit):
        findings.unknown("unit", f"{where}.unit", check.unit, library.units.atoms)
    if check.source:
        findings.expect("source", f"{where}.source", check.source, library.data.sources)


def _place_of_check(
    library: Library, findings: Findings, check: Check, columns: list[str], where: str
) -> None:
    """``at`` is a column of the row, or ``table.column`` where the check runs once."""
    table, dot, field = check.at.partition(".")
    if dot and table in library.tables:
        columns = [column.id for column in library.tables[table].columns]
        findings.expect("column", where, field, columns)
    elif not dot and not check.for_each:
        findings.expect("table", where, check.at, library.tables)
    else:
        findings.expect("column", where, check.at, columns)


def _chapter(library: Library, findings: Findings, chapter: Chapter) -> None:
    where = f"report/{chapter.id}"
    _unique(findings, f"{where}.sections", (section.id for section in chapter.sections))
    for section in chapter.sections:
        for position, block in enumerate(section.blocks, start=1):
            place = f"{where}.sections.{section.id}.blocks.#{position}"
            match block:
                case ReportTable():
                    _printed(library, findings, block, place)
                case ReportFigure():
                    lint_figure(library, findings, block, place)
                case ReportFlows():
                    _flows(library, findings, block, place)
                case ReportLadder():
                    findings.expect("binding", f"{place}.source", block.source, library.bindings)
                case ReportPhotos():
                    findings.expect("table", f"{place}.table", block.table, library.tables)
                case ReportProcess():
                    _columns(library, findings, block, place, ("previous", "inputs", "nodes"))
                case ReportFields():
                    _fields(library, findings, block, place)
                case _:
                    pass


def _fields(library: Library, findings: Findings, block: ReportFields, where: str) -> None:
    for number, field in enumerate(block.fields, start=1):
        if field.at:
            check_path(library, findings, f"{where}.fields.#{number}.at", field.at)


def _printed(library: Library, findings: Findings, block: ReportTable, where: str) -> None:
    """A table of the report shows a view of a sheet, or some of its columns."""
    sheets = {sheet.id: sheet for sheet in library.sheets}
    if not findings.expect("sheet", f"{where}.sheet", block.sheet, sheets):
        return
    views = {view.id: view for view in sheets[block.sheet].views}
    if block.view and findings.expect("view", f"{where}.view", block.view, views):
        for name in block.columns:
            findings.expect("column", f"{where}.columns", name, views[block.view].columns)


def _flows(library: Library, findings: Findings, flows: ReportFlows, where: str) -> None:
    """Columns of the table of streams, and one of the table of balances."""
    _columns(library, findings, flows, where, ("parent", "direction", "amount", "loss"))
    parent = library.column(flows.table, flows.parent)
    owners = library.tables.get(parent.table) if isinstance(parent, RefColumn) else None
    if owners is not None:
        findings.expect("column", f"{where}.rest", flows.rest, [column.id for column in owners.columns])


def _columns(
    library: Library, findings: Findings, block: ReportFlows | ReportProcess, where: str, keys: Iterable[str]
) -> None:
    """What a drawing reads from its table."""
    if findings.expect("table", f"{where}.table", block.table, library.tables):
        columns = [column.id for column in library.tables[block.table].columns]
        for key in keys:
            findings.expect("column", f"{where}.{key}", getattr(block, key), columns)


def _headlines(library: Library, findings: Findings, where: str, headlines: Iterable[Headline]) -> None:
    for position, headline in enumerate(headlines, start=1):
        place = f"{where}#{position}" if where.endswith("/") else f"{where}.#{position}"
        check_path(library, findings, f"{place}.path", headline.path)
        if headline.name_from:
            check_path(library, findings, f"{place}.name_from", headline.name_from)
        for number, limit in enumerate(headline.limits, start=1):
            check_path(library, findings, f"{place}.limits.#{number}", limit.path)
        if headline.unit and not library.units.known(headline.unit):
            findings.unknown("unit", f"{place}.unit", headline.unit, library.units.atoms)


def _choices(library: Library, findings: Findings) -> None:
    used = {part.choices for _, part in walk(library.data) if isinstance(part, ChoiceColumn)}
    for name, entries in library.data.choices.items():
        _unique(findings, f"choices/{name}", (entry.value for entry in entries))
        if name not in used:
            findings.add("content.choices_unused", f"choices/{name}", name=name)


def _id(findings: Findings, where: str, name: str) -> None:
    if not _ID.fullmatch(name):
        findings.add("content.bad_id", where, name=name)


def _unique(findings: Findings, where: str, names: Iterable[str]) -> None:
    for name in _repeated(names):
        findings.add("content.duplicate_id", f"{where}.{name}", id=name, other=where.partition("/")[2])


def _repeated(names: Iterable[str]) -> Iterator[str]:
    return (name for name, times in Counter(names).items() if times > 1)
