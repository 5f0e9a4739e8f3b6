"""Views of sheets as printed tables: grids with their years side by side, forms, matrices, balances, results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from msgspec import structs

from desktop.content.types import ChoiceColumn, NumberColumn, RefColumn, View
from desktop.content.types import Column as Question
from desktop.content.types_report import ReportTable
from desktop.model.path import Path
from desktop.model.text import Text
from desktop.reports.cells import Cells, unit_in_head
from desktop.reports.fields import is_open
from desktop.reports.model import Align, Cell, Column, Fact, Facts, Row, Table
from desktop.reports.numbering import Numbering
from desktop.reports.yearly import yearly_table

_WIDE_FROM = 26
"""A fact with more characters than this takes the whole line of a form."""
UNSAID = "—"
"""Stands for an optional answer nobody gave; among the many of a form for each row it is left out."""
ACROSS = 5
"""Cards of which a report shows no more columns than this are printed as one table, not as a form each."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One printed column: where its cells stand (the row is filled in), and its head."""

    table: str
    name: str
    period: str
    column: Column
    unit: str | None

    def path(self, row: str) -> Path:
        """The place of its cell in a row."""
        return Path(self.table, row, self.name, self.period)


class Tables:
    """Makes the tables of one report."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._snapshot = cells.snapshot
        self._library = cells.snapshot.library
        self._words = cells.words

    def of(self, block: ReportTable, numbering: Numbering) -> Iterator[Table | Facts]:
        """The table or tables a block asks for; nothing where there are no rows or the sheet does not apply."""
        if not self._snapshot.applies(block.sheet):
            return
        for view in self._library.sheet(block.sheet).views:
            if view.id == (block.view or view.id):
                yield from self.of_view(
                    block, with_rows(with_columns(view, block.columns), block.where), numbering
                )

    def of_view(self, block: ReportTable, view: View, numbering: Numbering) -> Iterator[Table | Facts]:
        """The table or tables of a view as it stands, under the caption of a block."""
        caption = self._words.text(block.caption)
        note = self._words.text(block.note) if block.note else ""
        match view.kind:
            case "results" if view.by == "year":
                yield from yearly_table(self._cells, view, numbering, caption, note)
            case "grid" | "results":
                rows = self._snapshot.view_rows(view)
                if rows:
                    yield self._grid(block, view, rows, numbering)
            case "form":
                yield (self._over_years if self._is_yearly(view) else self._form)(
                    view, numbering, caption, note
                )
            case "cards":
                yield from self._cards(view, numbering, caption, note)
            case "matrix":
                yield self._matrix(view, numbering, caption, note)
            case "balance":
                yield from self._balances(view, numbering, block.caption, note)
            case "ladder":
                return  # drawn, not tabulated
            case _:
                assert_never(view.kind)

    # -- grids ----------------------------------------------------------------------------------------------

    def _grid(self, block: ReportTable, view: View, rows: Sequence[str], numbering: Numbering) -> Table:
        slots = self._slots(view, rows, base_only=block.years == "base")
        lines = [self._row(view, slots, row) for row in rows]
        if block.gaps:
            lines = [replace(line, cells=tuple(map(self._seen, line.cells))) for line in lines]
        if block.totals:
            lines.append(self._total(block, view, slots, rows))
        number, key = numbering.next("table")
        note = self._words.text(block.note) if block.note else ""
        heads = tuple(slot.column for slot in slots)
        return Table(number, self._words.text(block.caption), heads, tuple(lines), key, note)

    def _seen(self, cell: Cell) -> Cell:
        """A cell that is open says so."""
        if not is_open(cell) or not self._snapshot.is_shown(cell.path):
            return cell
        return replace(cell, text=self._words.say("report.to_fill"), tone="missing")

    def _total(self, block: ReportTable, view: View, slots: Sequence[Slot], rows: Sequence[str]) -> Row:
        """The last line: what the content says each column adds up to, in the unit all its rows share."""
        cells = [Cell(self._words.say("report.total"))]
        for slot in slots[1:]:
            units = {slot.unit or self._row_unit(view, slot, row) or "" for row in rows}
            unit = units.pop() if len(units) == 1 else ""
            expression = block.totals.get(slot.name)
            question = self._library.column(slot.table, slot.name)
            decimals = getattr(question, "decimals", None)
            total = self._cells.total(expression, slot.period, unit, decimals) if expression else Cell("")
            cells.append(total)
        return Row(tuple(cells), "total")

    def _slots(self, view: View, rows: Sequence[str], *, base_only: bool = False) -> list[Slot]:
        slots: list[Slot] = []
        for name in view.columns or [column.id for column in self._library.tables[view.table].columns]:
            question = self._library.column(view.table, name)
            if question is not None:
                slots += self._of_question(view, question, rows, base_only)
            elif view.method:
                slots += self._of_result(view, name, base_only)
        return slots

    def _of_question(
        self, view: View, question: Question, rows: Sequence[str], base_only: bool
    ) -> Iterator[Slot]:
        title = self._words.text(question.label, "\n")
        unit = unit_in_head(question) or self._shared_unit(view, question, rows)
        numeric = isinstance(question, NumberColumn)
        periods = self._snapshot.periods(question.period)
        if base_only and question.period == "year":
            periods = periods[-1:]
        yield from self._over_periods(view.table, question.id, periods, title, unit, numeric)

    def _of_result(self, view: View, name: str, base_only: bool) -> Iterator[Slot]:
        binding = self._library.binding(view.method)
        for spec in binding.results:
            if spec.name == name:
                unit = spec.display or spec.unit
                numeric = bool(unit) or spec.decimals is not None
                title = self._words.text(spec.label, "\n")
                periods = self._snapshot.periods(binding.period)
                if base_only and binding.period == "year":
                    periods = periods[-1:]
                yield from self._over_periods(binding.id, name, periods, title, unit, numeric)

    def _over_periods(
        self, table: str, name: str, periods: Sequence[str], title: str, unit: str | None, numeric: bool
    ) -> Iterator[Slot]:
        """A column for each period; several stand under one head."""
        align: Align = "right" if numeric else "left"
        symbol = self._snapshot.wording.symbol(unit, self._words.first) if unit else ""
        if len(periods) > 1:
            head = f"{title} {symbol}".rstrip()
            columns = [Column(self._words.period(period), "", align, head) for period in periods]
        else:
            columns = [Column(title, symbol, align)]
        for period, column in zip(periods, columns, strict=True):
            yield Slot(table, name, period, column, symbol or unit)

    def _shared_unit(self, view: View, question: Question, rows: Sequence[str]) -> str | None:
        """Where the row decides the unit: nothing to add if a column beside tells it, else the unit all rows share.

        ``None`` means that every cell carries its own.
        """
        if not isinstance(question, NumberColumn):
            return None
        units = {self._snapshot.unit_of(str(Path(view.table, row, question.id))) for row in rows}
        return None if self._tells_unit(view, question) or len(units) != 1 else units.pop()

    def _row(self, view: View, slots: Sequence[Slot], row: str) -> Row:
        units = [slot.unit or self._row_unit(view, slot, row) for slot in slots]
        return Row(
            tuple(self._cells.at(slot.path(row), unit) for slot, unit in zip(slots, units, strict=True))
        )

    def _row_unit(self, view: View, slot: Slot, row: str) -> str | None:
        """The unit that stands beside in the same row."""
        question = self._library.column(slot.table, slot.name)
        if isinstance(question, NumberColumn) and slot.unit is None and self._tells_unit(view, question):
            unit = self._snapshot.unit_of(str(slot.path(row)))
            return self._snapshot.wording.symbol(unit, self._words.first)
        return "" if slot.table != view.table else None

    def _tells_unit(self, view: View, question: NumberColumn) -> bool:
        """Whether the unit of each row stands in a column beside."""
        return bool(question.unit_from) and (not view.columns or question.unit_from in view.columns)

    # -- forms ----------------------------------------------------------------------------------------------

    def _is_yearly(self, view: View) -> bool:
        """Whether every figure of a form has a value for each year."""
        questions = [self._library.column(view.table, name) for name in view.columns]
        return bool(questions) and all(one is not None and one.period == "year" for one in questions)

    def _over_years(self, view: View, numbering: Numbering, caption: str, note: str) -> Table:
        """The yearly figures of a record: a line for each, the years side by side."""
        years = self._snapshot.periods("year")
        heads = (
            Column(self._words.say("report.head.figure")),
            *(Column(self._words.period(one), "", "right") for one in years),
        )
        lines: list[Row] = []
        for name in view.columns:
            question = self._library.column(view.table, name)
            paths = [Path(view.table, "", name, year) for year in years]
            if question is not None and any(self._snapshot.is_shown(str(path)) for path in paths):
                label = Cell(self._words.text(question.label, "\n"))
                lines.append(Row((label, *(self._cells.at(path) for path in paths))))
        number, key = numbering.next("table")
        return Table(number, caption, heads, tuple(lines), key, note)

    def _form(self, view: View, numbering: Numbering, caption: str, note: str) -> Facts:
        number, key = numbering.next("table")
        return Facts(number, caption, self._facts(view, ""), key, note)

    def _cards(self, view: View, numbering: Numbering, caption: str, note: str) -> Iterator[Facts]:
        """A form for each row under one number; the note stands below the last."""
        rows = self._snapshot.view_rows(view)
        if not rows:
            return
        number, key = numbering.next("table")
        for place, row in enumerate(rows):
            named = self._label(view.table, row).replace("\n", " ")
            last = note if place == len(rows) - 1 else ""
            own = key if place == 0 else f"{key}-{place + 1}"
            facts = tuple(fact for fact in self._facts(view, row) if fact.cell.text != UNSAID)
            yield Facts(number, "" if place else caption, facts, own, last, named)

    def _facts(self, view: View, row: str) -> tuple[Fact, ...]:
        """The questions of a record or row that apply, with their answers."""
        facts: list[Fact] = []
        for name in view.columns or [column.id for column in self._library.tables[view.table].columns]:
            question = self._library.column(view.table, name)
            if question is None:
                continue
            periods = self._snapshot.periods(question.period)
            for period in periods:
                path = Path(view.table, row, name, period)
                if self._snapshot.is_shown(str(path)):
                    label = self._words.text(question.label)
                    if len(periods) > 1:
                        head = self._words.period(period)
                        label = self._words.say("report.of_period", label=question.label, period=head)
                    facts.append(self._fact(label, path, question))
        return tuple(facts)

    def _fact(self, label: str, path: Path, question: Question) -> Fact:
        cell = self._cells.line(path)
        if cell.tone == "missing" and not question.required and not cell.value:
            cell = replace(cell, text=UNSAID)
        return Fact(label, cell, wide=question.width == "wide" or len(cell.text) > _WIDE_FROM)

    # -- matrices -------------------------------------------------------------------------------------------

    def _matrix(self, view: View, numbering: Numbering, caption: str, note: str) -> Table:
        """Rows of the table named by ``down`` against those named by ``across``."""
        down = self._target(view, view.down)
        across = self._target(view, view.across)
        found = self._matrix_cells(view)
        shown = [
            question
            for name in (view.columns or (view.value,))
            if (question := self._library.column(view.table, name)) is not None
        ]
        sides = [one for one in self._library.tables[down].columns if isinstance(one, NumberColumn)]
        heads = [Column(self._words.text(self._library.tables[down].title, "\n"))]
        heads += [Column(self._words.text(one.label, "\n"), unit_in_head(one), "right") for one in sides]
        tops = self._snapshot.rows(across, view.across_filter)
        for top in tops:
            name = self._label(across, top)
            several = len(shown) > 1
            heads += [
                Column(
                    self._words.text(one.label, "\n") if several else name,
                    "",
                    "right",
                    name if several else "",
                )
                for one in shown
            ]
        lines = []
        for side in self._snapshot.rows(down):
            cells = [Cell(self._label(down, side), f"{down}[{side}]")]
            cells += [self._cells.at(Path(down, side, one.id), unit_in_head(one)) for one in sides]
            for top in tops:
                row = found.get((side, top))
                cells += [
                    self._cells.at(Path(view.table, row, one.id), unit_in_head(one)) if row else Cell("")
                    for one in shown
                ]
            lines.append(Row(tuple(cells)))
        number, key = numbering.next("table")
        return Table(number, caption, tuple(heads), tuple(lines), key, note)

    def _matrix_cells(self, view: View) -> dict[tuple[str, str], str]:
        """The row that crosses a side and a top."""
        crossed = {}
        for row in self._snapshot.rows(view.table):
            side = self._snapshot.answer(str(Path(view.table, row, view.down)))
            top = self._snapshot.answer(str(Path(view.table, row, view.across)))
            if isinstance(side, str) and isinstance(top, str):
                crossed[side, top] = row
        return crossed

    # -- balances -------------------------------------------------------------------------------------------

    def _balances(self, view: View, numbering: Numbering, caption: Text, note: str) -> Iterator[Table]:
        """One table for each parent row, its members under the choices of the first column."""
        parents = self._target(view, view.parent)
        for parent in self._snapshot.rows(parents):
            own = with_rows(view, f"{view.parent} == {_quoted(parent)}")
            rows = self._snapshot.rows(view.table, own.filter)
            if not rows:
                continue
            first = self._library.column(view.table, (view.columns or ("",))[0])
            by = first if isinstance(first, ChoiceColumn) else None
            inner = with_columns(view, view.columns[1:]) if by else view
            slots = self._slots(inner, rows)
            lines: list[Row] = []
            for choice, members in self._parted(view, by, rows):
                if choice:
                    lines.append(Row((choice,), "group"))
                lines += [self._row(inner, slots, row) for row in members]
            number, key = numbering.next("table")
            named = Text(*(self._snapshot.row_label(parents, parent, lang) for lang in ("zh", "en")))
            title = self._words.say("report.of_row", caption=caption, row=named)
            yield Table(number, title, tuple(slot.column for slot in slots), tuple(lines), key, note)

    def _parted(
        self, view: View, by: ChoiceColumn | None, rows: Sequence[str]
    ) -> Iterator[tuple[Cell | None, list[str]]]:
        if by is None:
            yield None, list(rows)
            return
        answers = {row: self._snapshot.answer(str(Path(view.table, row, by.id))) for row in rows}
        for value in (*self._library.allowed(by), None):
            members = [row for row in rows if answers[row] == value]
            if members:
                yield self._cells.at(Path(view.table, members[0], by.id)), members

    # -- pieces ---------------------------------------------------------------------------------------------

    def _target(self, view: View, name: str) -> str:
        column = self._library.column(view.table, name)
        assert isinstance(column, RefColumn), f"{view.id}: {name} is no reference"  # lint has seen to it
        return column.table

    def _label(self, table: str, row: str) -> str:
        return self._words.joined(
            [self._snapshot.row_label(table, row, lang) for lang in self._words.langs], "\n"
        )


def with_columns(view: View, columns: Sequence[str]) -> View:
    """A view with some of its columns only; all where none are named. Cards with few of them are one table."""
    if not columns:
        return view
    kind = "grid" if view.kind == "cards" and len(columns) <= ACROSS else view.kind
    return structs.replace(view, columns=tuple(columns), kind=kind)


def with_rows(view: View, where: str) -> View:
    """A view with those of its rows only for which an expression is true."""
    both = f"({view.filter}) and ({where})" if view.filter and where else where or view.filter
    return structs.replace(view, filter=both) if where else view


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
