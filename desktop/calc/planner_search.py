"""The search: cheapest sets first, each one confirmed by ``grade`` before it counts; else what stands in the way.

Equal cost: fewer options, then the larger saving. The problem is a slight relaxation, so no set that reaches the level
is lost, and one that only seems to is refused by ``grade`` and told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.calc.grade_system import LEVELS
from desktop.calc.planner_case import Case, Chosen
from desktop.calc.planner_milp import SLACK, Terms
from desktop.calc.planner_model import Model, build
from desktop.calc.result import MethodResult

MOST_REFUSED = 50

Watch = Callable[[int], None]
"""Told how many sets were looked at; may raise to stop the search."""


@dataclass(frozen=True, slots=True)
class Found:
    """A set with what ``grade`` says of it."""

    chosen: Chosen
    grade: MethodResult


@dataclass(frozen=True, slots=True)
class Outcome:
    """Sets that reach the level, cheapest first; sets only the additive model let through; whether nothing was left
    open."""

    sets: tuple[Found, ...]
    refused: tuple[Found, ...]
    complete: bool


def search(case: Case, watch: Watch) -> Outcome:
    """The cheapest set and the next best; each leaves out something of every one before it."""
    from desktop.calc.planner_solve import minimise  # the solver is loaded when somebody plans, not at start

    model = build(case, case.levels)
    sets: list[Found] = []
    refused: list[Found] = []
    while len(sets) <= case.given.alternatives:
        watch(len(sets) + len(refused))
        chosen = _best(model, minimise)
        if chosen is None:
            break
        found = Found(chosen, case.grade(chosen))
        if not reaches(case, found.grade) or beyond_limits(case, chosen):
            refused.append(found)
            if len(refused) >= MOST_REFUSED:
                return Outcome(tuple(sets), tuple(refused), complete=False)
            model.exclude(chosen)
            continue
        sets.append(found)
        if not chosen - case.bound:
            break  # every other set holds this one
        model.beyond(chosen - case.bound)
    return Outcome(tuple(sets), tuple(refused), complete=True)


def closest(case: Case, watch: Watch) -> Found:
    """The set that misses the target by the fewest demands, and these by the least; then the cheapest such."""
    from desktop.calc.planner_solve import minimise

    watch(0)
    model = build(case, case.levels[-1:], waivable=True)
    costs = _costs(case, model)
    chosen = _narrow(model, minimise, [dict.fromkeys(model.waived, 1.0), model.short, costs, _count(model)])
    chosen = case.bound if chosen is None else chosen
    return Found(chosen, case.grade(chosen))


def reaches(case: Case, grade: MethodResult) -> bool:
    """Whether ``grade`` confirms the target: at both ends, no limiting value missing, the system complete."""
    values = grade.values
    wanted = [LEVELS[at - 1] for at in case.levels]
    return (
        bool(values.get("complete"))
        and values.get("level_low") in wanted
        and values.get("level_high") in wanted
        and not missing_limiting(case)
    )


def missing_limiting(case: Case) -> list[str]:
    """Limiting indicators without a value: no set of options gives them one."""
    return [
        name
        for name, row in case.rows.items()
        if row.applies and row.indicator.limiting and row.value is None
    ]


def missing_amounts(case: Case) -> list[str]:
    """Amounts with a limit of which nobody knows how large they are."""
    amounts = case.given.quantities or {}
    return [name for name, one in amounts.items() if one.limit is not None and one.before is None]


def beyond_limits(case: Case, chosen: Chosen) -> bool:
    """Whether a set breaks a limit or the budget, computed exactly."""
    for name, one in (case.given.quantities or {}).items():
        after = case.amount(name, chosen)
        if one.limit is not None and after is not None and after > one.limit:
            return True
    budget = case.given.budget
    return budget is not None and case.cost(chosen) > budget


def _best(model: Model, minimise: Callable[..., list[float] | None]) -> Chosen | None:
    """The cheapest set; of equally dear ones the smallest, of these the one that saves most."""
    case = model.case
    savings: Terms = {}
    for part, at in zip(case.parts, model.parts, strict=True):
        savings[at] = savings.get(at, 0.0) - (part.saving or 0.0)
    return _narrow(model, minimise, [_costs(case, model), _count(model), savings])


def _narrow(model: Model, minimise: Callable[..., list[float] | None], goals: list[Terms]) -> Chosen | None:
    """One goal after the other, each held at its best for those that follow."""
    problem = model.problem.copy()
    found: list[float] | None = None
    for goal in goals:
        better = minimise(problem, goal)
        if better is None:
            break
        found = better
        problem.row(
            goal, high=_at(goal, better) + SLACK * max((abs(one) for one in goal.values()), default=0.0)
        )
    return None if found is None else model.read(found)


def _at(goal: Mapping[int, float], values: list[float]) -> float:
    return sum(one * values[at] for at, one in goal.items())


def _costs(case: Case, model: Model) -> Terms:
    return {model.chosen[one.name]: one.cost or 0.0 for one in case.options}


def _count(model: Model) -> Terms:
    return dict.fromkeys(model.chosen.values(), 1.0)
