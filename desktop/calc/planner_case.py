"""A planning case: today's indicators, what each option changes, and what any set of options comes to, exactly.

Changes are added up; of the levels that options bring a qualitative indicator to, the best one counts. Whether a set
reaches the level is never decided here but asked of ``grade``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.calc import grade
from desktop.calc.grade_index import weigh
from desktop.calc.grade_input import inline_system
from desktop.calc.grade_reached import Reached, reach
from desktop.calc.grade_system import LEVELS, NOT_REACHED, Indicator, System, find_system, level_name
from desktop.calc.planner_input import Change, Option, Overlap, Planner, check_planner
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.expr.rounding import rounded
from desktop.model.errors import AuditError

DECIMALS = 9
"""Sums of changes are rounded here, so that 13.3 − 0.3 meets a baseline of 13."""

Chosen = frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one indicator: an amount added to a number, or a level reached by a qualitative one."""

    amount: float
    level: int
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """A change that comes about where all of ``of`` are chosen: an option alone, or an overlap of several."""

    of: Chosen
    path: str
    saving: float | None
    effects: Mapping[str, Effect]
    quantities: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the search needs to know; names are short ids, options in the order of their names."""

    given: Planner
    library: Library
    system: System
    options: tuple[Option, ...]
    parts: tuple[Part, ...]
    rows: Mapping[str, Reached]
    points: Mapping[str, float] | None
    bound: Chosen

    def cost(self, chosen: Iterable[str]) -> float:
        """Investment as far as known."""
        wanted = set(chosen)
        return rounded(math.fsum(one.cost or 0.0 for one in self.options if one.name in wanted), DECIMALS)

    def saving(self, chosen: Chosen) -> float:
        """Yearly saving as far as known."""
        return rounded(math.fsum(one.saving or 0.0 for one in self.parts if one.of <= chosen), DECIMALS)

    def value(self, name: str, chosen: Chosen) -> float | str | None:
        """An indicator after a set."""
        row = self.rows[name]
        effects = [one.effects[name] for one in self.parts if one.of <= chosen and name in one.effects]
        if not effects or not row.applies or row.value is None:
            return row.value
        if isinstance(row.value, int | float) and row.indicator.compares:
            return rounded(math.fsum([row.value, *(one.amount for one in effects)]), DECIMALS)
        best = min(one.level for one in effects)
        now = NOT_REACHED if row.level is None else row.level
        return level_name(best) if best < now else row.value

    def amount(self, name: str, chosen: Chosen) -> float | None:
        """A yearly amount after a set."""
        before = (self.given.quantities or {})[name].before
        if before is None:
            return None
        changes = [one.quantities[name] for one in self.parts if one.of <= chosen and name in one.quantities]
        return rounded(math.fsum([before, *changes]), DECIMALS)

    def grade(self, chosen: Chosen) -> MethodResult:
        """What ``grade`` says after a set."""
        given = self.given
        values = {name: self.value(name, chosen) for name in self.rows}
        kept = [one for one in grade.Grade.__struct_fields__ if one not in ("values", "judged")]
        fields = {one: getattr(given, one) for one in kept}
        return grade.compute(grade.Grade(values=values, **fields), self.library)

    @property
    def levels(self) -> tuple[int, ...]:
        """Levels that satisfy the target; a new project has no level III."""
        last = LEVELS.index(self.given.target) + 1
        return tuple(range(1, (min(last, 2) if self.given.project == "new" else last) + 1))


def given_values(given: Planner) -> dict[str, float | str | None]:
    """Values and levels judged, as one."""
    return {**(given.values or {}), **(given.judged or {})}


def system_of(given: Planner, library: Library) -> System:
    """The indicator system, with the names in the input checked against it.

    Raises:
        AuditError: as ``check_planner``; ``calc.unknown_system`` and what is wrong with a system typed in.
    """
    source = grade.asked(given)
    system = find_system(library, source) if isinstance(source, str) else inline_system(source)
    known = {one.id for one in system.indicators}
    check_planner(given, known | {f"{system.id}.{one}" for one in known if system.id})
    return system


def make_case(given: Planner, library: Library, system: System) -> Case:
    """The case with today's indicators judged; the system has an index.

    Raises:
        AuditError: as ``grade``; ``calc.number_needed`` or ``calc.level_needed`` where a change is not what its
            indicator takes.
    """
    prefix = f"{system.id}." if system.id else ""
    indicators = {one.id: one for one in system.indicators}
    work = Workings(library)
    variables = {
        name: work.give(name, number, f"variables.{name}") for name, number in (given.variables or {}).items()
    }
    values = {name.removeprefix(prefix): value for name, value in given_values(given).items()}
    without = {name.removeprefix(prefix) for name in given.not_applicable or {}}
    rows = {
        one.id: reach(work, one, number, values.get(one.id), one.id not in without, variables)  # type: ignore[arg-type]  # as grade does
        for number, one in enumerate(system.indicators, 1)
    }
    parts = [
        _part(one, f"options[{at}]", library, indicators, prefix) for at, one in enumerate(given.options)
    ]
    parts += [
        _part(one, f"overlaps[{at}]", library, indicators, prefix)
        for at, one in enumerate(given.overlaps or [])
    ]
    options = tuple(sorted(given.options, key=lambda one: one.name))
    return Case(
        given,
        library,
        system,
        options,
        tuple(sorted(parts, key=lambda one: (len(one.of), sorted(one.of)))),
        rows,
        _points(work, given, system, rows, prefix),
        _bound(given.options),
    )


def _part(
    change: Change, path: str, library: Library, indicators: Mapping[str, Indicator], prefix: str
) -> Part:
    effects: dict[str, Effect] = {}
    for name, value in (change.indicators or {}).items():
        indicator = indicators[name.removeprefix(prefix)]
        place = f"{path}.indicators.{name}"
        effects[indicator.id] = _effect(indicator, value, place, library)
    saving = change.annual_saving if isinstance(change, Option | Overlap) else None
    of = frozenset(change.between) if isinstance(change, Overlap) else frozenset({_name(change)})
    return Part(of, path, saving, effects, change.quantities or {})


def _name(change: Any) -> str:
    return str(change.name)


def _effect(indicator: Indicator, value: float | str, place: str, library: Library) -> Effect:
    if indicator.compares:
        if isinstance(value, str):
            raise AuditError("calc.number_needed", path=place, found=value)
        return Effect(value, NOT_REACHED, place)
    try:
        level = reach(Workings(library), indicator, 1, value, True, {}).level
    except AuditError as error:
        raise AuditError(error.code, **{**error.params, "path": place}) from error
    return Effect(0.0, NOT_REACHED if level is None else level, place)


def _points(
    work: Workings, given: Planner, system: System, rows: Mapping[str, Reached], prefix: str
) -> Mapping[str, float] | None:
    """What each indicator weighs in the index, in points of 100; ``None`` where a weight is not known."""
    shares = {name.removeprefix(prefix): share for name, share in (given.shares or {}).items()}
    weights = weigh(work, system, rows, shares, given.empty_group == "keep")
    if weights is None:
        return None
    return {
        one.id: 100
        * (work.number(weights.rows[one.id]) or 0.0)
        * (work.number(weights.groups[position]) or 0.0)
        for position, group in enumerate(system.groups, 1)
        for one in group.indicators
        if one.id in weights.rows
    }


def _bound(options: Iterable[Option]) -> Chosen:
    """What has to be done: forced options, and whatever they require."""
    by_name = {one.name: one for one in options}
    found: set[str] = set()
    open_ = [one.name for one in by_name.values() if one.forced]
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_ += by_name[name].requires or []
    return frozenset(found)


def sign(row: Reached) -> float:
    """1 where smaller is better, −1 where larger is."""
    return 1.0 if row.indicator.direction in ("<=", "<") else -1.0


def baseline(row: Reached, level: int) -> float | None:
    """The baseline that lets a number into a level or a better one; ``None`` for what is judged."""
    if not row.indicator.compares:
        return None
    known = [one for one in row.baselines[:level] if isinstance(one, int | float)]
    if not known:
        return None
    return float(max(known) if sign(row) > 0 else min(known))
