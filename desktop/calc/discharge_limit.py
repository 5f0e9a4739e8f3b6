"""A measured discharge against its limit 排放限值, like with like only.

Conversions before the comparison: reference oxygen C·(21 − O₂ref)/(21 − O₂meas) (GB 4915-2013 4.1.4); baseline
drainage ρ·Q/Σ(Yᵢ·Qᵢ), never below the measured value (GB 21900-2008 4.1.6). An hourly mean is not compared with a daily
limit, a value flagged as start-up, fault or calibration with none; pH has two sides (law_and_procedure.md 6.1, 6.3).
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.errors import AuditError, RefusedError
from desktop.model.quantity import Unit
from desktop.model.text import Text

UNKNOWN = "unknown"
AIR_OXYGEN = 21.0
"""Per cent; the figure the standards convert with."""

BELOW_DETECTION = "below_detection"
STATISTICS = {
    "hour": ("hour", "hourly", "小时", "小时均值", "1小时均值", "1h"),
    "day": ("day", "daily", "日", "日均值", "24小时均值", "24h"),
    "single": ("single", "单次", "单次值", "瞬时值", "一次值"),
    "month": ("month", "monthly", "月", "月均值"),
    "year": ("year", "annual", "年", "年均值"),
}
FLAGS = {
    "valid": ("valid", "有效"),
    BELOW_DETECTION: (BELOW_DETECTION, "未检出", "低于检出限"),
    "start_up": ("start_up", "shutdown", "启停", "开停机"),
    "fault": ("fault", "故障", "异常"),
    "calibration": ("calibration", "校准", "标定"),
    "invalid": ("invalid", "无效"),
}


class Measured(Input, frozen=True):
    """What was measured. Below detection: ``value`` is the detection limit."""

    value: (
        Annotated[
            float, Meta(ge=0, description="测定值；未检出时填检出限 / measured, or the detection limit")
        ]
        | None
    )
    unit: Annotated[str, Meta(description="单位 / unit")]
    statistic: (
        Annotated[str, Meta(description="小时均值、日均值、单次值 / hour, day, single, month, year")] | None
    ) = None
    flags: (
        Annotated[list[str], Meta(description="有效性标记 / validity: valid, below_detection, fault …")]
        | None
    ) = None
    averaged: (
        Annotated[
            bool,
            Meta(description="是多个数值的平均，看不出每个值 / an average of many, single values unknown"),
        ]
        | None
    ) = None


class Limit(Input, frozen=True):
    """The limit; ``low`` besides, or alone, where it has a lower side (pH)."""

    unit: Annotated[str, Meta(description="单位 / unit")]
    value: Annotated[float, Meta(ge=0, description="限值上限 / upper limit")] | None = None
    low: Annotated[float, Meta(ge=0, description="限值下限，如pH / lower limit, as of pH")] | None = None
    statistic: Annotated[str, Meta(description="限值的统计口径 / statistic of the limit")] | None = None


class Product(Input, frozen=True):
    """A product and its baseline drainage, as in the standard."""

    output: Annotated[float, Meta(gt=0, description="产量Y / output")]
    baseline: Annotated[
        float, Meta(gt=0, description="单位产品基准排水量 / baseline drainage per unit of output")
    ]


class Drainage(Input, frozen=True):
    """Real drainage in the unit that output times baseline gives."""

    total: Annotated[float, Meta(gt=0, description="实际排水总量Q / total drainage")]
    products: Annotated[list[Product], Meta(description="产品 / products", min_length=1, max_length=1000)]


DrainageRatio = Annotated[
    float, Meta(gt=0, description="单位产品实际排水量÷基准排水量 / drainage per product over its baseline")
]


class DischargeLimit(Input, frozen=True):
    """Oxygen in per cent by volume."""

    measured: Annotated[Measured, Meta(description="监测结果 / what was measured")]
    limit: Annotated[Limit, Meta(description="排放限值 / limit")]
    o2_measured: Annotated[float, Meta(ge=0, description="实测氧含量，% / measured oxygen")] | None = None
    o2_reference: Annotated[float, Meta(ge=0, description="基准氧含量，% / reference oxygen")] | None = None
    drainage: Annotated[Drainage, Meta(description="单位产品排水量换算 / conversion by drainage")] | None = (
        None
    )
    drainage_ratio: DrainageRatio | None = None


def compute(given: DischargeLimit, library: Library) -> MethodResult:
    """The converted value, whether it exceeds (true, false, unknown), what hinders saying so, and the margin left."""
    _check_oxygen(given)
    if given.limit.value is None and given.limit.low is None:
        raise AuditError("calc.missing", path="limit.value")
    if given.limit.value is not None and given.limit.low is not None and given.limit.low > given.limit.value:
        raise AuditError(
            "calc.limit_sides", path="limit.low", low=f"{given.limit.low:g}", high=f"{given.limit.value:g}"
        )
    work = Workings(library)
    scale = _scale(library, given)
    converted = _converted(work, given, scale) if given.measured.value is not None else None
    hindrance = _hindrance(work, given, converted)
    comparable = converted is not None and hindrance is None
    exceeds = _beyond(given, converted) if comparable and converted is not None else UNKNOWN
    return work.result(
        {
            "converted": converted,
            "unit": given.limit.unit,
            "exceeds": exceeds,
            "hindrance": hindrance,
            "verdict": "undetermined" if exceeds == UNKNOWN else "exceeds" if exceeds else "complies",
            "margin": _margin(work, given) if converted is not None else None,
        }
    )


def _check_oxygen(given: DischargeLimit) -> None:
    for name in ("o2_measured", "o2_reference"):
        oxygen = getattr(given, name)
        if oxygen is not None and oxygen >= AIR_OXYGEN:
            raise AuditError("calc.oxygen_too_high", path=name, found=f"{oxygen:g}")
    if given.o2_reference is None and given.o2_measured is not None:
        raise AuditError("calc.missing", path="o2_reference")


def _scale(library: Library, given: DischargeLimit) -> float:
    """What turns the measured unit into that of the limit."""
    measured, limit = (
        _unit(library, text, path)
        for text, path in ((given.measured.unit, "measured.unit"), (given.limit.unit, "limit.unit"))
    )
    if measured.dimension != limit.dimension:
        raise AuditError(
            "calc.units_differ", path="measured.unit", found=given.measured.unit, limit=given.limit.unit
        )
    return measured.factor / limit.factor


def _unit(library: Library, text: str, path: str) -> Unit:
    try:
        return library.units.parse(text)
    except RefusedError as error:
        raise AuditError("calc.unknown_unit", path=path, found=text) from error


def _converted(work: Workings, given: DischargeLimit, scale: float) -> float | None:
    """The value the limit is compared with, in the unit of the limit."""
    value = given.measured.value
    assert value is not None
    work.give("measured", value * scale, "measured.value")
    terms = ["measured"]
    if given.o2_reference is not None and given.o2_measured is not None:
        work.give("o2_measured", given.o2_measured)
        work.give("o2_reference", given.o2_reference)
        terms.append(f"({AIR_OXYGEN:g} - o2_reference) / ({AIR_OXYGEN:g} - o2_measured)")
    if given.drainage is not None:
        work.give("drainage", given.drainage.total, "drainage.total")
        due = []
        for at, product in enumerate(given.drainage.products):
            path = f"drainage.products[{at}]"
            output = work.give(f"output_{at}", product.output, f"{path}.output")
            baseline = work.give(f"baseline_{at}", product.baseline, f"{path}.baseline")
            due.append(f"{output} * {baseline}")
        work.total("allowed_drainage", due)
        work.step("drainage_ratio", "drainage / allowed_drainage")
        terms.append("max(drainage_ratio, 1)")
    elif given.drainage_ratio is not None:
        work.give("drainage_ratio", given.drainage_ratio)
        terms.append("max(drainage_ratio, 1)")
    return work.step("converted", " * ".join(terms))


def _hindrance(work: Workings, given: DischargeLimit, converted: float | None) -> str | None:
    """Why value and limit cannot be compared, with a note; ``None`` where they can."""
    flags = {_known(flag, FLAGS) or flag for flag in given.measured.flags or ()}
    low, high = given.limit.low, given.limit.value
    spoiled = sorted(flags - {"valid", BELOW_DETECTION})
    found: str | None = None
    if converted is None:
        found = "no_value"
    elif spoiled:
        found = "flagged"
    elif given.o2_reference is not None and given.o2_measured is None:
        found = "no_oxygen"
    elif not _alike(given):
        found = "unlike"
    elif given.measured.averaged:
        found = "averaged"
    elif BELOW_DETECTION in flags and (low is not None or (high is not None and converted > high)):
        found = "detection"
    if found:
        work.note(
            f"calc.limit_{found}", "exceeds", **({"flags": ", ".join(spoiled)} if found == "flagged" else {})
        )
    return found


def _beyond(given: DischargeLimit, converted: float) -> bool:
    """Whether a comparable value lies beyond the limit; at the limit is within it."""
    low, high = given.limit.low, given.limit.value
    return (high is not None and converted > high) or (low is not None and converted < low)


def _alike(given: DischargeLimit) -> bool:
    """Whether both are the same statistic; what is not said is not known to be alike."""
    texts = given.measured.statistic, given.limit.statistic
    if texts == (None, None):
        return True
    one, other = (_known(text, STATISTICS) or text for text in texts)
    return one == other


def _known(text: str | None, names: dict[str, tuple[str, ...]]) -> str | None:
    wanted = (text or "").strip().lower()
    return next((name for name, alike in names.items() if wanted in alike), None)


def _margin(work: Workings, given: DischargeLimit) -> float | None:
    """How far within the limit, in its unit; negative beyond it."""
    sides = []
    if given.limit.value is not None:
        work.give("limit_high", given.limit.value, "limit.value")
        sides.append("limit_high - converted")
    if given.limit.low is not None:
        work.give("limit_low", given.limit.low, "limit.low")
        sides.append("converted - limit_low")
    return work.step("margin", sides[0] if len(sides) == 1 else f"min({', '.join(sides)})")


METHOD = Method(
    "discharge_limit", Text("排放限值比较", "Discharge against its limit"), "1", DischargeLimit, compute
)
