"""Explaining a figure: its formula in words, and the same with the numbers filled in.

``电解整流交流电 ÷ 铝液产量`` and ``322 698.4 万kWh ÷ 248 500 t``: the caller adds the result. How places and numbers
are worded is the caller's business (:class:`Wording`); the grammar is ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol, assert_never

from desktop.expr.context import Context
from desktop.expr.evaluate import evaluate, gathered_arguments, members_kept
from desktop.expr.functions import FUNCTIONS
from desktop.expr.nodes import (
    HERE,
    ArithmeticNode,
    ArithmeticOp,
    CallNode,
    ChooseNode,
    ColumnNode,
    CompareNode,
    CompareOp,
    FieldNode,
    FlagNode,
    FollowNode,
    InNode,
    ListNode,
    LogicNode,
    NameNode,
    NegateNode,
    Node,
    NotNode,
    NumberNode,
    PeriodNode,
    ResultNode,
    RowNode,
    TextNode,
    ThisNode,
)
from desktop.expr.printing import ATOM, NEGATE, Leaf, Operation, binding_strength
from desktop.expr.walk import gathers, is_column
from desktop.model.format import MINUS, format_number
from desktop.model.path import Path
from desktop.model.result import NA, Absent, Value

MANY_ALIKE = 3
MOST_TERMS = 12
"""A sum of at most so many members is written out; of more, only what it comes to."""


class Wording(Protocol):
    """How a caller words places, values and the few words of the grammar, in one language."""

    def label(self, path: Path) -> str:
        """A cell, field or result in words. Its period is empty where the formula names none."""
        ...

    def shown(self, path: Path, value: Value) -> str:
        """The value of a cell, field or result in the unit of that place."""
        ...

    def value(self, value: Value, unit: str = "") -> str:
        """A value that stands nowhere, in a unit (empty: whichever suits its dimension)."""
        ...

    def column(self, table: str, column: str, period: str) -> str:
        """A whole column in words; ``this`` is the row itself."""
        ...

    def row(self, table: str, row: str) -> str:
        """What people call a row."""
        ...

    def factor(self, reference: str, key: str, column: str) -> str:
        """A cell of a reference table in words; the key is empty where it differs from row to row."""
        ...

    def unit_of(self, path: Path) -> str:
        """The unit a place is shown in."""
        ...

    def factor_unit(self, reference: str, key: str, column: str) -> str:
        """The unit a cell of a reference table stands in."""
        ...

    def name(self, name: str) -> str:
        """A free name in words: an input or step of a method."""
        ...

    def choice(self, table: str, column: str, value: str) -> str:
        """A choice of a column in words."""
        ...

    def say(self, code: str, **params: str) -> str:
        """A message (``expr.word.…``, ``expr.function.…``)."""
        ...


@dataclass(frozen=True, slots=True)
class Explanation:
    """A formula in words, with numbers, and what it comes to."""

    formula: str
    with_numbers: str
    value: Value


def explain(node: Node, context: Context, wording: Wording) -> Explanation:
    """Explain an expression in a context."""
    value = evaluate(node, context)
    words = _Writer(context, wording).write(node)
    numbers = _NumberWriter(context, wording).write(_taken(node, context))
    return Explanation(words, numbers, value)


def in_words(node: Node, context: Context, wording: Wording) -> str:
    """The formula alone, where there may be no audit to take numbers from."""
    return _Writer(context, wording).write(node)


_ARITHMETIC: dict[ArithmeticOp, str] = {"+": "+", "-": MINUS, "*": "×", "/": "÷", "**": "^"}
_COMPARE: dict[CompareOp, str] = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}

Place = FieldNode | RowNode | ColumnNode | FollowNode


class _Writer:
    """Writes a tree in words."""

    def __init__(self, context: Context, wording: Wording) -> None:
        self.context = context
        self.wording = wording

    def write(self, node: Node) -> str:
        """One part."""
        match node:
            case NumberNode(value, unit):
                return f"{format_number(value)} {unit}".rstrip()
            case TextNode(value):
                return f"“{value}”"
            case FlagNode(value):
                return self.wording.say("expr.word.true" if value else "expr.word.false")
            case ListNode(items):
                runs = [(text, len([*same])) for text, same in groupby(map(self.write, items))]
                return f"[{'; '.join(part for run in runs for part in self._run(*run))}]"
            case CallNode():
                return self.call(node)
            case (
                ArithmeticNode()
                | NegateNode()
                | CompareNode()
                | LogicNode()
                | NotNode()
                | ChooseNode()
                | InNode()
            ):
                return self._operation(node)
            case _:
                return self.leaf(node)

    # -- leaves: labels here, values in the subclass ----------------------------------------------------------

    def leaf(self, node: Leaf) -> str:
        """A name in words."""
        match node:
            case ThisNode():
                return self.wording.row(*self.context.this)
            case NameNode(name):
                return self.wording.name(name)
            case ColumnNode(table, column, period):
                return self.wording.column(table, column, self._named_period(period))
            case FieldNode() | RowNode() | FollowNode() | ResultNode():
                path = self.path(node)
                if path is None:
                    return self._of_column(node)
                return self.wording.label(
                    Path(path.table, path.row, path.column, self._named_period(node.period))
                )
            case _:
                assert_never(node)

    def _of_column(self, node: FieldNode | RowNode | FollowNode | ResultNode) -> str:
        """What has no place of its own: a column seen along a reference, or a row nobody named yet."""
        period = self._named_period(node.period)
        if isinstance(node, ResultNode):
            return self.wording.label(Path(node.binding, "", node.name, period))
        return self.wording.column(node.table, node.column, period)

    def path(self, node: FieldNode | RowNode | FollowNode | ResultNode) -> Path | None:
        """The place a leaf is read at; None where it is a column or its row is not known."""
        period = self.context.period(node.period)
        match node:
            case FieldNode(table, column):
                return Path(table, "", column, period)
            case RowNode(table, column):
                return Path(table, self.context.row[1], column, period)
            case FollowNode(base, table, column):
                row = None if is_column(base) else evaluate(base, self.context)
                return Path(table, row, column, period) if isinstance(row, str) else None
            case ResultNode(binding, name, every, base):
                row = self.context.row[1] if base is None else evaluate(base, self.context)
                return None if every or not isinstance(row, str) else Path(binding, row, name, period)
            case _:
                assert_never(node)

    def _named_period(self, period: PeriodNode) -> str:
        return "" if period == HERE else self.context.period(period)

    def _run(self, text: str, count: int) -> list[str]:
        """A member that follows itself many times is said once."""
        if count < MANY_ALIKE:
            return [text] * count
        return [self.wording.say("expr.word.repeated", what=text, count=str(count))]

    # -- operators --------------------------------------------------------------------------------------------

    def _operation(self, node: Operation) -> str:
        own = binding_strength(node)
        match node:
            case ArithmeticNode(op, left, right):
                least_left = ATOM if op == "**" else own
                least_right = NEGATE if op == "**" else own + 1
                return (
                    f"{self._inside(left, least_left)} {_ARITHMETIC[op]} {self._inside(right, least_right)}"
                )
            case NegateNode(operand):
                return f"{MINUS}{self._inside(operand, own)}"
            case CompareNode(op, left, right):
                one, other = self._compared(left, right), self._compared(right, left)
                return f"{one} {_COMPARE[op]} {other}"
            case InNode(needle, items):
                listed = ", ".join(self._compared(item, needle) for item in items)
                return self.wording.say("expr.word.in", what=self._inside(needle, own + 1), items=listed)
            case LogicNode(op, operands):
                word = self.wording.say("expr.word.and" if op == "and" else "expr.word.or")
                return f" {word} ".join(self._inside(operand, own + 1) for operand in operands)
            case _:
                return self._choice(node)

    def _choice(self, node: NotNode | ChooseNode) -> str:
        if isinstance(node, NotNode):
            return self.wording.say("expr.word.not", what=self.write(node.operand))
        return self.wording.say(
            "expr.word.if",
            condition=self.write(node.condition),
            then=self.write(node.then),
            otherwise=self.write(node.otherwise),
        )

    def _compared(self, node: Node, other: Node) -> str:
        """One side of a comparison; a literal choice is worded as the column it is compared with words it."""
        if isinstance(node, TextNode) and isinstance(other, FieldNode | RowNode | ColumnNode | FollowNode):
            return self.wording.choice(other.table, other.column, node.value)
        return self._inside(node, binding_strength(CompareNode("==", node, other)) + 1)

    def _inside(self, node: Node, least: int) -> str:
        text = self.write(node)
        return text if binding_strength(node) >= least else f"({text})"

    # -- calls ------------------------------------------------------------------------------------------------

    def call(self, node: CallNode) -> str:
        """A function in words."""
        match node:
            case CallNode("lookup", (TextNode(reference), key, TextNode(column))):
                found = "" if is_column(key) else evaluate(key, self.context)
                return self.wording.factor(reference, found if isinstance(found, str) else "", column)
            case CallNode("sum", (ListNode(items),)) if items:
                terms = [self.write(item) for item in items]
                return terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"
            case CallNode("unit", (x, TextNode())):
                return self.write(x)
            case CallNode("in_unit", (x, TextNode(unit))):
                return self.wording.say("expr.word.in_unit", what=self.write(x), unit=unit)
            case CallNode("if_missing", (x, otherwise)):
                return self.wording.say(
                    "expr.word.if_missing", what=self.write(x), otherwise=self.write(otherwise)
                )
            case CallNode("answered", (x,)):
                return self.wording.say("expr.word.answered", what=self.write(x))
            case CallNode("selected", (x, choice)):
                chosen = self._compared(choice, x)
                return self.wording.say("expr.word.selected", what=self.write(x), choice=chosen)
            case _:
                return self._function(node)

    def _function(self, node: CallNode) -> str:
        condition_at = gathered_arguments(node)[1] if gathers(node) else None
        listed = ", ".join(self.write(arg) for at, arg in enumerate(node.args) if at != condition_at)
        name = self.wording.say(f"expr.function.{FUNCTIONS[node.function].name}")
        if condition_at is None:
            return f"{name}({listed})"
        condition = self.write(node.args[condition_at])
        return f"{name}({self.wording.say('expr.word.where', what=listed, condition=condition)})"


def _taken(node: Node, context: Context) -> Node:
    """The node with the branch that is taken in the place of each condition, as far as it is known which."""
    match node:
        case ChooseNode(condition, then, otherwise):
            found = evaluate(condition, context)
            if not isinstance(found, bool):
                return node
            return _taken(then if found else otherwise, context)
        case CallNode("if_missing" | "if_na" as name, (x, otherwise)) if not is_column(x):
            gone = isinstance(evaluate(x, context), Absent if name == "if_missing" else NA)
            return _taken(otherwise if gone else x, context)
        case CallNode() if gathers(node):
            return node
        case CallNode(args=args):
            return replace(node, args=tuple(_taken(one, context) for one in args))
        case ArithmeticNode(left=left, right=right):
            return replace(node, left=_taken(left, context), right=_taken(right, context))
        case NegateNode(operand):
            return replace(node, operand=_taken(operand, context))
        case _:
            return node


class _NumberWriter(_Writer):
    """Writes the same with values in the place of names."""

    def leaf(self, node: Leaf) -> str:
        """A value as it is shown at its place."""
        if isinstance(node, ThisNode):
            return super().leaf(node)
        value = evaluate(node, self.context)
        path = self.path(node) if isinstance(node, FieldNode | RowNode | FollowNode | ResultNode) else None
        return self._said(
            value, self.wording.value(value) if path is None else self.wording.shown(path, value)
        )

    def call(self, node: CallNode) -> str:
        """What an aggregate comes to, with its members where they are few; functions with their arguments."""
        if isinstance(node.args[0], ListNode) and node.function == "sum":
            return super().call(node)
        if gathers(node):
            terms = self._terms(node) if node.function == "sum" else None
            unit = "" if FUNCTIONS[node.function].dimension == "plain" else self._unit_of_column(node.args[0])
            return terms or self._in_unit(node, unit)
        match node:
            case CallNode("unit", (_, TextNode(unit))):
                return self._in_unit(node, unit)
            case CallNode("in_unit", (CallNode("lookup" | "unit") as x, TextNode(unit))):
                return self._in_unit(x, unit)
            case CallNode("lookup", (TextNode(reference), key, TextNode(column))):
                found = evaluate(key, self.context)
                unit = self.wording.factor_unit(reference, found, column) if isinstance(found, str) else ""
                return self._in_unit(node, unit)
            case _:
                return super().call(node)

    def _in_unit(self, node: Node, unit: str) -> str:
        value = evaluate(node, self.context)
        return self._said(value, self.wording.value(value, unit))

    def _unit_of_column(self, node: Node) -> str:
        """The unit in which a column is shown: that of its first row."""
        rows = self.context.rows(node.table) if isinstance(node, ColumnNode) else ()
        if not isinstance(node, ColumnNode) or not rows:
            return ""
        return self.wording.unit_of(Path(node.table, rows[0], node.column, self.context.period(node.period)))

    def _terms(self, node: CallNode) -> str | None:
        """``(a + b + c)``, the members of a sum over a column as they are shown in it; that there are none."""
        column = node.args[0]
        if not isinstance(column, ColumnNode):
            return None
        rows = self.context.rows(column.table)
        period = self.context.period(column.period)
        values = self.context.column(column.table, column.column, period)
        kept = members_kept(node, self.context)
        wanted = range(len(rows)) if kept is None else kept
        if not wanted:
            return self.wording.say("expr.word.no_members")
        if not 1 < len(wanted) <= MOST_TERMS:
            return None
        paths = [Path(column.table, rows[at], column.column, period) for at in wanted]
        terms = [
            self._said(values[at], self.wording.shown(path, values[at]))
            for at, path in zip(wanted, paths, strict=True)
        ]
        return f"({' + '.join(terms)})"

    def _said(self, value: Value, text: str) -> str:
        if isinstance(value, Absent) and not text:
            return self.wording.say("expr.word.missing")
        return text or "—"
