"""The set that was found, as steps: what was chosen by the solver, and what its sums come to."""

from __future__ import annotations

from desktop.calc.planner_case import DECIMALS, Case, Chosen
from desktop.calc.workings import Workings, listed


def write_steps(work: Workings, case: Case, chosen: Chosen) -> None:
    """``cost`` and ``annual_saving``, then each indicator and amount that the set changes."""
    parts = [one for one in case.parts if one.of <= chosen]
    names = [one.name for one in case.given.options]
    work.count("chosen cost", names)
    rows = {row.number: row.indicator.name for row in case.rows.values()}
    work.count("value value_after change", rows)
    work.count("saving", ["、".join(sorted(one.of)) for one in parts])
    work.count("amount amount_after", case.given.quantities or {})
    costs = []
    for at, one in enumerate(case.given.options):
        if one.name in chosen:
            work.found(f"chosen_{at + 1}", 1, "calc.planner_by_solver")
            if one.cost is not None:
                costs.append(work.give(f"cost_{at + 1}", one.cost, f"options[{at}].cost"))
    _sum(work, "cost", costs)
    _sum(
        work,
        "annual_saving",
        [
            work.give(f"saving_{number}", one.saving, f"{one.path}.annual_saving")
            for number, one in enumerate(parts, 1)
            if one.saving is not None
        ],
    )
    for name, row in case.rows.items():
        effects = [one.effects[name] for one in parts if name in one.effects]
        if effects and row.applies and row.indicator.compares and isinstance(row.value, int | float):
            terms = [work.give(f"value_{row.number}", row.value, f"values.{name}")]
            terms += [
                work.give(f"change_{row.number}_{at}", one.amount, one.path)
                for at, one in enumerate(effects, 1)
            ]
            _sum(work, f"value_{row.number}_after", terms, "value_after", name)
    for number, (name, amount) in enumerate((case.given.quantities or {}).items(), 1):
        changes = [(one.quantities[name], one.path) for one in parts if name in one.quantities]
        if changes and amount.before is not None:
            terms = [work.give(f"amount_{number}", amount.before, f"quantities.{name}.before")]
            terms += [
                work.give(f"amount_{number}_{at}", one, f"{path}.quantities.{name}")
                for at, (one, path) in enumerate(changes, 1)
            ]
            _sum(work, f"amount_{number}_after", terms, "amount_after", name)


def _sum(work: Workings, name: str, terms: list[str], result: str = "", member: str = "") -> None:
    """Rounded where rounding noise would decide, as in the search."""
    total = f"round({listed(terms, 'sum')}, {DECIMALS})" if terms else "0"
    work.step(name, total, result=result, member=member)
