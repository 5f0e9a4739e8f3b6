"""What a formula reads, known without evaluating it: for circles between formulas and "where is this used"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.expr.nodes import (
    HERE,
    CallNode,
    ColumnNode,
    FieldNode,
    FollowNode,
    NameNode,
    Node,
    PeriodNode,
    ResultNode,
    RowNode,
    TextNode,
)
from desktop.expr.walk import walk

Reads = Literal["field", "row", "column", "follow", "result", "reference", "name"]


@dataclass(frozen=True, slots=True)
class Dependency:
    """One thing read. ``kind`` says how: a record's field, a cell of this row, a whole column (``every`` row), a cell
    of another row along a reference, a method's result, a reference table, or a free name.

    ``table`` is the table, record, binding or reference, empty for names; ``column`` the column, result or name.
    """

    kind: Reads
    table: str
    column: str
    period: PeriodNode = HERE

    @property
    def source(self) -> str:
        """``table.column`` for questions and reference columns, the binding for results, the name itself."""
        match self.kind:
            case "result":
                return self.table
            case "name":
                return self.column
            case _:
                return f"{self.table}.{self.column}"

    @property
    def is_earlier(self) -> bool:
        """A look at an earlier year: no circle, because years end."""
        return self.period.anchor == "year" and self.period.offset < 0


def dependencies(node: Node) -> frozenset[Dependency]:
    """Everything the expression may read, in all its branches."""
    found = (_read(part) for part in walk(node))
    return frozenset(one for one in found if one is not None)


def _read(node: Node) -> Dependency | None:
    match node:
        case FieldNode(table, column, period):
            return Dependency("field", table, column, period)
        case RowNode(table, column, period):
            return Dependency("row", table, column, period)
        case ColumnNode(table, column, period):
            return Dependency("column", table, column, period)
        case FollowNode(_, table, column, period):
            return Dependency("follow", table, column, period)
        case ResultNode(binding=binding, name=name, period=period):
            return Dependency("result", binding, name, period)
        case NameNode(name):
            return Dependency("name", "", name)
        case CallNode("lookup", (TextNode(reference), _, TextNode(column))):
            return Dependency("reference", reference, column)
        case _:
            return None
