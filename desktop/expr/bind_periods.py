"""Subscripts: which period a part is read in, and whether the column has such periods."""

from __future__ import annotations

import ast

from desktop.expr.bound import Session
from desktop.expr.nodes import HERE, PeriodNode
from desktop.model.period import EDITIONS, PeriodKind, kind_of

ALLOWED = "year, year-1, base, base-1, edition, assessment, acceptance, 2025"

_FARTHEST = 100


def read_period(index: ast.expr) -> PeriodNode | None:
    """What a subscript says; None where it says nothing we know."""
    offset = 0
    if isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add | ast.Sub):
        step = index.right
        if not isinstance(step, ast.Constant) or type(step.value) is not int or step.value > _FARTHEST:
            return None
        offset = step.value if isinstance(index.op, ast.Add) else -step.value
        index = index.left
    match index:
        case ast.Name(id="year"):
            return PeriodNode("year", offset)
        case ast.Name(id="base"):
            return PeriodNode("base", offset)
        case _ if offset:
            return None
        case ast.Name(id="edition"):
            return PeriodNode("edition")
        case ast.Name(id=name) if name in EDITIONS:
            return PeriodNode("fixed", 0, name)
        case ast.Constant(value=int() | str() as value) if kind_of(str(value)) not in (None, "none"):
            return PeriodNode("fixed", 0, str(value))
        case _:
            return None


def check_period(session: Session, tree: ast.AST, name: str, kind: PeriodKind, period: PeriodNode) -> None:
    """A column without period takes no subscript; editions and years do not mix."""
    if period == HERE:
        return
    if kind == "none":
        session.fault(tree, "expr.no_period", name=name)
        return
    found = kind_of(period.fixed) if period.anchor == "fixed" else period.anchor
    if (found == "edition") != (kind == "edition"):
        session.fault(tree, "expr.other_period", name=name, kind=kind)
