"""Economic evaluation 经济评估 of an option: D, T, tax, E, F, N, NPV, NPVR, IRR, and whether it is acceptable.

Sources (dossier method_and_worksheets.md 3.9): CNCPC handbook 企业清洁生产审核手册, feasibility analysis, as reprinted
on dybbs8.com doc 5056910 (formulas of N, NPV, NPVR, IRR; limits of N by cost class), 360docs.net 5b4875868 and
qiqiwenku.com 115891 (worked examples), wenku365.com p-56711376 (exam example with tax).

======  ==========================  ====================================================================
D       新增设备年折旧费             (I − working capital − residual) / Y, straight line
T       应税利润                    P − D
tax     所得税                      T · t, none where T < 0
E       净利润                      T − tax
F       年增加现金流量               E + D (after year Y: E only)
N       投资偿还期                  I / F
NPV     净现值                      Σ F/(1+i)^j − I
NPVR    净现值率                    NPV / I
IRR     内部收益率                  the rate at which NPV is nought
======  ==========================  ====================================================================

I is the whole outlay of year 0 with working capital, less the subsidy. Working capital and residual value come back
in the last year.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from desktop.calc.economics_rule import write_rule
from desktop.calc.flows import MOST_YEARS, write_irr
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings, listed
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.problem import Severity
from desktop.model.text import Text

_TINY_RATE = 1e-9


def _amount(zh: str, en: str) -> Meta:
    return Meta(ge=0, description=f"{zh} / {en}")


def _years(zh: str, en: str) -> Meta:
    return Meta(gt=0, le=MOST_YEARS, description=f"{zh} / {en}")


Outlay = Annotated[
    float, _amount("总投资，含流动资金，未扣补贴", "total outlay with working capital, before subsidy")
]
Saving = Annotated[float, Meta(description="年运行费用总节省金额 P / annual saving P")]
Depreciation = Annotated[float, _years("折旧年限 Y，整年", "depreciation years Y, whole")]
Life = Annotated[float, _years("经济寿命 n，整年", "economic life n, whole years")]
Tax = Annotated[float, Meta(ge=0, le=1, description="企业所得税率，小数 / income-tax rate, a fraction")]
Discount = Annotated[float, Meta(gt=-1, description="折现率，小数 / discount rate, a fraction")]
Residual = Annotated[float, _amount("期末残值，最后一年收回", "residual value, returned in the last year")]
Working = Annotated[float, _amount("流动资金，最后一年收回", "working capital, returned in the last year")]
Subsidy = Annotated[float, _amount("补贴，减少投资", "subsidy, lowers the investment")]
Limit = Annotated[float, Meta(gt=0, description="偿还期限值，年 / payback limit, years")]


class Economics(Input, frozen=True):
    """Money in one unit throughout (usually 万元); rates as fractions (8 % = 0.08)."""

    investment: Outlay
    annual_saving: Saving
    depreciation_years: Depreciation
    life_years: Life
    tax_rate: Tax
    discount_rate: Discount
    residual: Residual | None = None
    working_capital: Working | None = None
    subsidy: Subsidy | None = None
    payback_limit: Limit | None = None


def compute(given: Economics, library: Library) -> MethodResult:
    """Evaluate the option year by year."""
    life, depreciated = whole_years(given)
    work = Workings(library)
    for name in given.__struct_fields__:
        number = getattr(given, name)
        if number is not None:
            work.give(name, number)
    work.count("flow factor present cumulative", {year: str(year) for year in range(life + 1)})
    _write_year(work, given)
    _remark(work, given, life, depreciated)
    _write_flows(work, given, life, min(depreciated, life))
    names = [f"flow_{year}" for year in range(life + 1)]
    npv = work.step("NPV", f"npv(discount_rate, {listed(names[1:])}) - I")
    npvr = _npvr(work)
    irr, status = write_irr(work, names)
    if irr is not None and irr < 0:
        work.note("calc.irr_negative", "IRR")
    payback = _dynamic_payback(work, given.discount_rate, life)
    shown = {name: work.number(name) for name in ("I", "D", "T", "tax", "E", "F", "N")}
    rule = write_rule(work, given.payback_limit is not None)
    return work.result(
        {
            **shown,
            "NPV": npv,
            "NPVR": npvr,
            "IRR": irr,
            "irr_status": status,
            "irr_reading": "negative" if irr is not None and irr < 0 else status,
            "dynamic_payback": payback,
            **rule,
            "cash_flow": _cash_flow(work, life),
        }
    )


def whole_years(given: Economics) -> tuple[int, int]:
    """Life and years of depreciation.

    Raises:
        AuditError: ``calc.not_whole``; ``calc.subsidy_exceeds`` and ``calc.nothing_to_depreciate``.
    """
    for name in ("life_years", "depreciation_years"):
        years = getattr(given, name)
        if not years.is_integer():
            raise AuditError("calc.not_whole", path=name, found=f"{years:g}")
    subsidy = given.subsidy or 0.0
    if subsidy > given.investment:
        raise AuditError(
            "calc.subsidy_exceeds", path="subsidy", found=f"{subsidy:g}", limit=f"{given.investment:g}"
        )
    kept = (given.residual or 0.0) + (given.working_capital or 0.0)
    if kept > given.investment - subsidy:
        path = "residual" if given.residual else "working_capital"
        raise AuditError(
            "calc.nothing_to_depreciate",
            path=path,
            found=f"{kept:g}",
            limit=f"{given.investment - subsidy:g}",
        )
    return int(given.life_years), int(given.depreciation_years)


def _write_year(work: Workings, given: Economics) -> None:
    """The figures of one ordinary year."""
    work.step("I", "investment - subsidy" if given.subsidy is not None else "investment")
    kept = [name for name in ("working_capital", "residual") if getattr(given, name) is not None]
    base = f"({' - '.join(['I', *kept])})" if kept else "I"
    work.step("D", f"{base} / depreciation_years")
    work.step("T", "annual_saving - D")
    work.step("tax", "max(T, 0) * tax_rate")
    work.step("E", "T - tax")
    work.step("F", "E + D")
    if (work.number("F") or 0.0) > 0:
        work.step("N", "I / F")
    else:
        work.note("calc.no_payback", "N")


def _remark(work: Workings, given: Economics, life: int, depreciated: int) -> None:
    """Conventions used and figures that look like slips."""
    if (work.number("T") or 0.0) < 0:
        work.note("calc.no_tax", "tax")
    if life > depreciated:
        work.note("calc.after_depreciation", "cash_flow", year=depreciated)
    if life < depreciated:
        work.note("calc.depreciation_outlasts_life", "D", life=life, years=depreciated)
    if given.discount_rate > 1:
        work.problem(
            "calc.rate_looks_percent", Severity.WARNING, "discount_rate", found=f"{given.discount_rate:g}"
        )
    payback = work.number("N")
    if payback is not None and payback > life:
        work.note("calc.payback_beyond_life", "N", life=life)


def _write_flows(work: Workings, given: Economics, life: int, depreciated: int) -> None:
    """One flow, factor, present value and running total for each year."""
    back = [name for name in ("residual", "working_capital") if getattr(given, name) is not None]
    for year in range(life + 1):
        member = str(year)
        flow = "-I" if year == 0 else "F" if year <= depreciated else "E"
        if year == life:
            flow = " + ".join([flow, *back])
        work.step(f"flow_{year}", flow, result="flow", member=member)
        work.step(f"factor_{year}", f"1 / (1 + discount_rate) ** {year}", result="factor", member=member)
        work.step(f"present_{year}", f"flow_{year} * factor_{year}", result="present", member=member)
        before = f"cumulative_{year - 1} + " if year else ""
        work.step(f"cumulative_{year}", f"{before}present_{year}", result="cumulative", member=member)


def _npvr(work: Workings) -> float | None:
    if work.number("I"):
        return work.step("NPVR", "NPV / I")
    work.note("calc.no_investment", "NPVR")
    return None


def _dynamic_payback(work: Workings, rate: float, life: int) -> float | None:
    """Years until the discounted flows have paid the investment.

    −ln(1 − R·i/F)/ln(1+i) from the last year that is still in debt by R (seen from that year): for constant flows the
    textbook's −ln(1 − I·i/F)/ln(1+i), Excel's NPER(i, F, −I); right also where flows change after depreciation.
    """
    for year in range(life + 1):
        total = work.number(f"cumulative_{year}")
        if total is None:
            break
        if total < 0:
            continue
        if year == 0:
            return work.step("dynamic_payback", "0")
        done = year - 1
        if abs(rate) < _TINY_RATE:
            return work.step("dynamic_payback", f"{done} - cumulative_{done} / flow_{year}")
        due = f"cumulative_{done} * (1 + discount_rate) ** {done} * discount_rate / flow_{year}"
        return work.step("dynamic_payback", f"{done} - ln(1 + {due}) / ln(1 + discount_rate)")
    work.note("calc.never_paid_back", "dynamic_payback", life=life)
    return None


def _cash_flow(work: Workings, life: int) -> list[dict[str, object]]:
    columns = ("flow", "factor", "present", "cumulative")
    return [
        {"year": year, **{name: work.number(f"{name}_{year}") for name in columns}}
        for year in range(life + 1)
    ]


METHOD = Method(
    "economics", Text("方案经济评估", "Economic evaluation of an option"), "1", Economics, compute
)
