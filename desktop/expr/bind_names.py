"""Names: of this row, of records, tables, bound methods, and along references."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from desktop.expr.bind_periods import check_period
from desktop.expr.bound import ANY, FLAG, STAND_IN, Part, Session, Typed, type_of, type_of_name
from desktop.expr.nodes import (
    EDITION,
    HERE,
    ColumnNode,
    FieldNode,
    FlagNode,
    FollowNode,
    NameNode,
    Node,
    PeriodNode,
    ResultNode,
    RowNode,
    ThisNode,
)
from desktop.expr.scope import ColumnInfo
from desktop.model.nearest import nearest

BindPart = Callable[[ast.expr], Part]

WORDS = ("true", "false", "this")


def bind_name(session: Session, tree: ast.expr, name: str, period: PeriodNode) -> Part:
    """A bare name: free names first, then the words of the language, then columns of this row."""
    scope = session.scope
    free = scope.names.get(name)
    if free is not None:
        if period is not HERE:
            session.fault(tree, "expr.no_period", name=name)
        return NameNode(name), type_of_name(free)
    if name in WORDS:
        return _word(name)
    column = scope.column(scope.table, name) if scope.table else None
    if column is not None:
        check_period(session, tree, name, column.period, period)
        node_type = FieldNode if scope.is_record(scope.table) else RowNode
        return node_type(scope.table, name, period), type_of(column)
    if name == EDITION and period is HERE:
        return NameNode(EDITION), Typed("text")
    others = [*scope.tables(), *scope.bindings()]
    if name in others:
        return session.fault(tree, "expr.needs_column", name=name)
    known = [*scope.names, *(scope.columns(scope.table) if scope.table else ()), *WORDS, EDITION]
    return session.fault(tree, "expr.unknown_name", nearest(name, known), name=name)


def _word(name: str) -> Part:
    if name == "this":
        return ThisNode(), Typed("text")
    return FlagNode(name == "true"), FLAG


def bind_attribute(
    session: Session, bind: BindPart, tree: ast.expr, base: ast.expr, attr: str, period: PeriodNode
) -> Part:
    """``base.attr``."""
    if isinstance(base, ast.Name):
        return _dotted(session, tree, base, attr, period)
    if not isinstance(base, ast.Attribute | ast.Subscript):
        return session.fault(tree, "expr.not_a_reference", name=session.expr.source(base))
    if isinstance(base, ast.Attribute) and attr in (session.scope.binding(base.attr) or ()):
        return _result_of_row(session, bind, tree, base, attr, period)
    return _follow(session, tree, bind(base), session.expr.source(base), attr, period)


def _dotted(session: Session, tree: ast.expr, base: ast.Name, attr: str, period: PeriodNode) -> Part:
    """``a.b``: a reference column of this row, a record or table, a bound method; in this order where b fits."""
    scope, name = session.scope, base.id
    own = scope.column(scope.table, name) if scope.table else None
    if own is not None and own.target and scope.column(own.target, attr) is not None:
        return _follow(session, tree, bind_name(session, base, name, HERE), name, attr, period)
    if name in scope.tables():
        column = scope.column(name, attr)
        if column is not None or (attr == "this" and not scope.is_record(name)):
            return _of_table(session, tree, name, attr, column, period)
    results = scope.binding(name)
    if results is not None and attr in results:
        return _result(session, tree, name, attr, None, period)
    return _explain_unknown(session, tree, name, attr, own)


def _explain_unknown(session: Session, tree: ast.expr, name: str, attr: str, own: ColumnInfo | None) -> Part:
    scope = session.scope
    if own is not None and own.target:
        return _unknown_column(session, tree, own.target, attr)
    if name in scope.tables():
        return _unknown_column(session, tree, name, attr)
    results = scope.binding(name)
    if results is not None:
        return session.fault(tree, "expr.unknown_result", nearest(attr, results), binding=name, name=attr)
    if own is not None:
        return session.fault(tree, "expr.not_a_reference", name=name)
    known = [*scope.tables(), *scope.bindings(), *(scope.columns(scope.table) if scope.table else ())]
    return session.fault(tree, "expr.unknown_table", nearest(name, known), name=name)


def _unknown_column(session: Session, tree: ast.expr, table: str, name: str) -> Part:
    likely = nearest(name, session.scope.columns(table))
    return session.fault(tree, "expr.unknown_column", likely, table=table, name=name)


def _of_table(
    session: Session, tree: ast.expr, table: str, attr: str, column: ColumnInfo | None, period: PeriodNode
) -> Part:
    if column is not None:
        check_period(session, tree, attr, column.period, period)
        if session.scope.is_record(table):
            return FieldNode(table, attr, period), type_of(column)
    if not session.frames:
        return session.fault(tree, "expr.column_outside", table=table, name=attr)
    session.frames[-1].add(table)
    if column is None:
        return ColumnNode(table, "this"), Typed("text", target=table)
    return ColumnNode(table, attr, period), type_of(column)


def _result_of_row(
    session: Session, bind: BindPart, tree: ast.expr, base: ast.Attribute, attr: str, period: PeriodNode
) -> Part:
    """``option.economics.NPV``: a result of the row a reference names, unless a column has the method's name."""
    row, binding = base.value, base.attr
    if isinstance(row, ast.Name) and session.scope.column(session.scope.table, row.id) is None:
        return _follow(session, tree, bind(base), session.expr.source(base), attr, period)
    node, found = part = bind(row)
    if found.target and found.target == session.scope.binding_table(binding):
        return _result(session, tree, binding, attr, node, period)
    followed = _follow(session, base, part, session.expr.source(row), binding, HERE)
    return _follow(session, tree, followed, session.expr.source(base), attr, period)


def _result(
    session: Session, tree: ast.expr, binding: str, name: str, base: Node | None, period: PeriodNode
) -> Part:
    scope = session.scope
    found = Typed("any", (scope.binding(binding) or {})[name])
    table = scope.binding_table(binding)
    if base is not None or not table:
        return ResultNode(binding, name, False, base, period), found
    if session.frames:
        session.frames[-1].add(table)
        return ResultNode(binding, name, True, None, period), found
    if scope.table and table != scope.table:
        session.fault(tree, "expr.result_of_other_table", binding=binding, name=name, table=table)
    return ResultNode(binding, name, False, None, period), found


def _follow(session: Session, tree: ast.expr, base: Part, name: str, attr: str, period: PeriodNode) -> Part:
    node, found = base
    if base is STAND_IN:
        return base  # faulty, and said so
    if found is ANY or not found.target:
        return session.fault(tree, "expr.not_a_reference", name=name)
    column = session.scope.column(found.target, attr)
    if column is None:
        return _unknown_column(session, tree, found.target, attr)
    check_period(session, tree, attr, column.period, period)
    follow = FollowNode(node, found.target, attr, period)
    return follow, replace(type_of(column), many=found.many or column.many)
