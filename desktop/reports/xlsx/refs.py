"""Where a formula finds what it names; implements ``desktop.expr.refs.Refs`` over a plan."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from desktop.content.types import ChoiceColumn, Column
from desktop.expr.nodes import EDITION, HERE, PeriodNode
from desktop.expr.periods import resolve_period
from desktop.expr.refs import no_formula
from desktop.model.period import PeriodKind, fit_period
from desktop.model.quantity import Unit
from desktop.reports.xlsx.layout import HEAD_ROWS, Plan, RunPlan, Slot, quoted


@dataclass(slots=True)
class PlaceRefs:
    """References seen from one place: a row and period; ``outer`` where a method gathers rows for it."""

    plan: Plan
    table: str = ""
    row: str = ""
    period: str = ""
    outer: tuple[str, str] | None = None
    run: RunPlan | None = field(default=None)

    @property
    def not_applicable(self) -> str:
        """The text of cells that do not apply; no answer to choose reads like it."""
        return self.plan.say("xlsx.na")

    def field(self, table: str, column: str, period: PeriodNode) -> str:
        """A record field."""
        return self._cell(table, "", column, period)

    def cell(self, table: str, column: str, period: PeriodNode) -> str:
        """A cell of the own row."""
        return self._cell(table, self.row, column, period)

    def this(self) -> str:
        """The key of the row the formula speaks for."""
        table, row = self.outer or (self.table, self.row)
        return self.plan.tables[table].address(1, row)

    def column(self, table: str, column: str, period: PeriodNode) -> str:
        """A whole column; ``this`` is the keys."""
        if column == "this":
            return self.keys(table)
        if table not in self.plan.tables:
            return ""
        return self.plan.tables[table].range(self._slot(table, column, period).read)

    def keys(self, table: str) -> str:
        """The column of keys."""
        return self.plan.tables[table].range(1) if table in self.plan.tables else ""

    def result(self, binding: str, name: str, period: PeriodNode) -> str:
        """A result of the own row, or of a method that runs once."""
        spec = self.plan.source.library.binding(binding)
        at = self._fitted(spec.period, period)
        if not spec.for_each:
            made = self.plan.runs.get((binding, "", at))
            line = made.results.get((name, "")) if made else None
            if line is None:
                raise no_formula(f"{binding}.{name}")
            return f"{quoted(self.plan.results_sheet)}!$E${line}"
        table = self.plan.tables.get(spec.for_each)
        column = table.results.get((binding, name, at)) if table else None
        if table is None or column is None:
            raise no_formula(f"{binding}.{name}")
        return table.address(column, self.row)

    def results(self, binding: str, name: str, period: PeriodNode) -> str:
        """A result of every row."""
        spec = self.plan.source.library.binding(binding)
        if spec.for_each not in self.plan.tables:
            return ""
        table = self.plan.tables[spec.for_each]
        column = table.results.get((binding, name, self._fitted(spec.period, period)))
        if column is None:
            raise no_formula(f"{binding}.{name}")
        return table.range(column)

    def binding_table(self, binding: str) -> str:
        """The table a method runs over."""
        return self.plan.source.library.binding(binding).for_each

    def name(self, name: str) -> str:
        """An input or earlier step of the run; ``edition`` is that of the place."""
        if name == EDITION and self.run is None:
            return f'"{self._fitted("edition", HERE)}"'
        if self.run is None or name not in self.run.names:
            raise no_formula(name)
        return f"$C${self.run.names[name]}"

    def is_list(self, name: str) -> bool:
        """Every input and step stands in one cell."""
        del name
        return False

    def reference_keys(self, reference: str) -> str:
        """The keys of a reference table."""
        known = self.plan.references[reference]
        return self._reference_range(
            reference, known.columns[self.plan.source.library.reference(reference).key]
        )

    def reference_column(self, reference: str, column: str) -> str:
        """A column of a reference table, canonical where it holds numbers."""
        known = self.plan.references[reference]
        return self._reference_range(reference, known.canonical.get(column, known.columns[column]))

    def word(self, table: str, column: str, value: str) -> str:
        """A choice by its label, as its cells show it; a key of a reference table stands as it is."""
        library = self.plan.source.library
        question = library.column(table, column)
        if not value or not isinstance(question, ChoiceColumn) or question.reference:
            return value
        return library.choice_label(question, value, self.plan.lang)

    def unit(self, text: str) -> Unit:
        """A unit."""
        return self.plan.source.library.units.parse(text)

    # -- pieces ---------------------------------------------------------------------------------------------

    def _cell(self, table: str, row: str, column: str, period: PeriodNode) -> str:
        if table not in self.plan.tables:
            raise no_formula(f"{table}.{column}")
        return self.plan.tables[table].address(self._slot(table, column, period).read, row)

    def _slot(self, table: str, column: str, period: PeriodNode) -> Slot:
        question = self.plan.source.library.column(table, column)
        at = self._fitted(_kind(question), period)
        slot = self.plan.tables[table].slots.get((column, at))
        if slot is None:
            raise no_formula(f"{table}.{column}@{at}")
        return slot

    def _fitted(self, kind: PeriodKind, period: PeriodNode) -> str:
        source = self.plan.source
        at = resolve_period(period, self.period, source.base_year, source.edition)
        return fit_period(kind, at, source.base_year, source.edition)

    def _reference_range(self, reference: str, column: int) -> str:
        known = self.plan.references[reference]
        letter = get_column_letter(column)
        last = HEAD_ROWS + len(known.rows)
        return f"{quoted(known.sheet)}!${letter}${HEAD_ROWS + 1}:${letter}${last}"


def _kind(question: Column | None) -> PeriodKind:
    return question.period if question is not None else "none"
