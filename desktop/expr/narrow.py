"""Finding few rows of a long table: ``streams.balance == this`` looks the rows up instead of comparing them all.

An aggregate over a condition of this form, alone or as one part of an *and*, is tried only on the rows whose column
holds the wanted text, or of which nobody can say. All others are surely out: false decides an *and* whatever else
stands in it. Contexts that keep no index are asked row by row as ever; the result is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.expr.context import Context
from desktop.expr.nodes import CallNode, ColumnNode, CompareNode, LogicNode, Node, RowNode, ThisNode
from desktop.expr.walk import is_column
from desktop.model.result import Absent, Value


@dataclass(frozen=True, slots=True)
class Index:
    """Positions of the rows of a column: by text, those without a value, and those that hold anything else."""

    by_text: dict[str, tuple[int, ...]]
    absent: tuple[int, ...]
    odd: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A column and what it is compared with. ``answered``: the condition leaves out rows without a value."""

    column: ColumnNode
    wanted: Node
    answered: bool


def index_of(values: Sequence[Value]) -> Index:
    """Where each text of a column stands."""
    by_text: dict[str, list[int]] = {}
    absent: list[int] = []
    odd: list[int] = []
    for at, value in enumerate(values):
        if type(value) is str:
            by_text.setdefault(value, []).append(at)
        elif type(value) is Absent:
            absent.append(at)
        else:
            odd.append(at)
    return Index({text: tuple(rows) for text, rows in by_text.items()}, tuple(absent), tuple(odd))


def key_of(condition: Node) -> Key | None:
    """The part of a condition that can be looked up, if there is one."""
    parts = condition.operands if isinstance(condition, LogicNode) and condition.op == "and" else (condition,)
    for part in parts:
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
    parts = condition.operands if isinstance(condition, LogicNode) and condition.op == "and" else (condition,)
    for part in parts:
        match part:
            case CompareNode("==", RowNode() as column, ThisNode()) | CompareNode(
                "==", ThisNode(), RowNode() as column
            ):
                return column
            case _:
                pass
    return None


def narrowed(context: Context, key: Key, wanted: Value) -> Sequence[int] | None:
    """Positions of the rows to try, in row order; None where all must be."""
    look_up: Callable[[str, str, str], Index] | None = getattr(context, "index", None)
    if look_up is None or type(wanted) is not str:
        return None
    index = look_up(key.column.table, key.column.column, context.period(key.column.period))
    doubtful = index.odd if key.answered else (*index.absent, *index.odd)
    exact = index.by_text.get(wanted, ())
    return sorted((*exact, *doubtful)) if doubtful else exact
