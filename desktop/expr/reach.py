"""Where a changed cell is felt: which rows of a table a formula must be worked out again for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.expr.evaluate import gathered_arguments
from desktop.expr.narrow import Key, key_of
from desktop.expr.nodes import (
    CallNode,
    ColumnNode,
    FieldNode,
    FollowNode,
    Node,
    ResultNode,
    RowNode,
    ThisNode,
)
from desktop.expr.walk import children, gathers

Way = Literal["own", "follow", "key", "all"]


@dataclass(frozen=True, slots=True)
class Reach:
    """How a cell of ``table.column`` comes into a formula.

    ``own``: read in the same row (also a result of a method for that row). ``follow``: read along the reference in
    column ``via`` of the formula's row. ``key``: gathered by the row that the member's column ``via`` names
    (``answered``: members that name none belong to none). ``all``: any other way, which may reach every row.
    """

    way: Way
    table: str
    column: str
    via: str = ""
    answered: bool = False


def reaches(node: Node) -> frozenset[Reach]:
    """Every way cells come into an expression, in all its branches."""
    return frozenset(_reaches(node, None))


def _reaches(node: Node, members: Key | None) -> Iterator[Reach]:
    """``members``: what the members of the aggregate around it name the row by."""
    reach = _reach(node, members)
    if reach is not None:
        yield reach
    if isinstance(node, CallNode) and gathers(node):
        members = _members(node)
    for child in children(node):
        yield from _reaches(child, members)


def _reach(node: Node, members: Key | None) -> Reach | None:
    match node:
        case RowNode(table, column) | ResultNode(table, column, every=False, base=None):
            return Reach("own", table, column)
        case FollowNode(RowNode(column=reference), table, column):
            return Reach("follow", table, column, reference)
        case ColumnNode(table, column) if members is not None and table == members.column.table:
            return Reach("key", table, column, members.column.column, members.answered)
        case (
            ColumnNode(table, column)
            | FieldNode(table, column)
            | FollowNode(_, table, column)
            | ResultNode(table, column)
        ):
            return Reach("all", table, column)
        case _:
            return None


def _members(node: CallNode) -> Key | None:
    at = gathered_arguments(node)[1]
    key = None if at is None else key_of(node.args[at])
    return key if key is not None and isinstance(key.wanted, ThisNode) else None
