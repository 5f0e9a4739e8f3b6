"""Formulas in words without an audit: no row is known, and a period is said as the formula writes it."""

from __future__ import annotations

from desktop.content.library import Library
from desktop.content.no_tables import NoTables
from desktop.content.types import ChoiceColumn
from desktop.expr import in_words
from desktop.expr.nodes import EDITION, PeriodNode
from desktop.model.format import MINUS
from desktop.model.path import Path
from desktop.model.result import Value
from desktop.model.text import Lang


class _NoAudit(NoTables):
    """Nothing is known but the library; a period is said as the formula writes it."""

    def period(self, node: PeriodNode) -> str:
        offset = f"{node.offset:+d}".replace("-", MINUS) if node.offset else ""
        return node.fixed if node.anchor == "fixed" else f"{node.anchor}{offset}"


class _LibraryWords:
    """Labels of tables, columns, results and choices in one language; implements ``expr.explain.Wording``."""

    def __init__(self, library: Library, lang: Lang, home: str) -> None:
        self._library = library
        self._lang: Lang = lang
        self._home = home

    def label(self, path: Path) -> str:
        binding = self._library.bindings.get(path.table)
        if binding is not None:
            names = {result.name: result.label.get(self._lang) for result in binding.results}
            said = f"{binding.title.get(self._lang)} · {names.get(path.column, path.column)}"
            return self._dated(said, path.period)
        if path.table in ("", self._home):
            found = self._library.column(self._home, path.column)
            return self._dated(found.label.get(self._lang) if found else path.column, path.period)
        return self.column(path.table, path.column, path.period)

    def column(self, table: str, column: str, period: str) -> str:
        known, found = self._library.tables.get(table), self._library.column(table, column)
        title = known.title.get(self._lang) if known else table
        return self._dated(f"{title} · {found.label.get(self._lang)}" if found else title, period)

    def row(self, table: str, row: str) -> str:
        return self._library.message("handbook.this_row", self._lang)

    def factor(self, reference: str, key: str, column: str) -> str:
        table = self._library.reference(reference)
        label = next((one.label.get(self._lang) for one in table.columns if one.id == column), column)
        row = table.rows.get(key, {})
        return f"{table.title.get(self._lang)} · {' '.join(filter(None, (row.get(self._lang), label)))}"

    def name(self, name: str) -> str:
        words = {"value": "handbook.value", EDITION: "expr.word.edition"}
        return self._library.message(words[name], self._lang) if name in words else name

    def choice(self, table: str, column: str, value: str) -> str:
        found = self._library.column(table, column)
        if not isinstance(found, ChoiceColumn):
            return value
        return self._library.choice_label(found, value, self._lang)

    def say(self, code: str, **params: str) -> str:
        return self._library.message(code, self._lang, **params)

    def shown(self, path: Path, value: Value) -> str:
        return self.label(path)

    def value(self, value: Value, unit: str = "") -> str:
        return unit

    def unit_of(self, path: Path) -> str:
        return ""

    def factor_unit(self, reference: str, key: str, column: str) -> str:
        return ""

    def _dated(self, said: str, period: str) -> str:
        if not period or period == "here":
            return said
        anchor = next((one for one in ("base", "year", "edition") if period.startswith(one)), "")
        if anchor:
            word = self._library.message(f"handbook.period.{anchor}", self._lang)
            return f"{said} ({word}{period.removeprefix(anchor)})"
        if period in ("assessment", "acceptance"):
            period = self._library.message(f"document.edition.{period}", self._lang)
        return f"{said} ({period})"


def formula_in_words(library: Library, text: str, table: str, lang: Lang, names: tuple[str, ...] = ()) -> str:
    """An expression of the content that stands in a row of ``table``, worded by labels."""
    node = library.bound(text, table, names).node
    return in_words(node, _NoAudit(library), _LibraryWords(library, lang, table))
