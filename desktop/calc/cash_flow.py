"""``cash_flow``: net present value, internal rates of a series of flows.

Source: method dossier 3.9 (economic evaluation); spreadsheet forms ``NPV``, ``IRR``, ``MIRR``. Year 0 is not discounted.
"""

from __future__ import annotations

import pyxirr

from desktop.calc.method import Input, MethodResult, refuse
from desktop.calc.steps import Steps
from desktop.content.library import Library
from desktop.model.result import ABSENT, Num


class CashFlowInput(Input, frozen=True, kw_only=True):
    """``flows`` by year, index 0 undiscounted; ``rate`` a fraction; the two rates are those of MIRR."""

    flows: list[float]
    rate: float
    finance_rate: float | None = None
    reinvest_rate: float | None = None


def cash_flow(given: CashFlowInput, library: Library) -> MethodResult:
    """NPV, IRR with its status, MIRR."""
    del library
    if len(given.flows) < 2:
        raise refuse("calc.too_few_flows", "$.flows")
    if given.rate <= -1:
        raise refuse("calc.rate", "$.rate", found=given.rate)
    names = [f"flow_{year}" for year in range(len(given.flows))]
    steps = Steps({"rate": given.rate, **dict(zip(names, given.flows, strict=True))})
    later = ", ".join(names[1:])
    npv = steps.add("NPV", f"flow_0 + npv(rate, [{later}])")
    status = irr_status(given.flows)
    irr = steps.add("IRR", f"irr([{', '.join(names)}])") if status == "unique" else None
    if status == "unique" and irr is None:
        status = "none"
    notes = [] if status == "unique" else [(f"calc.irr_{status}", {})]
    mirr = None
    if given.finance_rate is not None and given.reinvest_rate is not None:
        mirr = pyxirr.mirr(given.flows, given.finance_rate, given.reinvest_rate)
        steps.note("MIRR", ABSENT if mirr is None else Num(mirr), "calc.no_formula")
        if mirr is None:
            notes.append(("calc.mirr_undefined", {}))
    values = {"NPV": npv, "IRR": irr, "irr_status": status, "MIRR": mirr}
    return MethodResult(values, steps.inputs, steps.done(), tuple(notes))


def irr_status(flows: list[float]) -> str:
    """``unique``, ``multiple`` or ``none``: how many rates above −100 % make the net present value zero.

    One change of sign has exactly one root (Descartes). With more, roots are counted where the net present value
    changes sign over a fine grid of rates; a single crossing is unique all the same.
    """
    signs = [flow > 0 for flow in flows if flow]
    changes = sum(left != right for left, right in zip(signs, signs[1:], strict=False))
    if changes == 0:
        return "none"
    if changes == 1:
        return "unique"
    grid = [-0.99 + step * 0.01 for step in range(400)] + [3.01 * 1.05**step for step in range(120)]
    worths = [pyxirr.npv(rate, flows) for rate in grid]
    crossings = sum(
        (left > 0) != (right > 0)
        for left, right in zip(worths, worths[1:], strict=False)
        if left is not None and right is not None
    )
    return "unique" if crossings == 1 else "multiple" if crossings > 1 else "none"
