"""Binding: names become nodes, kinds and dimensions are checked, and every mistake is collected with its place.

What is known beforehand is checked beforehand: an unknown name (with the nearest spelling), a text where a number
belongs, tonnes added to kilowatt hours. A dimension of ``None`` is known only at run time, where mixed units fail.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from desktop.expr.bind_calls import bind_call, check_choice
from desktop.expr.bind_names import bind_attribute, bind_name
from desktop.expr.bind_periods import ALLOWED, read_period
from desktop.expr.bound import ANY, FLAG, BindError, Bound, Fault, Part, Session, Typed
from desktop.expr.dimensions import dimension_text, power, product, quotient
from desktop.expr.nodes import (
    HERE,
    ArithmeticNode,
    ArithmeticOp,
    ChooseNode,
    CompareNode,
    CompareOp,
    FlagNode,
    InNode,
    ListNode,
    LogicNode,
    NegateNode,
    Node,
    NotNode,
    NumberNode,
    TextNode,
)
from desktop.expr.parse import Expr, parse
from desktop.expr.scope import Kind, Scope
from desktop.model.errors import AuditError
from desktop.model.quantity import PLAIN, Dimension


def bind(text: str | Expr, scope: Scope) -> Bound:
    """Resolve an expression.

    Raises:
        AuditError: the syntax is wrong (``expr.syntax`` …).
        BindError: names, kinds or units are wrong; carries all faults.
    """
    expr = parse(text) if isinstance(text, str) else text
    bound, faults = examine(expr, scope)
    if faults:
        raise BindError(expr.text, faults)
    return bound


def examine(text: str | Expr, scope: Scope) -> tuple[Bound, tuple[Fault, ...]]:
    """Resolve an expression as far as possible and return all faults; never raises (lint).

    The node of a faulty expression is a stand-in and must not be evaluated.
    """
    try:
        expr = parse(text) if isinstance(text, str) else text
    except AuditError as error:
        params = {key: str(value) for key, value in error.params.items()}
        fault = Fault(error.code, params, "", int(params.get("position", "1")), params.get("near", ""))
        return Bound(TextNode(""), "any"), (fault,)
    binder = _Binder(Session(expr, scope))
    node, found = binder.part(expr.tree)
    kind: Kind = "list" if found.many else found.kind
    return Bound(node, kind, found.dimension), tuple(binder.session.faults)


_ARITHMETIC: dict[type[ast.operator], ArithmeticOp] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_COMPARE: dict[type[ast.cmpop], CompareOp] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class _Binder:
    """Binds the operators; names and calls have modules of their own."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def part(self, tree: ast.expr) -> Part:
        """Bind one part."""
        match tree:
            case ast.Name(id=name):
                return bind_name(self.session, tree, name, HERE)
            case ast.Attribute(value=base, attr=attr):
                return bind_attribute(self.session, self.part, tree, base, attr, HERE)
            case ast.Subscript(value=base, slice=index):
                return self._subscript(tree, base, index)
            case ast.Call(func=ast.Name(id=name), args=args):
                return bind_call(self.session, self.part, tree, name, args)
            case ast.Constant(value=value):
                return _literal(value)
            case ast.List(elts=elts):
                return self._list(tree, elts)
            case _:
                return self._operation(tree)

    def _operation(self, tree: ast.expr) -> Part:
        match tree:
            case ast.BinOp(left=left, op=op, right=right):
                return self._arithmetic(tree, left, _ARITHMETIC[type(op)], right)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                node, found = self._flag(operand)
                return NotNode(node), replace(FLAG, many=found.many)
            case ast.UnaryOp(op=op, operand=operand):
                node, found = self._number(operand)
                kept = Typed("number", found.dimension, found.many)
                return (NegateNode(node) if isinstance(op, ast.USub) else node), kept
            case ast.BoolOp(op=op, values=values):
                parts = [self._flag(value) for value in values]
                return LogicNode("and" if isinstance(op, ast.And) else "or", _nodes(parts)), _flags(parts)
            case ast.Compare():
                return self._comparisons(tree)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._choose(tree, test, body, orelse)
            case _:
                return self.session.fault(tree, "expr.not_allowed")

    def _subscript(self, tree: ast.expr, base: ast.expr, index: ast.expr) -> Part:
        period = read_period(index)
        if period is None:
            name = self.session.expr.source(index)
            return self.session.fault(index, "expr.unknown_period", name=name, allowed=ALLOWED)
        match base:
            case ast.Name(id=name):
                return bind_name(self.session, tree, name, period)
            case ast.Attribute(value=inner, attr=attr):
                return bind_attribute(self.session, self.part, tree, inner, attr, period)
            case _:
                return self.session.fault(tree, "expr.period_of_nothing")

    def _list(self, tree: ast.expr, elts: Sequence[ast.expr]) -> Part:
        parts = [self.part(part) for part in elts]
        found = self.session.unified(tree, [one for _, one in parts]) if parts else ANY
        return ListNode(tuple(node for node, _ in parts)), replace(found, many=True)

    def _arithmetic(self, tree: ast.expr, left: ast.expr, op: ArithmeticOp, right: ast.expr) -> Part:
        one, first = self._number(left)
        other, second = self._number(right)
        return ArithmeticNode(op, one, other), Typed(
            "number", self._combined(tree, op, first, second, other), first.many or second.many
        )

    def _combined(
        self, tree: ast.expr, op: ArithmeticOp, first: Typed, second: Typed, exponent: Node
    ) -> Dimension | None:
        if op in ("+", "-"):
            return self.session.common(tree, (first, second))
        if op == "**":
            return self._power(tree, first, second, exponent)
        if first.dimension is None or second.dimension is None:
            return None
        return (product if op == "*" else quotient)(first.dimension, second.dimension)

    def _power(self, tree: ast.expr, base: Typed, exponent: Typed, node: Node) -> Dimension | None:
        if exponent.dimension:
            self.session.fault(tree, "expr.plain_needed", found=dimension_text(exponent.dimension))
        if not base.dimension:
            return base.dimension
        raised: Dimension | None = None
        match node:
            case NumberNode(value=value) | NegateNode(operand=NumberNode(value=value)):
                raised = power(base.dimension, value if isinstance(node, NumberNode) else -value)
            case _:
                pass
        if raised is None:
            self.session.fault(tree, "expr.power_of_unit", found=dimension_text(base.dimension))
        return raised

    def _comparisons(self, tree: ast.Compare) -> Part:
        """``a < b <= c`` is ``a < b and b <= c``."""
        parts: list[Part] = []
        left = tree.left
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            parts.append(self._comparison(tree, left, op, right))
            left = right
        return parts[0] if len(parts) == 1 else (LogicNode("and", _nodes(parts)), _flags(parts))

    def _comparison(self, tree: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Part:
        one = self.part(left)
        if isinstance(op, ast.In | ast.NotIn):
            node = self._in(one, right)
            return NotNode(node) if isinstance(op, ast.NotIn) else node, _flags([one])
        other = self.part(right)
        sign = _COMPARE[type(op)]
        self._check_comparable(tree, sign, one, other)
        return CompareNode(sign, one[0], other[0]), _flags([one, other])

    def _in(self, needle: Part, right: ast.expr) -> Node:
        if not isinstance(right, ast.List):
            self.session.fault(right, "expr.in_needs_list")
            return InNode(needle[0], ())
        items: list[Node] = []
        for tree in right.elts:
            item = self.part(tree)
            self._check_comparable(tree, "==", needle, item)
            items.append(item[0])
        return InNode(needle[0], tuple(items))

    def _check_comparable(self, tree: ast.expr, sign: CompareOp, left: Part, right: Part) -> None:
        (one, first), (other, second) = left, right
        kinds = {first.kind, second.kind} - {"any"}
        if any(found.many and (found.kind == "text" or not self.session.frames) for found in (first, second)):
            self.session.fault(tree, "expr.compare_many")
        elif len(kinds) > 1 or (kinds == {"flag"} and sign not in ("==", "!=")):
            self.session.fault(tree, "expr.compare_kinds", left=first.kind, right=second.kind)
        elif kinds == {"number"}:
            self.session.common(tree, (first, second))
        elif first.target and second.target and first.target != second.target:
            self.session.fault(tree, "expr.compare_tables", left=first.target, right=second.target)
        else:
            check_choice(self.session, tree, first, other)
            check_choice(self.session, tree, second, one)

    def _choose(self, tree: ast.expr, test: ast.expr, body: ast.expr, orelse: ast.expr) -> Part:
        condition, tested = self._flag(test)
        then, first = self.part(body)
        otherwise, second = self.part(orelse)
        found = self.session.unified(tree, (first, second))
        return ChooseNode(condition, then, otherwise), replace(found, many=found.many or tested.many)

    def _number(self, tree: ast.expr) -> Part:
        node, found = self.part(tree)
        if found.kind not in ("number", "any", "list"):
            self.session.fault(tree, "expr.number_needed", found=found.kind)
            return node, ANY
        return node, found

    def _flag(self, tree: ast.expr) -> Part:
        node, found = self.part(tree)
        if found.kind not in ("flag", "any"):
            self.session.fault(tree, "expr.flag_needed", found=found.kind)
        return node, found


def _nodes(parts: Sequence[Part]) -> tuple[Node, ...]:
    return tuple(node for node, _ in parts)


def _flags(parts: Sequence[Part]) -> Typed:
    """A condition over parts, one for each member where a part is a list."""
    return replace(FLAG, many=any(found.many for _, found in parts))


def _literal(value: object) -> Part:
    if isinstance(value, bool):
        return FlagNode(value), FLAG
    if isinstance(value, int | float):
        number = float(value)
        # A plain zero fits every unit, so its dimension is left open.
        return NumberNode(number), Typed("number", PLAIN if number else None)
    return TextNode(str(value)), Typed("text")
