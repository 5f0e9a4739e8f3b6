"""The audit sheets in their official layout; every cell is a live link to the data it shows."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.types import ChoiceColumn, Column, NumberColumn, Sheet, View
from desktop.reports.xlsx.cells import formula, link, put, set_up
from desktop.reports.xlsx.data import unit_factor
from desktop.reports.xlsx.layout import Plan, Slot, TablePlan, is_month, quoted
from desktop.reports.xlsx.refs import PlaceRefs
from desktop.reports.xlsx.style import number_format
from desktop.reports.xlsx.yearly import write_yearly

_WIDE = 9


def page_name(sheet: Sheet) -> str:
    """The printed number names the page."""
    return sheet.number


def applying(plan: Plan) -> list[Sheet]:
    """The audit sheets that apply to the plant."""
    return [sheet for sheet in plan.source.library.sheets if plan.source.applies(sheet.id)]


def write_pages(book: Workbook, plan: Plan, footer: str) -> None:
    """One page per audit sheet that applies."""
    for sheet in applying(plan):
        page = book[page_name(sheet)]
        put(page, 1, 1, f"{sheet.number} {sheet.title.get(plan.lang)}", "qs_title")
        put(page, 2, 1, sheet.purpose.get(plan.lang), "qs_quiet_text")
        line, widest = 4, 0
        for view in sheet.views:
            if view.title is not None:
                put(page, line, 1, view.title.get(plan.lang), "qs_section")
                line += 1
            line, width = _view(page, plan, view, line)
            widest = max(widest, width)
            line += 1
        page.freeze_panes = "B4"
        set_up(page, landscape=widest > _WIDE, heads=2, footer=footer)


def _view(page: Worksheet, plan: Plan, view: View, line: int) -> tuple[int, int]:
    match view.kind:
        case "form":
            return _form(page, plan, view, line), 3
        case "cards":
            return _cards(page, plan, view, line), 3
        case "matrix":
            return _matrix(page, plan, view, line)
        case "results" if view.by == "year":
            return write_yearly(page, plan, view, line)
        case "results" | "ladder":
            return _results(page, plan, view, line)
        case "balance" | "grid":
            return _grid(page, plan, view, line)


def _slots(plan: Plan, view: View) -> list[Slot]:
    table = plan.tables.get(view.table)
    if table is None:
        return []
    wanted = view.columns or tuple(column.id for column in table.table.columns)
    return [
        slot
        for name in wanted
        for (column, _), slot in table.slots.items()
        if column == name and not is_month(slot.period)
    ]


def _grid(page: Worksheet, plan: Plan, view: View, line: int) -> tuple[int, int]:
    """Rows by columns, years side by side; units in a column of their own where rows differ."""
    slots = _slots(plan, view)
    for at, slot in enumerate(slots, 1):
        put(page, line, at, _heading(plan, slot), "qs_head")
        _widen(page, at, slot.column)
    page.row_dimensions[line].height = 32
    line += 1
    for row in plan.source.view_rows(view) if slots else ():
        for at, slot in enumerate(slots, 1):
            _linked(page, plan, slot, row, line, at)
        line += 1
    return line, len(slots)


def _cards(page: Worksheet, plan: Plan, view: View, line: int) -> int:
    """A form for each row under the row's name."""
    for row in plan.source.view_rows(view):
        put(page, line, 1, plan.source.row_label(view.table, row, plan.lang), "qs_section")
        line = _form(page, plan, view, line + 1, row) + 1
    return line


def _form(page: Worksheet, plan: Plan, view: View, line: int, row: str = "") -> int:
    for slot in _slots(plan, view):
        if row and not plan.source.is_shown(_path(slot, row)):
            continue
        label = slot.column.label.get(plan.lang) + (f" {slot.period}" if slot.period else "")
        put(page, line, 1, label, "qs_head")
        _linked(page, plan, slot, row, line, 2)
        if slot.unit:
            put(page, line, 3, _unit(plan, slot, row), "qs_quiet_text")
        line += 1
    page.column_dimensions["A"].width = max(page.column_dimensions["A"].width or 0, 26)
    page.column_dimensions["B"].width = max(page.column_dimensions["B"].width or 0, 48)
    return line


def _matrix(page: Worksheet, plan: Plan, view: View, line: int) -> tuple[int, int]:
    """A two-way table: rows of one reference down, of the other across, the value where they meet."""
    table = plan.tables.get(view.table)
    if table is None:
        return line, 0
    library = plan.source.library
    down_column, across_column = (library.column(view.table, name) for name in (view.down, view.across))
    down_table, across_table = (getattr(column, "table", "") for column in (down_column, across_column))
    down, across = plan.source.rows(down_table), plan.source.rows(across_table, view.across_filter)
    where = {
        (
            plan.source.value(f"{view.table}[{row}].{view.down}"),
            plan.source.value(f"{view.table}[{row}].{view.across}"),
        ): row
        for row in table.rows
    }
    put(page, line, 1, "", "qs_head")
    for at, row in enumerate(across, 2):
        put(page, line, at, plan.source.row_label(across_table, row, plan.lang), "qs_head")
        page.column_dimensions[get_column_letter(at)].width = max(
            page.column_dimensions[get_column_letter(at)].width or 0, 14
        )
    line += 1
    slot = table.slots.get((view.value, ""))
    for row in down:
        put(page, line, 1, plan.source.row_label(down_table, row, plan.lang))
        for at, other in enumerate(across, 2):
            found = where.get((row, other))
            if found and slot:
                _linked(page, plan, slot, found, line, at)
            else:
                put(page, line, at, None)
        line += 1
    return line, len(across) + 1


def _results(page: Worksheet, plan: Plan, view: View, line: int) -> tuple[int, int]:
    """Results of a method by the rows it runs over, linked to the results sheet in the unit shown."""
    binding = plan.source.library.bindings.get(view.method)
    table = plan.tables.get(view.table)
    if binding is None or table is None:
        return _grid(page, plan, view, line)
    wanted = [one for one in binding.results if not view.columns or one.name in view.columns] or list(
        binding.results
    )
    periods = plan.source.periods(binding.period)
    heads = [
        plan.say("xlsx.row"),
        *(
            f"{one.label.get(plan.lang)} {_bracketed(plan, one.display or one.unit)}".strip()
            for one in wanted
        ),
    ]
    for at, text in enumerate(heads, 1):
        put(page, line, at, text, "qs_head")
        page.column_dimensions[get_column_letter(at)].width = max(
            page.column_dimensions[get_column_letter(at)].width or 0, 13
        )
    page.row_dimensions[line].height = 32
    line += 1
    for period in periods[-1:]:
        for row in plan.source.view_rows(view):
            run = plan.runs.get((binding.id, row if binding.for_each else "", period))
            if run is None:
                continue
            put(page, line, 1, plan.source.row_label(view.table, row, plan.lang))
            for at, spec in enumerate(wanted, 2):
                target = run.results.get((spec.name, "" if binding.for_each else row))
                if target is None:
                    put(page, line, at, None)
                    continue
                plain = f"{quoted(plan.results_sheet)}!$C${target}"
                scale = _display_scale(plan, spec.unit, spec.display)
                text = f'IF(ISNUMBER({plain}),{plain}{scale},{plain}&"")'
                reading = run.results.get((spec.said_by, "" if binding.for_each else row))
                for value, words in spec.words.items() if reading is not None else ():
                    told = words.get(plan.lang).replace('"', '""')
                    text = f'IF({quoted(plan.results_sheet)}!$C${reading}="{value}","{told}",{text})'
                text = f"={text}"
                formula(page, line, at, text, "qs_figure", number_format(spec.decimals))
            line += 1
    return line, len(heads)


def _display_scale(plan: Plan, unit: str, display: str) -> str:
    if not display or display == unit:
        return ""
    units = plan.source.library.units
    return f"*{units.parse(unit).factor / units.parse(display).factor:g}"


def _linked(page: Worksheet, plan: Plan, slot: Slot, row: str, line: int, at: int) -> None:
    table: TablePlan = plan.tables[slot.table]
    if isinstance(slot.column, NumberColumn):
        target = link(table.address(slot.value, row))
        unit = plan.symbol(plan.source.unit_of(_path(slot, row)))
        canonical, entered = table.address(slot.canonical, row), table.address(slot.unit, row)
        if unit and not slot.column.calculation:
            # Shown in the unit of the place even where it was typed in another one.
            plan.symbol(unit)
            target = (
                f'=IF({entered}="{unit}",IF({table.address(slot.value, row)}="","",{table.address(slot.value, row)}),'
                f"IF(ISNUMBER({canonical}),{canonical}/{_fixed_factor(plan, unit)},{canonical}))"
            )
        formula(page, line, at, target, "qs_number", number_format(slot.column.decimals))
        return
    address = table.address(slot.value, row)
    named = ""
    if isinstance(slot.column, ChoiceColumn):
        named = _named(plan, slot.column, address) or _worded(plan, slot.column, address)
    formula(page, line, at, named or link(address), "qs_text")


def _named(plan: Plan, column: ChoiceColumn, address: str) -> str:
    """What people call the key of a reference table that a cell holds; empty where the table is not in the book."""
    if column.many or column.reference not in plan.references or plan.lang not in _columns(plan, column):
        return ""
    refs = PlaceRefs(plan)
    keys, names = refs.reference_keys(column.reference), refs.reference_column(column.reference, plan.lang)
    return f'=IF({address}="","",IFERROR(INDEX({names},MATCH({address},{keys},0)),{address}))'


def _worded(plan: Plan, column: ChoiceColumn, address: str) -> str:
    """The words of a value a formula yields from a fixed list; what is entered stands in words already."""
    if not column.calculation or column.many or not column.choices:
        return ""
    choices = plan.source.library.choices(column.choices)
    words = address
    for one in reversed(choices):
        words = f"IF({address}={_text(one.value)},{_text(one.label.get(plan.lang))},{words})"
    return f'=IF({address}="","",{words})'


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _columns(plan: Plan, column: ChoiceColumn) -> dict[str, int]:
    return plan.references[column.reference].columns


def _fixed_factor(plan: Plan, unit: str) -> str:
    return unit_factor(plan, f'"{unit}"')


def _path(slot: Slot, row: str) -> str:
    at = f"@{slot.period}" if slot.period else ""
    return f"{slot.table}[{row}].{slot.column.id}{at}" if row else f"{slot.table}.{slot.column.id}{at}"


def _heading(plan: Plan, slot: Slot) -> str:
    column = slot.column
    unit = (
        column.unit
        if isinstance(column, NumberColumn) and not column.unit_from and "{" not in column.unit
        else ""
    )
    return " ".join(
        part for part in (column.label.get(plan.lang), slot.period, _bracketed(plan, unit)) if part
    )


def _bracketed(plan: Plan, unit: str) -> str:
    return f"({plan.symbol(unit)})" if unit else ""


def _unit(plan: Plan, slot: Slot, row: str) -> str:
    return plan.symbol(plan.source.unit_of(_path(slot, row)))


def _widen(page: Worksheet, at: int, column: Column) -> None:
    letter = get_column_letter(at)
    width = 13 if isinstance(column, NumberColumn) else {"short": 10, "normal": 16, "wide": 30}[column.width]
    page.column_dimensions[letter].width = max(page.column_dimensions[letter].width or 0, width)
