"""Results that a method has for each year, such as the cash flow of an option: one table, a part for each row."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.content.types import Binding, ResultColumn, View
from desktop.model.path import Path
from desktop.reports.cells import Cells
from desktop.reports.model import Cell, Column, Row, Table
from desktop.reports.numbering import Numbering
from desktop.reports.source import Snapshot


def yearly_table(cells: Cells, view: View, numbering: Numbering, caption: str, note: str) -> Iterator[Table]:
    """The table in the edition being written; nothing while no row has results."""
    snapshot, words = cells.snapshot, cells.words
    binding = snapshot.library.binding(view.method)
    period = snapshot.periods(binding.period)[-1]
    shown = yearly_columns(binding, view)
    symbols = [snapshot.wording.symbol(one.display or one.unit, words.first) for one in shown]
    lines: list[Row] = []
    for row in snapshot.view_rows(view):
        years = years_of(snapshot, binding, row, period)
        if years:
            name = words.joined([snapshot.row_label(view.table, row, lang) for lang in words.langs])
            lines.append(Row((Cell(name, str(Path(view.table, row))),), "group"))
        for year in years:
            places = [Path(binding.id, row, f"{one.name}_{year}", period) for one in shown]
            figures = [cells.at(place, symbol) for place, symbol in zip(places, symbols, strict=True)]
            lines.append(Row((Cell(words.say("report.year_of", number=year)), *figures)))
    if lines:
        heads = [Column(words.say("report.year"))]
        heads += [
            Column(words.text(one.label, "\n"), symbol, "right")
            for one, symbol in zip(shown, symbols, strict=True)
        ]
        number, key = numbering.next("table")
        yield Table(number, caption, tuple(heads), tuple(lines), key, note)


def yearly_columns(binding: Binding, view: View) -> tuple[ResultColumn, ...]:
    """The yearly results a view shows: those it names in their order, else all."""
    known = {one.name: one for one in binding.yearly}
    return tuple(known[name] for name in view.columns if name in known) or binding.yearly


def years_of(snapshot: Snapshot, binding: Binding, row: str, period: str) -> tuple[str, ...]:
    """The years a row has results for, from 0; none while its inputs are incomplete."""
    result = snapshot.run(binding.id, row if binding.for_each else "", period).result
    return result.members(binding.yearly[0].name) if result is not None and binding.yearly else ()
