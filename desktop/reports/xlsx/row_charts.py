"""Figures of rows as native charts: their cells are formulas on the data wherever those hold the value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openpyxl.chart import BubbleChart, Reference, Series
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.types_report import ReportFigure
from desktop.model.path import Path
from desktop.model.period import kind_of
from desktop.reports.picture import Reader
from desktop.reports.xlsx.cells import formula, link, put
from desktop.reports.xlsx.chart_parts import AFTER, PLAN, Drawn, bar_chart, name_axes
from desktop.reports.xlsx.layout import Plan
from desktop.reports.xlsx.method_charts import draw_bridges, draw_table
from desktop.reports.xlsx.style import ACCENT


def draw_rows(sheet: Worksheet, plan: Plan, figure: ReportFigure, line: int) -> list[Drawn]:
    """Write the cells of a figure from a line on, and the chart that reads them; nothing where nothing is known."""
    match figure.kind:
        case "bubbles":
            made = _bubbles(sheet, plan, figure, line)
        case "gantt":
            made = _gantt(sheet, plan, figure, line)
        case "waterfall":
            return draw_bridges(sheet, plan, figure, line)
        case "before_after":
            made = _columns(sheet, plan, figure, line, ("before", "expected", "after"), lying=True)
        case "pareto":
            return _by_group(sheet, plan, figure, line)
        case "tornado":
            made = _columns(sheet, plan, figure, line, ("base", "value"), lying=True)
        case _:
            made = draw_table(sheet, plan, figure, line)
    return [made] if made is not None else []


def _by_group(sheet: Worksheet, plan: Plan, figure: ReportFigure, line: int) -> list[Drawn]:
    """A chart for each group: amounts of different balances have different units."""
    reader = _reader(plan, figure)
    groups = dict.fromkeys(reader.text(row, "group") for row in reader.rows())
    drawn: list[Drawn] = []
    for group in groups:
        rows = [row for row in reader.rows() if reader.text(row, "group") == group]
        made = (
            _columns(sheet, plan, figure, line, ("value",), rows=rows) if len(drawn) < figure.most else None
        )
        if made is not None:
            made.chart.title = group or None
            drawn.append(made)
            line += max(made.lines, 18) + 1
    return drawn


def _reader(plan: Plan, figure: ReportFigure) -> Reader:
    return Reader(plan.source, figure, plan.lang)


def _cell(sheet: Worksheet, plan: Plan, reader: Reader, row: str, role: str, line: int, at: int) -> bool:
    """A value in the unit drawn: a link to its cell where it is a column in that unit, else the value."""
    found = reader.number(row, role)
    if found is None or found.value is None:
        return False
    text = reader.block.values[role]
    column = reader.audit.library.column(reader.table, text)
    table = plan.tables.get(reader.table)
    if column is not None and table is not None:
        slot = table.slots.get((column.id, reader.audit.edition if column.period == "edition" else ""))
        period = reader.audit.edition if column.period == "edition" else ""
        unit = plan.source.wording.symbol(
            plan.source.unit_of(str(Path(reader.table, row, column.id, period)))
        )
        if slot is not None and column.calculation and unit == found.unit:
            formula(sheet, line, at, link(table.address(slot.value, row)), "qs_figure", "#,##0.00")
            return True
    put(sheet, line, at, found.value, "qs_number", "#,##0.00")
    return True


def _bubbles(sheet: Worksheet, plan: Plan, figure: ReportFigure, line: int) -> Drawn | None:
    reader = _reader(plan, figure)
    at = line
    for row in reader.rows():
        if all(
            _cell(sheet, plan, reader, row, role, at, column) for column, role in enumerate(("x", "y"), 2)
        ):
            if not _cell(sheet, plan, reader, row, "size", at, 4):
                put(sheet, at, 4, 1)
            put(sheet, at, 1, reader.label(row))
            at += 1
    if at == line:
        return None
    chart = BubbleChart()
    chart.style = 18
    series = Series(
        Reference(sheet, min_col=3, min_row=line, max_row=at - 1),
        Reference(sheet, min_col=2, min_row=line, max_row=at - 1),
        Reference(sheet, min_col=4, min_row=line, max_row=at - 1),
    )
    series.graphicalProperties.solidFill = ACCENT
    chart.series.append(series)
    name_axes(chart, reader.axis(figure.across, "x"), reader.axis(figure.up, "y"))
    return Drawn(chart, at - line)


def _gantt(sheet: Worksheet, plan: Plan, figure: ReportFigure, line: int) -> Drawn | None:
    """Bars lying on the first day of the plan: an unseen part up to the start, then the length in days."""
    reader = _reader(plan, figure)
    at = line
    for row in reader.rows():
        ends = [_day(plan, reader, row, role) for role in ("start", "end")]
        if not all(ends):
            continue
        put(sheet, at, 1, reader.label(row))
        formula(sheet, at, 2, f"={ends[0]}", "qs_figure", "yyyy-mm-dd")
        formula(sheet, at, 3, f"=EDATE({ends[1]},1)-{ends[0]}", "qs_figure", "0")
        at += 1
    if at == line:
        return None
    chart = bar_chart(lying=True)
    chart.grouping, chart.overlap = "stacked", 100
    chart.add_data(
        Reference(sheet, min_col=2, max_col=3, min_row=line, max_row=at - 1), titles_from_data=False
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=line, max_row=at - 1))
    chart.series[0].graphicalProperties.noFill = True
    chart.series[1].graphicalProperties.solidFill = ACCENT
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.number_format = "yyyy-mm"
    first = min((_first_day(reader, row) for row in reader.rows() if _first_day(reader, row)), default=0)
    if first:
        chart.y_axis.scaling.min = first
    return Drawn(chart, at - line)


def _day(plan: Plan, reader: Reader, row: str, role: str) -> str:
    """The first day of a month as a formula on the cell that holds the month as text."""
    value = reader.value(row, role)
    if not isinstance(value, str) or kind_of(value) != "month":
        return ""
    made = plan.tables.get(reader.table)
    slot = made.slots.get((reader.block.values[role], "")) if made is not None else None
    if made is None or slot is None:
        return f"DATE({int(value[:4])},{int(value[5:])},1)"
    cell = made.address(slot.value, row)
    return f"DATE(VALUE(LEFT({cell},4)),VALUE(MID({cell},6,2)),1)"


def _first_day(reader: Reader, row: str) -> int:
    """The spreadsheet number of the first day of the plan."""
    value = reader.value(row, "start")
    if not isinstance(value, str) or kind_of(value) != "month":
        return 0
    return (dt.date(int(value[:4]), int(value[5:]), 1) - dt.date(1899, 12, 30)).days


def _columns(
    sheet: Worksheet,
    plan: Plan,
    figure: ReportFigure,
    line: int,
    roles: tuple[str, ...],
    *,
    lying: bool = False,
    rows: Sequence[str] | None = None,
) -> Drawn | None:
    """One series for each role; indicators of different units are drawn as per cent of the first."""
    reader = _reader(plan, figure)
    used = [role for role in roles if role in figure.values]
    at = line
    for row in reader.rows() if rows is None else rows:
        known = [_cell(sheet, plan, reader, row, role, at, column) for column, role in enumerate(used, 2)]
        if not known[0]:
            continue
        put(sheet, at, 1, reader.label(row))
        at += 1
    if at == line:
        return None
    first, last = 2, 1 + len(used)
    if figure.kind == "before_after":
        for number in range(line, at):
            for column in range(2, 2 + len(used)):
                letter = "BCD"[column - 2]
                text = (
                    f'=IF(AND(ISNUMBER({letter}{number}),$B{number}<>0),{letter}{number}/$B{number}*100,"")'
                )
                formula(sheet, number, column + len(used), text, "qs_figure", "0.00")
        first, last = 2 + len(used), 1 + 2 * len(used)
    chart = bar_chart(lying=lying)
    chart.add_data(
        Reference(sheet, min_col=first, max_col=last, min_row=line, max_row=at - 1), titles_from_data=False
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=line, max_row=at - 1))
    for series, colour in zip(
        chart.series, (PLAN, AFTER, ACCENT) if len(used) == 3 else (ACCENT, AFTER), strict=False
    ):
        series.graphicalProperties.solidFill = colour
    if lying:
        chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min = 0 if figure.kind != "tornado" else None
    return Drawn(chart, at - line)
