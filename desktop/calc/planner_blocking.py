"""Why the target cannot be reached: what is unknown, and by how much the closest set misses each demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from desktop.calc.grade_system import LEVELS
from desktop.calc.grade_verdict import THRESHOLDS
from desktop.calc.planner_case import Case, baseline
from desktop.calc.planner_search import Found, missing_amounts, missing_limiting
from desktop.calc.result import Note, noted
from desktop.content.library import Library
from desktop.model.text import Text

Entry = dict[str, object]
_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">"}


def blocked(
    library: Library,
    kind: str,
    name: str,
    note: Note,
    found: float | str | None = None,
    needed: float | str | None = None,
    gap: float | None = None,
) -> Entry:
    """One thing in the way: what is found, what is needed, the gap between them, and the sentence."""
    return {
        "kind": kind, "name": name, "found": found, "needed": needed, "gap": gap, **note.words(library),
    }  # fmt: skip


def unknowns(case: Case) -> Iterator[Entry]:
    """What nobody knows, so that nothing can be shown: limiting indicators, limited amounts, costs under a budget."""
    for name in missing_limiting(case):
        note = noted("calc.planner_limiting_unknown", f"values.{name}", name=_title(case, name))
        yield blocked(case.library, "missing", name, note)
    for name in missing_amounts(case):
        note = noted("calc.planner_amount_unknown", f"quantities.{name}.before", name=name)
        yield blocked(case.library, "missing", name, note)
    if case.given.budget is not None:
        for at, one in enumerate(case.given.options):
            if one.name in case.bound and one.cost is None:
                note = noted("calc.planner_cost_unknown", f"options[{at}].cost", name=one.name)
                yield blocked(case.library, "missing", one.name, note)


def conflicts(case: Case) -> Iterator[Entry]:
    """What the law asks for, with what it requires, excludes itself."""
    for at, group in enumerate(case.given.exclusive or []):
        names = [name for name in group if name in case.bound]
        if len(names) > 1:
            note = noted("calc.planner_conflict", f"exclusive[{at}]", names="、".join(names))
            yield blocked(case.library, "conflict", names[0], note)


def shortfalls(case: Case, found: Found) -> Iterator[Entry]:
    """What a set misses, each with the gap; figures are those of ``grade``."""
    level = case.levels[-1]
    yield from _indicators(case, found, level)
    index = cast("Mapping[str, Mapping[str, float | None]]", found.grade.values["Y"])
    reached = index[LEVELS[level - 1]]["low"]
    threshold = float(THRESHOLDS[level - 1])
    if reached is not None and round(reached, 9) < threshold:
        gap = threshold - reached
        note = noted(
            "calc.planner_score_short", "Y", level=_level(level), found=_said(reached),
            needed=_said(threshold), gap=_said(gap),
        )  # fmt: skip
        yield blocked(case.library, "score", f"Y_{LEVELS[level - 1]}", note, reached, threshold, gap)
    yield from _amounts(case, found)


def _indicators(case: Case, found: Found, level: int) -> Iterator[Entry]:
    levels = cast("Mapping[str, str | None]", found.grade.values["levels"])
    for name, row in case.rows.items():
        limiting = bool(row.indicator.limiting)
        wanted = level if limiting else 2
        asked = limiting or (case.system.others_at_ii and level == 1)
        if not row.applies or not asked or row.value is None or levels[name] in LEVELS[:wanted]:
            continue
        value, bar = case.value(name, found.chosen), baseline(row, wanted)
        title = _title(case, name)
        if bar is None or not isinstance(value, int | float):
            words = row.baselines[wanted - 1]
            note = noted(
                "calc.planner_judged_short", f"values.{name}", name=title, level=_level(wanted),
                needed=words if words is not None else LEVELS[wanted - 1],
            )  # fmt: skip
            yield blocked(case.library, "indicator", name, note, value, words)
            continue
        gap = abs(value - bar)
        needed = f"{_SIGNS[row.indicator.direction]} {_said(bar)}"
        note = noted(
            "calc.planner_indicator_short", f"values.{name}", name=title, level=_level(wanted),
            found=_said(value), needed=needed, gap=_with(gap, row.indicator.unit),
        )  # fmt: skip
        yield blocked(case.library, "indicator", name, note, value, bar, gap)


def _amounts(case: Case, found: Found) -> Iterator[Entry]:
    for name, one in (case.given.quantities or {}).items():
        after = case.amount(name, found.chosen)
        if one.limit is None or after is None or after <= one.limit:
            continue
        gap = after - one.limit
        note = noted(
            "calc.planner_amount_over", f"quantities.{name}.limit", name=name, found=_said(after),
            needed=_said(one.limit), gap=_with(gap, one.unit),
        )  # fmt: skip
        yield blocked(case.library, "quantity", name, note, after, one.limit, gap)
    budget, cost = case.given.budget, case.cost(found.chosen)
    if budget is not None and cost > budget:
        gap = cost - budget
        note = noted(
            "calc.planner_budget_over", "budget", found=_said(cost), needed=_said(budget), gap=_said(gap)
        )
        yield blocked(case.library, "budget", "budget", note, cost, budget, gap)


def _title(case: Case, name: str) -> Text:
    return case.rows[name].indicator.name


def _said(number: float) -> str:
    return f"{number:.6g}"


def _with(gap: float, unit: str) -> str:
    """A gap with its unit, where it has one."""
    return f"{_said(gap)} {unit}".rstrip()


def _level(at: int) -> Text:
    """The number of a level as each language writes it."""
    return Text("ⅠⅡⅢ"[at - 1], LEVELS[at - 1])
