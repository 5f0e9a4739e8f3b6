"""What people type and paste, read as the JSON value of a question: numbers with units, choices, names of rows.

The document has the last word; here is read what only a face can know: labels in two languages, ``3.2 万kWh``
in one field, and the many ways to write yes.
"""

from __future__ import annotations

import re
from functools import cached_property

from desktop.content.types import ChoiceColumn, Column, FlagColumn, NumberColumn, RefColumn
from desktop.document import Document
from desktop.model.answer import Amount, Answer, Json, Later, NotApplicable
from desktop.model.errors import RefusedError
from desktop.model.quantity import read_number
from desktop.model.text import Lang

_NUMBER = re.compile(
    r"\s*([+\-\u2212＋－]?\s*[0-9０-９][0-9０-９\s\u2009\u202f\u00a0,，'.．]*(?:[eE][+-]?[0-9]+)?|[.．][0-9０-９]+)\s*(.*)",
    re.DOTALL,
)
_YES = frozenset({"是", "有", "对", "√", "✓", "✔", "yes", "y", "true", "1", "x"})
_NO = frozenset({"否", "无", "不", "×", "✗", "no", "n", "false", "0"})
_SEPARATORS = re.compile(r"[、,，;；\n]+")


class Entry:
    """Reads entries for one audit in one language. Make a new one for each paste: it remembers the names of rows."""

    def __init__(self, document: Document, lang: Lang) -> None:
        self._document = document
        self._library = document.library
        self._lang = lang
        self._labels: dict[str, dict[str, str]] = {}

    def read(self, column: Column, text: str, path: str = "") -> Json:
        """The value that ``text`` is; empty text is no answer.

        Raises:
            RefusedError: not a number, no such unit, choice or row; names the place ``path``.
        """
        tidy = text.strip()
        if not tidy:
            return None
        match column:
            case NumberColumn():
                return self._number(tidy, path)
            case FlagColumn():
                return _flag(tidy, path)
            case ChoiceColumn() | RefColumn():
                if column.many:
                    parts = [part.strip() for part in _SEPARATORS.split(tidy) if part.strip()]
                    return [self._named(column, part, path) for part in parts]
                return self._named(column, tidy, path)
            case _:
                return text if getattr(column, "long", False) else tidy

    def options(self, column: ChoiceColumn | RefColumn) -> dict[str, str]:
        """Everything that may be chosen: value and what people call it, in order."""
        if isinstance(column, RefColumn):
            rows = self._document.rows(column.table)
            return {row: self._document.row_label(column.table, row, self._lang) for row in rows}
        return {
            value: self._library.choice_label(column, value, self._lang)
            for value in self._library.allowed(column)
        }

    def _number(self, text: str, path: str) -> Json:
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise RefusedError("value.number", path=path, found=text)
        digits, rest = found[1].strip(), "".join(found[2].split())
        try:
            if not rest or rest in ("万", "亿", "‰"):
                return read_number(digits + rest)
            number = read_number(digits)
        except RefusedError as error:
            raise RefusedError("value.number", path=path, found=text) from error
        if not self._library.units.known(rest):
            raise RefusedError("unit.unknown", unit=rest, part=rest, path=path)
        return {"value": number, "unit": rest}

    def _named(self, column: ChoiceColumn | RefColumn, text: str, path: str) -> str:
        names = self._names(column)
        value = names.get(text.casefold())
        if value is None and isinstance(column, ChoiceColumn) and column.open:
            return text
        if value is None:
            near = {found for name, found in names.items() if name.startswith(text.casefold())}
            if len(near) != 1:
                raise self._no_such(column, text, path)
            (value,) = near
        return value

    def _names(self, column: ChoiceColumn | RefColumn) -> dict[str, str]:
        key = f"{type(column).__name__}:{getattr(column, 'table', '')}:{getattr(column, 'choices', '')}"
        key += getattr(column, "reference", "")
        if key not in self._labels:
            self._labels[key] = self._spell(column)
        return self._labels[key]

    def _spell(self, column: ChoiceColumn | RefColumn) -> dict[str, str]:
        """Everything a choice may be called, folded; values come before labels."""
        names: dict[str, str] = {}
        for value, label in self.options(column).items():
            other = (
                self._library.choice_label(column, value, self._other_lang)
                if isinstance(column, ChoiceColumn)
                else ""
            )
            bare = self._bare_names(column, value)
            for name in (value, label, other, *bare):
                if name:
                    names.setdefault(name.strip().casefold(), value)
        return names

    def _bare_names(self, column: ChoiceColumn | RefColumn, value: str) -> tuple[str, ...]:
        """Names without the key that stands before them where people see both."""
        if not isinstance(column, ChoiceColumn) or not column.coded:
            return ()
        row = self._library.reference(column.reference).rows[value]
        return row.get("zh", ""), row.get("en", "")

    @cached_property
    def _other_lang(self) -> Lang:
        return "en" if self._lang == "zh" else "zh"

    def _no_such(self, column: ChoiceColumn | RefColumn, text: str, path: str) -> RefusedError:
        if isinstance(column, RefColumn):
            return RefusedError("value.reference", path=path, found=text, table=column.table)
        labels = list(self.options(column).values())
        allowed = "、".join(labels[:8]) + ("…" if len(labels) > 8 else "")
        return RefusedError("value.choice", path=path, found=text, allowed=allowed)


def _flag(text: str, path: str) -> bool:
    folded = text.casefold()
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise RefusedError("value.flag", path=path, found=text)


def entry_text(document: Document, column: Column, path: str, lang: Lang) -> str:
    """What an editor starts with: the entry as typed, with its unit only where that is not the unit of the place."""
    answer = document.answer(path)
    match answer:
        case Amount(value, unit, _):
            wanted = document.unit_of(path)
            return value if not unit or _same_unit(document, unit, wanted) else f"{value} {unit}"
        case None | NotApplicable() | Later() | bool():
            return ""
        case _:
            return answer_words(document, column, answer, lang)


def answer_words(document: Document, column: Column, answer: Answer, lang: Lang) -> str:
    """A choice, reference or text in words."""
    many = answer if isinstance(answer, tuple) else (answer,)
    match column:
        case ChoiceColumn():
            return "、".join(document.library.choice_label(column, str(one), lang) for one in many)
        case RefColumn():
            return "、".join(document.row_label(column.table, str(one), lang) for one in many)
        case _:
            return str(answer)


def _same_unit(document: Document, one: str, other: str) -> bool:
    units = document.library.units
    if not (units.known(one) and units.known(other)):
        return one == other
    return units.parse(one).symbol == units.parse(other).symbol
