"""Steps of a method: each an expression over the inputs and the steps before it, evaluated as it is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from desktop.expr import Bound, ColumnInfo, Kind, bind, evaluate, parse
from desktop.expr.nodes import PeriodNode
from desktop.model.errors import AuditError
from desktop.model.quantity import Dimension, Unit
from desktop.model.result import ABSENT, Num, Scalar, Step, Value


class Steps:
    """The calculation of one method call, in order. Numbers are plain: in the units of the call."""

    def __init__(self, inputs: Mapping[str, float | None]) -> None:
        self.inputs: dict[str, Value] = {
            name: ABSENT if number is None else Num(float(number)) for name, number in inputs.items()
        }
        self._known: dict[str, Value] = dict(self.inputs)
        self._steps: list[Step] = []

    def add(self, name: str, expression: str, note: str = "") -> float | None:
        """Evaluate an expression, keep it as a step, and return its number (None where it has none)."""
        value = evaluate(_bound(expression, frozenset(self._known)).node, _Names(self._known))
        self._known[name] = value
        self._steps.append(Step(name, expression, value, note))
        return value.value if isinstance(value, Num) else None

    def flag(self, name: str, expression: str, note: str = "") -> bool | None:
        """The same for a truth."""
        self.add(name, expression, note)
        value = self._known[name]
        return value if isinstance(value, bool) else None

    def note(self, name: str, value: Value, note: str) -> None:
        """Keep a step that has no spreadsheet form, with the note that says so."""
        self._known[name] = value
        self._steps.append(Step(name, "", value, note))

    def done(self) -> tuple[Step, ...]:
        """All steps."""
        return tuple(self._steps)


@lru_cache(maxsize=4096)
def _bound(expression: str, names: frozenset[str]) -> Bound:
    return bind(parse(expression), _Scope(names))


class _Scope:
    """A scope of free names only."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    @property
    def table(self) -> str:
        return ""

    @property
    def names(self) -> Mapping[str, Kind | ColumnInfo]:
        return dict.fromkeys(self._names, "any")

    def column(self, table: str, column: str) -> ColumnInfo | None:
        return None

    def columns(self, table: str) -> Iterable[str]:
        return ()

    def tables(self) -> Iterable[str]:
        return ()

    def is_record(self, table: str) -> bool:
        return False

    def reference(self, reference: str) -> Mapping[str, ColumnInfo] | None:
        return None

    def references(self) -> Iterable[str]:
        return ()

    def binding(self, binding: str) -> Mapping[str, Dimension | None] | None:
        return None

    def bindings(self) -> Iterable[str]:
        return ()

    def binding_table(self, binding: str) -> str:
        return ""

    def unit(self, text: str) -> Unit:
        raise AuditError("unit.unknown", unit=text, part=text)


class _Names:
    """A context of free names only: a step reads no audit."""

    def __init__(self, known: Mapping[str, Value]) -> None:
        self._known = known

    @property
    def this(self) -> tuple[str, str]:
        return "", ""

    @property
    def row(self) -> tuple[str, str]:
        return "", ""

    def period(self, node: PeriodNode) -> str:
        return ""

    def field(self, table: str, column: str, period: str) -> Value:
        return ABSENT

    def cell(self, table: str, row: str, column: str, period: str) -> Value:
        return ABSENT

    def column(self, table: str, column: str, period: str) -> tuple[Scalar, ...]:
        return ()

    def rows(self, table: str) -> tuple[str, ...]:
        return ()

    def result(self, binding: str, row: str, name: str, period: str) -> Value:
        return ABSENT

    def results(self, binding: str, name: str, period: str) -> tuple[Scalar, ...]:
        return ()

    def name(self, name: str) -> Value:
        return self._known.get(name, ABSENT)

    def lookup(self, reference: str, key: str, column: str) -> Value:
        return ABSENT

    def unit(self, text: str) -> Unit:
        raise AuditError("unit.unknown", unit=text, part=text)
