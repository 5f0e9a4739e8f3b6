"""The names and formulas of a method's inputs and steps in words, and the steps that lead to one of them.

``cut_2_1`` is worded by ``calc.word.co_control.cut``, with what its numbers count (:meth:`Workings.count`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.calc.result import Counted, MethodResult
from desktop.content.library import Library
from desktop.content.no_tables import NoTables
from desktop.expr import bind, parse
from desktop.expr.explain import explain
from desktop.model.format import format_number
from desktop.model.path import Path
from desktop.model.result import Num, Step, Value
from desktop.model.text import Lang, Text

_NUMBERS = re.compile(r"_(\d+)(?=_|$)")
_NAME = re.compile(r"[A-Za-z_]\w*")
_DERIVED = (
    ("_base", "divisor"),
    ("_plus", "part"),
    ("_minus", "part"),
    ("_of", "part"),
    ("_uncapped", "uncapped"),
)


@dataclass(frozen=True, slots=True)
class StepWords:
    """One run of a method in one language.

    ``called`` tells what people call a member the method knows by its id, or by its place: ``items[0]``.
    """

    library: Library
    lang: Lang
    method: str
    result: MethodResult
    called: Mapping[str, str] = field(default_factory=dict)

    def name(self, name: str) -> str:
        """An input or step; as it stands in the method where it has no words."""
        base = _NUMBERS.sub("", name)
        numbers = [int(one) for one in _NUMBERS.findall(name)]
        code = f"calc.word.{self.method}.{base.lower()}"
        if not numbers and f"{code}_total" in self.library.messages.texts:
            code += "_total"  # the sum over all of them has the name of one
        if code in self.library.messages.texts:
            members = self.result.counted.get(base, ())
            holes = {"a": "", "b": ""}
            for at, (hole, number) in enumerate(zip(holes, numbers, strict=False)):
                holes[hole] = self._member(members[at], number) if at < len(members) else str(number)
            return self.library.message(code, self.lang, **holes)
        for ending, how in _DERIVED:
            if base.endswith(ending):
                of = self.name(name[: name.rindex(ending)])
                return self.library.message(f"calc.word.{how}", self.lang, of=of)
        return name

    def step(self, step: Step) -> tuple[str, str]:
        """The formula of a step in words and with numbers; empty where it has none."""
        if not step.expression:
            return "", ""
        known = {one.name: one.value for one in self.result.inputs}
        known |= {one.name: one.value for one in self.result.steps}
        bound = bind(parse(step.expression), self.library.scope("", known))
        told = explain(bound.node, _Known(self.library, known), self)
        return told.formula, told.with_numbers

    def _member(self, members: Counted, number: int) -> str:
        own = self.called.get(f"{members.of}[{number - 1}]") if members.of else None
        name = members.names.get(number, str(number))
        return own or (name.get(self.lang) if isinstance(name, Text) else self.called.get(name, name))

    # -- the words of explanations, ``expr.explain.Wording`` ---------------------------------------------------

    def value(self, value: Value, unit: str = "") -> str:
        """A number as it is written; methods compute with plain numbers."""
        if isinstance(value, Num):
            if not unit:
                return format_number(value.value)
            read = self.library.units.parse(unit)
            return f"{format_number(value.value / read.factor)} {read.symbol}"
        if isinstance(value, bool):
            return self.say("expr.word.true" if value else "expr.word.false")
        return value if isinstance(value, str) else ""

    def factor(self, reference: str, key: str, column: str) -> str:
        """A factor by the name of its row and column."""
        table = self.library.reference(reference)
        label = next((one.label.get(self.lang) for one in table.columns if one.id == column), column)
        return f"{table.rows[key].get(self.lang) or key} {label}" if key in table.rows else label

    def factor_unit(self, reference: str, key: str, column: str) -> str:
        """The unit of a factor: of its column, or named in its row."""
        table = self.library.reference(reference)
        spec = next((one for one in table.columns if one.id == column), None)
        if spec is None or not spec.unit_from:
            return spec.unit if spec else ""
        return table.rows.get(key, {}).get(spec.unit_from, "")

    def say(self, code: str, **params: str) -> str:
        """A message."""
        return self.library.message(code, self.lang, **params)

    def label(self, path: Path) -> str:
        """Steps read no places."""
        return str(path)

    def shown(self, path: Path, value: Value) -> str:
        """Steps read no places."""
        del path
        return self.value(value)

    def column(self, table: str, column: str, period: str) -> str:
        """Steps read no columns."""
        del table, period
        return column

    def row(self, table: str, row: str) -> str:
        """Steps read no rows."""
        del table
        return row

    def unit_of(self, path: Path) -> str:
        """Steps read no places."""
        del path
        return ""

    def choice(self, table: str, column: str, value: str) -> str:
        """Steps read no choices."""
        del table, column
        return value


def leading_to(result: MethodResult, step: Step) -> tuple[tuple[Step, ...], frozenset[str]]:
    """The steps a step is worked out from, in order and with itself at the end, and the names all of them read."""
    by_name = {one.name: one for one in result.steps}
    wanted, read, waiting = {step.name}, set[str](), [step]
    while waiting:
        for name in _NAME.findall(waiting.pop().expression):
            read.add(name)
            if name in by_name and name not in wanted:
                wanted.add(name)
                waiting.append(by_name[name])
    steps = tuple(one for one in result.steps if one.name in wanted and one is not step)
    return (*steps, step), frozenset(read)


class _Known(NoTables):
    """Where a finished step is read once more: all names with their values."""

    def __init__(self, library: Library, known: Mapping[str, Value]) -> None:
        super().__init__(library)
        self._known = known

    def name(self, name: str) -> Value:
        """An input or step."""
        return self._known[name]
