"""Which level one indicator reaches, and how far it is from the next better one in its own unit.

The same comparison as in ``grade`` (``grade_reached``), for one row: what a table shows beside each indicator.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from desktop.calc.grade_input import Direction
from desktop.calc.grade_reached import reach
from desktop.calc.grade_system import LEVELS, Indicator, find_indicator, level_name
from desktop.calc.grade_verdict import gap
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.text import Text

Level = Annotated[float | None, Meta(description="基准值 / baseline")]
Wording = Annotated[str | None, Meta(description="要求原文 / wording of the level")]


class IndicatorLevel(Input, frozen=True):
    """An indicator of the library by its full id, or direction and baselines as typed; and the value of the plant."""

    indicator: Annotated[str, Meta(description="库中指标 / indicator of the library")] | None = None
    direction: (
        Annotated[Direction, Meta(description="方向：<= 越小越好，>= 越大越好，qualitative 定性 / direction")]
        | None
    ) = None
    level_1: Level = None
    level_2: Level = None
    level_3: Level = None
    text_1: Wording = None
    text_2: Wording = None
    text_3: Wording = None
    value: Annotated[float | None, Meta(description="企业值 / value of the plant")] = None
    judged: Annotated[str | None, Meta(description="定性指标达到的级别 / level judged")] = None
    n: Annotated[float, Meta(description="基准值公式中的 n / n of baselines that are formulas")] | None = None


def compute(given: IndicatorLevel, library: Library) -> MethodResult:
    """Compare, and measure the distance; ``None`` where value or baselines do not allow it, with a note why."""
    one = _indicator(given, library)
    work = Workings(library)
    variables = {"n": work.give("n", given.n)} if given.n is not None else {}
    value = given.value if one.compares else given.judged
    row = reach(work, one, 1, value, True, variables)
    if value is None:
        work.note("calc.indicator_value_missing", "level")
    elif row.level is None:
        work.note("calc.indicator_open", "level")
    loosest = row.baselines[-1]
    if isinstance(value, int | float) and isinstance(loosest, int | float) and loosest:
        work.step("times_iii", f"value_1 / {loosest!r}")
    target = gap(row)
    if target is not None:
        work.step("gap", f"value_1 - {target['baseline']!r}")
        if target["baseline"]:
            work.step("gap_percent", f"gap / abs({target['baseline']!r}) * 100")
    return work.result(
        {
            "level": level_name(row.level),
            "baselines": dict(zip(LEVELS, row.baselines, strict=True)),
            "next_level": target["level"] if target else None,
            "baseline": target["baseline"] if target else None,
            "gap": work.number("gap"),
            "gap_percent": work.number("gap_percent"),
            "times_iii": work.number("times_iii"),
        }
    )


def _indicator(given: IndicatorLevel, library: Library) -> Indicator:
    if given.indicator is not None:
        return find_indicator(library, given.indicator)
    if given.direction is None:
        raise AuditError("calc.one_indicator", path="indicator")
    levels: tuple[float | str | None, ...] = (given.level_1, given.level_2, given.level_3)
    if given.direction == "qualitative":
        levels = (given.text_1, given.text_2, given.text_3)
    return Indicator("value", Text("", ""), None, None, given.direction, levels, "level")


METHOD = Method(
    "indicator_level",
    Text("单项指标达到的级别", "Level one indicator reaches"),
    "1",
    IndicatorLevel,
    compute,
)
