"""Bridge 桥图 from before to after: before + Σ effects of options + overlaps + other = after, and what is left over.

Source (dossier method_and_worksheets.md 3.10 and worksheet X6-04): effects are signed changes (a saving is negative);
an overlap has the other sign, for what two options both count; other holds output, product mix and weather. A residual
is shown, never spread over the options.
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

MOST_EFFECTS = 500


class Effect(Input, frozen=True):
    """A signed change in the unit of the indicator."""

    name: Annotated[str, Meta(description="名称 / name")]
    value: Annotated[float, Meta(description="变化量，降低为负 / signed change, a saving is negative")]


class Waterfall(Input, frozen=True):
    """One indicator before and after, all in its unit."""

    before: Annotated[float, Meta(description="实施前 / before")]
    effects: Annotated[list[Effect], Meta(max_length=MOST_EFFECTS, description="各方案效果 / effects")]
    after: Annotated[float, Meta(description="实施后 / after")]
    overlaps: (
        Annotated[list[Effect], Meta(max_length=MOST_EFFECTS, description="重叠扣除 / overlaps")] | None
    ) = None
    other: Annotated[float, Meta(description="产量、结构、天气等 / output, mix, weather")] | None = None


def compute(given: Waterfall, library: Library) -> MethodResult:
    """The bridge bar by bar, the residual, and each effect as a share of the change."""
    work = Workings(library)
    work.give("before", given.before)
    for kind, entries in (("effect", given.effects), ("overlap", given.overlaps or [])):
        work.count(f"{kind} level_{kind}", [entry.name for entry in entries])
    work.count("share", [entry.name for entry in given.effects])
    level = "before"
    bars: list[dict[str, object]] = [_bar(work, "before", "before", "before", "", "before")]
    for kind, entries in (("effect", given.effects), ("overlap", given.overlaps or [])):
        for at, entry in enumerate(entries, 1):
            name = work.give(f"{kind}_{at}", entry.value, f"{kind}s[{at - 1}].value")
            start, level = level, _rise(work, level, name)
            bars.append(_bar(work, entry.name, kind, name, start, level))
    if given.other is not None:
        work.give("other", given.other)
        start, level = level, _rise(work, level, "other")
        bars.append(_bar(work, "other", "other", "other", start, level))
    work.step("explained", level)
    work.give("after", given.after)
    work.step("change", "after - before")
    work.step("residual", "after - explained")
    bars.append(_bar(work, "residual", "residual", "residual", "explained", "after"))
    bars.append(_bar(work, "after", "after", "after", "", "after"))
    return work.result(
        {
            "bridge": bars,
            "explained": work.number("explained"),
            "change": work.number("change"),
            "residual": work.number("residual"),
            "residual_percent": _residual(work),
            "contributions": _contributions(work, given),
        }
    )


def _rise(work: Workings, level: str, change: str) -> str:
    """The level after one more change."""
    name = f"level_{change}"
    work.step(name, f"{level} + {change}")
    return name


def _bar(work: Workings, name: str, kind: str, value: str, start: str, end: str) -> dict[str, object]:
    first = work.number(start) if start else 0.0
    return {"name": name, "kind": kind, "value": work.number(value), "start": first, "end": work.number(end)}


def _residual(work: Workings) -> float | None:
    """The residual as a share of the change; large ones are a problem to look at."""
    if not work.number("change"):
        work.note("calc.bridge_no_change", "residual_percent")
        return None
    percent = work.step("residual_percent", "residual / abs(change) * 100")
    if percent is not None and abs(percent) > 10:
        work.problem("calc.bridge_residual", Severity.WARNING, "after", found=f"{percent:.3g}")
    return percent


def _contributions(work: Workings, given: Waterfall) -> list[dict[str, object]]:
    """Each effect as per cent of the whole change."""
    if not work.number("change"):
        return []
    found: list[dict[str, object]] = []
    for at, entry in enumerate(given.effects, 1):
        share = work.step(
            f"share_{at}", f"effect_{at} / change * 100", result="contribution_percent", member=str(at - 1)
        )
        found.append({"name": entry.name, "contribution_percent": share})
    return found


METHOD = Method("waterfall", Text("前后对比桥图", "Before and after bridge"), "1", Waterfall, compute)
