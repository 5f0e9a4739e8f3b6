"""What screening looks at: the data of the decision table (law_and_procedure.md 6.1)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.deadlines import Label
from desktop.calc.discharge_limit import Drainage, DrainageRatio, Limit, Measured
from desktop.calc.method import Input

MOST = 5000


class PublishedList(Input, frozen=True):
    """A published list that names the plant: it alone labels."""

    labels: Annotated[list[Label], Meta(description="名单所列情形 / conditions named in the list")]
    name: Annotated[str, Meta(description="名单名称 / name of the list")] | None = None
    number: Annotated[str, Meta(description="文号 / document number")] | None = None
    published_on: Annotated[str, Meta(description="日期，年-月-日 / date, YYYY-MM-DD")] | None = None


class Discharge(Input, frozen=True):
    """One monitored value at one outlet; conversions as in ``discharge_limit``."""

    outlet: Annotated[str, Meta(description="排放口 / outlet")]
    pollutant: Annotated[str, Meta(description="污染物 / pollutant")]
    measured: Annotated[Measured, Meta(description="监测结果 / what was measured")]
    limit: Annotated[Limit, Meta(description="排放限值 / limit")] | None = None
    o2_measured: Annotated[float, Meta(description="实测氧含量，% / measured oxygen, per cent")] | None = None
    o2_reference: Annotated[float, Meta(description="基准氧含量，% / reference oxygen, per cent")] | None = (
        None
    )
    drainage: Annotated[Drainage, Meta(description="单位产品排水量换算 / conversion by drainage")] | None = (
        None
    )
    drainage_ratio: DrainageRatio | None = None


class Penalty(Input, frozen=True):
    """An authority's decision or record that states an exceedance."""

    text: Annotated[str, Meta(description="处罚决定或超标记录 / decision or record")]
    on: Annotated[str, Meta(description="日期，年-月-日 / date, YYYY-MM-DD")] | None = None


class Quota(Input, frozen=True):
    """Discharge of a year against the permitted amount, both in the same unit."""

    pollutant: Annotated[str, Meta(description="污染物 / pollutant")]
    actual: Annotated[float, Meta(ge=0, description="实际年排放量 / discharge of the year")] | None = None
    permitted: Annotated[float, Meta(ge=0, description="许可年排放量 / permitted amount")] | None = None
    not_applicable: Annotated[bool, Meta(description="许可证未核定该项 / the permit sets none")] | None = None
    outlet: Annotated[str, Meta(description="排放口 / outlet")] | None = None


Judgement = Literal["yes", "no", "open"]


class Substance(Input, frozen=True):
    """A raw material, or a substance discharged. ``judged`` is a person's word where the lists leave it open."""

    name: Annotated[str, Meta(description="名称 / name")]
    cas: Annotated[str, Meta(description="CAS登记号 / CAS number")] | None = None
    judged: Annotated[Judgement, Meta(description="人工判定：是、否、待定 / a person's judgement")] | None = (
        None
    )


class Waste(Input, frozen=True):
    """A waste; hazardous by its code (HW08, 900-214-08) or by ``hazardous``."""

    name: Annotated[str, Meta(description="废物名称 / name of the waste")]
    code: Annotated[str, Meta(description="废物代码 / code of the waste")] | None = None
    hazardous: Annotated[bool, Meta(description="是否危险废物 / whether it is hazardous")] | None = None
    amount_t: Annotated[float, Meta(ge=0, description="年产生量，t / generated a year, t")] | None = None


class EnergyMetric(Input, frozen=True):
    """A unit-product energy figure of one line against the levels of its standard, all in one unit.

    ``key`` names the row of the standard (reference ``energy_limits``); with it the other metrics the standard sets for
    the product are asked for too.
    """

    metric: Annotated[str, Meta(description="能耗指标 / energy figure")]
    key: Annotated[str, Meta(description="限额标准中的指标代号 / row of energy_limits")] | None = None
    value: Annotated[float, Meta(description="企业值 / value of the plant")] | None = None
    level3: Annotated[float, Meta(description="3级（限定值） / level 3, the limit")] | None = None
    level2: Annotated[float, Meta(description="2级（准入值） / level 2, for new lines")] | None = None
    line: Annotated[str, Meta(description="生产线 / line")] | None = None
    new_line: Annotated[bool, Meta(description="新建、改建、扩建 / new, rebuilt or expanded")] | None = None
    higher_is_better: Annotated[bool, Meta(description="越大越好 / whether higher is better")] | None = None


class Screening(Input, frozen=True):
    """``null`` or missing: not filled in. An empty list: there is nothing of the kind."""

    on: Annotated[str, Meta(description="事实日期，决定引用的法条 / date of the facts, YYYY-MM-DD")]
    listed: Annotated[PublishedList, Meta(description="已公布的名单 / published list")] | None = None
    declared_within: (
        Annotated[
            str, Meta(description="企业凭监测报告说明无超标 / statement on reports that nothing exceeded")
        ]
        | None
    ) = None
    discharges: (
        Annotated[list[Discharge], Meta(description="监测结果 / monitored values", max_length=MOST)] | None
    ) = None
    penalties: (
        Annotated[list[Penalty], Meta(description="处罚与超标记录 / penalties and records", max_length=MOST)]
        | None
    ) = None
    recorded: (
        Annotated[
            list[Penalty], Meta(description="企业自己记录的超标 / exceedances on record", max_length=MOST)
        ]
        | None
    ) = None
    quotas: (
        Annotated[list[Quota], Meta(description="许可排放量 / permitted amounts", max_length=MOST)] | None
    ) = None
    materials: (
        Annotated[list[Substance], Meta(description="原辅材料 / raw materials", max_length=MOST)] | None
    ) = None
    emissions: (
        Annotated[list[Substance], Meta(description="排放的物质 / substances discharged", max_length=MOST)]
        | None
    ) = None
    wastes: Annotated[list[Waste], Meta(description="废物 / wastes", max_length=MOST)] | None = None
    energy: (
        Annotated[list[EnergyMetric], Meta(description="单位产品能耗 / unit-product energy", max_length=MOST)]
        | None
    ) = None
    other_energy: (
        Annotated[
            list[EnergyMetric],
            Meta(description="按地方等其他限额 / figures with a local or other limit", max_length=MOST),
        ]
        | None
    ) = None
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
