"""``balance``: closure of a material, element, water or electricity balance.

Source: method dossier 3.3: ε = (Σin − Σout − Δstock) / Σin × 100 %. A balance that contains a stream found by
difference closes by construction and proves nothing: it is "not testable" (dossier 3.5).
"""

from __future__ import annotations

from typing import Literal

from desktop.calc.method import Input, MethodResult
from desktop.calc.steps import Steps
from desktop.content.library import Library

Basis = Literal["measured", "calculated", "by_difference"]

_DEFAULT_TOLERANCE = 5.0  # per cent; dossier 3.3, recalled rule, editable
_MOST_REVIEWED = 5


class Stream(Input, frozen=True, kw_only=True):
    """One input or output."""

    name: str
    amount: float
    basis: Basis = "measured"


class BalanceInput(Input, frozen=True, kw_only=True):
    """Streams in one unit; ``tolerance`` in per cent."""

    inputs: list[Stream]
    outputs: list[Stream]
    stock_change: float = 0.0
    tolerance: float | None = None


def balance(given: BalanceInput, library: Library) -> MethodResult:
    """Sums, difference, closure in per cent, status, and what to measure again."""
    del library
    notes: list[tuple[str, dict[str, str]]] = []
    tolerance = _DEFAULT_TOLERANCE if given.tolerance is None else given.tolerance
    if given.tolerance is None:
        notes.append(("calc.default_tolerance", {"tolerance": f"{tolerance:g}"}))
    names: dict[str, float | None] = {f"in_{n}": one.amount for n, one in enumerate(given.inputs, 1)}
    names |= {f"out_{n}": one.amount for n, one in enumerate(given.outputs, 1)}
    steps = Steps({**names, "stock_change": given.stock_change, "tolerance": tolerance})
    values: dict[str, object] = {
        "sum_in": steps.add("sum_in", _sum("in", len(given.inputs))),
        "sum_out": steps.add("sum_out", _sum("out", len(given.outputs))),
        "difference": steps.add("difference", "sum_in - sum_out - stock_change"),
    }
    closure = steps.add("closure_percent", "difference / sum_in * 100") if values["sum_in"] else None
    values["closure_percent"] = closure
    by_difference = [one for one in (*given.inputs, *given.outputs) if one.basis == "by_difference"]
    status: str | None
    if not given.inputs or not given.outputs or closure is None:
        status = None
        notes.append(("calc.empty_balance", {}))
    elif by_difference:
        status = "not testable"
        names_of = ", ".join(one.name for one in by_difference)
        notes.append(("calc.by_difference", {"streams": names_of}))
    else:
        status = "closed" if abs(closure) <= tolerance else "not closed"
    values["status"] = status
    values["review"] = _review(given, values["difference"], status)
    return MethodResult(values, steps.inputs, steps.done(), tuple(notes))


def _sum(prefix: str, count: int) -> str:
    return " + ".join(f"{prefix}_{number}" for number in range(1, count + 1)) or "0"


def _review(given: BalanceInput, difference: object, status: str | None) -> list[dict[str, object]]:
    """Streams to look at first: those found by difference, then calculated ones, then measured; large before small.

    Only streams large enough to hold the gap on their own are named. Advice: nothing is changed.
    """
    if status is None or status == "closed":
        return []
    gap = abs(difference) if isinstance(difference, float) else 0.0
    order = {"by_difference": 0, "calculated": 1, "measured": 2}
    sides = [("in", one) for one in given.inputs] + [("out", one) for one in given.outputs]
    if status == "not testable":
        wanted = [pair for pair in sides if pair[1].basis == "by_difference"]
    else:
        wanted = [pair for pair in sides if abs(pair[1].amount) >= gap]
    wanted.sort(key=lambda pair: (order[pair[1].basis], -abs(pair[1].amount), pair[1].name))
    return [
        {"side": side, "name": one.name, "amount": one.amount, "basis": one.basis}
        for side, one in wanted[:_MOST_REVIEWED]
    ]
