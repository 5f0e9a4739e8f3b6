"""Which formula of a binding an input of its method comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desktop.content.types import Binding

_PART = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


class BoundInput(NamedTuple):
    """A formula, the table in whose scope it stands, and the row it is evaluated for (empty: the run's own)."""

    formula: str
    table: str
    row: str


def bound_input(
    binding: Binding,
    path: str,
    members: Mapping[str, Sequence[str]],
    keys: Mapping[str, Mapping[tuple[str, ...], str]],
) -> BoundInput | None:
    """The formula behind a place in a method's input, ``items[2].quantity``; None where content binds nothing there.

    Args:
        members: the row ids behind each list input, in order.
        keys: the row ids behind each mapping input, by key.
    """
    parts = [name or number for name, number in _PART.findall(path.removeprefix("$").lstrip("."))]
    if not parts:
        return None
    whole = ".".join(parts)
    if whole in binding.inputs:
        return BoundInput(binding.inputs[whole], binding.for_each, "")
    gather = binding.members.get(parts[0])
    if gather is None:
        return None
    if gather.key:
        depth = 2 if gather.within else 1
        row = keys.get(parts[0], {}).get(tuple(parts[1 : 1 + depth]), "")
        field = ".".join(parts[1 + depth :]) or "value"
    else:
        rows = members.get(parts[0], ())
        row = rows[int(parts[1])] if len(parts) > 2 and int(parts[1]) < len(rows) else ""
        field = ".".join(parts[2:])
    if not row or field not in gather.fields:
        return None
    return BoundInput(gather.fields[field], gather.table, row)
