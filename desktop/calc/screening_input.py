"""What screening looks at: the data of the decision table (law_and_procedure.md 6.1)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.deadlines import Label
from desktop.calc.discharge_limit import Drainage, Limit, Measured
from desktop.calc.method import Input

MOST = 5000


class PublishedList(Input, frozen=True):
    """A published list that names the plant: it alone labels."""

    labels: list[Label]
    name: str | None = None
    number: str | None = None
    published_on: Annotated[str, Meta(description="YYYY-MM-DD")] | None = None


class Discharge(Input, frozen=True):
    """One monitored value at one outlet; conversions as in ``discharge_limit``."""

    outlet: str
    pollutant: str
    measured: Measured
    limit: Limit | None = None
    o2_measured: float | None = None
    o2_reference: float | None = None
    drainage: Drainage | None = None


class Penalty(Input, frozen=True):
    """An authority's decision or record that states an exceedance."""

    text: Annotated[str, Meta(description="处罚决定或超标记录 / decision or record")]
    on: Annotated[str, Meta(description="YYYY-MM-DD")] | None = None


class Quota(Input, frozen=True):
    """Discharge of a year against the permitted amount, both in the same unit."""

    pollutant: str
    actual: Annotated[float, Meta(ge=0, description="实际年排放量 / discharge of the year")] | None = None
    permitted: Annotated[float, Meta(ge=0, description="许可年排放量 / permitted amount")] | None = None
    not_applicable: Annotated[bool, Meta(description="许可证未核定该项 / the permit sets none")] | None = None
    outlet: str | None = None


Judgement = Literal["yes", "no", "open"]


class Substance(Input, frozen=True):
    """A raw material, or a substance discharged. ``judged`` is a person's word where the lists leave it open."""

    name: str
    cas: str | None = None
    judged: Annotated[Judgement, Meta(description="人工判定：是、否、待定 / a person's judgement")] | None = (
        None
    )


class Waste(Input, frozen=True):
    """A waste; hazardous by its code (HW08, 900-214-08) or by ``hazardous``."""

    name: str
    code: str | None = None
    hazardous: bool | None = None
    amount_t: Annotated[float, Meta(ge=0, description="年产生量，t / generated a year, t")] | None = None


class EnergyMetric(Input, frozen=True):
    """A unit-product energy figure of one line against the levels of its standard, all in one unit."""

    metric: str
    value: float | None = None
    level3: Annotated[float, Meta(description="3级（限定值）/ level 3, the limit")] | None = None
    level2: Annotated[float, Meta(description="2级（准入值）/ level 2, for new lines")] | None = None
    line: str | None = None
    new_line: Annotated[bool, Meta(description="新建、改建、扩建 / new, rebuilt or expanded")] | None = None
    higher_is_better: bool | None = None


class Screening(Input, frozen=True):
    """``null`` or missing: not filled in. An empty list: there is nothing of the kind."""

    on: Annotated[str, Meta(description="事实日期，决定引用的法条 / date of the facts, YYYY-MM-DD")]
    listed: PublishedList | None = None
    discharges: Annotated[list[Discharge], Meta(max_length=MOST)] | None = None
    penalties: Annotated[list[Penalty], Meta(max_length=MOST)] | None = None
    quotas: Annotated[list[Quota], Meta(max_length=MOST)] | None = None
    materials: Annotated[list[Substance], Meta(max_length=MOST)] | None = None
    emissions: Annotated[list[Substance], Meta(max_length=MOST)] | None = None
    wastes: Annotated[list[Waste], Meta(max_length=MOST)] | None = None
    energy: Annotated[list[EnergyMetric], Meta(max_length=MOST)] | None = None
    no_energy_limit: (
        Annotated[
            bool, Meta(description="本行业产品无强制性能耗限额标准 / no mandatory limit for the products")
        ]
        | None
    ) = None
    local_waste_threshold_t: (
        Annotated[float, Meta(ge=0, description="当地列名单的危险废物量，t/a / local listing practice")]
        | None
    ) = None
