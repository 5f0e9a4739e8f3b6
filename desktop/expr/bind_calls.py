"""Calls: which function, do the arguments fit, what comes out."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from desktop.expr.bind_names import BindPart
from desktop.expr.bound import ANY, Part, Session, Typed, type_of
from desktop.expr.dimensions import dimension_text, power
from desktop.expr.functions import FUNCTIONS, Function, Param
from desktop.expr.nodes import CallNode, NegateNode, Node, NumberNode, TextNode
from desktop.expr.rounding import RULES
from desktop.expr.walk import gathers
from desktop.model.errors import RefusedError
from desktop.model.nearest import nearest
from desktop.model.quantity import PLAIN, Dimension

_TAKES_SEVERAL = ("selected", "answered", "if_missing", "if_na")


def bind_call(session: Session, bind: BindPart, tree: ast.Call, name: str, args: Sequence[ast.expr]) -> Part:
    """``name(args)``."""
    function = FUNCTIONS.get(name)
    if function is None:
        return session.fault(tree, "expr.unknown_function", nearest(name, FUNCTIONS), name=name)
    least = sum(not param.optional for param in function.params)
    if len(args) < least or (len(args) > len(function.params) and not function.repeats):
        return session.fault(tree, "expr.arguments", name=name, signature=function.signature)
    if function.shape != "scalar":
        return _bind_gathering(session, bind, tree, function, args)
    parts = [bind(arg) for arg in args]
    if name == "unit" and _is_literal_quantity(parts):
        return _quantity(session, tree, parts)
    for param, arg, part in zip(function.params, args, parts, strict=False):
        _check_argument(session, arg, function, param, part)
    yielded = _yielded(session, tree, function, parts)
    many = any(found.many for _, found in parts) and name not in ("selected", "answered")
    return CallNode(name, tuple(node for node, _ in parts)), replace(yielded, many=many)


def _bind_gathering(
    session: Session, bind: BindPart, tree: ast.Call, function: Function, args: Sequence[ast.expr]
) -> Part:
    """A call that takes a column: inside it ``table.column`` is every row of one table."""
    before = len(session.faults)
    session.frames.append(set())
    parts = [bind(arg) for arg in args]
    tables = session.frames.pop()
    call = CallNode(function.name, tuple(node for node, _ in parts))
    column_form = gathers(call)
    params = function.params if column_form else (replace(function.params[0], column=False),) * len(args)
    for param, arg, part in zip(params, args, parts, strict=False):
        _check_argument(session, arg, function, param, part)
    at = function.column_at or 0
    if len(args) > len(params):
        session.fault(tree, "expr.arguments", name=function.name, signature=function.signature)
    elif len(tables) > 1:
        session.fault(tree, "expr.two_tables", name=function.name, tables=", ".join(sorted(tables)))
    elif (
        len(session.faults) == before
        and column_form != bool(tables)
        and not (column_form and parts[at][1].many)
    ):
        session.fault(tree, "expr.needs_column_in", name=function.name, signature=function.signature)
    kept = parts if column_form else [(node, replace(found, many=False)) for node, found in parts]
    return call, _yielded(session, tree, function, kept)


def _check_argument(session: Session, tree: ast.expr, function: Function, param: Param, part: Part) -> None:
    node, found = part
    about = {"function": function.name, "name": param.name}
    if param.literal and not isinstance(node, TextNode):
        session.fault(tree, "expr.literal_needed", **about)
    elif param.kind not in ("any", found.kind) and found.kind != "any":
        session.fault(tree, "expr.kind_needed", kind=param.kind, found=found.kind, **about)
    elif found.many and not _takes_list(session, function, param, found):
        session.fault(tree, "expr.one_needed", **about)
    elif param.dimension == "plain" and found.dimension:
        session.fault(tree, "expr.plain_needed", found=dimension_text(found.dimension))


def _takes_list(session: Session, function: Function, param: Param, found: Typed) -> bool:
    """Columns and conditions are lists; inside an aggregate any function works member by member."""
    if param.column or param.condition or function.name in _TAKES_SEVERAL:
        return True
    return bool(session.frames) and function.shape == "scalar" and found.kind != "text"


def _yielded(session: Session, tree: ast.Call, function: Function, parts: Sequence[Part]) -> Typed:
    types = [found for _, found in parts]
    _check_names(session, tree, function, parts)
    shared = session.unified(
        tree, [found for at, found in enumerate(types) if _is_shared(function, at, found)]
    )
    match function.dimension:
        case "column":
            return _looked_up(session, tree, parts)
        case "unit":
            return Typed("number", _unit_dimension(session, tree, parts[1][0]))
        case "root":
            base = types[0].dimension
            return Typed("number", None if base is None else power(base, 0.5))
        case "same" if function.yields == "any":
            return replace(shared if function.shape == "scalar" else types[0], many=False)
        case "same":
            return Typed("number", shared.dimension)
        case "plain":
            return Typed(function.yields, PLAIN)
        case "none":
            return Typed(function.yields)


def _is_shared(function: Function, at: int, found: Typed) -> bool:
    """Whether this argument must go together with the others so marked."""
    param = function.params[min(at, len(function.params) - 1)]
    return param.dimension == "same" or (function.repeats and found.kind == "number")


def _check_names(session: Session, tree: ast.Call, function: Function, parts: Sequence[Part]) -> None:
    """Literal names among the arguments: units, choices, rounding rules."""
    match function.name:
        case "in_unit":
            wanted = _unit_dimension(session, tree, parts[1][0])
            session.common(tree, (parts[0][1], Typed("number", wanted)))
        case "round" if len(parts) > 2:
            check_choice(session, tree, Typed("text", choices=RULES), parts[2][0])
        case "selected":
            check_choice(session, tree, parts[0][1], parts[1][0])
        case _:
            pass


def check_choice(session: Session, tree: ast.AST, column: Typed, literal: Node) -> None:
    """A literal compared with a choice column must be one of its choices."""
    if column.choices and isinstance(literal, TextNode) and literal.value not in column.choices:
        likely = nearest(literal.value, column.choices)
        session.fault(tree, "expr.not_a_choice", likely, name=literal.value)


def _looked_up(session: Session, tree: ast.Call, parts: Sequence[Part]) -> Typed:
    reference, column = parts[0][0], parts[2][0]
    if not isinstance(reference, TextNode) or not isinstance(column, TextNode):
        return ANY
    columns = session.scope.reference(reference.value)
    if columns is None:
        likely = nearest(reference.value, session.scope.references())
        session.fault(tree, "expr.unknown_reference", likely, name=reference.value)
        return ANY
    if column.value not in columns:
        likely = nearest(column.value, columns)
        session.fault(tree, "expr.unknown_column", likely, table=reference.value, name=column.value)
        return ANY
    return type_of(columns[column.value])


def _is_literal_quantity(parts: Sequence[Part]) -> bool:
    number = parts[0][0].operand if isinstance(parts[0][0], NegateNode) else parts[0][0]
    return isinstance(number, NumberNode) and not number.unit and isinstance(parts[1][0], TextNode)


def _quantity(session: Session, tree: ast.Call, parts: Sequence[Part]) -> Part:
    """``unit(25, "kWh/t")`` is a literal of its own."""
    (number, _), (text, _) = parts
    dimension = _unit_dimension(session, tree, text)
    assert isinstance(text, TextNode)
    negative = isinstance(number, NegateNode)
    plain = number.operand if isinstance(number, NegateNode) else number
    assert isinstance(plain, NumberNode)
    return NumberNode(-plain.value if negative else plain.value, text.value), Typed("number", dimension)


def _unit_dimension(session: Session, tree: ast.AST, node: Node) -> Dimension | None:
    if not isinstance(node, TextNode):
        return None
    try:
        return session.scope.unit(node.value).dimension
    except RefusedError as error:
        session.fault(tree, error.code, **{key: str(value) for key, value in error.params.items()})
        return None
