"""Random formulas over the tables ``left`` and ``right``, well-typed by construction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from desktop.expr.nodes import (
    ArithmeticNode,
    CallNode,
    ChooseNode,
    ColumnNode,
    CompareNode,
    FlagNode,
    FollowNode,
    InNode,
    ListNode,
    LogicNode,
    NegateNode,
    Node,
    NotNode,
    NumberNode,
    RowNode,
    TextNode,
)

Choose = Callable[[Sequence[Any]], Any]

TEXTS = ("甲", "乙", "丙")
NUMBERS = (0.0, 1.0, 2.0, 3.0, 0.5, 10.0, 1.25)


class Grower:
    """Grows trees; ``choose`` picks one of several (a random generator's or hypothesis')."""

    def __init__(self, choose: Choose) -> None:
        self.choose = choose

    def number(self, depth: int) -> Node:
        """A number seen from a row of ``left``."""
        if depth <= 0:
            return self.choose(
                [
                    NumberNode(self.choose(NUMBERS)),
                    RowNode("left", "a"),
                    RowNode("left", "b"),
                    FollowNode(RowNode("left", "ref"), "right", "x"),
                ]
            )
        grow = self.choose([self._arithmetic, self._arithmetic, self._call, self._aggregate, self._choice])
        return grow(depth)

    def flag(self, depth: int) -> Node:
        """A condition seen from a row of ``left``."""
        if depth <= 0:
            return self.choose([RowNode("left", "p"), FlagNode(self.choose([True, False]))])
        below = depth - 1
        return self.choose(
            [
                lambda: CompareNode(self._sign(), self.number(below), self.number(below)),
                lambda: CompareNode(
                    self.choose(["==", "!="]), RowNode("left", "s"), TextNode(self.choose(TEXTS))
                ),
                lambda: LogicNode(self.choose(["and", "or"]), (self.flag(below), self.flag(below))),
                lambda: NotNode(self.flag(below)),
                lambda: InNode(RowNode("left", "s"), (TextNode("甲"), TextNode("乙"))),
                lambda: CallNode("answered", (self.choose([RowNode("left", "a"), RowNode("left", "s")]),)),
                lambda: CallNode(self.choose(["any", "all"]), (self.test(below),)),
            ]
        )()

    def test(self, depth: int) -> Node:
        """A condition over the rows of ``right``."""
        if depth <= 0:
            return self.choose(
                [
                    ColumnNode("right", "q"),
                    CompareNode("==", ColumnNode("right", "t"), TextNode(self.choose(TEXTS))),
                    CompareNode(self._sign(), ColumnNode("right", "x"), NumberNode(self.choose(NUMBERS))),
                    CompareNode(self._sign(), ColumnNode("right", "x"), RowNode("left", "a")),
                    CompareNode("==", ColumnNode("right", "this"), RowNode("left", "ref")),
                    CompareNode(self._sign(), ColumnNode("right", "x"), ColumnNode("right", "y")),
                ]
            )
        below = depth - 1
        return self.choose(
            [
                lambda: LogicNode(self.choose(["and", "or"]), (self.test(below), self.test(below))),
                lambda: NotNode(self.test(below)),
                lambda: InNode(ColumnNode("right", "t"), (TextNode("甲"), TextNode("丙"))),
                lambda: self.test(0),
            ]
        )()

    def _sign(self) -> Any:
        return self.choose(["<", "<=", ">", ">=", "==", "!="])

    def _arithmetic(self, depth: int) -> Node:
        op = self.choose(["+", "-", "*", "/", "+", "*"])
        if self.choose([False] * 7 + [True]):
            return NegateNode(self.number(depth - 1))
        if self.choose([False] * 7 + [True]):
            return ArithmeticNode("**", self.number(depth - 1), NumberNode(2.0))
        return ArithmeticNode(op, self.number(depth - 1), self.number(depth - 1))

    def _call(self, depth: int) -> Node:
        below = depth - 1
        return self.choose(
            [
                lambda: CallNode("abs", (self.number(below),)),
                lambda: CallNode("round", (self.number(0), NumberNode(1.0))),
                lambda: CallNode("floor", (self.number(0),)),
                lambda: CallNode("ceil", (self.number(0),)),
                lambda: CallNode("sqrt", (self.number(below),)),
                lambda: CallNode("exp", (self.number(0),)),
                lambda: CallNode("ln", (self.number(0),)),
                lambda: CallNode(
                    self.choose(["min", "max"]), (RowNode("left", "a"), NumberNode(2.0), self.number(0))
                ),
                lambda: CallNode("if_missing", (self.number(0), self.number(below))),
                lambda: CallNode("npv", (NumberNode(0.1), ListNode((self.number(0), self.number(0))))),
            ]
        )()

    def _aggregate(self, depth: int) -> Node:
        name = self.choose(["sum", "sum", "mean", "count", "min", "max", "rank", "first"])
        condition = (self.test(depth - 1),) if self.choose([True, False]) else ()
        column: Node = ColumnNode("right", self.choose(["x", "y"]))
        if name in ("min", "max") and condition:
            condition = (CompareNode("==", ColumnNode("right", "t"), TextNode(self.choose(TEXTS))),)
        if name == "rank":
            return CallNode(name, (self.number(0), column, *condition))
        if name == "sum" and self.choose([True, False]):
            column = self._product(column)
        if condition and self.choose([False] * 5 + [True]):
            return CallNode("sum", (NumberNode(3.0), *condition))
        return CallNode(name, (column, *condition))

    def _product(self, column: Node) -> Node:
        return self.choose(
            [
                ArithmeticNode("*", column, ColumnNode("right", "y")),
                ArithmeticNode("*", RowNode("left", "a"), column),
                ArithmeticNode("-", column, ColumnNode("right", "y")),
                ArithmeticNode("/", column, NumberNode(4.0)),
                NegateNode(column),
                CallNode("if_missing", (column, NumberNode(0.0))),
                ArithmeticNode(
                    "+", CallNode("if_missing", (column, NumberNode(0.0))), ColumnNode("right", "y")
                ),
            ]
        )

    def _choice(self, depth: int) -> Node:
        return ChooseNode(self.flag(depth - 1), self.number(depth - 1), self.number(depth - 1))
