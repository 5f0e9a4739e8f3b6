"""How places and values are worded: labels, units shown, numbers with their states, in either language."""

from __future__ import annotations

import math
from dataclasses import replace

from desktop.calc.step_words import StepWords
from desktop.content.types import (
    ChoiceColumn,
    Column,
    NumberColumn,
    PeriodColumn,
    RefColumn,
    ResultColumn,
    TextColumn,
)
from desktop.document.state import Cell
from desktop.document.values import Values
from desktop.model.answer import Amount, Later, NotApplicable
from desktop.model.errors import AuditError
from desktop.model.format import format_entered, format_number
from desktop.model.path import Path, parse_path
from desktop.model.period import kind_of
from desktop.model.result import NA, Absent, Failed, Num, Value
from desktop.model.shown import Shown
from desktop.model.text import Lang, Standing, Text

SIGNIFICANT = 4
"""Digits a figure keeps in another unit than its own: 6 244.9 t is 0.6245 万t, not 0.6 万t."""


class Wording:
    """Words for the cells of one audit."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._library = values.library

    def message(self, code: str, lang: Lang, **params: object) -> str:
        """A sentence of the catalogue."""
        return self._library.message(code, lang, **params)

    # -- places ---------------------------------------------------------------------------------------------

    def label(self, path: Path, lang: Lang) -> str:
        """A place in words: row, question, period: ``电解整流交流电 · 年消耗量 · 2025``."""
        binding = self._library.bindings.get(path.table)
        if binding is not None:
            rows_of = binding.for_each or self._table_of(path.table, path.row)
            result = binding.result(path.column)
            title = result.label.get(lang) if result else path.column
            if result is not None and result in binding.yearly:
                year = path.column.rpartition("_")[2]
                title = self._library.message("document.of_year", lang, title=title, year=year)
            if result is not None and result in binding.steps:
                title = self._step(path, title, lang)
            row = self.row_label(rows_of, path.row, lang) if path.row else binding.title.get(lang)
            return self._joined(row, title, path.period, lang)
        table = self._library.tables.get(path.table)
        column = self._library.column(path.table, path.column)
        if table is None:
            return str(path)
        row = self.row_label(path.table, path.row, lang) if path.row else table.title.get(lang)
        return self._joined(row, column.label.get(lang) if column else "", path.period, lang)

    def _step(self, path: Path, title: str, lang: Lang) -> str:
        """A step of a method by the members its numbers count."""
        binding = self._library.bindings[path.table]
        run = self._values.run(binding.id, path.row if binding.for_each else "", path.period)
        if run.result is None:
            return title
        return StepWords(self._library, lang, binding.method, run.result).name(path.column)

    def label_text(self, text: str, lang: Lang) -> str:
        """A path or table id in words; what no longer exists keeps its path."""
        table = self._library.tables.get(text)
        if table is not None:
            return table.title.get(lang)
        try:
            return self.label(parse_path(text), lang)
        except AuditError:
            return text

    def row_label(self, table: str, row: str, lang: Lang) -> str:
        """What people call a row: its naming column, else its number in the table."""
        spec = self._library.tables.get(table)
        if spec is None:
            return row
        if spec.row_label:
            named = self._values.value(Cell(table, row, spec.row_label, ""))
            column = self._library.column(table, spec.row_label)
            if not isinstance(named, Absent | NA | Failed) and column is not None:
                return self._scalar(named, column, "", None, lang)
        rows = self._values.rows(table)
        position = rows.index(row) + 1 if row in rows else row
        return self._library.message("document.row_number", lang, table=spec.title.get(lang), number=position)

    def unit_of(self, path: Path) -> str:
        """The unit a place is shown in."""
        binding = self._library.bindings.get(path.table)
        if binding is not None:
            result = binding.result(path.column)
            return (result.display or result.unit) if result else ""
        column = self._library.column(path.table, path.column)
        if not isinstance(column, NumberColumn):
            return ""
        if column.unit_from:
            return self._row_text(path, column.unit_from)
        if "{" in column.unit:
            name = column.unit[column.unit.index("{") + 1 : column.unit.index("}")]
            return column.unit.replace(f"{{{name}}}", self._row_text(path, name))
        return column.unit

    # -- values ---------------------------------------------------------------------------------------------

    def shown(self, path: Path, lang: Lang, unit: str = "", decimals: int | None = None) -> Shown:
        """The value of a place as people see it; ``unit`` and ``decimals`` override those of the place."""
        binding = self._library.bindings.get(path.table)
        if binding is not None:
            value = self._values.result(path.table, path.row, path.column, path.period)
            spec = binding.result(path.column)
            places = decimals if decimals is not None else (spec.decimals if spec else None)
            least = SIGNIFICANT if unit not in ("", self.unit_of(path)) and decimals is None else 0
            shown = self.of_value(value, lang, unit or self.unit_of(path), places, True, least)
            words = self._instead(path, spec)
            return (
                shown
                if words is None
                else replace(shown, text=words.get(lang), state="calculated", worded=True)
            )
        column = self._library.column(path.table, path.column)
        if column is None:
            return Shown("", state="absent")
        return replace(self._answer_shown(path, column, lang, unit, decimals), standing=column.standing)

    def _instead(self, path: Path, spec: ResultColumn | None) -> Text | None:
        """The words another result puts in place of this one."""
        if spec is None or not spec.said_by:
            return None
        reading = self._values.result(path.table, path.row, spec.said_by, path.period)
        return spec.words.get(reading) if isinstance(reading, str) else None

    def _answer_shown(self, path: Path, column: Column, lang: Lang, unit: str, decimals: int | None) -> Shown:
        if column.relevance and not self._values.shown(path.table, path.row, column.id):
            return Shown("—", state="hidden", note=self._library.message("document.hidden", lang))
        cell = Cell(path.table, path.row, path.column, path.period)
        answer = self._values.state.answers.get(cell)
        value = self._values.value(cell)
        if isinstance(answer, Later) and isinstance(value, Absent):
            note = self._library.message("document.later", lang, who=answer.who, when=answer.when)
            return Shown("", self.symbol(self.unit_of(path), lang), "later", note=note)
        if isinstance(answer, NotApplicable):
            return Shown(self._library.message("document.na", lang), "", "na", note=answer.reason)
        if isinstance(answer, Amount) and not unit and decimals is None and _is_typed(value, answer):
            return Shown(
                format_entered(answer.value), self.symbol(answer.unit, lang), "given", float(answer.value)
            )
        if isinstance(value, Num):
            places = decimals if decimals is not None else getattr(column, "decimals", None)
            least = SIGNIFICANT if unit not in ("", self.unit_of(path)) and decimals is None else 0
            return self.of_value(
                value, lang, unit or self.unit_of(path), places, bool(column.calculation), least
            )
        if isinstance(value, Absent | NA | Failed):
            return self.of_value(value, lang, unit or self.unit_of(path), decimals, bool(column.calculation))
        text = self._scalar(value, column, unit, decimals, lang)
        return Shown(text, state="calculated" if column.calculation else "given")

    def of_value(
        self,
        value: Value,
        lang: Lang,
        unit: str = "",
        decimals: int | None = None,
        calculated: bool = True,
        least: int = 0,
    ) -> Shown:
        """A bare value in a unit; with ``least`` significant digits where ``decimals`` would leave fewer."""
        symbol = self.symbol(unit, lang)
        match value:
            case Num():
                text, number, symbol = self._number(value, unit, lang, decimals, least)
                return Shown(text, symbol, "calculated" if calculated else "given", number)
            case Absent(partial, known, total):
                if partial is None:
                    return Shown("", symbol, "absent")
                text, number, symbol = self._number(partial, unit, lang, decimals)
                note = self._library.message("document.partial", lang, known=known, total=total)
                return Shown(text, symbol, "partial", number, note)
            case NA():
                return Shown("—", "", "na")
            case Failed(code, params):
                return Shown("—", symbol, "failed", note=self._library.message(code, lang, **params))
            case bool():
                return Shown(self._library.message("document.yes" if value else "document.no", lang))
            case tuple() if not isinstance(value, Num):
                return Shown("、".join(self.of_value(one, lang, unit, decimals).text for one in value))
            case _:
                return Shown(str(value))

    def value(self, value: Value, unit: str, decimals: int | None = None) -> str:
        """A value with its unit in one text, for problem texts (language-free)."""
        return self.of_value(value, "zh", unit, decimals).with_unit

    def symbol(self, unit: str, lang: Lang = "zh") -> str:
        """The printed form of a unit text: 万元, or 10⁴ yuan among English words."""
        if not unit or not self._library.units.known(unit):
            return unit
        known = self._library.units.parse(unit)
        return known.plain if lang == "en" else known.symbol

    def standing_of(self, path: Path) -> Standing:
        """How far the question itself has been checked."""
        column = self._library.column(path.table, path.column)
        return column.standing if column else Standing.DERIVED

    # -- pieces ---------------------------------------------------------------------------------------------

    def _number(
        self, value: Num, unit: str, lang: Lang, decimals: int | None, least: int = 0
    ) -> tuple[str, float, str]:
        units = self._library.units
        target = units.parse(unit) if unit and units.known(unit) else None
        nothing = not value.value and not value.dimension  # the sum of no rows is 0 in any unit
        if target is None or (target.dimension != value.dimension and not nothing):
            # A plain number is just a number: 倍, pH and 分 have its dimension but are no name for it.
            like = units.like(value.dimension) if value.dimension else ()
            target = next((units.parse(atom.id) for atom in like if atom.factor == 1.0), None)
        number = value.value / target.factor if target else value.value
        if decimals is not None and least and number:
            decimals = max(decimals, least - 1 - math.floor(math.log10(abs(number))))
        named = (target.plain if lang == "en" else target.symbol) if target else ""
        return format_number(number, decimals), number, named

    def _scalar(self, value: Value, column: Column, unit: str, decimals: int | None, lang: Lang) -> str:
        many: tuple[Value, ...] = (
            value if isinstance(value, tuple) and not isinstance(value, Num) else (value,)
        )
        if isinstance(column, RefColumn):
            return "、".join(self.row_label(column.table, str(one), lang) for one in many)
        if isinstance(column, ChoiceColumn):
            return "、".join(self._library.choice_label(column, str(one), lang) for one in many)
        if isinstance(column, TextColumn) and column.many:  # what a piece of evidence or a comment is about
            return "、".join(self.label_text(str(one), lang) for one in many)
        text = self.of_value(value, lang, unit, decimals).text
        return text.replace("..", "—") if isinstance(column, PeriodColumn) else text

    def _row_text(self, path: Path, column: str) -> str:
        named = self._values.value(Cell(path.table, path.row, column, ""))
        return named if isinstance(named, str) else ""

    def _table_of(self, binding: str, row: str) -> str:
        """The table a result's row stands in, where the method runs once: that of a list, or one its rows refer to."""
        gathered = [members.table for members in self._library.bindings[binding].members.values()]
        referred = [
            column.table
            for table in gathered
            for column in self._library.tables[table].columns
            if isinstance(column, RefColumn)
        ]
        return next((table for table in (*gathered, *referred) if row in self._values.rows(table)), "")

    def period(self, period: str, lang: Lang) -> str:
        """A period in words."""
        match kind_of(period):
            case "year":
                return f"{period} 年" if lang == "zh" else period
            case "edition":
                return self._library.message(f"document.edition.{period}", lang)
            case _:
                return period

    def _joined(self, row: str, question: str, period: str, lang: Lang) -> str:
        return " · ".join(
            part for part in (row, question, self.period(period, lang) if period else "") if part
        )


def _is_typed(value: Value, answer: Amount) -> bool:
    """Whether the figure is the one typed, and not the sum of months beside it."""
    return isinstance(value, Num) and value.value == answer.canonical
