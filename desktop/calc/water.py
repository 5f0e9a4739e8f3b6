"""Water rates 用水指标 and closure of the water balance.

Source (dossier method_and_worksheets.md 3.4, symbols unified): reuse rate R = V_r/(V_r + V_f), V_r = circulating +
reused in series; circulation of indirect cooling V_cr/(V_cr + V_cf); fresh water per product V_f/Q; leak rate V_l/V_f;
waste-water reuse = reused/drained. Closure of the plant: V_f = consumed + leaked + treatment loss + discharged; reused
water cancels. Sub-meters against the main meter and drains against the outfall are told apart from it.
Volumes in m³ of one period, output in its own unit, value in 万元. Rates are per cent; what cannot be told is ``None``.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.problem import Severity
from desktop.model.text import Text


def _volume(zh: str, en: str) -> Meta:
    return Meta(ge=0, description=f"{zh}，m³ / {en}, m³")


class Water(Input, frozen=True):
    """All optional: every rate is given as far as its figures are there."""

    fresh: Annotated[float, _volume("新水量（取水量）", "fresh water")] | None = None
    circulating: Annotated[float, _volume("循环水量", "circulating water")] | None = None
    reused: Annotated[float, _volume("串级及回用水量", "reused in series or after treatment")] | None = None
    consumed: Annotated[float, _volume("耗水量", "consumed")] | None = None
    leaked: Annotated[float, _volume("漏失量", "leaked")] | None = None
    discharged: Annotated[float, _volume("外排水量", "discharged at the outfall")] | None = None
    cooling_fresh: Annotated[float, _volume("间接冷却补充新水", "make-up of indirect cooling")] | None = None
    cooling_circulating: (
        Annotated[float, _volume("间接冷却循环水", "indirect cooling, circulating")] | None
    ) = None
    product_output: Annotated[float, Meta(ge=0, description="产品产量 / output")] | None = None
    output_value: Annotated[float, Meta(ge=0, description="产值，万元 / output value, 万元")] | None = None
    sub_meters: Annotated[float, _volume("二级水表合计", "sum of the sub-meters")] | None = None
    drained: Annotated[float, _volume("废水产生量", "waste water drained to treatment")] | None = None
    treatment_loss: Annotated[float, _volume("水处理损失", "lost in treatment")] | None = None
    process_reused: Annotated[float, _volume("工艺水回用量", "process water reused")] | None = None
    process_total: Annotated[float, _volume("工艺水总量", "process water used")] | None = None
    condensate_returned: Annotated[float, Meta(ge=0, description="冷凝水回用，t / returned, t")] | None = None
    steam_supplied: Annotated[float, Meta(ge=0, description="蒸汽量，t / steam supplied, t")] | None = None
    rinse_fresh: Annotated[float, _volume("清洗新水量", "fresh rinse water")] | None = None
    rinse_area: Annotated[float, Meta(ge=0, description="Σ面积×清洗次数，m² / area × rinses, m²")] | None = (
        None
    )


_RATES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "reuse_rate": (
        ("circulating", "reused", "fresh"),
        "(circulating + reused) / (circulating + reused + fresh) * 100",
        "circulating + reused + fresh",
    ),
    "cooling_circulation_rate": (
        ("cooling_circulating", "cooling_fresh"),
        "cooling_circulating / (cooling_circulating + cooling_fresh) * 100",
        "cooling_circulating + cooling_fresh",
    ),
    "process_reuse_rate": (
        ("process_reused", "process_total"),
        "process_reused / process_total * 100",
        "process_total",
    ),
    "condensate_rate": (
        ("condensate_returned", "steam_supplied"),
        "condensate_returned / steam_supplied * 100",
        "steam_supplied",
    ),
    "fresh_per_product": (("fresh", "product_output"), "fresh / product_output", "product_output"),
    "fresh_per_value": (("fresh", "output_value"), "fresh / output_value", "output_value"),
    "fresh_per_rinse": (("rinse_fresh", "rinse_area"), "rinse_fresh * 1000 / rinse_area", "rinse_area"),
    "leak_rate": (("leaked", "fresh"), "leaked / fresh * 100", "fresh"),
    "wastewater_reuse_rate": (("reused", "drained"), "reused / drained * 100", "drained"),
    "closure_percent": (
        ("fresh", "consumed", "leaked", "discharged"),
        "(fresh - consumed - leaked - discharged{treatment_loss}) / fresh * 100",
        "fresh",
    ),
    "meter_closure_percent": (
        ("fresh", "sub_meters", "leaked"),
        "(fresh - sub_meters - leaked) / fresh * 100",
        "fresh",
    ),
    "outfall_closure_percent": (
        ("drained", "reused", "discharged"),
        "(drained - reused{treatment_loss} - discharged) / (drained - reused{treatment_loss}) * 100",
        "drained - reused{treatment_loss}",
    ),
}
"""Result: the figures it needs, its formula, and the divisor that must not be nought."""


def compute(given: Water, library: Library) -> MethodResult:
    """Every rate that is defined; notes say what the others lack."""
    work = Workings(library)
    for name in given.__struct_fields__:
        number = getattr(given, name)
        if number is not None:
            work.give(name, number)
    loss = " - treatment_loss" if given.treatment_loss is not None else ""
    values: dict[str, object] = {}
    for name, (needed, formula, divisor) in _RATES.items():
        missing = [one for one in needed if getattr(given, one) is None]
        if missing:
            work.note("calc.water_missing", name, names=", ".join(missing))
            values[name] = None
            continue
        work.step(f"{name}_base", divisor.format(treatment_loss=loss))
        if not work.number(f"{name}_base"):
            work.note("calc.water_nought", name, names=divisor.format(treatment_loss=loss))
            values[name] = None
        else:
            values[name] = work.step(name, formula.format(treatment_loss=loss))
    _look_at(work, given)
    return work.result(values)


def _look_at(work: Workings, given: Water) -> None:
    """What cannot be, what looks wrong, and what misleads."""
    for name in ("product_output", "output_value", "rinse_area"):
        if getattr(given, name) == 0:
            work.problem("calc.water_no_output", Severity.ERROR, name)
    fresh = given.fresh
    for name in ("leaked", "consumed", "sub_meters", "cooling_fresh"):
        number = getattr(given, name)
        if fresh is not None and number is not None and number > fresh:
            work.problem(
                "calc.water_above_fresh", Severity.WARNING, name, found=f"{number:g}", limit=f"{fresh:g}"
            )
    if given.drained is not None and given.reused is not None and given.reused > given.drained:
        work.problem(
            "calc.water_reuse_above",
            Severity.WARNING,
            "reused",
            found=f"{given.reused:g}",
            limit=f"{given.drained:g}",
        )
    for name in ("closure_percent", "meter_closure_percent", "outfall_closure_percent"):
        closure = work.number(name)
        warn, error = work.threshold("water_closure_warn"), work.threshold("water_closure_error")
        if closure is not None and round(abs(closure), 9) > warn:
            severity = Severity.ERROR if round(abs(closure), 9) > error else Severity.WARNING
            work.problem("calc.water_not_closed", severity, name, found=f"{closure:.3g}", limit=f"{warn:g}")
    if (work.number("reuse_rate") or 0.0) > work.threshold("water_swamped"):
        work.note("calc.water_swamped", "reuse_rate")


METHOD = Method("water", Text("用水指标与水平衡", "Water rates and balance"), "1", Water, compute)
