"""Distance-to-level planner 达级测算: the cheapest set of options that reaches a level within limits and budget.

An estimate, not an audit conclusion (design 5). Effects are added up, overlaps of options with them; the cheapest set
is found as a mixed-integer problem, exactly, and every set shown was confirmed by ``grade``. What the law asks for is
always in. Where a limiting value or a limited amount is not known, nothing is reachable. No spreadsheet form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from desktop.calc import grade
from desktop.calc.grade_system import LEVELS, System
from desktop.calc.method import Method
from desktop.calc.planner_blocking import Entry, blocked, conflicts, shortfalls, unknowns
from desktop.calc.planner_case import Case, make_case, system_of
from desktop.calc.planner_input import Planner
from desktop.calc.planner_search import Found, Outcome, Watch, closest, search
from desktop.calc.planner_steps import write_steps
from desktop.calc.result import MethodResult, Note
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.text import Text

ESTIMATE = Text("估算，不是审核结论", "Estimate, not an audit conclusion")


def plan(given: Planner, library: Library, watch: Watch) -> MethodResult:
    """The planner with somebody watching, who may stop it between two sets by raising."""
    system = system_of(given, library)
    work = Workings(library)
    work.note("calc.planner_estimate", "chosen")
    today = _today(given, library)
    if system.rule != "index" or not today.values["complete"] or today.values["distance"] is None:
        return work.result(_ungraded(library, given, system, today))
    case = make_case(given, library, system)
    reasons = [*conflicts(case), *unknowns(case)]
    outcome = Outcome((), (), complete=True) if reasons else search(case, watch)
    chosen = outcome.sets[0] if outcome.sets else None
    status = "reached" if chosen else "not_reachable"
    nearest: Found | None = None
    if chosen is None and not any(one["kind"] == "conflict" for one in reasons):
        nearest = closest(case, watch)
        reasons += shortfalls(case, nearest)
        if not outcome.complete:
            status = "undecided"
        if not reasons:
            reasons += _from_grade(library, nearest.grade)
    _say(work, case, outcome, chosen, today)
    if chosen is not None:
        write_steps(work, case, chosen.chosen)
    shown = chosen or nearest
    return work.result(
        {
            **_head(given, status),
            "chosen": _names(case, chosen),
            "forced": [one.name for one in given.options if one.name in case.bound],
            "cost": work.number("cost"),
            "annual_saving": work.number("annual_saving"),
            "before": _level(today),
            "after": _level(chosen.grade) if chosen else None,
            "indicators": _indicators(case, today, shown),
            "quantities": _quantities(case, shown),
            "next_best": [_set(case, one) for one in outcome.sets[1:]],
            "blocking": reasons,
            "closest": _set(case, nearest) if nearest else None,
            "disagreements": [_set(case, one) for one in outcome.refused],
            "left_out": [
                one.name for one in given.options if one.cost is None and one.name not in case.bound
            ],
        }
    )


def compute(given: Planner, library: Library) -> MethodResult:
    """Plan without anybody watching."""
    return plan(given, library, lambda _sets: None)


def _today(given: Planner, library: Library) -> MethodResult:
    fields = grade.Grade.__struct_fields__
    return grade.compute(grade.Grade(**{name: getattr(given, name) for name in fields}), library)


def _head(given: Planner, status: str) -> dict[str, object]:
    return {"title": {"zh": ESTIMATE.zh, "en": ESTIMATE.en}, "status": status, "target": given.target}


def _ungraded(library: Library, given: Planner, system: System, today: MethodResult) -> dict[str, object]:
    """No level can be told under this system, whatever is done."""
    return {
        **_head(given, "not_reachable"),
        "chosen": None,
        "forced": [one.name for one in given.options if one.forced],
        "cost": None,
        "annual_saving": None,
        "before": _level(today),
        "after": None,
        "indicators": [],
        "quantities": [],
        "next_best": [],
        "blocking": _from_grade(library, today, system),
        "closest": None,
        "disagreements": [],
        "left_out": [],
    }


def _from_grade(library: Library, found: MethodResult, system: System | None = None) -> list[Entry]:
    """Why ``grade`` gives no level, in its own words."""
    notes = [one for one in found.notes if one.about == "level"] or [Note("calc.grade_no_composite", "level")]
    name = system.id if system and system.id else "system"
    return [blocked(library, "system", name, Note(one.code, "system", one.params)) for one in notes]


def _say(work: Workings, case: Case, outcome: Outcome, chosen: Found | None, today: MethodResult) -> None:
    """Conventions and doubts."""
    _say_left_out(work, case)
    for found in outcome.refused:
        work.note("calc.planner_disagree", "disagreements", names="、".join(sorted(found.chosen)) or "–")
    if not outcome.complete:
        work.note("calc.planner_undecided", "status", count=len(outcome.refused))
    if chosen is None:
        return
    if not chosen.chosen - case.bound and today.values["level_low"] in [LEVELS[at - 1] for at in case.levels]:
        work.note("calc.planner_already", "chosen")
    if chosen.grade.values["level"] is None:
        level = case.given.target
        word = Text("ⅠⅡⅢ"[LEVELS.index(level)], level)
        work.note("calc.planner_at_least", "after", level=word)
    if case.bound:
        work.note("calc.planner_forced", "chosen", names="、".join(sorted(case.bound)))


def _say_left_out(work: Workings, case: Case) -> None:
    """Costs that are not known, effects that cannot be counted."""
    for one in case.options:
        if one.cost is None:
            code = "calc.planner_cost_not_counted" if one.name in case.bound else "calc.planner_left_out"
            work.note(code, "cost", name=one.name)
    for part in case.parts:
        for name, effect in part.effects.items():
            row = case.rows[name]
            if not row.applies:
                work.note("calc.planner_not_applicable", effect.path, name=row.indicator.name)
            elif row.value is None:
                work.note("calc.planner_value_missing", effect.path, name=row.indicator.name)


def _level(found: MethodResult) -> dict[str, object]:
    """What ``grade`` says, in short."""
    names = (
        "level",
        "level_name",
        "level_low",
        "level_high",
        "Y",
        "limiting_worst",
        "missing",
        "undetermined",
    )
    return {name: found.values.get(name) for name in names}


def _names(case: Case, found: Found | None) -> list[str] | None:
    """The set in the order of the input."""
    return None if found is None else [one.name for one in case.given.options if one.name in found.chosen]


def _set(case: Case, found: Found) -> dict[str, object]:
    return {
        "chosen": _names(case, found),
        "cost": case.cost(found.chosen),
        "annual_saving": case.saving(found.chosen),
        **{name: found.grade.values[name] for name in ("level", "level_low", "level_high", "Y", "blocking")},
    }


def _indicators(case: Case, today: MethodResult, found: Found | None) -> list[dict[str, object]]:
    """Every indicator that applies, before and after the set shown."""
    before = cast("Mapping[str, str]", today.values["levels"])
    after = cast("Mapping[str, str]", found.grade.values["levels"]) if found else {}
    entries = cast("Mapping[str, Mapping[str, object]]", today.values["indicators"])
    return [
        {
            "indicator": name,
            "name": entries[name]["name"],
            "unit": entries[name]["unit"],
            "limiting": entries[name]["limiting"],
            "baselines": entries[name]["baselines"],
            "points": entries[name]["points"],
            "standing": entries[name]["standing"],
            "before": row.value,
            "after": case.value(name, found.chosen) if found else None,
            "level_before": before[name],
            "level_after": after.get(name),
        }
        for name, row in case.rows.items()
        if row.applies
    ]


def _quantities(case: Case, found: Found | None) -> list[dict[str, object]]:
    shown: list[dict[str, object]] = []
    for name, one in (case.given.quantities or {}).items():
        after = case.amount(name, found.chosen) if found else None
        within = None if after is None or one.limit is None else after <= one.limit
        shown.append(
            {
                "quantity": name,
                "kind": one.kind,
                "unit": one.unit or None,
                "before": one.before,
                "after": after,
                "limit": one.limit,
                "within": within,
            }
        )
    return shown


METHOD = Method(
    "planner",
    Text(f"达级测算（{ESTIMATE.zh}）", f"Distance to level ({ESTIMATE.en.lower()})"),
    "1",
    Planner,
    compute,
    open=frozenset({"values", "judged"}),  # a missing value counts as grade counts it
)
