"""Binding: names become nodes, kinds and dimensions are checked, and every mistake is collected with its place.

What is known beforehand is checked beforehand: an unknown name (with the nearest spelling), a text where a number
belongs, tonnes added to kilowatt hours. A dimension of ``None`` is known only at run time, where mixed units fail.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop.expr.dimensions import dimension_text, power, product, quotient
from desktop.expr.functions import FUNCTIONS, Function, Param
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
from desktop.expr.parse import Expr, parse
from desktop.expr.rounding import RULES
from desktop.expr.scope import ColumnInfo, Kind, Scope
from desktop.expr.walk import gathers
from desktop.model.errors import AuditError, RefusedError
from desktop.model.period import EDITIONS, PeriodKind, kind_of
from desktop.model.quantity import PLAIN, Dimension


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: message code with parameters, 1-based position, what stands there, and the nearest right name."""

    code: str
    params: dict[str, str] = field(default_factory=dict, hash=False)
    nearest: str = ""
    position: int = 1
    near: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound expression with what is known of its value beforehand (dimension None = only at run time)."""

    node: Node
    kind: Kind
    dimension: Dimension | None = None


class BindError(AuditError):
    """The expression does not fit the scope: the first mistake, with all of them in ``faults``."""

    def __init__(self, text: str, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(
            first.code,
            **{
                "text": text,
                "position": first.position,
                "near": first.near,
                "nearest": first.nearest,
                **first.params,
            },
        )
        self.faults = tuple(faults)


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
    binder = _Binder(expr, scope)
    node, found = binder.node(expr.tree)
    kind: Kind = "list" if found.many else found.kind
    return Bound(node, kind, found.dimension), tuple(binder.faults)


@dataclass(frozen=True, slots=True)
class _Type:
    """What is known of a part: kind, dimension, whether it is a list or column, and the column it came from."""

    kind: Kind = "any"
    dimension: Dimension | None = None
    many: bool = False
    target: str = ""
    choices: tuple[str, ...] = ()
    period: PeriodKind = "none"


_ANY = _Type()
_FLAG = _Type("flag")
_STAND_IN: tuple[Node, _Type] = (TextNode(""), _ANY)

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
_WORDS = ("true", "false", "this")


class _Binder:
    """One pass over one syntax tree. ``_frames`` holds the tables met in each open aggregate."""

    def __init__(self, expr: Expr, scope: Scope) -> None:
        self.faults: list[Fault] = []
        self._expr = expr
        self._scope = scope
        self._frames: list[set[str]] = []

    def node(self, tree: ast.expr) -> tuple[Node, _Type]:
        """Bind one part."""
        match tree:
            case ast.Constant(value=value):
                return _literal(value)
            case ast.Name(id=name):
                return self._name(tree, name, HERE)
            case ast.Attribute(value=base, attr=attr):
                return self._attribute(tree, base, attr, HERE)
            case ast.Subscript(value=base, slice=index):
                return self._subscript(tree, base, index)
            case ast.BinOp(left=left, op=op, right=right):
                return self._arithmetic(tree, left, _ARITHMETIC[type(op)], right)
            case ast.UnaryOp(op=op, operand=operand):
                return self._unary(op, operand)
            case ast.BoolOp(op=op, values=values):
                operands = tuple(self._flag(value) for value in values)
                return LogicNode("and" if isinstance(op, ast.And) else "or", operands), _FLAG
            case ast.Compare():
                return self._compare(tree)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._choose(tree, test, body, orelse)
            case ast.List(elts=elts):
                items, found = self._items(elts)
                return ListNode(items), replace(found, many=True)
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(tree, name, args)
            case _:
                return self._fault(tree, "expr.not_allowed")

    # -- names ---------------------------------------------------------------------------------------------

    def _name(self, tree: ast.expr, name: str, period: PeriodNode) -> tuple[Node, _Type]:
        free = self._scope.names.get(name)
        if free is not None:
            if period is not HERE:
                self._fault(tree, "expr.no_period", name=name)
            return NameNode(name), _type_of_name(free)
        if name in ("true", "false"):
            return FlagNode(name == "true"), _FLAG
        if name == "this":
            return ThisNode(), _Type("text")
        table = self._scope.table
        column = self._scope.column(table, name) if table else None
        if column is not None:
            self._check_period(tree, name, column.period, period)
            record = self._scope.is_record(table)
            node = FieldNode(table, name, period) if record else RowNode(table, name, period)
            return node, _type_of(column)
        known = [*self._scope.names, *(self._scope.columns(table) if table else ()), *_WORDS]
        others = [*self._scope.tables(), *self._scope.bindings()]
        if name in others:
            return self._fault(tree, "expr.needs_column", name=name)
        return self._fault(tree, "expr.unknown_name", _nearest(name, known or others), name=name)

    def _attribute(
        self, tree: ast.expr, base: ast.expr, attr: str, period: PeriodNode
    ) -> tuple[Node, _Type]:
        if isinstance(base, ast.Name):
            return self._dotted(tree, base, attr, period)
        if isinstance(base, ast.Attribute):
            through = self._through_binding(tree, base, attr, period)
            if through is not None:
                return through
        if not isinstance(base, ast.Attribute | ast.Subscript):
            return self._fault(tree, "expr.not_a_reference", name=self._expr.source(base))
        node, found = self.node(base)
        return self._follow(tree, node, found, self._expr.source(base), attr, period)

    def _dotted(
        self, tree: ast.expr, base: ast.Name, attr: str, period: PeriodNode
    ) -> tuple[Node, _Type]:
        """``a.b``: a reference column of this row, a record, a table or a binding, in this order where b fits."""
        scope, name = self._scope, base.id
        own = scope.column(scope.table, name) if scope.table else None
        if own is not None and own.target and scope.column(own.target, attr) is not None:
            node, found = self._name(base, name, HERE)
            return self._follow(tree, node, found, name, attr, period)
        is_table = name in scope.tables()
        column = scope.column(name, attr) if is_table else None
        if is_table and (column is not None or attr == "this"):
            return self._of_table(tree, name, attr, column, period)
        results = scope.binding(name)
        if results is not None and attr in results:
            return self._result(tree, name, attr, None, period)
        return self._not_dotted(tree, name, attr, own)

    def _not_dotted(
        self, tree: ast.expr, name: str, attr: str, own: ColumnInfo | None
    ) -> tuple[Node, _Type]:
        scope = self._scope
        if own is not None and own.target:
            nearest = _nearest(attr, scope.columns(own.target))
            return self._fault(tree, "expr.unknown_column", nearest, table=own.target, name=attr)
        if name in scope.tables():
            nearest = _nearest(attr, scope.columns(name))
            return self._fault(tree, "expr.unknown_column", nearest, table=name, name=attr)
        results = scope.binding(name)
        if results is not None:
            return self._fault(tree, "expr.unknown_result", _nearest(attr, results), binding=name, name=attr)
        if own is not None:
            return self._fault(tree, "expr.not_a_reference", name=name)
        refs = [one for one in scope.columns(scope.table)] if scope.table else []
        nearest = _nearest(name, [*scope.tables(), *scope.bindings(), *refs])
        return self._fault(tree, "expr.unknown_table", nearest, name=name)

    def _of_table(
        self, tree: ast.expr, table: str, attr: str, column: ColumnInfo | None, period: PeriodNode
    ) -> tuple[Node, _Type]:
        if column is not None:
            self._check_period(tree, attr, column.period, period)
        if self._scope.is_record(table):
            if column is None:
                return self._fault(tree, "expr.unknown_column", table=table, name=attr)
            return FieldNode(table, attr, period), _type_of(column)
        if not self._frames:
            return self._fault(tree, "expr.column_outside", table=table, name=attr)
        self._frames[-1].add(table)
        if column is None:
            return ColumnNode(table, "this", period), _Type("text", target=table)
        return ColumnNode(table, attr, period), _type_of(column)

    def _through_binding(
        self, tree: ast.expr, base: ast.Attribute, attr: str, period: PeriodNode
    ) -> tuple[Node, _Type] | None:
        """``option.economics.NPV``: a result of the row that a reference names."""
        results = self._scope.binding(base.attr)
        if results is None or attr not in results:
            return None
        before = len(self.faults)
        frame = set(self._frames[-1]) if self._frames else set()
        node, found = self.node(base.value)
        if len(self.faults) == before and found.target == self._scope.binding_table(base.attr) != "":
            return self._result(tree, base.attr, attr, node, period)
        del self.faults[before:]
        if self._frames:
            self._frames[-1] = frame
        return None

    def _result(
        self, tree: ast.expr, binding: str, name: str, base: Node | None, period: PeriodNode
    ) -> tuple[Node, _Type]:
        results = self._scope.binding(binding) or {}
        found = _Type("any", results[name])
        table = self._scope.binding_table(binding)
        if base is not None or not table:
            return ResultNode(binding, name, False, base, period), found
        if self._frames:
            self._frames[-1].add(table)
            return ResultNode(binding, name, True, None, period), found
        if self._scope.table and table != self._scope.table:
            self._fault(tree, "expr.result_of_other_table", binding=binding, name=name, table=table)
        return ResultNode(binding, name, False, None, period), found

    def _follow(
        self, tree: ast.expr, node: Node, found: _Type, name: str, attr: str, period: PeriodNode
    ) -> tuple[Node, _Type]:
        if found is _ANY:
            return _STAND_IN  # the base is faulty and said so
        if not found.target:
            return self._fault(tree, "expr.not_a_reference", name=name)
        column = self._scope.column(found.target, attr)
        if column is None:
            nearest = _nearest(attr, self._scope.columns(found.target))
            return self._fault(tree, "expr.unknown_column", nearest, table=found.target, name=attr)
        self._check_period(tree, attr, column.period, period)
        follow = FollowNode(node, found.target, attr, period)
        return follow, replace(_type_of(column), many=found.many or column.many)

    # -- periods -------------------------------------------------------------------------------------------

    def _subscript(self, tree: ast.expr, base: ast.expr, index: ast.expr) -> tuple[Node, _Type]:
        period = _period(index)
        if period is None:
            allowed = "year, year-1, base, base-1, edition, assessment, acceptance, 2025"
            return self._fault(index, "expr.unknown_period", name=self._expr.source(index), allowed=allowed)
        match base:
            case ast.Name(id=name):
                return self._name(tree, name, period)
            case ast.Attribute(value=inner, attr=attr):
                return self._attribute(tree, inner, attr, period)
            case _:
                return self._fault(tree, "expr.period_of_nothing")

    def _check_period(self, tree: ast.expr, name: str, kind: PeriodKind, period: PeriodNode) -> None:
        if period == HERE:
            return
        if kind == "none":
            self._fault(tree, "expr.no_period", name=name)
            return
        found = kind_of(period.fixed) if period.anchor == "fixed" else period.anchor
        is_edition = found == "edition"
        if is_edition != (kind == "edition"):
            self._fault(tree, "expr.other_period", name=name, kind=kind)

    # -- operators -----------------------------------------------------------------------------------------

    def _arithmetic(
        self, tree: ast.expr, left: ast.expr, op: ArithmeticOp, right: ast.expr
    ) -> tuple[Node, _Type]:
        one, first = self._number(left)
        other, second = self._number(right)
        node = ArithmeticNode(op, one, other)
        many = first.many or second.many
        if op in "+-":
            return node, _Type("number", self._common(tree, (first, second)), many)
        if op == "**":
            return node, _Type("number", self._power(tree, first, second, other), many)
        if first.dimension is None or second.dimension is None:
            return node, _Type("number", None, many)
        combine = product if op == "*" else quotient
        return node, _Type("number", combine(first.dimension, second.dimension), many)

    def _power(self, tree: ast.expr, base: _Type, exponent: _Type, node: Node) -> Dimension | None:
        if exponent.dimension:
            self._fault(tree, "expr.plain_needed", found=dimension_text(exponent.dimension))
        if not base.dimension:
            return base.dimension
        value = node.operand if isinstance(node, NegateNode) else node
        if not isinstance(value, NumberNode):
            self._fault(tree, "expr.power_of_unit", found=dimension_text(base.dimension))
            return None
        raised = power(base.dimension, value.value if value is node else -value.value)
        if raised is None:
            self._fault(tree, "expr.power_of_unit", found=dimension_text(base.dimension))
        return raised

    def _unary(self, op: ast.unaryop, operand: ast.expr) -> tuple[Node, _Type]:
        if isinstance(op, ast.Not):
            return NotNode(self._flag(operand)), _FLAG
        node, found = self._number(operand)
        kept = _Type("number", found.dimension, found.many)
        return (NegateNode(node) if isinstance(op, ast.USub) else node), kept

    def _compare(self, tree: ast.Compare) -> tuple[Node, _Type]:
        parts: list[Node] = []
        left = tree.left
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            parts.append(self._one_comparison(tree, left, op, right))
            left = right
        return (parts[0] if len(parts) == 1 else LogicNode("and", tuple(parts))), _FLAG

    def _one_comparison(self, tree: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            node = self._in(tree, left, right)
            return NotNode(node) if isinstance(op, ast.NotIn) else node
        one, first = self.node(left)
        other, second = self.node(right)
        sign = _COMPARE[type(op)]
        self._comparable(tree, sign, (one, first), (other, second))
        return CompareNode(sign, one, other)

    def _in(self, tree: ast.expr, left: ast.expr, right: ast.expr) -> Node:
        needle, found = self.node(left)
        if not isinstance(right, ast.List):
            self._fault(tree, "expr.in_needs_list")
            return InNode(needle, ())
        items: list[Node] = []
        for part in right.elts:
            item, its_type = self.node(part)
            self._comparable(part, "==", (needle, found), (item, its_type))
            items.append(item)
        return InNode(needle, tuple(items))

    def _comparable(
        self, tree: ast.expr, sign: CompareOp, left: tuple[Node, _Type], right: tuple[Node, _Type]
    ) -> None:
        (one, first), (other, second) = left, right
        kinds = {first.kind, second.kind} - {"any"}
        if first.many or second.many:
            self._fault(tree, "expr.compare_many")
        elif len(kinds) > 1:
            self._fault(tree, "expr.compare_kinds", left=first.kind, right=second.kind)
        elif kinds == {"flag"} and sign not in ("==", "!="):
            self._fault(tree, "expr.compare_kinds", left=first.kind, right=second.kind)
        elif kinds == {"number"}:
            self._common(tree, (first, second))
        else:
            self._same_table(tree, first, second)
            self._one_of(tree, first, other)
            self._one_of(tree, second, one)

    def _same_table(self, tree: ast.expr, first: _Type, second: _Type) -> None:
        if first.target and second.target and first.target != second.target:
            self._fault(tree, "expr.compare_tables", left=first.target, right=second.target)

    def _one_of(self, tree: ast.expr, column: _Type, literal: Node) -> None:
        """A literal compared with a choice column must be one of its choices."""
        if column.choices and isinstance(literal, TextNode) and literal.value not in column.choices:
            nearest = _nearest(literal.value, column.choices)
            self._fault(tree, "expr.not_a_choice", nearest, name=literal.value)

    def _choose(
        self, tree: ast.expr, test: ast.expr, body: ast.expr, orelse: ast.expr
    ) -> tuple[Node, _Type]:
        condition = self._flag(test)
        then, first = self.node(body)
        otherwise, second = self.node(orelse)
        return ChooseNode(condition, then, otherwise), self._unified(tree, (first, second))

    def _items(self, elts: Iterable[ast.expr]) -> tuple[tuple[Node, ...], _Type]:
        found = [(part, *self.node(part)) for part in elts]
        if not found:
            return (), _ANY
        unified = self._unified(found[0][0], [one for _, _, one in found])
        return tuple(node for _, node, _ in found), unified

    # -- calls ---------------------------------------------------------------------------------------------

    def _call(self, tree: ast.Call, name: str, args: list[ast.expr]) -> tuple[Node, _Type]:
        function = FUNCTIONS.get(name)
        if function is None:
            return self._fault(tree, "expr.unknown_function", _nearest(name, FUNCTIONS), name=name)
        least = sum(not param.optional for param in function.params)
        if len(args) < least or (len(args) > len(function.params) and not function.repeats):
            return self._fault(tree, "expr.arguments", name=name, signature=function.signature)
        if name == "unit" and _is_number(args[0]) and isinstance(args[1], ast.Constant):
            return self._unit_literal(tree, args[0], str(args[1].value))
        if function.shape == "scalar":
            nodes, types = self._arguments(function, function.params, args)
            return CallNode(name, nodes), self._yield(tree, function, nodes, types)
        return self._gathering(tree, function, args)

    def _gathering(self, tree: ast.Call, function: Function, args: list[ast.expr]) -> tuple[Node, _Type]:
        """A call that takes a column: columns of one table are allowed inside."""
        self._frames.append(set())
        bound = [self.node(arg) for arg in args]
        tables = self._frames.pop()
        nodes, types = tuple(node for node, _ in bound), tuple(found for _, found in bound)
        call = CallNode(function.name, nodes)
        column_form = gathers(call)
        params = function.params if column_form else (replace(function.params[0], column=False),) * len(args)
        for param, arg, (node, found) in zip(params, args, bound, strict=False):
            self._fits(arg, function, param, node, found)
        if len(args) > len(params):
            self._fault(tree, "expr.arguments", name=function.name, signature=function.signature)
        if len(tables) > 1:
            self._fault(tree, "expr.two_tables", name=function.name, tables=", ".join(sorted(tables)))
        at = function.column_at or 0
        if column_form != bool(tables) and not (column_form and types[at].many):
            self._fault(tree, "expr.needs_column_in", name=function.name, signature=function.signature)
        return call, self._yield(tree, function, nodes, types)

    def _arguments(
        self, function: Function, params: Sequence[Param], args: Sequence[ast.expr]
    ) -> tuple[tuple[Node, ...], tuple[_Type, ...]]:
        nodes: list[Node] = []
        types: list[_Type] = []
        for param, arg in zip(params, args, strict=False):
            node, found = self.node(arg)
            self._fits(arg, function, param, node, found)
            nodes.append(node)
            types.append(found)
        return tuple(nodes), tuple(types)

    def _fits(self, tree: ast.expr, function: Function, param: Param, node: Node, found: _Type) -> None:
        if param.literal and not isinstance(node, TextNode):
            self._fault(tree, "expr.literal_needed", function=function.name, name=param.name)
        elif param.kind not in ("any", found.kind) and found.kind != "any":
            self._fault(
                tree, "expr.kind_needed", function=function.name, name=param.name, kind=param.kind, found=found.kind
            )
        elif found.many and not param.column and function.name not in ("selected", "answered", "if_missing", "if_na"):
            self._fault(tree, "expr.one_needed", function=function.name, name=param.name)
        elif param.dimension == "plain" and found.dimension:
            self._fault(tree, "expr.plain_needed", found=dimension_text(found.dimension))

    def _yield(
        self, tree: ast.Call, function: Function, nodes: tuple[Node, ...], types: tuple[_Type, ...]
    ) -> _Type:
        same = [
            found
            for at, found in enumerate(types)
            if function.params[min(at, len(function.params) - 1)].dimension == "same" or at >= len(function.params)
        ]
        if function.repeats and not gathers(CallNode(function.name, nodes)):
            same = list(types)
        shared = self._unified(tree, same) if same else _ANY
        match function.dimension:
            case "column":
                return self._looked_up(tree, nodes, types)
            case "unit":
                return _Type("number", self._unit_dimension(tree, nodes[1]))
            case "root":
                base = types[0].dimension
                return _Type("number", None if base is None else power(base, 0.5))
            case "same":
                if function.yields == "any":
                    kept = shared if same else types[0]
                    return replace(kept, many=kept.many and function.shape == "scalar")
                return _Type("number", shared.dimension if same else types[0].dimension)
            case "plain":
                if function.name == "in_unit":
                    self._check_in_unit(tree, nodes, types)
                if function.name == "round" and len(nodes) > 2:
                    self._check_rule(tree, nodes[2])
                return _Type(function.yields, PLAIN)
            case "none":
                if function.name == "selected":
                    self._one_of(tree, types[0], nodes[1])
                return _Type(function.yields)

    def _check_in_unit(self, tree: ast.Call, nodes: tuple[Node, ...], types: tuple[_Type, ...]) -> None:
        wanted = self._unit_dimension(tree, nodes[1])
        found = types[0].dimension
        if wanted is not None and found is not None and wanted != found:
            names = {"left": dimension_text(found), "right": dimension_text(wanted)}
            self._fault(tree, "expr.mixed_units", **names)

    def _check_rule(self, tree: ast.Call, node: Node) -> None:
        if isinstance(node, TextNode) and node.value not in RULES:
            self._fault(tree, "expr.not_a_choice", _nearest(node.value, RULES), name=node.value)

    def _looked_up(self, tree: ast.Call, nodes: tuple[Node, ...], types: tuple[_Type, ...]) -> _Type:
        reference, _, column = nodes
        if not isinstance(reference, TextNode) or not isinstance(column, TextNode):
            return _ANY
        columns = self._scope.reference(reference.value)
        if columns is None:
            nearest = _nearest(reference.value, self._scope.references())
            self._fault(tree, "expr.unknown_reference", nearest, name=reference.value)
            return _ANY
        info = columns.get(column.value)
        if info is None:
            nearest = _nearest(column.value, columns)
            self._fault(tree, "expr.unknown_column", nearest, table=reference.value, name=column.value)
            return _ANY
        return _type_of(info)

    def _unit_literal(self, tree: ast.Call, number: ast.expr, text: str) -> tuple[Node, _Type]:
        node, _ = self.node(number)
        value = -node.operand.value if isinstance(node, NegateNode) and isinstance(node.operand, NumberNode) else (
            node.value if isinstance(node, NumberNode) else 0.0
        )  # fmt: skip
        dimension = self._unit_dimension(tree, TextNode(text))
        return NumberNode(value, text), _Type("number", dimension)

    def _unit_dimension(self, tree: ast.Call, node: Node) -> Dimension | None:
        if not isinstance(node, TextNode):
            return None
        try:
            return self._scope.unit(node.value).dimension
        except RefusedError as error:
            self._fault(tree, error.code, **{key: str(value) for key, value in error.params.items()})
            return None

    # -- kinds and dimensions --------------------------------------------------------------------------------

    def _number(self, tree: ast.expr) -> tuple[Node, _Type]:
        node, found = self.node(tree)
        if found.kind not in ("number", "any", "list"):
            self._fault(tree, "expr.number_needed", found=found.kind)
            return node, _ANY
        return node, found

    def _flag(self, tree: ast.expr) -> Node:
        node, found = self.node(tree)
        if found.kind not in ("flag", "any"):
            self._fault(tree, "expr.flag_needed", found=found.kind)
        return node

    def _common(self, tree: ast.expr, types: Sequence[_Type]) -> Dimension | None:
        """The dimension numbers share; a fault where they surely have none in common."""
        known = [found.dimension for found in types if found.dimension is not None]
        for other in known[1:]:
            if other != known[0]:
                names = {"left": dimension_text(known[0]), "right": dimension_text(other)}
                self._fault(tree, "expr.mixed_units", **names)
                return None
        return known[0] if known else None

    def _unified(self, tree: ast.expr, types: Sequence[_Type]) -> _Type:
        """The type of one of several values."""
        kinds = {found.kind for found in types} - {"any"}
        if len(kinds) > 1:
            left, right = sorted(kinds)[:2]
            self._fault(tree, "expr.compare_kinds", left=left, right=right)
            return _ANY
        kind: Kind = kinds.pop() if kinds else "any"
        many = any(found.many for found in types)
        target = types[0].target if len({found.target for found in types}) == 1 else ""
        if kind in ("number", "any"):
            return _Type(kind, self._common(tree, types), many, target)
        return _Type(kind, None, many, target)

    def _fault(self, tree: ast.AST, code: str, nearest: str = "", /, **params: str) -> tuple[Node, _Type]:
        near = self._expr.source(tree)
        short = near if len(near) <= 40 else near[:39] + "…"
        self.faults.append(Fault(code, params, nearest, self._expr.position(tree), short))
        return _STAND_IN


def _literal(value: object) -> tuple[Node, _Type]:
    if isinstance(value, bool):
        return FlagNode(value), _FLAG
    if isinstance(value, int | float):
        number = float(value)
        # A plain zero fits every unit, so its dimension is left open.
        return NumberNode(number), _Type("number", PLAIN if number else None)
    return TextNode(str(value)), _Type("text")


def _is_number(tree: ast.expr) -> bool:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        tree = tree.operand
    return isinstance(tree, ast.Constant) and isinstance(tree.value, int | float) and not isinstance(tree.value, bool)


def _period(index: ast.expr) -> PeriodNode | None:
    """What a subscript says."""
    offset = 0
    if isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add | ast.Sub):
        step = index.right
        if not isinstance(step, ast.Constant) or type(step.value) is not int or step.value > 100:
            return None
        offset = step.value if isinstance(index.op, ast.Add) else -step.value
        index = index.left
    match index:
        case ast.Name(id="year"):
            return PeriodNode("year", offset)
        case ast.Name(id="base"):
            return PeriodNode("base", offset)
        case ast.Name(id="edition") if not offset:
            return PeriodNode("edition")
        case ast.Name(id=name) if name in EDITIONS and not offset:
            return PeriodNode("fixed", 0, name)
        case ast.Constant(value=value) if type(value) in (int, str) and not offset:
            text = str(value)
            return PeriodNode("fixed", 0, text) if kind_of(text) not in (None, "none") else None
        case _:
            return None


def _type_of(column: ColumnInfo) -> _Type:
    return _Type(column.kind, column.dimension, column.many, column.target, column.choices, column.period)


def _type_of_name(free: Kind | ColumnInfo) -> _Type:
    if isinstance(free, ColumnInfo):
        return _type_of(free)
    return _Type("any", many=True) if free == "list" else _Type(free)


def _nearest(name: str, known: Iterable[str]) -> str:
    """The nearest spelling, also where only the case differs."""
    names = list(known)
    folded = {one.casefold(): one for one in reversed(names)}
    found = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""
