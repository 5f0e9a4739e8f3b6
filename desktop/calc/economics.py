"""``economics``: economic evaluation of one option.

Source: method dossier 3.9 (经济评估), formulas confirmed on public pages; depreciation straight line; tax is not
negative. After the depreciation years the yearly flow is the net profit E alone, as the handbook counts it.
"""

from __future__ import annotations

from desktop.calc.cash_flow import irr_status
from desktop.calc.method import Input, MethodResult, refuse
from desktop.calc.steps import Steps
from desktop.content.library import Library

Note = tuple[str, dict[str, str]]


class EconomicsInput(Input, frozen=True, kw_only=True):
    """Money in one unit throughout; years whole; rates are fractions.

    ``investment`` I includes working capital and is before subsidy; ``annual_saving`` P; ``residual`` and
    ``working_capital`` come back in the last year.
    """

    investment: float
    annual_saving: float
    depreciation_years: float
    life_years: float
    tax_rate: float
    discount_rate: float
    residual: float = 0.0
    working_capital: float = 0.0
    subsidy: float = 0.0
    payback_limit: float | None = None


def economics(given: EconomicsInput, library: Library) -> MethodResult:
    """D, T, tax, E, F, N, NPV, NPVR, IRR, dynamic payback, cash flow by year, and whether it is acceptable."""
    del library
    years, depreciated = _checked(given)
    notes: list[Note] = []
    inputs = {name: getattr(given, name) for name in given.__struct_fields__ if getattr(given, name) is not None}
    steps = Steps(inputs)
    invested = steps.add("I", "investment - subsidy")
    values: dict[str, object] = {"I": invested}
    for name, expression in {
        "D": "(I - working_capital - residual) / depreciation_years",
        "T": "annual_saving - D",
        "tax": "max([T, 0]) * tax_rate",
        "E": "T - tax",
        "F": "E + D",
    }.items():
        values[name] = steps.add(name, expression)
    flow = values["F"]
    assert isinstance(flow, float)
    values["N"] = steps.add("N", "I / F") if flow > 0 else None
    if flow <= 0:
        notes.append(("calc.no_positive_flow", {}))
    flows = _flows(given, steps, years, depreciated)
    later = ", ".join(f"flow_{year}" for year in range(1, years + 1))
    values["NPV"] = steps.add("NPV", f"npv(discount_rate, [{later}]) + flow_0")
    values["NPVR"] = steps.add("NPVR", "NPV / I") if invested else None
    values["IRR"] = _irr(steps, flows, later, notes)
    values["dynamic_payback"] = _dynamic_payback(given, steps, values, years, notes)
    values["cash_flow"] = _schedule(steps, flows)
    values["acceptable"], values["rule"] = _acceptable(given, steps, values)
    return MethodResult(values, steps.inputs, steps.done(), tuple(notes))


def _checked(given: EconomicsInput) -> tuple[int, int]:
    """Life and depreciation years as whole numbers; anything that cannot be calculated is refused by its path."""
    for name in ("life_years", "depreciation_years"):
        years = getattr(given, name)
        if years != int(years) or not 1 <= years <= 100:
            raise refuse("calc.years", f"$.{name}", found=years)
    for name in ("investment", "working_capital", "residual", "subsidy"):
        if getattr(given, name) < 0:
            raise refuse("calc.negative", f"$.{name}", found=getattr(given, name))
    if not 0 <= given.tax_rate < 1:
        raise refuse("calc.fraction", "$.tax_rate", found=given.tax_rate)
    if not -1 < given.discount_rate < 1:
        raise refuse("calc.fraction", "$.discount_rate", found=given.discount_rate)
    if given.subsidy > given.investment:
        raise refuse("calc.subsidy", "$.subsidy", found=given.subsidy)
    return int(given.life_years), int(given.depreciation_years)


def _flows(given: EconomicsInput, steps: Steps, years: int, depreciated: int) -> list[float]:
    flows = [steps.add("flow_0", "-I") or 0.0]
    for year in range(1, years + 1):
        expression = "F" if year <= depreciated else "E"
        if year == years and (given.residual or given.working_capital):
            expression += " + residual + working_capital"
        flows.append(steps.add(f"flow_{year}", expression) or 0.0)
    return flows


def _irr(steps: Steps, flows: list[float], later: str, notes: list[Note]) -> float | None:
    status = irr_status(flows)
    rate = steps.add("IRR", f"irr([flow_0, {later}])") if status == "unique" else None
    if rate is None:
        notes.append((f"calc.irr_{'none' if status == 'unique' else status}", {}))
    elif rate < 0:
        notes.append(("calc.irr_negative", {}))
    return rate


def _dynamic_payback(
    given: EconomicsInput, steps: Steps, values: dict[str, object], years: int, notes: list[Note]
) -> float | None:
    """Years until the discounted flows have paid the investment back: closed form where the flow is the same
    every year, else by interpolation within the year of crossing."""
    npv = values["NPV"]
    if values["N"] is None or not isinstance(npv, float) or npv < 0:
        notes.append(("calc.not_paid_back", {"years": str(years)}))
        return None
    even = not (given.residual or given.working_capital) and years <= given.depreciation_years
    if even and given.discount_rate == 0:
        return steps.add("dynamic_payback", "N")
    if even:
        return steps.add("dynamic_payback", "-ln(1 - I * discount_rate / F) / ln(1 + discount_rate)")
    for year in range(1, years + 1):
        before = " + ".join([f"flow_{j} / (1 + discount_rate) ** {j}" for j in range(year)])
        reached = steps.add(f"paid_{year}", f"{before} + flow_{year} / (1 + discount_rate) ** {year}")
        if reached is not None and reached >= 0:
            return steps.add(
                "dynamic_payback", f"{year} - paid_{year} * (1 + discount_rate) ** {year} / flow_{year}"
            )
    return None


def _schedule(steps: Steps, flows: list[float]) -> list[dict[str, float | int | None]]:
    rows: list[dict[str, float | int | None]] = []
    for year, flow in enumerate(flows):
        factor = steps.add(f"factor_{year}", f"1 / (1 + discount_rate) ** {year}")
        present = steps.add(f"present_{year}", f"flow_{year} * factor_{year}")
        before = f"cumulative_{year - 1} + " if year else ""
        cumulative = steps.add(f"cumulative_{year}", f"{before}present_{year}")
        rows.append({"year": year, "flow": flow, "factor": factor, "present": present, "cumulative": cumulative})
    return rows


def _acceptable(given: EconomicsInput, steps: Steps, values: dict[str, object]) -> tuple[bool | None, str]:
    """NPV ≥ 0, IRR at least the discount rate, payback within the limit (dossier 3.9, decision rules)."""
    parts = ["NPV >= 0"]
    if values["IRR"] is not None:
        parts.append("IRR >= discount_rate")
    if given.payback_limit is not None and values["I"]:
        if values["N"] is None:
            parts.append("false")
        else:
            parts.append("N <= payback_limit")
    rule = " and ".join(parts)
    return steps.flag("acceptable", rule), rule
