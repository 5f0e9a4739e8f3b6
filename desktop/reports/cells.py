"""From paths and expressions to what is printed: text, number behind it, unit, and the ways of having no value."""

from __future__ import annotations

from desktop.content.types import Column, DateColumn, NumberColumn, PeriodColumn
from desktop.expr.nodes import HERE, FieldNode, PeriodNode, ResultNode
from desktop.expr.periods import resolve_period
from desktop.model.path import Path, parse_path
from desktop.model.period import PeriodKind, fit_period, kind_of
from desktop.model.shown import Shown
from desktop.model.text import Lang
from desktop.reports.dates import date_text, period_text
from desktop.reports.model import Cell, Tone
from desktop.reports.source import Snapshot
from desktop.reports.standing import Standings
from desktop.reports.words import Words


class Cells:
    """Makes the cells of one report."""

    def __init__(self, snapshot: Snapshot, words: Words) -> None:
        self.snapshot = snapshot
        self.words = words
        self.standings = Standings(snapshot)
        self._units: dict[str, frozenset[str]] = {}

    # -- in tables ------------------------------------------------------------------------------------------

    def at(self, path: Path, unit: str | None = None) -> Cell:
        """A place as it stands in a table. ``unit`` is the one its head or row names; another is written beside."""
        text = str(path)
        shown = self.snapshot.shown(text, self.words.first)
        if shown.worded:
            return Cell(self._both(text), text)
        if shown.value is not None:
            beside = shown.unit if shown.unit != unit else ""
            return self._number(shown, text, beside, mark=self.standings.doubtful(path))
        if shown.state == "absent":
            return self._gap(path) if self._is_required(path) else Cell("", text)
        if shown.state in ("later", "failed"):
            return Cell(shown.note or shown.text, text, tone="missing")
        if path.column in self._unit_columns(path.table):
            value = self.snapshot.value(text)
            return Cell(
                self.snapshot.wording.symbol(value, self.words.first)
                if isinstance(value, str)
                else shown.text,
                text,
            )
        return Cell(self._both(text), text)

    def line(self, path: Path) -> Cell:
        """A place as it stands in a form or on the cover: with its unit; dates and periods in words."""
        return self._placed(str(path), "", None, self.words.first)

    # -- in sentences ---------------------------------------------------------------------------------------

    def current(self, text: str) -> Path:
        """A place without period as it is now: in the base year, or in the edition being written."""
        place, library = parse_path(text), self.snapshot.library
        question = library.column(place.table, place.column)
        binding = library.bindings.get(place.table)
        kind: PeriodKind = question.period if question else binding.period if binding else "none"
        return place.at(self._period(HERE, kind, place.period))

    def total(self, expression: str, period: str, unit: str, decimals: int | None = None) -> Cell:
        """What stands in the last line of a column, for the period and in the unit of that column."""
        lang = self.words.first
        place = self._place(expression, period)
        if place is not None:
            shown = self.snapshot.shown(str(place), lang, unit, decimals)
        else:
            value = self.snapshot.evaluate(expression, period=period)
            shown = self.snapshot.wording.of_value(value, lang, unit, decimals)
        if shown.state == "absent":  # nothing to add up
            return Cell("—", str(place or expression))
        return self._said(shown, str(place or expression), lang, "" if shown.unit == unit else shown.unit)

    def live(self, expression: str, unit: str, decimals: int | None, lang: Lang) -> Cell:
        """A value in a sentence: a place where the expression is one, else the value of the expression."""
        place = self._place(expression)
        if place is not None:
            return self._placed(str(place), unit, decimals, lang)
        value = self.snapshot.evaluate(expression)
        shown = self.snapshot.wording.of_value(value, lang, unit, decimals)
        return self._said(shown, expression, lang)

    def _place(self, expression: str, here: str = "") -> Path | None:
        """The place an expression names, where it is nothing but a place."""
        match self.snapshot.library.bound(expression).node:
            case FieldNode(table, column, period):
                question = self.snapshot.library.column(table, column)
                return Path(
                    table, "", column, self._period(period, question.period if question else "none", here)
                )
            case ResultNode(binding, name, False, None, period):
                kind = self.snapshot.library.binding(binding).period
                return Path(binding, "", name, self._period(period, kind, here))
            case _:
                return None

    def _period(self, node: PeriodNode, kind: PeriodKind, here: str) -> str:
        base, edition = self.snapshot.base_year, self.snapshot.edition
        return fit_period(kind, resolve_period(node, here, base, edition), base, edition)

    def _placed(self, path: str, unit: str, decimals: int | None, lang: Lang) -> Cell:
        shown = self.snapshot.shown(path, lang, unit, decimals)
        place = parse_path(path)
        column = self.snapshot.library.column(place.table, place.column)
        if shown.state in ("given", "calculated") and shown.value is None and shown.text:
            typed = self.snapshot.value(path) if isinstance(column, PeriodColumn) else shown.text
            return Cell(self._dated(typed if isinstance(typed, str) else shown.text, column, lang), path)
        return self._said(shown, path, lang)

    def _said(self, shown: Shown, path: str, lang: Lang, beside: str | None = None) -> Cell:
        say = self.words.library.message
        match shown.state:
            case "absent":
                return Cell(say("report.missing", lang), path, tone="missing")
            case "later":
                return Cell(say("report.later", lang, note=shown.note), path, tone="missing")
            case "failed":
                return Cell(say("report.failed", lang, note=shown.note), path, tone="missing")
            case "partial":
                text = say("report.partial", lang, text=shown.with_unit, note=shown.note)
                return Cell(text, path, shown.value, shown.unit, "missing", whole=True)
            case _ if shown.value is not None:
                return self._number(shown, path, shown.unit if beside is None else beside)
            case _:
                return Cell(shown.text, path)

    # -- pieces ---------------------------------------------------------------------------------------------

    def _number(self, shown: Shown, path: str, beside: str, *, mark: bool = False) -> Cell:
        text = f"{shown.text}\u2009{beside}" if beside else shown.text
        if shown.state == "partial":
            text = self.words.library.message("report.partial", self.words.first, text=text, note=shown.note)
        tone: Tone = "missing" if shown.state == "partial" else "plain"
        return Cell(text, path, shown.value, shown.unit, tone, mark, whole=True)

    def _unit_columns(self, table: str) -> frozenset[str]:
        """What of a table, or of the results of a method, holds units of others: printed as signs, not in words."""
        known = self._units.get(table)
        if known is None:
            spec = self.snapshot.library.tables.get(table)
            columns = spec.columns if spec else ()
            binding = self.snapshot.library.bindings.get(table)
            results = binding.results if binding else ()
            known = frozenset(
                one.unit_from for one in columns if isinstance(one, NumberColumn) and one.unit_from
            ) | frozenset(one.name for one in results if one.name.endswith("unit"))
            self._units[table] = known
        return known

    def _gap(self, path: Path) -> Cell:
        return Cell(self.words.say("report.missing"), str(path), tone="missing")

    def _is_required(self, path: Path) -> bool:
        column = self.snapshot.library.column(path.table, path.column)
        return column is not None and column.required and not column.calculation

    def _both(self, path: str) -> str:
        return self.words.joined([self.snapshot.shown(path, lang).text for lang in self.words.langs], "\n")

    @staticmethod
    def _dated(text: str, column: Column | None, lang: Lang) -> str:
        match column:
            case DateColumn():
                return date_text(text, lang)
            case PeriodColumn() if kind_of(text) != "year":  # sentences say 年 themselves
                return period_text(text, lang)
            case _:
                return text


def unit_in_head(column: Column) -> str:
    """The unit all cells of a column share by their definition; empty where the row decides."""
    return column.unit if isinstance(column, NumberColumn) and "{" not in column.unit else ""
