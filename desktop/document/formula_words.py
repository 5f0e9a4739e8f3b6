"""How places and numbers are worded inside a formula; implements ``desktop.expr.explain.Wording``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.content.types import ChoiceColumn
from desktop.expr.nodes import EDITION
from desktop.model.path import Path
from desktop.model.result import Value
from desktop.model.text import Lang

if TYPE_CHECKING:
    from desktop.document.view import AuditView


class FormulaWords:
    """Words of one audit in one language."""

    def __init__(self, view: AuditView, lang: Lang) -> None:
        self._view = view
        self._lang: Lang = lang

    def label(self, path: Path) -> str:
        """A place in words: the row's name alone says it where the row is an amount of something."""
        view, lang = self._view, self._lang
        column = view.library.column(path.table, path.column)
        if column is None:
            return view.wording.label(path, lang)
        question = column.label.get(lang)
        table = view.library.tables[path.table]
        row = "" if table.single else view.row_label(path.table, path.row, lang) if path.row else ""
        period = view.wording.period(path.period, lang)
        return " ".join(part for part in (row, question, f"({period})" if period else "") if part)

    def shown(self, path: Path, value: Value) -> str:
        """The value of a place in its own unit."""
        del value  # the place knows how it is entered and shown
        shown = self._view.wording.shown(path, self._lang)
        return shown.with_unit if shown.text else self.say("document.explain.missing")

    def value(self, value: Value, unit: str = "") -> str:
        """A value that stands nowhere."""
        shown = self._view.wording.of_value(value, self._lang, unit)
        return shown.with_unit if shown.text else self.say("document.explain.missing")

    def column(self, table: str, column: str, period: str) -> str:
        """A whole column in words."""
        spec = self._view.library.tables[table]
        title = spec.title.get(self._lang)
        question = self._view.library.column(table, column)
        named = f"{title} · {question.label.get(self._lang)}" if question is not None else title
        return f"{named} ({self._view.wording.period(period, self._lang)})" if period else named

    def row(self, table: str, row: str) -> str:
        """What people call a row."""
        return self._view.row_label(table, row, self._lang)

    def factor(self, reference: str, key: str, column: str) -> str:
        """A factor in words."""
        table = self._view.library.reference(reference)
        label = next((one.label.get(self._lang) for one in table.columns if one.id == column), column)
        return f"{table.rows[key].get(self._lang) or key} {label}" if key in table.rows else label

    def unit_of(self, path: Path) -> str:
        """The unit a place is shown in."""
        return self._view.wording.unit_of(path)

    def factor_unit(self, reference: str, key: str, column: str) -> str:
        """The unit of a factor: of its column, or named in its row."""
        table = self._view.library.reference(reference)
        spec = next((one for one in table.columns if one.id == column), None)
        if spec is None or not spec.unit_from:
            return spec.unit if spec else ""
        return table.rows.get(key, {}).get(spec.unit_from, "")

    def name(self, name: str) -> str:
        """Free names are worded by the method they belong to; here they stand as they are, but for the edition."""
        return self.say("expr.word.edition") if name == EDITION else name

    def choice(self, table: str, column: str, value: str) -> str:
        """A choice in words."""
        question = self._view.library.column(table, column)
        if isinstance(question, ChoiceColumn):
            return self._view.library.choice_label(question, value, self._lang)
        return value

    def say(self, code: str, **params: str) -> str:
        """A message."""
        return self._view.library.message(code, self._lang, **params)
