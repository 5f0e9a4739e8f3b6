"""Balance of a process or plant: Σ in = Σ out + stock change, and how well it closes.

Source (dossier method_and_worksheets.md 3.3): closure error ε = (Σin − Σout − Δstock)/Σin · 100 %; |ε| ≤ 5 % usable,
2 % for toxic or costly components (recalled). DB11/T 1346-2016 is the guide for material balances in audits. A term
found by difference makes the balance close by construction, so it proves nothing and is not testable (3.5).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.balance_mistakes import mistakes, told
from desktop.calc.balance_review import Stream, review
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.text import Text

MOST_STREAMS = 2000
USUAL_TOLERANCE = 5.0
"""Per cent; recalled rule of the handbook, used and noted where no tolerance is given."""

Basis = Literal["measured", "calculated", "by_difference"]


Moisture = Annotated[float, Meta(ge=0, le=100, description="含水率，% / moisture, per cent of the wet mass")]


class Term(Input, frozen=True):
    """One stream; all of a balance in the same unit."""

    name: Annotated[str, Meta(description="物流名称 / name of the stream")]
    amount: Annotated[float, Meta(ge=0, description="数量 / quantity")]
    basis: Annotated[Basis, Meta(description="取得方式：实测、计算、差值推算 / how it was obtained")]
    moisture_percent: Moisture | None = None


Gain = Annotated[float, Meta(description="边界内存量增加为正 / gain of stock inside the boundary")]
Tolerance = Annotated[float, Meta(ge=0, description="允许闭合误差，% / allowed closure error, per cent")]
Terms = Annotated[list[Term], Meta(max_length=MOST_STREAMS)]


class Balance(Input, frozen=True):
    """Inputs, outputs and what the stock inside the boundary gained (negative: lost)."""

    inputs: Annotated[Terms, Meta(description="输入 / inputs")]
    outputs: Annotated[Terms, Meta(description="输出 / outputs")]
    stock_change: Gain | None = None
    tolerance: Tolerance | None = None


def compute(given: Balance, library: Library) -> MethodResult:
    """Sums, difference, closure error, status, mistakes that would explain it and what to measure again."""
    work = Workings(library)
    if not given.inputs or not given.outputs:
        return _one_sided(work, given)
    terms_in = _give(work, "in", "inputs", given.inputs)
    terms_out = _give(work, "out", "outputs", given.outputs)
    work.total("sum_in", terms_in)
    work.total("sum_out", terms_out)
    stock = ""
    if given.stock_change is not None:
        stock = f" - {work.give('stock_change', given.stock_change)}"
    work.step("difference", f"sum_in - sum_out{stock}")
    closure = _closure(work, given)
    status = _status(work, given, closure)
    streams = [
        Stream(direction, f"{side}[{at}]", term.name, term.amount, term.basis, term.moisture_percent)
        for direction, side, terms in (("in", "inputs", given.inputs), ("out", "outputs", given.outputs))
        for at, term in enumerate(terms)
    ]
    difference = work.number("difference") or 0.0
    guesses: list[dict[str, object]] = []
    if status == "not closed":
        tolerance = work.number("tolerance") or 0.0
        found = mistakes(
            difference, work.number("sum_in") or 0.0, given.stock_change or 0.0, streams, tolerance
        )
        guesses = told(found, difference, library)
    sums = {name: work.number(name) for name in ("sum_in", "sum_out", "difference")}
    return work.result(
        {
            **sums,
            "closure_percent": closure,
            "status": status,
            "mistakes": guesses,
            "review": review(status, difference, streams, library),
        }
    )


def _give(work: Workings, direction: str, side: str, terms: list[Term]) -> list[str]:
    work.count(direction, [term.name for term in terms])
    return [
        work.give(f"{direction}_{at}", term.amount, f"{side}[{at - 1}].amount")
        for at, term in enumerate(terms, 1)
    ]


def _closure(work: Workings, given: Balance) -> float | None:
    if any(term.basis == "by_difference" for term in [*given.inputs, *given.outputs]):
        work.note("calc.closed_by_difference", "closure_percent")
        return None
    if not work.number("sum_in"):
        work.note("calc.no_input_amount", "closure_percent")
        return None
    return work.step("closure_percent", "difference / sum_in * 100")


def _status(work: Workings, given: Balance, closure: float | None) -> str:
    if closure is None:
        return "not testable"
    if given.tolerance is None:
        work.note("calc.usual_tolerance", "status", tolerance=f"{USUAL_TOLERANCE:g}")
        work.give("tolerance", USUAL_TOLERANCE)
    else:
        work.give("tolerance", given.tolerance)
    work.step("closes", "round(abs(closure_percent), 9) <= tolerance")
    return "closed" if work.flag("closes") else "not closed"


def _one_sided(work: Workings, given: Balance) -> MethodResult:
    """Nothing to set against each other: sums of what there is, nothing else is defined."""
    values: dict[str, object] = {}
    for name, direction, terms, side in (
        ("sum_in", "in", given.inputs, "inputs"),
        ("sum_out", "out", given.outputs, "outputs"),
    ):
        values[name] = work.total(name, _give(work, direction, side, terms)) if terms else None
        if not terms:
            work.note("calc.no_streams", name, side=side)
    for name in ("difference", "closure_percent"):
        values[name] = None
        work.note("calc.one_sided", name)
    return work.result({**values, "status": "not testable", "mistakes": [], "review": []})


METHOD = Method("balance", Text("平衡闭合检验", "Closure of a balance"), "1", Balance, compute)
