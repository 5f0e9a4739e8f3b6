"""What co-control is told: the baseline and the options, as totals or row by row, added up in steps."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from desktop.calc.method import Input
from desktop.calc.workings import Workings
from desktop.model.errors import AuditError

CARBON = "CO2e"
MOST_OPTIONS = 300
MOST_ROWS = 2000


class Option(Input, frozen=True):
    """One option: what it reduces a year (negative: adds), what it costs and saves."""

    name: Annotated[str, Meta(description="方案名称 / name of the option")]
    reductions: Annotated[
        dict[str, float], Meta(description="减排量，t/a，增加为负 / reductions, t a year")
    ] = field(default_factory=dict)
    investment: Annotated[float, Meta(ge=0, description="投资，元 / investment, yuan")] = 0.0
    running_cost: Annotated[float, Meta(description="年运行费，元 / running cost, yuan a year")] = 0.0
    saving: Annotated[float, Meta(description="年节省，元 / saving, yuan a year")] = 0.0
    life_years: Annotated[float, Meta(gt=0, le=100, description="寿命，年 / life, years")] = 10.0


class Discharge(Input, frozen=True):
    """Part of the baseline: what one outlet or source gives off in the base year."""

    pollutant: Annotated[str, Meta(description="污染物 / pollutant")]
    amount: Annotated[float, Meta(ge=0, description="排放量，t/a / discharge, t a year")]


class EffectOf(Input, frozen=True):
    """Part of the reductions of an option, listed one by one."""

    option: Annotated[str, Meta(description="方案名称 / name of the option")]
    pollutant: Annotated[str, Meta(description="污染物或 CO2e / pollutant or CO2e")]
    amount: Annotated[float, Meta(description="减排量，t/a，增加为负 / reduction, t a year")]


class CoControl(Input, frozen=True):
    """The plant's compliant baseline a year and the options.

    The baseline is a mapping, or ``discharges`` and ``carbon_base``, which are added up; the same for the reductions
    of the options and ``effects``.
    """

    options: Annotated[list[Option], Meta(max_length=MOST_OPTIONS, description="方案 / options")]
    carbon_price: Annotated[float, Meta(ge=0, description="碳价，元/t / yuan per t")]
    tax_rate: Annotated[float, Meta(gt=0, description="税额，元/当量 / yuan per equivalent")]
    discount_rate: Annotated[float, Meta(ge=0, le=1, description="折现率，小数 / a fraction")]
    baseline: Annotated[
        dict[str, Annotated[float, Meta(gt=0)]],
        Meta(description="污染物 → t/a，含 CO2e / pollutant → t a year, with CO2e"),
    ] = field(default_factory=dict)
    discharges: Annotated[
        list[Discharge], Meta(max_length=MOST_ROWS, description="逐项基准排放 / baseline by source")
    ] = field(default_factory=list)
    carbon_base: (
        Annotated[float, Meta(gt=0, description="基准温室气体，tCO2e/a / greenhouse gas of the baseline")]
        | None
    ) = None
    effects: Annotated[
        list[EffectOf], Meta(max_length=MOST_ROWS, description="逐项减排 / reductions one by one")
    ] = field(default_factory=list)


def read_baseline(work: Workings, given: CoControl) -> dict[str, int]:
    """The numbers of the pollutants, carbon first, each with its step or input ``base_<number>``."""
    sources: dict[str, list[str]] = {}
    for at, one in enumerate(given.discharges, 1):
        sources.setdefault(one.pollutant, []).append(
            work.give(f"discharge_{at}", one.amount, f"discharges[{at - 1}].amount")
        )
    names = [name for name in dict.fromkeys([*given.baseline, *sources]) if name != CARBON]
    numbers = {name: at for at, name in enumerate([CARBON, *names])}
    for name, at in numbers.items():
        if name in given.baseline:
            work.give(f"base_{at}", given.baseline[name], f"baseline.{name}")
        elif name == CARBON:
            work.give(f"base_{at}", given.carbon_base or 0.0, "carbon_base")
        else:
            work.total(f"base_{at}", sources[name])
            if not work.number(f"base_{at}"):
                raise AuditError(
                    "calc.co_no_baseline", path="discharges", name=name, known=", ".join(given.baseline)
                )
    return numbers


def read_cuts(work: Workings, given: CoControl, numbers: dict[str, int]) -> dict[tuple[str, str], list[str]]:
    """The inputs that make up what an option reduces of a pollutant."""
    options = {option.name for option in given.options}
    cuts: dict[tuple[str, str], list[str]] = {}
    for at, one in enumerate(given.effects, 1):
        path = f"effects[{at - 1}]"
        if one.pollutant not in numbers:
            raise AuditError("calc.co_no_baseline", path=path, name=one.pollutant, known=", ".join(numbers))
        if one.option in options:
            name = work.give(f"effect_{at}", one.amount, f"{path}.amount")
            cuts.setdefault((one.option, one.pollutant), []).append(name)
    return cuts
