"""Where a changed cell is felt: which rows of a table a formula must be worked out again for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.expr.evaluate import gathered_arguments
from desktop.expr.narrow import keys_of
from desktop.expr.nodes import (
    HERE,
    CallNode,
    ColumnNode,
    FieldNode,
    FlagNode,
    FollowNode,
    Node,
    ResultNode,
    RowNode,
    TextNode,
    ThisNode,
)
from desktop.expr.walk import children, gathers

Constant = TextNode | FlagNode

Way = Literal["own", "follow", "key", "all"]


@dataclass(frozen=True, slots=True)
class Named:
    """How a member says which rows it belongs to: its column ``via`` holds what is ``wanted``.

    Wanted is the row itself, what the row has in a column, or a constant, which members of any row hold.
    ``answered``: members that hold nothing belong to none.
    """

    via: str
    wanted: ThisNode | RowNode | Constant
    answered: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How a cell of ``table.column`` comes into a formula.

    ``own``: read in the same row (also a result of a method for that row). ``follow``: read along the reference in
    column ``via`` of the formula's row. ``key``: gathered by rows that the member names in all ways of ``named``.
    ``failing``: members that fail fail every row. ``all``: any other way, which may reach every row.
    """

    way: Way
    table: str
    column: str
    via: str = ""
    named: tuple[Named, ...] = ()
    failing: bool = False


_Members = tuple[str, tuple[Named, ...], bool]
"""The table of an aggregate's members, how they name the rows, and whether those that fail may name any."""


def reaches(node: Node) -> frozenset[Reach]:
    """Every way cells come into an expression, in all its branches."""
    return frozenset(_reaches(node, None))


def _reaches(node: Node, members: _Members | None) -> Iterator[Reach]:
    """``members``: those of the aggregate around it."""
    reach = _reach(node, members)
    if reach is not None:
        yield reach
    if isinstance(node, CallNode) and gathers(node):
        members = _members(node)
    for child in children(node):
        yield from _reaches(child, members)


def _reach(node: Node, members: _Members | None) -> Reach | None:
    match node:
        case RowNode(table, column) | ResultNode(table, column, every=False, base=None):
            return Reach("own", table, column)
        case FollowNode(RowNode(column=reference), table, column):
            return Reach("follow", table, column, reference)
        case ColumnNode(table, column) if members is not None and table == members[0]:
            return Reach("key", table, column, named=members[1], failing=members[2])
        case (
            ColumnNode(table, column)
            | FieldNode(table, column)
            | FollowNode(_, table, column)
            | ResultNode(table, column)
        ):
            return Reach("all", table, column)
        case _:
            return None


def _members(node: CallNode) -> _Members | None:
    at = gathered_arguments(node)[1]
    keys = None if at is None else keys_of(node.args[at])
    if keys is None:
        return None
    used = [(key, key.wanted) for key in keys.each if key.column.period == HERE]
    lenient = keys.lenient and keys.whole and len(used) == len(keys.each)
    named = tuple(
        Named(key.column.column, wanted, key.answered or lenient)
        for key, wanted in used
        if isinstance(wanted, ThisNode | TextNode | FlagNode)
        or (isinstance(wanted, RowNode) and wanted.period == HERE)
    )
    if all(isinstance(one.wanted, Constant) for one in named):
        return None
    return keys.table, named, lenient
