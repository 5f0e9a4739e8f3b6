"""Figures of what methods return as native charts: bridges from their live steps, points and blocks as values."""

from __future__ import annotations

from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.types_report import ReportFigure
from desktop.reports.drawings import pictures
from desktop.reports.picture import Reader
from desktop.reports.xlsx.cells import formula, put
from desktop.reports.xlsx.chart_parts import PLAN, Drawn, bar_chart, name_axes
from desktop.reports.xlsx.layout import Plan, RunPlan, quoted
from desktop.reports.xlsx.style import ACCENT


def draw_bridges(sheet: Worksheet, plan: Plan, figure: ReportFigure, line: int) -> list[Drawn]:
    """Stacked columns: an unseen part up to the lower level, then the whole or the change."""
    drawn: list[Drawn] = []
    reader = Reader(plan.source, figure, plan.lang)
    starts = {one.name: one.drawing.axis_from for one in pictures(plan.source, figure, plan.lang)}
    for row in reader.rows()[: figure.most]:
        run = next(
            (one for (binding, of, _), one in plan.runs.items() if (binding, of) == (figure.source, row)),
            None,
        )
        if run is None or run.run.result is None:
            continue
        lines = _bridge(sheet, plan, run, line)
        chart = bar_chart(lying=False)
        chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, 40
        chart.add_data(
            Reference(sheet, min_col=2, max_col=4, min_row=line, max_row=line + lines - 1),
            titles_from_data=False,
        )
        chart.set_categories(Reference(sheet, min_col=1, min_row=line, max_row=line + lines - 1))
        chart.series[0].graphicalProperties.noFill = True
        chart.series[1].graphicalProperties.solidFill = PLAN
        chart.series[2].graphicalProperties.solidFill = ACCENT
        name = plan.source.row_label(reader.table, row, plan.lang)
        chart.title = name
        broken = starts.get(name)
        if broken is not None:
            chart.y_axis.scaling.min = broken
        drawn.append(Drawn(chart, lines))
        line += max(lines, 18) + 1
    return drawn


def _bridge(sheet: Worksheet, plan: Plan, run: RunPlan, line: int) -> int:
    result = run.run.result
    assert result is not None
    steps = plan.results_sheet

    def at(name: str) -> str:
        return f"{quoted(steps)}!$C${run.names[name]}"

    bars = result.values["bridge"]
    assert isinstance(bars, list)
    level = at("before")
    counts = {"effect": 0, "overlap": 0}
    for number, bar in enumerate(bars):
        kind, name = str(bar["kind"]), str(bar["name"])
        if kind in counts:
            counts[kind] += 1
            after = at(f"level_{kind}_{counts[kind]}")
        elif kind == "other":
            after = at("level_other")
        else:
            after = at("after")
        if kind in ("before", "other", "residual", "after"):
            name = plan.say(f"report.bar.{kind}")
        put(sheet, line + number, 1, name)
        if kind in ("before", "after"):
            formula(sheet, line + number, 2, "=0", "qs_figure", "#,##0.00")
            formula(sheet, line + number, 3, f"={at(kind)}", "qs_figure", "#,##0.00")
            formula(sheet, line + number, 4, "=0", "qs_figure", "#,##0.00")
        else:
            formula(sheet, line + number, 2, f"=MIN({level},{after})", "qs_figure", "#,##0.00")
            formula(sheet, line + number, 3, "=0", "qs_figure", "#,##0.00")
            formula(sheet, line + number, 4, f"=ABS({after}-{level})", "qs_figure", "#,##0.00")
            level = after
    return len(bars)


def draw_table(sheet: Worksheet, plan: Plan, figure: ReportFigure, line: int) -> Drawn | None:
    """Points or blocks the method returns as a list: values with their heads, for they have no cells of their own."""
    made = pictures(plan.source, figure, plan.lang)
    if not made or not made[0].rows:
        return None
    picture = made[0]
    for at, head in enumerate(picture.heads, 1):
        put(sheet, line, at, head.head, "qs_head")
    for number, row in enumerate(picture.rows, line + 1):
        for at, cell in enumerate(row.cells, 1):
            put(sheet, number, at, cell.text if cell.value is None else cell.value, "qs_number", "#,##0.000")
    last = line + len(picture.rows)
    if figure.kind == "quadrants":
        scatter = ScatterChart()
        scatter.style = 13
        series = Series(
            Reference(sheet, min_col=4, min_row=line + 1, max_row=last),
            Reference(sheet, min_col=3, min_row=line + 1, max_row=last),
        )
        series.marker.symbol, series.graphicalProperties.line.noFill = "circle", True
        scatter.series.append(series)
        name_axes(scatter, plan.say("report.co.x"), plan.say("report.co.y"))
        return Drawn(scatter, len(picture.rows) + 1)
    chart = bar_chart(lying=False)
    chart.add_data(Reference(sheet, min_col=4, min_row=line + 1, max_row=last), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=1, min_row=line + 1, max_row=last))
    chart.series[0].graphicalProperties.solidFill = ACCENT
    return Drawn(chart, len(picture.rows) + 1)
