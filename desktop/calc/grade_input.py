"""What ``grade`` takes in: a system by id or inline, the values, what does not apply, and the switches."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.grade_system import Group, Indicator, System
from desktop.calc.method import Input
from desktop.model.errors import AuditError
from desktop.model.text import Text

SLACK = 0.005  # weights as printed are rounded to two or three decimals

Direction = Literal["<=", ">=", "<", ">", "qualitative"]
Weight = Annotated[float, Meta(ge=0, le=100, description="权重 / weight; null = not known")]


class InlineIndicator(Input, frozen=True):
    """A level-2 indicator with its baselines from level I to III (a P-score system: one baseline)."""

    id: Annotated[str, Meta(description="指标代号 / id of the indicator")]
    weight: Weight | None
    direction: Annotated[
        Direction, Meta(description="方向：<= 越小越好，>= 越大越好，qualitative 定性 / direction")
    ]
    levels: Annotated[
        list[float | str | None], Meta(min_length=1, max_length=3, description="Ⅰ、Ⅱ、Ⅲ级基准值 / baselines")
    ]
    limiting: Annotated[bool, Meta(description="限定性指标 / limiting indicator")] = False
    name: Annotated[str, Meta(description="指标名称 / name of the indicator")] = ""
    unit: Annotated[str, Meta(description="单位 / unit")] = ""


class InlineGroup(Input, frozen=True):
    """A level-1 indicator; the weights of its indicators add to 1."""

    name: Annotated[str, Meta(description="一级指标名称 / name of the level-1 indicator")]
    weight: Weight | None
    indicators: Annotated[
        list[InlineIndicator], Meta(description="二级指标 / level-2 indicators", min_length=1, max_length=500)
    ]
    bonus: Annotated[bool, Meta(description="加分项，在其他各项之外 / on top of the others")] = False


class TypedRule(Input, frozen=True):
    """How a system grades that is typed in, row by row or as a whole."""

    rule: Annotated[
        Literal["index", "three_grade", "p_score"],
        Meta(description="评价规则：index 指数，three_grade 三级，p_score P分 / rule"),
    ] = "index"
    others_at_ii: Annotated[
        bool, Meta(description="Ⅰ级还要求其余指标达Ⅱ级 / level I asks the others for level II")
    ] = False
    quantitative_share: Annotated[float, Meta(ge=0, le=1, description="P1 的份额 / share of P1")] | None = (
        None
    )
    cap: Annotated[float, Meta(gt=0, description="S 的上限 / cap of S")] | None = None
    advanced_from: (
        Annotated[float, Meta(gt=0, description="先进企业的 P / P of an advanced plant")] | None
    ) = None
    basic_from: Annotated[float, Meta(gt=0, description="清洁生产企业的 P / P of a clean plant")] | None = (
        None
    )


class InlineSystem(TypedRule, frozen=True, kw_only=True):
    """A system typed in. ``others_at_ii``: level I also asks every other indicator for level II."""

    groups: Annotated[
        list[InlineGroup], Meta(description="一级指标 / level-1 indicators", min_length=1, max_length=50)
    ]


class TypedRow(Input, frozen=True):
    """One row of a table of indicators as it is printed: its group with the weight, the indicator, its baselines."""

    group: Annotated[str, Meta(description="一级指标名称 / name of the level-1 indicator")]
    id: Annotated[str, Meta(description="指标代号 / id of the indicator")]
    direction: Annotated[
        Direction, Meta(description="方向：<= 越小越好，>= 越大越好，qualitative 定性 / direction")
    ]
    group_weight: Weight | None = None
    name: Annotated[str, Meta(description="指标名称 / name of the indicator")] = ""
    weight: Weight | None = None
    limiting: Annotated[bool, Meta(description="限定性指标 / limiting indicator")] = False
    unit: Annotated[str, Meta(description="单位 / unit")] = ""
    level_1: Annotated[float, Meta(description="Ⅰ级基准值 / baseline of level I")] | None = None
    level_2: Annotated[float, Meta(description="Ⅱ级基准值 / baseline of level II")] | None = None
    level_3: Annotated[float, Meta(description="Ⅲ级基准值 / baseline of level III")] | None = None
    text_1: Annotated[str, Meta(description="Ⅰ级要求 / wording of level I")] | None = None
    text_2: Annotated[str, Meta(description="Ⅱ级要求 / wording of level II")] | None = None
    text_3: Annotated[str, Meta(description="Ⅲ级要求 / wording of level III")] | None = None


def system_of_rows(rows: list[TypedRow], rule: TypedRule | None) -> InlineSystem:
    """The system a table of rows describes: rows of one group stand together, in the order of the groups.

    Raises:
        AuditError: ``calc.group_weights`` where rows of one group give it different weights.
    """
    rule = rule or TypedRule()
    groups: dict[str, list[TypedRow]] = {}
    weights: dict[str, float] = {}
    for at, row in enumerate(rows):
        groups.setdefault(row.group, []).append(row)
        weight = row.group_weight
        if weight is not None and weights.setdefault(row.group, weight) != weight:
            found = f"{weights[row.group]:g} / {weight:g}"
            raise AuditError(
                "calc.group_weights", path=f"rows[{at}].group_weight", group=row.group, found=found
            )
    return InlineSystem(
        groups=[
            InlineGroup(
                name=name,
                weight=weights.get(name),
                indicators=[_inline(row, rule.rule == "p_score") for row in members],
            )
            for name, members in groups.items()
        ],
        rule=rule.rule,
        others_at_ii=rule.others_at_ii,
        quantitative_share=rule.quantitative_share,
        cap=rule.cap,
        advanced_from=rule.advanced_from,
        basic_from=rule.basic_from,
    )


def _inline(row: TypedRow, one_baseline: bool) -> InlineIndicator:
    numbers = [row.level_1, row.level_2, row.level_3]
    texts = [row.text_1, row.text_2, row.text_3]
    levels: list[float | str | None] = [*(texts if row.direction == "qualitative" else numbers)]
    return InlineIndicator(
        id=row.id,
        name=row.name,
        weight=row.weight,
        limiting=row.limiting,
        direction=row.direction,
        unit=row.unit,
        levels=levels[:1] if one_baseline else levels,
    )


def inline_system(given: InlineSystem) -> System:
    """The inline system in the common form.

    Raises:
        AuditError: ``calc.duplicate_indicator``, ``calc.level_count``, ``calc.level_needed_number``,
            ``calc.levels_disordered``, ``calc.weights_sum`` with the place.
    """
    seen: set[str] = set()
    groups = []
    for at, group in enumerate(given.groups):
        path = f"system.groups[{at}]"
        rows = []
        for number, one in enumerate(group.indicators):
            place = f"{path}.indicators[{number}]"
            if one.id in seen:
                raise AuditError("calc.duplicate_indicator", path=f"{place}.id", name=one.id)
            seen.add(one.id)
            _check_levels(one, given.rule, place)
            rows.append(
                Indicator(
                    id=one.id,
                    name=Text(one.name or one.id, one.name or one.id),
                    weight=one.weight,
                    limiting=one.limiting,
                    direction=one.direction,
                    levels=tuple(one.levels),
                    path=place,
                    unit=one.unit,
                )
            )
        groups.append(Group(Text(group.name, group.name), group.weight, tuple(rows), path, group.bonus))
    if given.rule == "index":
        _check_sums(groups)
    title = Text("自行录入的指标体系", "System typed in")
    return System("", title, given.rule, tuple(groups), others_at_ii=given.others_at_ii)


def _check_levels(one: InlineIndicator, rule: str, place: str) -> None:
    wanted = 1 if rule == "p_score" else 3
    if len(one.levels) != wanted:
        raise AuditError("calc.level_count", path=f"{place}.levels", found=len(one.levels), limit=wanted)
    if one.direction == "qualitative":
        return
    numbers: list[float] = []
    for at, level in enumerate(one.levels):
        if isinstance(level, str):
            raise AuditError("calc.level_needed_number", path=f"{place}.levels[{at}]", found=level)
        if level is not None:
            numbers.append(level)
    if numbers != sorted(numbers, reverse=one.direction in (">=", ">")):
        shown = " / ".join(f"{number:g}" for number in numbers)
        raise AuditError(
            "calc.levels_disordered", path=f"{place}.levels", found=shown, direction=one.direction
        )


def _check_sums(groups: list[Group]) -> None:
    """Groups add to 1; in a group the weights add to 1, or to the weight of the group (weights of the whole)."""
    ordinary = [group.weight for group in groups if not group.bonus]
    known = [weight for weight in ordinary if weight is not None]
    if len(known) == len(ordinary) and known and abs(sum(known) - 1) > SLACK:
        raise AuditError("calc.weights_sum", path="system.groups", found=f"{sum(known):g}")
    for group in groups:
        weights = [one.weight for one in group.indicators if one.weight is not None]
        if len(weights) < len(group.indicators):
            continue
        allowed = [1.0] if group.weight is None else [1.0, group.weight]
        if all(abs(sum(weights) - total) > SLACK for total in allowed):
            raise AuditError("calc.weights_sum", path=f"{group.path}.indicators", found=f"{sum(weights):g}")
