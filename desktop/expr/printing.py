"""Writing a bound tree back as text; reading and binding the text again gives the same tree."""

from __future__ import annotations

from typing import assert_never

from desktop.expr.nodes import (
    HERE,
    ArithmeticNode,
    CallNode,
    ChooseNode,
    ColumnNode,
    CompareNode,
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

# How tightly each form binds, loosest first, as in Python.
CHOOSE, OR, AND, NOT, COMPARE, SUM, PRODUCT, NEGATE, POWER, ATOM = range(10)

Leaf = FieldNode | RowNode | ColumnNode | FollowNode | ResultNode | ThisNode | NameNode
Operation = ArithmeticNode | NegateNode | CompareNode | LogicNode | NotNode | ChooseNode | InNode


def to_text(node: Node) -> str:
    """The expression as an author would write it.

    >>> to_text(ArithmeticNode("*", NumberNode(2.0), ArithmeticNode("+", NameNode("a"), NameNode("b"))))
    '2 * (a + b)'
    """
    match node:
        case NumberNode(value, unit):
            return f"unit({number_text(value)}, {quoted(unit)})" if unit else number_text(value)
        case TextNode(value):
            return quoted(value)
        case FlagNode(value):
            return "true" if value else "false"
        case ListNode(items):
            return f"[{', '.join(to_text(item) for item in items)}]"
        case CallNode(function, args):
            return f"{function}({', '.join(to_text(arg) for arg in args)})"
        case (
            ArithmeticNode()
            | NegateNode()
            | CompareNode()
            | LogicNode()
            | NotNode()
            | ChooseNode()
            | InNode()
        ):
            return _operation(node)
        case _:
            return _leaf(node)


def binding_strength(node: Node) -> int:
    """How tightly the form of a node binds; shared by everything that writes trees as text."""
    match node:
        case ChooseNode():
            return CHOOSE
        case LogicNode(op=op):
            return OR if op == "or" else AND
        case NotNode():
            return NOT
        case CompareNode() | InNode():
            return COMPARE
        case ArithmeticNode(op=op):
            return SUM if op in ("+", "-") else PRODUCT if op in ("*", "/") else POWER
        case NegateNode():
            return NEGATE
        case _:
            return ATOM


def number_text(value: float) -> str:
    """The shortest text of a number that reads back the same: ``25``, ``0.1``, ``1e+22``."""
    text = repr(value)
    return text.removesuffix(".0")


def period_text(period: PeriodNode) -> str:
    """What stands in the brackets; empty for the period the formula is evaluated for."""
    if period == HERE:
        return ""
    if period.anchor == "fixed":
        plain = period.fixed.isdigit() or period.fixed.isalpha()
        return f"[{period.fixed}]" if plain else f"[{quoted(period.fixed)}]"
    offset = f"{period.offset:+d}" if period.offset else ""
    return f"[{period.anchor}{offset}]"


def quoted(text: str) -> str:
    """A text literal."""
    if '"' not in text and "\\" not in text and text.isprintable():
        return f'"{text}"'
    return repr(text)


def _leaf(node: Leaf) -> str:
    match node:
        case RowNode(_, column, period):
            return column + period_text(period)
        case FieldNode(table, column, period) | ColumnNode(table, column, period):
            return f"{table}.{column}{period_text(period)}"
        case FollowNode(base, _, column, period):
            return f"{to_text(base)}.{column}{period_text(period)}"
        case ResultNode(binding, name, _, base, period):
            row = f"{to_text(base)}." if base is not None else ""
            return f"{row}{binding}.{name}{period_text(period)}"
        case ThisNode():
            return "this"
        case NameNode(name):
            return name
        case _:
            assert_never(node)


def _operation(node: Operation) -> str:
    own = binding_strength(node)
    match node:
        case ArithmeticNode("**", left, right):
            return f"{_inside(left, ATOM)} ** {_inside(right, NEGATE)}"
        case ArithmeticNode(op, left, right):
            return f"{_inside(left, own)} {op} {_inside(right, own + 1)}"
        case NegateNode(operand):
            return f"-{_inside(operand, own)}"
        case CompareNode(op, left, right):
            return f"{_inside(left, own + 1)} {op} {_inside(right, own + 1)}"
        case InNode(needle, items):
            return f"{_inside(needle, own + 1)} in {to_text(ListNode(items))}"
        case LogicNode(op, operands):
            return f" {op} ".join(_inside(operand, own + 1) for operand in operands)
        case NotNode(operand):
            return f"not {_inside(operand, own)}"
        case ChooseNode(condition, then, otherwise):
            return f"{_inside(then, own + 1)} if {_inside(condition, own + 1)} else {_inside(otherwise, own)}"
        case _:
            assert_never(node)


def _inside(node: Node, least: int) -> str:
    text = to_text(node)
    return text if binding_strength(node) >= least else f"({text})"
