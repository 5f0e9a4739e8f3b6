"""Where a condition is true, of many rows at once: what is absent, does not apply or fails is not, and is left behind.

The same rows as those for which :func:`desktop.expr.rowwise.evaluate_rows` yields true, only found sooner: a row that
one part of an *and* is not true for needs no look at the others, whatever else they might make of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.expr.nodes import LogicNode, Node
from desktop.expr.rowwise import Rows, evaluate_rows


def true_in(node: Node, rows: Rows) -> Sequence[int]:
    """Positions of the rows for which a bound condition is true, in order."""
    if isinstance(node, LogicNode):
        return _all(node.operands, rows) if node.op == "and" else _any(node.operands, rows)
    return [at for at, value in enumerate(evaluate_rows(node, rows)) if value is True]


def _all(operands: Sequence[Node], rows: Rows) -> Sequence[int]:
    left: Sequence[int] = range(len(rows.ids))
    several = rows
    for operand in operands:
        if not left:
            break
        found = true_in(operand, several)
        if len(found) < len(left):
            left = [left[at] for at in found]
            several = rows.some(left)
    return left


def _any(operands: Sequence[Node], rows: Rows) -> Sequence[int]:
    left: Sequence[int] = range(len(rows.ids))
    true: list[int] = []
    several = rows
    for operand in operands:
        if not left:
            break
        found = {left[at] for at in true_in(operand, several)}
        if found:
            true.extend(found)
            left = [at for at in left if at not in found]
            several = rows.some(left)
    return sorted(true)
