"""The results sheet: every method run with its inputs, its steps as live formulas, and its published results."""

from __future__ import annotations

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.calc.result import Given
from desktop.content.bound_inputs import bound_input
from desktop.content.types import ResultColumn
from desktop.expr.formula import to_formula
from desktop.model.errors import AuditError
from desktop.model.result import Num, Step, Value
from desktop.reports.xlsx.cells import formula, put, set_up
from desktop.reports.xlsx.data import unit_factor
from desktop.reports.xlsx.layout import Plan, RunPlan
from desktop.reports.xlsx.refs import PlaceRefs
from desktop.reports.xlsx.style import number_format


def write_runs(book: Workbook, plan: Plan, footer: str) -> None:
    """Write all blocks."""
    sheet = book[plan.results_sheet]
    put(sheet, 1, 1, plan.results_sheet, "qs_title")
    for letter, width in zip("ABCDEF", (24, 40, 18, 10, 18, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for run in plan.runs.values():
        _write_run(sheet, plan, run)
    sheet.freeze_panes = "A2"
    set_up(sheet, landscape=True, heads=1, footer=footer)


def _write_run(sheet: Worksheet, plan: Plan, run: RunPlan) -> None:
    result = run.run.result
    assert result is not None
    lang, binding = plan.lang, run.binding
    where = plan.source.row_label(binding.for_each, run.row, lang) if run.row else ""
    title = " · ".join(part for part in (binding.title.get(lang), where, run.period) if part)
    put(sheet, run.title, 1, title, "qs_section")
    for column, code in enumerate(("name", "meaning", "value", "unit", "canonical", "formula"), 1):
        put(sheet, run.title + 1, column, plan.say(f"xlsx.{code}"), "qs_head")
    for given in result.inputs:
        line = run.names[given.name]
        put(sheet, line, 1, given.name)
        put(sheet, line, 2, given.path)
        _input(sheet, plan, run, given, line)
    for step in result.steps:
        _step(sheet, plan, run, step)
    for spec in binding.results:
        for (name, member), line in run.results.items():
            if name == spec.name:
                _published(sheet, plan, run, spec, member, line)


def _input(sheet: Worksheet, plan: Plan, run: RunPlan, given: Given, line: int) -> None:
    """An input of the method, read live from where it was entered."""
    try:
        text = _input_formula(plan, run, given.path)
    except AuditError as error:
        if error.code != "expr.no_formula":
            raise
        text = ""
    if text:
        formula(sheet, line, 3, text, "qs_number", number_format(None))
    else:
        put(sheet, line, 3, _plain(given.value), "qs_number", number_format(None))


def _input_formula(plan: Plan, run: RunPlan, path: str) -> str:
    """The formula behind an input's place in the method's input; empty where content binds nothing there."""
    found = bound_input(run.binding, path, run.run.members, run.run.keys)
    if found is None:
        return ""
    node = plan.source.library.bound(found.formula, found.table).node
    own = (run.binding.for_each, run.row)
    if not found.row:
        return to_formula(node, PlaceRefs(plan, *own, run.period))
    outer = own if run.binding.for_each else (found.table, found.row)
    return to_formula(node, PlaceRefs(plan, found.table, found.row, run.period, outer=outer))


def _step(sheet: Worksheet, plan: Plan, run: RunPlan, step: Step) -> None:
    line = run.names[step.name]
    put(sheet, line, 1, step.name)
    put(sheet, line, 2, plan.say(step.note) if step.note else step.member)
    put(sheet, line, 6, step.expression, "qs_quiet_text")
    text = ""
    if step.expression:
        names = tuple(run.names)
        try:
            node = plan.source.library.bound(step.expression, "", names).node
            text = to_formula(node, PlaceRefs(plan, run=run))
        except AuditError as error:
            if error.code != "expr.no_formula":
                raise
    # A truth in a cell with a number format is saved as a number by some programs.
    form = "" if isinstance(step.value, bool) else number_format(None)
    if text:
        formula(sheet, line, 3, text, "qs_figure", form)
    else:
        put(sheet, line, 3, _plain(step.value), "qs_number", form)


def _published(
    sheet: Worksheet, plan: Plan, run: RunPlan, spec: ResultColumn, member: str, line: int
) -> None:
    """A published result: the step's value in the method's unit, and canonical beside it."""
    result = run.run.result
    assert result is not None
    where = _member_label(plan, run, member)
    put(sheet, line, 1, f"{run.binding.id}.{spec.name}", "qs_quiet_text")
    put(sheet, line, 2, " · ".join(part for part in (spec.label.get(plan.lang), where) if part))
    put(sheet, line, 4, plan.symbol(spec.unit), "qs_quiet_text")
    step = result.step(spec.name, member) or result.step(spec.name, _position(run, member))
    form = "" if step is not None and isinstance(step.value, bool) else number_format(spec.decimals)
    if step is not None and step.name in run.names:
        target = f"$C${run.names[step.name]}"
        formula(sheet, line, 3, f'=IF({target}="","",{target})', "qs_figure", form)
    else:
        path = (
            f"{run.binding.id}[{member or run.row}].{spec.name}"
            if member or run.row
            else f"{run.binding.id}.{spec.name}"
        )
        shown = plan.source.shown(path + (f"@{run.period}" if run.period else ""), plan.lang)
        put(sheet, line, 3, shown.value if shown.value is not None else shown.text, "qs_number", form)
    factor = unit_factor(plan, f"D{line}") if spec.unit else "1"
    formula(sheet, line, 5, f"=IF(ISNUMBER(C{line}),C{line}*{factor},C{line})", "qs_quiet")


def _position(run: RunPlan, member: str) -> str:
    """The position of a member row among the method's list input, as text."""
    for rows in run.run.members.values():
        if member in rows:
            return str(rows.index(member))
    return member


def _member_label(plan: Plan, run: RunPlan, member: str) -> str:
    if not member:
        return ""
    for gather in run.binding.members.values():
        column = plan.source.library.column(gather.table, gather.within or gather.key)
        for table in (gather.table, getattr(column, "table", "")):
            if table and member in plan.source.rows(table):
                return plan.source.row_label(table, member, plan.lang)
    return member


def _plain(value: Value) -> str | float | bool | None:
    return value.value if isinstance(value, Num) else value if isinstance(value, str | bool) else None
