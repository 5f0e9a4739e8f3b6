"""Examples of a check: a few answers written beside the rule, and whether it fires on them.

``given: {amount: "12 t", products.output: "3 t | 4 t", amount[year-1]: "10 t"}``: a name as in formulas, a value as
people type it; several rows of a table are divided by ``|`` and are called 1, 2, 3; the row the rule stands in is 1;
several choices of one cell are divided by commas. What is not given is absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.content.types import Check, Example
from desktop.expr import ColumnInfo, evaluate
from desktop.expr.nodes import EDITION, PeriodNode
from desktop.model.errors import RefusedError
from desktop.model.quantity import Unit, read_number
from desktop.model.result import ABSENT, Failed, Num, Scalar, Value

if TYPE_CHECKING:
    from desktop.content.library import Library

_NAME = re.compile(r"(?:(?P<table>\w+)\.)?(?P<column>\w+)(?:\[(?P<period>[^\]]+)\])?")
_AMOUNT = re.compile(r"([^A-Za-z%‰°℃μ\u3400-\u9fff]*[万亿]?)\s*(.*)")


class Given:
    """The answers of an example, as a context to evaluate in."""

    def __init__(self, library: Library, check: Check, example: Example) -> None:
        self._library = library
        self._table = check.for_each
        self._values: dict[tuple[str, str, str], tuple[Value, ...]] = {}
        self.unknown: list[str] = []
        for name, text in example.given.items():
            found = _NAME.fullmatch(name)
            info = self._info(found["table"] or self._table, found["column"]) if found else None
            if found is None or info is None:
                self.unknown.append(name)
                continue
            key = (found["table"] or self._table, found["column"], found["period"] or "")
            self._values[key] = tuple(self._value(info, part.strip()) for part in text.split("|"))

    @property
    def this(self) -> tuple[str, str]:
        """The row the rule stands in."""
        return self._table, "1"

    @property
    def row(self) -> tuple[str, str]:
        """The same row."""
        return self.this

    def period(self, node: PeriodNode) -> str:
        """A subscript as it is written."""
        if node.anchor in ("here", "fixed"):
            return node.fixed
        return node.anchor + (f"{node.offset:+d}" if node.offset else "")

    def field(self, table: str, column: str, period: str) -> Value:
        """A field of a record."""
        return self.cell(table, "1", column, period)

    def cell(self, table: str, row: str, column: str, period: str) -> Value:
        """A cell of a row."""
        given = self._given(table, column, period)
        position = int(row) - 1 if row.isdigit() else 0
        return given[position] if position < len(given) else ABSENT

    def column(self, table: str, column: str, period: str) -> tuple[Scalar, ...]:
        """A column, filled up to the number of rows given."""
        given = self._given(table, column, period)
        return given + (ABSENT,) * (len(self.rows(table)) - len(given))  # type: ignore[return-value]  # several choices

    def rows(self, table: str) -> tuple[str, ...]:
        """As many rows as the longest column given."""
        most = max((len(values) for key, values in self._values.items() if key[0] == table), default=0)
        return tuple(str(position + 1) for position in range(most))

    def result(self, binding: str, row: str, name: str, period: str) -> Value:
        """A result of a method, given like a column."""
        return self.cell(binding, row, name, period)

    def results(self, binding: str, name: str, period: str) -> tuple[Scalar, ...]:
        """A result of every row."""
        return self.column(binding, name, period)

    def name(self, name: str) -> Value:
        """Checks have no free names but the edition; examples are answers of the assessment."""
        if name == EDITION:
            return "assessment"
        return Failed("expr.unknown_name", {"name": name})

    def lookup(self, reference: str, key: str, column: str) -> Value:
        """Reference tables are as they are."""
        return self._library.looked_up(reference, key, column)

    def unit(self, text: str) -> Unit:
        """A unit by its text."""
        return self._library.units.parse(text)

    def _given(self, table: str, column: str, period: str) -> tuple[Value, ...]:
        at = self._values.get((table, column, period))
        return at if at is not None else self._values.get((table, column, ""), ())

    def _info(self, table: str, column: str) -> ColumnInfo | None:
        results = self._library.vocabulary.results(table)
        if results is not None and column in results:
            return ColumnInfo("number", results[column])
        return self._library.vocabulary.columns(table).get(column)

    def _value(self, info: ColumnInfo, text: str) -> Value:
        if not text:
            return ABSENT
        if info.kind == "flag" or text in ("true", "false"):
            return text == "true"
        if info.many:
            return tuple(part.strip() for part in text.split(","))
        return _number(self._library, info, text) if info.kind == "number" else text


def outcome(library: Library, check: Check, example: Example) -> tuple[Value, list[str]]:
    """What the rule says of an example, and the names in it that nobody knows."""
    given = Given(library, check, example)
    bound = library.bound(check.when, check.for_each)
    return evaluate(bound.node, given), given.unknown


def sides(examples: Iterable[Example]) -> frozenset[bool]:
    """Whether examples fire, stay silent, or both."""
    return frozenset(example.fires for example in examples)


def _number(library: Library, info: ColumnInfo, text: str) -> Scalar:
    """``12 t``, or a bare number in the canonical unit of the column; a result of a method may be text or a flag."""
    if text in ("true", "false"):
        return text == "true"
    number, unit = _AMOUNT.fullmatch(text).groups()  # type: ignore[union-attr]
    try:
        value = float(read_number(number))
        known = library.units.parse(unit)
    except RefusedError:
        return text
    dimension = known.dimension if unit or info.dimension is None else info.dimension
    return Num(value * known.factor, dimension)
