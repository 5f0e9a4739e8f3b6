"""Finding few rows of a long table: ``streams.balance == this`` looks the rows up instead of comparing them all.

An aggregate over a condition of this form, alone or as one part of an *and*, is tried only on the rows whose column
holds the wanted text or number, or of which nobody can say. All others are surely out: false decides an *and* whatever
else stands in it. Several such parts are looked up together. Contexts that keep no index are asked row by row as ever;
the result is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.expr.context import Context
from desktop.expr.dimensions import is_neutral
from desktop.expr.nodes import (
    CallNode,
    ColumnNode,
    CompareNode,
    FlagNode,
    LogicNode,
    Node,
    RowNode,
    ThisNode,
)
from desktop.expr.walk import is_column
from desktop.model.quantity import Dimension
from desktop.model.result import NA, Absent, Num, Value

Sort = str | Dimension
"""What a value can be equal to: texts to texts, flags to flags, numbers to those of their dimension."""

ABSENT: Sort = "absent"
NOT_APPLICABLE: Sort = "not applicable"
ODD: Sort = "odd"
"""Failures, lists, and a plain zero, which is like every number: of these nobody can say beforehand."""

_SORTS: dict[type, Sort] = {str: "text", bool: "flag", Absent: ABSENT, NA: NOT_APPLICABLE}
_EQUAL_TO_NOTHING = (ABSENT, NOT_APPLICABLE, ODD)


class Index:
    """Where the rows of a table stand, by what they hold in some of its columns."""

    def __init__(self, *columns: Sequence[Value]) -> None:
        self._columns = columns
        self._by_sorts: dict[tuple[Sort, ...], list[int]] = {}
        self._by_values: dict[object, dict[tuple[Value, ...], list[int]]] = {}
        for at, sorts in enumerate(zip(*[map(sort_of, column) for column in columns], strict=True)):
            self._by_sorts.setdefault(sorts, []).append(at)

    def alike(self, keys: Keys, wanted: Sequence[Value]) -> Sequence[int] | None:
        """Rows that hold what the keys want, and those of which nobody can say, in order; ``None`` for all rows."""
        sorts = tuple(map(sort_of, wanted))
        told = [at for at, sort in enumerate(sorts) if sort not in _EQUAL_TO_NOTHING]
        if not told:
            return None
        found: list[Sequence[int]] = []
        for held, rows in self._by_sorts.items():
            if keys.leave_out(held, sorts):
                continue
            same = tuple([at for at in told if held[at] == sorts[at]])
            alike: Sequence[int] = rows
            if same:
                alike = self._holding(held, same).get(tuple([wanted[at] for at in same]), ())
            if alike:
                found.append(alike)
        return found[0] if len(found) == 1 else sorted(at for rows in found for at in rows)

    def _holding(
        self, sorts: tuple[Sort, ...], columns: tuple[int, ...]
    ) -> Mapping[tuple[Value, ...], Sequence[int]]:
        """Rows of which the columns are of these sorts, by the values of some of them."""
        known = self._by_values.get((sorts, columns))
        if known is None:
            known = self._by_values[sorts, columns] = {}
            for at in self._by_sorts[sorts]:
                values = tuple([self._columns[column][at] for column in columns])
                known.setdefault(values, []).append(at)
        return known


@dataclass(frozen=True, slots=True)
class Key:
    """A column and what it is compared with. ``answered``: the condition leaves out rows without a value."""

    column: ColumnNode
    wanted: Node
    answered: bool


@dataclass(frozen=True, slots=True)
class Keys:
    """The parts of a condition that can be looked up, all of one table.

    ``whole``: it has no other parts. ``lenient``: where it cannot be said, it is false.
    """

    each: tuple[Key, ...]
    whole: bool
    lenient: bool = False

    @property
    def table(self) -> str:
        """Whose rows are looked up."""
        return self.each[0].column.table

    def leave_out(self, held: Sequence[Sort], wanted: Sequence[Sort]) -> bool:
        """Whether rows that hold values of such sorts are surely out, or do not apply, whatever the values."""
        if ABSENT in held and any(
            sort == ABSENT and key.answered for sort, key in zip(held, self.each, strict=True)
        ):
            return True
        idle = (NOT_APPLICABLE, ABSENT) if self.lenient else (NOT_APPLICABLE,)
        if not self.whole or not any(sort in idle for sort in held):
            return False
        return all(
            one in idle or (one == other and one not in _EQUAL_TO_NOTHING)
            for one, other in zip(held, wanted, strict=True)
        )  # nothing in it fails


def sort_of(value: Value) -> Sort:
    """What a value can be equal to."""
    if type(value) is Num:
        return ODD if is_neutral(value) else value.dimension
    return _SORTS.get(type(value), ODD)


def keys_of(condition: Node) -> Keys | None:
    """What of a condition can be looked up; ``None`` where nothing can."""
    lenient = False
    match condition:
        case CallNode("if_missing", (inner, FlagNode(False))):
            condition, lenient = inner, True
        case _:
            pass
    parts = _parts(condition)
    found = [key for part in parts if (key := _key(part, parts)) is not None]
    if not found:
        return None
    found += [Key(part, FlagNode(True), False) for part in parts if isinstance(part, ColumnNode)]
    each = tuple(key for key in found if key.column.table == found[0].column.table)
    answered = {CallNode("answered", (key.column,)) for key in each}
    return Keys(each, len(each) + sum(part in answered for part in parts) == len(parts), lenient)


def _key(part: Node, parts: Sequence[Node]) -> Key | None:
    match part:
        case CompareNode("==", ColumnNode() as column, wanted) | CompareNode(
            "==", wanted, ColumnNode() as column
        ):
            if column.column != "this" and not is_column(wanted):
                return Key(column, wanted, CallNode("answered", (column,)) in parts)
        case _:
            pass
    return None


def own_key(condition: Node) -> RowNode | None:
    """The column that must name ``this`` for a member's own condition to hold, if it has such a part."""
    for part in _parts(condition):
        match part:
            case CompareNode("==", RowNode() as column, ThisNode()) | CompareNode(
                "==", ThisNode(), RowNode() as column
            ):
                return column
            case _:
                pass
    return None


def _parts(condition: Node) -> tuple[Node, ...]:
    return condition.operands if isinstance(condition, LogicNode) and condition.op == "and" else (condition,)


LookUp = Callable[[str, Sequence[tuple[str, str]]], Index]
"""The index of a table over some columns, each in a period."""


def narrowed(context: Context, keys: Keys, wanted: Sequence[Value]) -> Sequence[int] | None:
    """Positions of the rows to try, in row order, given what each key is compared with; None where all must be."""
    look_up: LookUp | None = getattr(context, "index", None)
    if look_up is None:
        return None
    columns = [(key.column.column, context.period(key.column.period)) for key in keys.each]
    return look_up(keys.table, columns).alike(keys, wanted)
