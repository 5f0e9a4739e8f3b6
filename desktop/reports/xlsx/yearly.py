"""Yearly results on a page of the workbook: a line for each year of each row, linked to the sheet of results."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.types import View
from desktop.reports.xlsx.cells import formula, put
from desktop.reports.xlsx.layout import Plan, quoted
from desktop.reports.xlsx.style import number_format
from desktop.reports.yearly import yearly_columns


def write_yearly(page: Worksheet, plan: Plan, view: View, line: int) -> tuple[int, int]:
    """Write heads and lines; returns the next free line and the columns used."""
    binding = plan.source.library.binding(view.method)
    shown = yearly_columns(binding, view)
    heads = [plan.say("xlsx.row"), plan.say("report.year")]
    for one in shown:
        symbol = plan.symbol(one.unit)
        heads.append(f"{one.label.get(plan.lang)} ({symbol})" if symbol else one.label.get(plan.lang))
    for at, text in enumerate(heads, 1):
        put(page, line, at, text, "qs_head")
        width = page.column_dimensions[get_column_letter(at)].width or 0
        page.column_dimensions[get_column_letter(at)].width = max(width, 13)
    line += 1
    period = plan.source.periods(binding.period)[-1]
    for row in plan.source.view_rows(view):
        planned = plan.runs.get((binding.id, row if binding.for_each else "", period))
        result = planned.run.result if planned is not None else None
        for year in result.members(shown[0].name) if result is not None else ():
            assert planned is not None
            put(page, line, 1, plan.source.row_label(view.table, row, plan.lang))
            put(page, line, 2, int(year))
            for at, one in enumerate(shown, 3):
                target = planned.names[f"{one.name}_{year}"]
                text = f"={quoted(plan.results_sheet)}!$C${target}"
                formula(page, line, at, text, "qs_figure", number_format(one.decimals))
            line += 1
    return line, len(heads)
