"""What is compiled from an expression, remembered by its tree: content is bound once and evaluated for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desktop.expr.nodes import Node

_T = TypeVar("_T")
_REMEMBERED = 20_000


def by_node(compiled: Callable[[Node], _T]) -> Callable[[Node], _T]:
    """The same function, computed once for each tree."""
    known: dict[int, tuple[Node, _T]] = {}

    def remembered(node: Node) -> _T:
        found = known.get(id(node))
        if found is None or found[0] is not node:
            if len(known) >= _REMEMBERED:
                known.clear()
            found = known[id(node)] = (node, compiled(node))  # the node is kept, so its id stays its own
        return found[1]

    return remembered
