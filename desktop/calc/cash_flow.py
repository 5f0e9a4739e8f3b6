"""Net present value, internal and modified internal rate of return of a list of yearly flows.

Year 0 is not discounted: NPV = flow_0 + Σ flow_j/(1+i)^j, a spreadsheet's ``NPV(i, flow_1…) + flow_0`` (dossier
method_and_worksheets.md 3.9). MIRR as spreadsheets define it: money in is carried to the last year at the reinvestment
rate, money out to year 0 at the finance rate.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from desktop.calc.flows import MOST_YEARS, write_irr
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings, listed
from desktop.content.library import Library
from desktop.model.text import Text

Rate = Annotated[float, Meta(gt=-1, description="小数，8 % 写 0.08 / a fraction, 8 % = 0.08")]
Flow = Annotated[float, Meta(description="支出为负 / money out is negative")]


class CashFlow(Input, frozen=True):
    """Flows by year, year 0 first."""

    flows: Annotated[
        list[Flow],
        Meta(
            description="各年净现金流，第0年在前 / net flows by year, year 0 first",
            min_length=1,
            max_length=MOST_YEARS + 1,
        ),
    ]
    rate: Rate
    finance_rate: Rate | None = None
    reinvest_rate: Rate | None = None


def compute(given: CashFlow, library: Library) -> MethodResult:
    """NPV, IRR with its status, MIRR where both its rates are given."""
    work = Workings(library)
    work.count("flow", {year: str(year) for year in range(len(given.flows))})
    names = [work.give(f"flow_{year}", flow, f"flows[{year}]") for year, flow in enumerate(given.flows)]
    for name in ("rate", "finance_rate", "reinvest_rate"):
        number = getattr(given, name)
        if number is not None:
            work.give(name, number)
    npv = work.step("NPV", f"flow_0 + npv(rate, {listed(names[1:])})" if len(names) > 1 else "flow_0")
    irr, status = write_irr(work, names)
    return work.result({"NPV": npv, "IRR": irr, "irr_status": status, "MIRR": _mirr(work, given)})


def _mirr(work: Workings, given: CashFlow) -> float | None:
    if given.finance_rate is None or given.reinvest_rate is None:
        work.note("calc.mirr_rates_missing", "MIRR")
        return None
    last = len(given.flows) - 1
    received = [year for year, flow in enumerate(given.flows) if flow > 0]
    spent = [year for year, flow in enumerate(given.flows) if flow < 0]
    if not received or not spent:
        work.note("calc.mirr_one_sided", "MIRR")
        return None
    work.step(
        "received",
        listed([f"flow_{year} * (1 + reinvest_rate) ** {last - year}" for year in received], "sum"),
    )
    work.step("spent", listed([f"flow_{year} / (1 + finance_rate) ** {year}" for year in spent], "sum"))
    return work.step("MIRR", f"(received / -spent) ** (1 / {last}) - 1")


METHOD = Method("cash_flow", Text("现金流量指标", "Cash-flow figures"), "1", CashFlow, compute)
