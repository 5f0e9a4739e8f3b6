"""Greenhouse gas emissions 温室气体排放 of a plant: fuel, electricity, heat, processes.

Sources (dossier carbon_factors.json): sector guidelines of the NDRC 2013–2015, GB/T 32150 and 32151; aluminium:
CETS-AG-04.01-V01-2024; electricity: yearly announcements of average factors. E = AD · NCV · CC · OF · 44/12 for fuels,
MWh · factor and GJ · factor for purchased electricity and heat, net of what is delivered outside.

The main result is location based. Green power does not lower it; it is shown apart as a supplement, where green power
counts as zero and the rest by the factor without market-traded non-fossil power, never added to the main result.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.carbon_items import Row, energy_row, fuel_row, impossible_row, process_row
from desktop.calc.carbon_tables import GRID, Kind, grid_factor, region_known, regions
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings, quoted
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_or_first
from desktop.model.problem import Severity
from desktop.model.text import Text

MOST_ITEMS = 2000
_MWH = "tCO2e/MWh"


class Item(Input, frozen=True):
    """A quantity of a fuel, of electricity or heat, or of what a process uses or makes."""

    kind: Annotated[
        Literal["fuel", "electricity", "heat", "process"],
        Meta(description="类别：fuel 燃料，electricity 电，heat 热，process 过程 / kind"),
    ]
    name: Annotated[str, Meta(description="代号或名称，如 natural_gas、柴油、pfc / key or name")]
    quantity: Annotated[float, Meta(description="活动水平 / quantity; negative: electricity or heat sold")]
    unit: Annotated[str, Meta(description="单位，如 t、万Nm3、MWh、GJ / unit")]
    factor: Annotated[float, Meta(description="自用排放因子 / own factor")] | None = None
    factor_unit: (
        Annotated[str, Meta(description="自用因子的单位，如 tCO2/MWh / unit of the own factor")] | None
    ) = None
    lhv: Annotated[float, Meta(description="实测低位发热量，GJ/t 或 GJ/万Nm3 / measured")] | None = None
    carbon_content: (
        Annotated[
            float,
            Meta(description="燃料：tC/GJ；阳极：碳的质量分数 / fuel: tC/GJ; anode: carbon fraction"),
        ]
        | None
    ) = None
    oxidation: Annotated[float, Meta(description="碳氧化率，小数 / a fraction")] | None = None
    avoided: (
        Annotated[
            float,
            Meta(
                description="措施直接减少的排放，tCO2e，从本项扣减；增加为负 / avoided, deducted; more is negative"
            ),
        ]
        | None
    ) = None
    anode_effect_minutes: (
        Annotated[float, Meta(description="阳极效应分钟/(槽·日) / anode-effect minutes per cell-day")] | None
    ) = None


class Carbon(Input, frozen=True):
    """Items of one year and one boundary."""

    items: Annotated[list[Item], Meta(description="活动数据 / activity data", max_length=MOST_ITEMS)]
    year: Annotated[float, Meta(ge=1990, le=2100, description="数据年份 / data year")]
    region: Annotated[str, Meta(description="省或区域电网，缺省全国 / province or grid region")] | None = None
    green_power: Annotated[float, Meta(ge=0, description="绿电，MWh / green power, MWh")] | None = None
    accounting: Annotated[
        Literal["average", "ets"],
        Meta(description="电力因子口径：average 年度平均，ets 全国碳市场履约 / grid factor"),
    ] = "average"
    gwp: Annotated[
        Literal["AR2", "AR5", "AR6"],
        Meta(description="变暖潜势采用的评估报告 / report of the warming potentials"),
    ] = "AR5"


def compute(given: Carbon, library: Library) -> MethodResult:
    """Each item in tCO2e with its factor, and direct, process, indirect and total."""
    if not given.year.is_integer():
        raise AuditError("calc.not_whole", path="year", found=f"{given.year:g}")
    if given.region is not None and not region_known(library, given.region):
        known = "、".join(nearest_or_first(given.region, regions(library), 12))
        raise AuditError("calc.unknown_region", path="region", found=given.region, known=known)
    work = Workings(library)
    grid = _grid(work, given) if any(one.kind == "electricity" for one in given.items) else None
    step = "grid_factor" if grid else None
    tables = {"fuel": "carbon_fuels", "process": "process_factors"}
    work.count(
        "quantity amount lhv carbon_content oxidation own_factor minutes cf4 c2f6 factor emission avoided",
        [work.named(tables.get(item.kind, "carbon_fuels"), item.name) for item in given.items],
        of="items",
    )
    rows: list[Row] = []
    for at, item in enumerate(given.items):
        impossible = impossible_row(work, at, item)
        if impossible is not None:
            rows.append(impossible)
            continue
        match item.kind:
            case "fuel":
                rows.append(fuel_row(work, at, item, given.year))
            case "process":
                rows.append(process_row(work, at, item, given.gwp, given.year))
            case "electricity" | "heat":
                rows.append(energy_row(work, at, item, step, given.year))
    totals = {
        name: _total(work, name, [row for row in rows if row.item.kind in kinds])
        for name, kinds in (
            ("direct", ("fuel",)),
            ("process", ("process",)),
            ("indirect", ("electricity", "heat")),
        )
    }
    total = None
    if not rows:
        totals = dict.fromkeys(totals)
        work.problem("calc.empty_list", Severity.ERROR, "items")
        work.note("calc.carbon_nothing", "total")
    elif None in totals.values():
        work.note(
            "calc.carbon_part_missing", "total", parts=", ".join(n for n, v in totals.items() if v is None)
        )
    else:
        total = work.step("total", "direct + process + indirect")
    return work.result(
        {
            "items": [row.result() for row in rows],
            **totals,
            "total": total,
            "unit": "tCO2e",
            "gwp": given.gwp,
            "grid_key": grid,
            "supplementary": _supplementary(work, given, rows),
            "indirect_market": work.number("indirect_market"),
        }
    )


def _grid(work: Workings, given: Carbon) -> str | None:
    """The row of the electricity factor of year and region; its value is the step ``grid_factor``."""
    kind: Kind = given.accounting
    choice = grid_factor(work.library, kind, int(given.year), given.region)
    if choice is None:
        work.note("calc.carbon_no_grid_factor", "indirect", year=f"{given.year:g}")
        return None
    if choice.fallback:
        work.note("calc.carbon_national_grid", "indirect", region=given.region or "", year=choice.year)
    if choice.year != given.year:
        work.note("calc.carbon_latest_grid", "indirect", year=f"{given.year:g}", used=choice.year)
    if kind == "ets":
        work.note("calc.carbon_ets_grid", "indirect", year=choice.year)
    return choice.key if _cited(work, "grid_factor", choice.key) else None


def _cited(work: Workings, step: str, key: str) -> bool:
    """Look a factor up as a step and cite it; whether it has a value."""
    value = work.step(step, f'in_unit(lookup("{GRID}", {quoted(key)}, "value"), "{_MWH}")')
    if value is None:
        return False
    source, standing = work.library.citation(GRID, key)
    work.cite(f"{GRID}[{key}].value", value, _MWH, source, standing)
    return True


def _total(work: Workings, name: str, rows: list[Row]) -> float | None:
    """The sum of a kind, 0 where there is no such item; not defined while one has no value."""
    if not rows:
        return work.step(name, "0")
    known = [row.step for row in rows if row.emission is not None]
    if len(known) == len(rows):
        return work.total(name, known)
    partial = work.total(f"{name}_known", known) if known else None
    missing = ", ".join(row.path for row in rows if row.emission is None)
    shown = "–" if partial is None else f"{partial:.1f}"
    work.note("calc.carbon_incomplete", name, known=len(known), of=len(rows), partial=shown, missing=missing)
    return None


def _supplementary(work: Workings, given: Carbon, rows: list[Row]) -> dict[str, object] | None:
    """Market-based disclosure: green power as zero, the rest by the residual factor. Beside the result, not in it."""
    if given.green_power is None:
        return None
    green = work.give("green_power", given.green_power)
    bought = [row.amount for row in rows if row.item.kind == "electricity" and row.amount]
    choice = grid_factor(work.library, "residual", int(given.year), None)
    value = None
    if not bought or choice is None:
        work.note("calc.carbon_no_supplement", "supplementary")
    else:
        purchased = work.total("purchased_electricity", bought) or 0.0
        if given.green_power > purchased * (1 + 1e-9):
            work.problem(
                "calc.carbon_green_exceeds",
                Severity.ERROR,
                "green_power",
                found=f"{given.green_power:g}",
                limit=f"{purchased:g}",
            )
        elif _cited(work, "residual_factor", choice.key):
            value = work.step("indirect_market", f"(purchased_electricity - {green}) * residual_factor")
            work.note("calc.carbon_supplement", "supplementary", year=choice.year)
    return {
        "green_power": given.green_power,
        "factor": work.number("residual_factor"),
        "indirect": value,
    }


METHOD = Method("carbon", Text("温室气体排放核算", "Greenhouse gas emissions"), "2", Carbon, compute)
