"""Aggregates over a list that is written out, ``sum([a, b, c])``: the spreadsheet function with one argument each."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.expr.formula_guard import Gap, Region, Writer
from desktop.expr.nodes import CallNode, ListNode, LogicNode, Node
from desktop.expr.refs import no_formula

_NAMES = {"sum": "SUM", "mean": "AVERAGE", "min": "MIN", "max": "MAX"}
_MOST = 250
"""Excel takes 255 arguments."""


def write_listed(writer: Writer, node: CallNode, listed: ListNode, gap: Gap) -> str:
    """An aggregate of the items of a list, without a condition."""
    items = listed.items
    if len(items) > _MOST or any(writer.is_vector(item) for item in items):
        raise no_formula(f"{node.function}([…])")
    match node.function:
        case "any" | "all":
            return _quantified(writer, node.function, items, gap)
        case "first":
            return writer.value(items[0], gap) if items else gap
        case "rank":
            return _rank(writer, node.args[0], items, gap)
        case function if function in _NAMES:
            return _joined(writer, _NAMES[function], items, gap)
        case _:
            raise no_formula(f"{node.function}([…])")


def _joined(writer: Writer, name: str, items: Sequence[Node], gap: Gap) -> str:
    """SUM and its kin pass over cells that do not apply, so cells have to be filled but not all with numbers."""
    if not items:
        return "0" if name == "SUM" else gap
    region = Region()
    writer.fails |= name == "AVERAGE"
    return region.guarded(f"{name}({','.join(writer.raw(item, region) for item in items)})", gap)


def _quantified(writer: Writer, function: str, items: Sequence[Node], gap: Gap) -> str:
    if not items:
        return "FALSE" if function == "any" else "TRUE"
    return writer.value(LogicNode("or" if function == "any" else "and", tuple(items)), gap)


def _rank(writer: Writer, x: Node, items: Sequence[Node], gap: Gap) -> str:
    region = Region()
    own = writer.raw(x, region, "number")
    larger = "".join(f"+({writer.raw(item, region, 'number')}>{own})" for item in items)
    return region.guarded(f"1{larger}", gap)
