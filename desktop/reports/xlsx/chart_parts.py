"""What the native charts share: a chart with its cells, bars, axes."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.chart import BarChart, BubbleChart, LineChart, ScatterChart

AFTER, PLAN = "2F6FB2", "9AA7B2"
Chart = BarChart | BubbleChart | LineChart | ScatterChart


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and the lines of cells it reads."""

    chart: Chart
    lines: int


def bar_chart(*, lying: bool) -> BarChart:
    """An empty bar chart with both axes and no legend."""
    chart = BarChart()
    chart.type = "bar" if lying else "col"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend = None
    return chart


def name_axes(chart: BubbleChart | ScatterChart, across: str, up: str) -> None:
    """Show both axes with their names."""
    chart.legend = None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.title, chart.y_axis.title = across or None, up or None
