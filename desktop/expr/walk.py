"""Walking the bound tree: children of a node, all nodes below, and which nodes yield a column of values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from desktop.expr.functions import FUNCTIONS
from desktop.expr.nodes import (
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
    ResultNode,
    RowNode,
    TextNode,
    ThisNode,
)
from desktop.expr.scope import Kind


def children(node: Node) -> tuple[Node, ...]:
    """Direct parts of a node, in the order they are written."""
    match node:
        case FollowNode(base=base):
            return (base,)
        case ResultNode(base=base):
            return () if base is None else (base,)
        case (
            NumberNode()
            | TextNode()
            | FlagNode()
            | FieldNode()
            | RowNode()
            | ColumnNode()
            | ThisNode()
            | NameNode()
        ):
            return ()
        case (
            ArithmeticNode()
            | CompareNode()
            | NegateNode()
            | NotNode()
            | LogicNode()
            | ChooseNode()
            | InNode()
        ):
            return _operands(node)
        case ListNode(items):
            return items
        case CallNode(args=args):
            return args
        case _:
            assert_never(node)


def _operands(
    node: ArithmeticNode | CompareNode | NegateNode | NotNode | LogicNode | ChooseNode | InNode,
) -> tuple[Node, ...]:
    match node:
        case ArithmeticNode(left=left, right=right) | CompareNode(left=left, right=right):
            return (left, right)
        case NegateNode(operand) | NotNode(operand):
            return (operand,)
        case LogicNode(operands=operands):
            return operands
        case ChooseNode(condition, then, otherwise):
            return (condition, then, otherwise)
        case InNode(needle, items):
            return (needle, *items)
        case _:
            assert_never(node)


def walk(node: Node) -> Iterator[Node]:
    """The node and all nodes below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def gathers(node: CallNode) -> bool:
    """Whether a call takes a column: always for aggregates, for min and max only in their form over a column."""
    function = FUNCTIONS[node.function]
    if function.shape == "scalar":
        return False
    if not function.repeats:
        return True
    if len(node.args) == 1 or any(is_column(arg) for arg in node.args[:1]):
        return True
    return len(node.args) == 2 and is_condition(node.args[1])


def is_condition(node: Node) -> bool:
    """Whether a node surely yields true or false by its form."""
    return value_kind(node) == "flag"


def value_kind(node: Node) -> Kind:
    """What a node surely yields by its form; cells may be of any kind."""
    match node:
        case NumberNode() | ArithmeticNode() | NegateNode():
            return "number"
        case TextNode() | ThisNode():
            return "text"
        case FlagNode() | CompareNode() | LogicNode() | NotNode() | InNode():
            return "flag"
        case ListNode():
            return "list"
        case CallNode(function, args):
            kind = FUNCTIONS[function].yields
            return kind if kind != "any" or function == "lookup" or not args else value_kind(args[0])
        case ChooseNode(_, then, otherwise):
            first = value_kind(then)
            return first if first != "any" else value_kind(otherwise)
        case _:
            return "any"


def is_column(node: Node) -> bool:
    """Whether a node yields one value for each row of a table (an aggregate below it ends that)."""
    match node:
        case ColumnNode():
            return True
        case ResultNode(every=every, base=base):
            return every or (base is not None and is_column(base))
        case CallNode(function=function) if FUNCTIONS[function].shape != "scalar":
            return False
        case _:
            return any(is_column(child) for child in children(node))


def place_of(node: Node) -> FieldNode | RowNode | ColumnNode | FollowNode | None:
    """The column whose values a node yields, also where something stands in for what is missing."""
    match node:
        case FieldNode() | RowNode() | ColumnNode() | FollowNode():
            return node
        case CallNode("if_missing" | "if_na", (x, _)):
            return place_of(x)
        case ChooseNode(_, then, otherwise):
            return place_of(then) or place_of(otherwise)
        case _:
            return None


def in_words(node: Node, word: Callable[[str], str]) -> Node:
    """A node whose literals, wherever it may yield one, are worded."""
    match node:
        case TextNode(value):
            return TextNode(word(value))
        case CallNode("if_missing" | "if_na", (x, otherwise)):
            return replace(node, args=(in_words(x, word), in_words(otherwise, word)))
        case ChooseNode():
            return replace(node, then=in_words(node.then, word), otherwise=in_words(node.otherwise, word))
        case _:
            return node
