"""What binding works with: faults, the bound expression, what is known of a part beforehand, and the session."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.expr.dimensions import dimension_text
from desktop.expr.nodes import Node, TextNode
from desktop.expr.parse import Expr, short
from desktop.expr.scope import ColumnInfo, Kind, Scope
from desktop.model.errors import AuditError
from desktop.model.quantity import Dimension


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
        about = {"text": text, "position": first.position, "near": first.near, "nearest": first.nearest}
        super().__init__(first.code, **{**about, **first.params})
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Typed:
    """What is known of a part: kind, dimension, whether it is a list, the table it names rows of, its choices."""

    kind: Kind = "any"
    dimension: Dimension | None = None
    many: bool = False
    target: str = ""
    choices: tuple[str, ...] = ()


ANY = Typed()
FLAG = Typed("flag")

Part = tuple[Node, Typed]

STAND_IN: Part = (TextNode(""), ANY)


class Session:
    """One pass over one syntax tree: the faults so far, and the tables met in each open aggregate."""

    def __init__(self, expr: Expr, scope: Scope) -> None:
        self.expr = expr
        self.scope = scope
        self.faults: list[Fault] = []
        self.frames: list[set[str]] = []

    def fault(self, tree: ast.AST, code: str, nearest: str = "", /, **params: str) -> Part:
        """Note a mistake; returns a stand-in so that binding goes on and finds the next one."""
        near = short(self.expr.source(tree))
        self.faults.append(Fault(code, params, nearest, self.expr.position(tree), near))
        return STAND_IN

    def common(self, tree: ast.AST, types: Sequence[Typed]) -> Dimension | None:
        """The dimension numbers share; a fault where they surely have none in common."""
        known = [found.dimension for found in types if found.dimension is not None]
        for other in known[1:]:
            if other != known[0]:
                self.fault(
                    tree, "expr.mixed_units", left=dimension_text(known[0]), right=dimension_text(other)
                )
                return None
        return known[0] if known else None

    def unified(self, tree: ast.AST, types: Sequence[Typed]) -> Typed:
        """The type of a value that is one of several."""
        kinds = {found.kind for found in types} - {"any"}
        if len(kinds) > 1:
            left, right = sorted(kinds)[:2]
            self.fault(tree, "expr.compare_kinds", left=left, right=right)
            return ANY
        kind: Kind = kinds.pop() if kinds else "any"
        targets = {found.target for found in types}
        target = targets.pop() if len(targets) == 1 else ""
        dimension = self.common(tree, types) if kind in ("number", "any") else None
        return Typed(kind, dimension, any(found.many for found in types), target)


def type_of(column: ColumnInfo) -> Typed:
    """What a column tells."""
    return Typed(column.kind, column.dimension, column.many, column.target, column.choices)


def type_of_name(free: Kind | ColumnInfo) -> Typed:
    """What a free name tells."""
    if isinstance(free, ColumnInfo):
        return type_of(free)
    return Typed("any", many=True) if free == "list" else Typed(free)
