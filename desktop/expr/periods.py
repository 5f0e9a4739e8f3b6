"""What a subscript means at a place: ``[base-1]``, ``[year]``, ``[edition]``, ``[2025]``, or nothing."""

from __future__ import annotations

from desktop.expr.nodes import PeriodNode
from desktop.model.period import year_of


def resolve_period(node: PeriodNode, here: str, base_year: str, edition: str) -> str:
    """The period meant by ``node`` in a formula evaluated at ``here``; empty where it cannot be said."""
    match node.anchor:
        case "here":
            return here
        case "fixed":
            return node.fixed
        case "edition":
            return edition
        case "base":
            return _shifted(base_year, node.offset)
        case "year":
            return _shifted(year_of(here) or base_year, node.offset)


def _shifted(year: str, offset: int) -> str:
    return str(int(year) + offset) if year else ""
