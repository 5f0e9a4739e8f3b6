"""Data sheets: one per table, with every answer as entered, its unit, and the canonical number formulas read."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.types import ChoiceColumn, Column, FlagColumn, NumberColumn, RefColumn
from desktop.expr.formula import to_formula
from desktop.expr.nodes import CallNode
from desktop.expr.refs import quoted_text
from desktop.expr.walk import in_words
from desktop.model.answer import Amount, Later, NotApplicable
from desktop.model.errors import AuditError
from desktop.model.period import kind_of, months_of
from desktop.model.result import NA, Num
from desktop.reports.xlsx.cells import formula, put, set_up
from desktop.reports.xlsx.layout import HEAD_ROWS, Plan, Slot, TablePlan, is_month, path_text, quoted
from desktop.reports.xlsx.refs import PlaceRefs
from desktop.reports.xlsx.style import number_format


def write_data(book: Workbook, plan: Plan, footer: str) -> None:
    """All data sheets."""
    for table in plan.tables.values():
        sheet = book[table.sheet]
        _head(sheet, plan, table)
        for row in table.rows:
            line = table.line(row)
            put(sheet, line, 1, row or "–", "qs_quiet_text")
            label = (
                plan.source.row_label(table.table.id, row, plan.lang)
                if row
                else table.table.title.get(plan.lang)
            )
            put(sheet, line, 2, label)
            for slot in table.slots.values():
                _cell(sheet, plan, slot, row, line)
            for (binding, name, period), column in table.results.items():
                run = plan.runs.get((binding, row, period))
                at = run.results.get((name, "")) if run else None
                if at is not None:
                    target = f"{quoted(plan.results_sheet)}!$E${at}"
                    formula(sheet, line, column, f'=IF({target}="","",{target})', "qs_quiet")
        sheet.freeze_panes = f"C{HEAD_ROWS + 1}"
        sheet.auto_filter.ref = f"A{HEAD_ROWS}:{get_column_letter(table.width)}{table.last}"
        set_up(sheet, landscape=True, heads=HEAD_ROWS, footer=footer)


def unit_factor(plan: Plan, unit_cell: str) -> str:
    """The factor of the unit whose symbol stands in a cell, looked up live; a plain number has none."""
    sheet = quoted(plan.units_sheet)
    return f'IF({unit_cell}="",1,INDEX({sheet}!$B:$B,MATCH({unit_cell},{sheet}!$A:$A,0)))'


def _head(sheet: Worksheet, plan: Plan, table: TablePlan) -> None:
    put(sheet, 1, 1, table.table.title.get(plan.lang), "qs_title")
    put(sheet, 2, 1, plan.say("xlsx.data.note"), "qs_quiet_text")
    put(sheet, 3, 1, plan.say("xlsx.key"), "qs_head")
    put(sheet, 3, 2, plan.say("xlsx.row"), "qs_head")
    sheet.column_dimensions["A"].width = 10
    sheet.column_dimensions["B"].width = 26
    for column in (1, 2):
        put(sheet, HEAD_ROWS, column, "", "qs_head")
    for slot in table.slots.values():
        label = slot.column.label.get(plan.lang)
        put(sheet, 3, slot.value, f"{label} {slot.period}".rstrip(), "qs_head")
        put(
            sheet,
            HEAD_ROWS,
            slot.value,
            f"{slot.column.id}{'@' + slot.period if slot.period else ''}",
            "qs_head",
        )
        sheet.column_dimensions[get_column_letter(slot.value)].width = _width(slot.column)
        for extra, code in ((slot.unit, "xlsx.unit"), (slot.canonical, "xlsx.canonical")):
            if extra:
                put(sheet, 3, extra, plan.say(code), "qs_head")
                put(sheet, HEAD_ROWS, extra, "", "qs_head")
                sheet.column_dimensions[get_column_letter(extra)].width = 9 if extra == slot.unit else 14
        if slot.canonical:
            sheet.column_dimensions.group(get_column_letter(slot.canonical), outline_level=1, hidden=False)
    for (binding, name, period), column in table.results.items():
        spec = plan.source.library.binding(binding)
        title = next(one.label.get(plan.lang) for one in spec.results if one.name == name)
        put(sheet, 3, column, f"{title} {period}".rstrip(), "qs_head")
        put(sheet, HEAD_ROWS, column, f"{binding}.{name}{'@' + period if period else ''}", "qs_head")
        sheet.column_dimensions[get_column_letter(column)].width = 14
    sheet.row_dimensions[3].height = 32


def _width(column: Column) -> int:
    if isinstance(column, NumberColumn):
        return 14
    return {"short": 10, "normal": 18, "wide": 34}[column.width]


def _cell(sheet: Worksheet, plan: Plan, slot: Slot, row: str, line: int) -> None:
    column = slot.column
    path = path_text(slot.table, row, column.id, slot.period)
    if isinstance(column, NumberColumn):
        _number(sheet, plan, slot, column, row, line, path)
        return
    refs = PlaceRefs(plan, slot.table, row, slot.period)
    if column.calculation:
        _calculated(sheet, plan, slot, refs, line, slot.value, path)
        return
    value = plan.source.value(path)
    if isinstance(value, NA):
        put(sheet, line, slot.value, refs.not_applicable, "qs_quiet_text")
    elif isinstance(column, FlagColumn):
        put(sheet, line, slot.value, value if isinstance(value, bool) else None, "qs_given_text")
    elif isinstance(column, ChoiceColumn) and column.reference and isinstance(value, str):
        put(sheet, line, slot.value, value, "qs_given_text")
    else:
        shown = plan.source.shown(path, plan.lang)
        put(sheet, line, slot.value, shown.text or None, "qs_given_text")
    if isinstance(column, RefColumn) and slot.canonical:
        put(sheet, line, slot.canonical, value if isinstance(value, str) else None, "qs_quiet_text")


def _number(
    sheet: Worksheet, plan: Plan, slot: Slot, column: NumberColumn, row: str, line: int, path: str
) -> None:
    source = plan.source
    refs = PlaceRefs(plan, slot.table, row, slot.period)
    value_at, unit_at = (f"{get_column_letter(one)}{line}" for one in (slot.value, slot.unit))
    canonical_at = f"{get_column_letter(slot.canonical)}{line}"
    form = number_format(column.decimals)
    answer = source.answer(path)
    unit = answer.unit if isinstance(answer, Amount) else source.unit_of(path)
    put(sheet, line, slot.unit, plan.symbol(unit), "qs_quiet_text")
    back = f'=IF(ISNUMBER({canonical_at}),{canonical_at}/{unit_factor(plan, unit_at)},{canonical_at}&"")'
    if column.calculation:
        _calculated(sheet, plan, slot, refs, line, slot.canonical, path)
        formula(sheet, line, slot.value, back, "qs_figure", form)
        return
    own = f'IF({value_at}="","",IF(ISNUMBER({value_at}),{value_at}*{unit_factor(plan, unit_at)},{value_at}))'
    months = _months(plan, slot, column, line)
    if isinstance(answer, NotApplicable) or isinstance(source.value(path), NA):  # hidden answers too
        put(sheet, line, slot.value, refs.not_applicable, "qs_quiet_text")
    elif isinstance(answer, Amount):
        put(sheet, line, slot.value, float(answer.value), "qs_given", number_format(_decimals(answer.value)))
    elif months:
        formula(sheet, line, slot.value, back, "qs_figure", form)
        own = '""'
    else:
        put(sheet, line, slot.value, None, "qs_given")
        if isinstance(answer, Later):
            put(sheet, line, slot.unit, plan.symbol(unit), "qs_quiet_text")
    formula(sheet, line, slot.canonical, f"={months.format(own=own)}" if months else f"={own}", "qs_quiet")


def _months(plan: Plan, slot: Slot, column: NumberColumn, line: int) -> str:
    """Twelve months given: their sum; otherwise the annual value. Empty where the sheet has no months."""
    if not column.months or is_month(slot.period) or kind_of(slot.period) != "year":
        return ""
    table = plan.tables[slot.table]
    slots = [table.slots.get((column.id, month)) for month in months_of(slot.period)]
    if not all(slots):
        return ""
    cells = [f"{get_column_letter(one.canonical)}{line}" for one in slots if one is not None]
    given = ",".join(f'{cell}<>""' for cell in cells)
    listed = ",".join(cells)
    return f"IF(AND({given},COUNT({listed})>0),SUM({listed}),{{own}})"


def _calculated(
    sheet: Worksheet, plan: Plan, slot: Slot, refs: PlaceRefs, line: int, column: int, path: str
) -> None:
    """The live formula of a calculated question; what has no spreadsheet form is written as its value."""
    value = plan.source.value(path)
    if isinstance(value, NA):
        put(sheet, line, column, refs.not_applicable, "qs_quiet_text")
        return
    try:
        bound = plan.source.library.bound(slot.column.calculation, slot.table)
        worded = in_words(bound.node, lambda literal: refs.word(slot.table, slot.column.id, literal))
        text = to_formula(worded, refs)
        if isinstance(bound.node, CallNode) and bound.node.function == "lookup":
            text = _looked_up(text, slot.column, plan)
    except AuditError as error:
        if error.code != "expr.no_formula":
            raise
        fixed = value.value if isinstance(value, Num) else value if isinstance(value, str | bool) else None
        if isinstance(fixed, str):
            fixed = refs.word(slot.table, slot.column.id, fixed)
        put(sheet, line, column, fixed, "qs_quiet")
        return
    formula(sheet, line, column, text, "qs_quiet" if slot.canonical else "qs_text")


def _looked_up(text: str, column: Column, plan: Plan) -> str:
    """A choice that a reference table holds by its value, by its label as all other choices are."""
    if not isinstance(column, ChoiceColumn) or column.reference:
        return text
    choices = plan.source.library.choices(column.choices)
    values, labels = (
        ",".join(quoted_text(said) for said in row)
        for row in (
            [choice.value for choice in choices],
            [choice.label.get(plan.lang) for choice in choices],
        )
    )
    return f'=IFERROR(INDEX({{{labels}}},MATCH({text.removeprefix("=")},{{{values}}},0)),"")'


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
