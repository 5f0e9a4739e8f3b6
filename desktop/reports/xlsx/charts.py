"""Native charts on the data: three-year bars, energy shares, cumulative cash flow, and those of rows and methods."""

from __future__ import annotations

from typing import cast

from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.types_report import ReportFigure
from desktop.reports.xlsx.cells import formula, link, put, set_up
from desktop.reports.xlsx.layout import Plan, quoted
from desktop.reports.xlsx.row_charts import draw_rows
from desktop.reports.xlsx.style import ACCENT

_HEIGHT = 18


def write_charts(book: Workbook, plan: Plan, footer: str) -> None:
    """Every figure of the report as a native chart beside the cells it draws."""
    sheet = cast(Worksheet, book[plan.say("xlsx.sheet.charts")])
    put(sheet, 1, 1, plan.say("xlsx.sheet.charts"), "qs_title")
    line = 3
    for figure in _figures(plan):
        put(sheet, line, 1, figure.caption.get(plan.lang), "qs_section")
        if figure.kind not in _OVER_YEARS:
            for drawn in draw_rows(sheet, plan, figure, line + 1):
                drawn.chart.height, drawn.chart.width = 8, 15
                sheet.add_chart(drawn.chart, f"I{line}")
                line += max(drawn.lines, _HEIGHT) + 1
            line += 2
            continue
        rows = _OVER_YEARS[figure.kind](plan, figure)
        if not rows:
            continue
        for offset, (label, address) in enumerate(rows, 1):
            put(sheet, line + offset, 1, label)
            formula(sheet, line + offset, 2, link(address), "qs_figure", "#,##0.00")
        last = line + len(rows)
        chart: BarChart | PieChart | LineChart
        chart = BarChart() if figure.kind == "bars" else PieChart() if figure.kind == "pie" else LineChart()
        chart.title = None
        chart.add_data(Reference(sheet, min_col=2, min_row=line + 1, max_row=last), titles_from_data=False)
        chart.set_categories(Reference(sheet, min_col=1, min_row=line + 1, max_row=last))
        chart.height, chart.width = 8, 15
        if not isinstance(chart, PieChart):
            chart.legend = None
            chart.series[0].graphicalProperties.solidFill = ACCENT
            chart.series[0].graphicalProperties.line.solidFill = ACCENT
            chart.x_axis.delete = False
            chart.y_axis.delete = False
            if figure.kind == "bars":
                chart.y_axis.scaling.min = 0  # bars tell by their length
        else:
            chart.dataLabels = DataLabelList()
            chart.dataLabels.showPercent = True
            chart.dataLabels.showCatName = False
            chart.dataLabels.showVal = False
            chart.dataLabels.showSerName = False
            chart.dataLabels.showLeaderLines = False
        sheet.add_chart(chart, f"D{line}")
        line = max(last, line + _HEIGHT) + 2
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 16
    set_up(sheet, landscape=False, heads=0, footer=footer)


def _figures(plan: Plan) -> list[ReportFigure]:
    chapters = plan.source.library.data.chapters
    return [
        block
        for chapter in chapters
        for section in chapter.sections
        for block in section.blocks
        if isinstance(block, ReportFigure) and (not block.when or plan.source.evaluate(block.when) is True)
    ]


def _bars(plan: Plan, figure: ReportFigure) -> list[tuple[str, str]]:
    """The value of each year of a table's or record's column."""
    head, _, column = figure.source.rpartition(".")
    table, row = (
        (head.partition("[")[0], head.partition("[")[2].removesuffix("]")) if "[" in head else (head, "")
    )
    made = plan.tables.get(table)
    if made is None or row not in made.rows:
        return []
    return [
        (year, made.address(made.slots[column, year].value, row))
        for year in plan.source.years
        if (column, year) in made.slots
    ]


def _pie(plan: Plan, figure: ReportFigure) -> list[tuple[str, str]]:
    """Slices of a table's column in the base year, those that count."""
    table, _, column = figure.source.partition(".")
    made = plan.tables.get(table)
    slot = made.slots.get((column, plan.source.base_year)) if made else None
    if made is None or slot is None:
        return []
    rows = plan.source.rows(table, figure.where)
    return [(plan.source.row_label(table, row, plan.lang), made.address(slot.value, row)) for row in rows]


def _cash_flow(plan: Plan, figure: ReportFigure) -> list[tuple[str, str]]:
    """Cumulative discounted flow of the first run that has one (the row named, if any)."""
    for (binding, row, period), run in plan.runs.items():
        if binding == figure.source and period == plan.source.edition and figure.row in ("", row):
            years = [name for name in run.names if name.startswith("cumulative_")]
            if years:
                sheet = quoted(plan.results_sheet)
                return [(name.removeprefix("cumulative_"), f"{sheet}!$C${run.names[name]}") for name in years]
    return []


_OVER_YEARS = {"bars": _bars, "pie": _pie, "cash_flow": _cash_flow}
