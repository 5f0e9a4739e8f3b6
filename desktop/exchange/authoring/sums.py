"""What the rows of a typed-in system must be together: weights that add up, nothing open where it says complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.content.lint_indicators import CLOSE, LEVELS
from desktop.exchange.authoring.grid import Faults, Grid, Row


def check_sums(facts: Row, groups: Grid, indicators: Grid, faults: Faults, doubts: Faults) -> None:
    """Weights of groups, and of the indicators inside each; open cells of a complete system.

    A complete system is refused; in one that says it is incomplete a wrong sum of known weights is only told.
    """
    complete = facts["complete"] == "yes"
    if facts["rule"] not in ("index", "") and not complete:
        return  # graded without weights, or by points
    told = faults if complete else doubts
    ordinary = [(number, row) for number, row in groups.rows if row["bonus"] != "yes"]
    total = _total(row["weight"] for _, row in ordinary)
    if ordinary and _wrong(total, [1.0], complete):
        told.add("authoring.sum_groups", groups.place(ordinary[0][0], "weight"), found=_shown(total))
    for number, group in groups.rows:
        members = [(at, row) for at, row in indicators.rows if row["group"] == group["id"]]
        pools = {row["pool"]: row["pool_weight"] for _, row in members if row["pool"]}
        total = _total([*(row["weight"] for _, row in members if not row["pool"]), *pools.values()])
        whole = _number(group["weight"])
        if members and _wrong(total, [1.0] if whole is None else [1.0, whole], complete):
            place = indicators.place(members[0][0], "weight")
            told.add("authoring.sum_group", place, found=_shown(total), group=group["zh"] or str(number))
    if complete:
        for at, row in indicators.rows:
            for name in ("limiting", *LEVELS):
                if not row[name]:
                    faults.add("authoring.open", indicators.place(at, name))


def _total(cells: Iterable[str]) -> float | None:
    """The sum of weights, ``None`` while one is not known (or is no number, which is told elsewhere)."""
    numbers = [_number(cell) for cell in cells]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _wrong(total: float | None, allowed: Sequence[float], complete: bool) -> bool:
    if total is None:
        return complete
    return all(abs(total - one) > CLOSE for one in allowed)


def _number(cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        return None


def _shown(total: float | None) -> str:
    return "?" if total is None else f"{total:g}"
