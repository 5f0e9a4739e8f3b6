"""What the ``planner`` takes in: options with their effects, the indicator system, the target and what must hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.grade import Grade
from desktop.calc.method import Input
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_or_first

MOST_OPTIONS = 200

Money = Annotated[float, Meta(ge=0)]
Kind = Literal["limit", "quota", "energy", "carbon", "other"]


class Change(Input, frozen=True, kw_only=True):
    """What changes: indicators (signed, or the level a qualitative one reaches) and yearly amounts (signed)."""

    indicators: Annotated[
        dict[str, float | str] | None,
        Meta(description="指标 → 变化量（降低为负）或达到的级别 / signed change, or the level reached"),
    ] = None
    quantities: Annotated[
        dict[str, float] | None, Meta(description="数量 → 变化量（减少为负） / signed change of an amount")
    ] = None


class Option(Change, frozen=True, kw_only=True):
    """An option. ``forced``: the law asks for it. ``requires``: options it cannot do without."""

    name: Annotated[str, Meta(description="方案名称 / name of the option")]
    cost: Annotated[Money | None, Meta(description="投资，null=未知 / investment, null = unknown")]
    annual_saving: Annotated[float | None, Meta(description="年节省 / saving per year")] = None
    forced: Annotated[bool, Meta(description="依法整改，必选 / legal rectification, always in")] = False
    requires: (
        Annotated[list[str], Meta(description="须先实施的方案 / options it cannot do without")] | None
    ) = None


class Overlap(Change, frozen=True, kw_only=True):
    """What changes on top where all of ``between`` are carried out: the other sign of what they both count."""

    between: Annotated[
        list[str],
        Meta(
            description="同时实施的方案 / options carried out together", min_length=2, max_length=MOST_OPTIONS
        ),
    ]
    annual_saving: Annotated[float, Meta(description="年节省的变化 / change of the saving")] = 0.0


class Quantity(Input, frozen=True):
    """A yearly amount before the options, null = not known, and what it must not exceed, null = no limit."""

    before: Annotated[float, Meta(description="现状年量 / yearly amount today")] | None
    limit: Annotated[float | None, Meta(description="不得超过 / must not exceed, null = no limit")] = None
    kind: Annotated[Kind, Meta(description="类别：limit 限值，quota 总量，energy 能耗，carbon 碳 / kind")] = (
        "limit"
    )
    unit: Annotated[str, Meta(description="单位 / unit")] = ""


class Planner(Grade, frozen=True, kw_only=True):
    """The inputs of ``grade`` with today's values, the options, and what the set must reach."""

    options: Annotated[list[Option], Meta(description="方案 / options", max_length=MOST_OPTIONS)]
    target: Annotated[Literal["I", "II", "III"], Meta(description="目标等级 / level to reach")]
    exclusive: Annotated[
        list[list[str]] | None, Meta(description="每组最多选一个 / at most one of each group")
    ] = None
    overlaps: (
        Annotated[list[Overlap], Meta(description="方案间的重叠 / overlaps of options", max_length=500)]
        | None
    ) = None
    quantities: (
        Annotated[
            dict[str, Quantity],
            Meta(
                max_length=500,
                description="限值、总量、能耗、碳排放目标 / limits, quotas, energy, carbon target",
            ),
        ]
        | None
    ) = None
    budget: Annotated[Money, Meta(description="投资上限 / most to be invested")] | None = None
    alternatives: Annotated[int, Meta(ge=0, le=10, description="另列几组次优 / how many next-best sets")] = 3


def check_planner(given: Planner, indicators: Collection[str]) -> None:
    """Names that stand for something else must be known.

    Raises:
        AuditError: ``calc.duplicate_name``, ``calc.unknown_option``, ``calc.unknown_indicator``,
            ``calc.unknown_quantity``, ``calc.requires_itself`` with the place in the input.
    """
    names: list[str] = []
    for at, one in enumerate(given.options):
        if one.name in names:
            raise AuditError("calc.duplicate_name", path=f"options[{at}].name", name=one.name)
        names.append(one.name)
    quantities = given.quantities or {}
    for at, one in enumerate(given.options):
        path = f"options[{at}]"
        _check_change(one, path, indicators, quantities)
        for place, name in enumerate(one.requires or []):
            _check_option(name, f"{path}.requires[{place}]", names)
            if name == one.name:
                raise AuditError("calc.requires_itself", path=f"{path}.requires[{place}]", name=name)
    for at, group in enumerate(given.exclusive or []):
        _check_options(group, f"exclusive[{at}]", names)
    for at, overlap in enumerate(given.overlaps or []):
        _check_options(overlap.between, f"overlaps[{at}].between", names)
        _check_change(overlap, f"overlaps[{at}]", indicators, quantities)


def _check_options(wanted: list[str], path: str, names: list[str]) -> None:
    for place, name in enumerate(wanted):
        _check_option(name, f"{path}[{place}]", names)
        if name in wanted[:place]:
            raise AuditError("calc.duplicate_name", path=f"{path}[{place}]", name=name)


def _check_option(name: str, path: str, names: list[str]) -> None:
    if name not in names:
        known = ", ".join(nearest_or_first(name, names, 12)) or "–"
        raise AuditError("calc.unknown_option", path=path, name=name, known=known)


def _check_change(
    change: Change, path: str, indicators: Collection[str], quantities: Collection[str]
) -> None:
    for name in change.indicators or {}:
        if name not in indicators:
            known = ", ".join(nearest_or_first(name, indicators, 12)) or "–"
            raise AuditError(
                "calc.unknown_indicator", path=f"{path}.indicators.{name}", name=name, known=known
            )
    for name in change.quantities or {}:
        if name not in quantities:
            known = ", ".join(nearest_or_first(name, quantities, 12)) or "–"
            raise AuditError(
                "calc.unknown_quantity", path=f"{path}.quantities.{name}", name=name, known=known
            )
