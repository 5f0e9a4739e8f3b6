"""The case as a mixed-integer problem: a binary for each option, and one for each level an indicator reaches.

An indicator after a set is linear in the options. ``reaches`` is 1 only where it meets the baseline (a big-M row, M the
farthest the options can carry it); the index adds the points of the rows that reach the level; the level asks for
limiting rows and index together. Demands may be made waivable, to find out what stands in the way when no set does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.calc.grade_reached import Reached
from desktop.calc.grade_verdict import THRESHOLDS
from desktop.calc.planner_case import Case, Chosen, baseline, sign
from desktop.calc.planner_milp import SLACK, Milp, Terms

Truth = bool | int
"""Decided, or the variable that says it."""


@dataclass(slots=True)
class Model:
    """The problem with what its variables mean. ``waived``: a binary for each demand given up; ``short`` by how much
    it is missed, as a share of its size."""

    case: Case
    problem: Milp
    chosen: dict[str, int]
    parts: list[int]
    waivable: bool
    waived: list[int] = field(default_factory=list)
    short: Terms = field(default_factory=dict)
    _reached: dict[tuple[str, int], Truth] = field(default_factory=dict)

    def exclude(self, chosen: Chosen) -> None:
        """Not exactly this set again."""
        terms = {at: -1.0 if name in chosen else 1.0 for name, at in self.chosen.items()}
        self.problem.row(terms, low=1 - len(chosen))

    def beyond(self, chosen: Chosen) -> None:
        """Not this set again, nor this set with more added."""
        self.problem.row({self.chosen[name]: 1.0 for name in chosen}, high=len(chosen) - 1)

    def read(self, values: list[float]) -> Chosen:
        """The set a solution stands for."""
        return frozenset(name for name, at in self.chosen.items() if values[at] > 0.5)


def build(case: Case, levels: Iterable[int], waivable: bool = False) -> Model:
    """The problem of reaching one of ``levels`` within all limits."""
    problem = Milp()
    chosen: dict[str, int] = {}
    for one in case.options:
        bound = one.name in case.bound
        chosen[one.name] = problem.binary(int(bound), int(bound or one.cost is not None))
    parts = [_part_variable(problem, [chosen[name] for name in sorted(part.of)]) for part in case.parts]
    model = Model(case, problem, chosen, parts, waivable)
    for one in case.options:
        for name in one.requires or []:
            problem.row({chosen[one.name]: 1.0, chosen[name]: -1.0}, high=0)
    for group in case.given.exclusive or []:
        problem.row({chosen[name]: 1.0 for name in group}, high=1)
    _limits(model)
    gates = {level: problem.binary() for level in levels}
    problem.row(dict.fromkeys(gates.values(), 1.0), low=1)
    for level, gate in gates.items():
        _level(model, level, gate)
    return model


def _part_variable(problem: Milp, members: list[int]) -> int:
    """1 where all members are chosen: the option's own binary, or one tied to several."""
    if len(members) == 1:
        return members[0]
    both = problem.binary()
    for one in members:
        problem.row({both: 1.0, one: -1.0}, high=0)
    problem.row({both: 1.0, **dict.fromkeys(members, -1.0)}, low=1 - len(members))
    return both


def _limits(model: Model) -> None:
    """Amounts within their limits where both are known, and the budget."""
    case = model.case
    for name, one in (case.given.quantities or {}).items():
        if one.limit is None or one.before is None:
            continue
        terms: Terms = {}
        for part, at in zip(case.parts, model.parts, strict=True):
            if part.quantities.get(name):
                terms[at] = terms.get(at, 0.0) + part.quantities[name]
        _at_most(model, terms, one.limit - one.before, max(abs(one.limit), abs(one.before)))
    if case.given.budget is not None:
        costs = {model.chosen[one.name]: one.cost for one in case.options if one.cost}
        _at_most(model, costs, case.given.budget, math.fsum(costs.values()))


def _level(model: Model, level: int, gate: int) -> None:
    """Where the gate is open: limiting rows at the level or better, enough points, and what level I asks on top."""
    case = model.case
    applying = {name: row for name, row in case.rows.items() if row.applies}
    for name, row in applying.items():
        limiting = bool(row.indicator.limiting)
        wanted = level if limiting else 2
        if row.value is None or not (limiting or (case.system.others_at_ii and level == 1)):
            continue  # a missing limiting value is told apart; any other counts as nought points
        bar, way = baseline(row, wanted), sign(row)
        if model.waivable and bar is not None and isinstance(row.value, int | float):
            terms = {at: one * way for at, one in _terms(model, name).items()}
            _at_most(model, terms, (bar - row.value) * way, max(abs(bar), abs(row.value)))
            continue
        _hold(model, _reaches(model, name, wanted), gate)
    points: Terms = {}
    sure = 0.0
    for name, row in applying.items():
        share = (case.points or {}).get(name, 0.0)
        member = _member(model, name, row, level) if row.value is not None else False
        if member is True:
            sure += share
        elif member is not False:
            points[member] = points.get(member, 0.0) + share
    wanted_points = THRESHOLDS[level - 1] - SLACK * 100
    if model.waivable:
        _at_most(model, {at: -one for at, one in points.items()}, sure - wanted_points, 100.0)
    else:
        model.problem.row({**points, gate: -wanted_points}, low=-sure)


def _hold(model: Model, truth: Truth, gate: int) -> None:
    """The gate opens only where it is true, unless that is waived."""
    if truth is True:
        return
    terms: Terms = {gate: -1.0}
    if truth is not False:
        terms[truth] = 1.0
    if model.waivable:
        waiver = model.problem.binary()
        model.waived.append(waiver)
        model.short[waiver] = 1.0
        terms[waiver] = 1.0
    model.problem.row(terms, low=0)


def _at_most(model: Model, terms: Terms, high: float, size: float) -> None:
    """Σ terms ≤ high, unless that is waived."""
    size = size or 1.0
    farthest = math.fsum(one for one in terms.values() if one > 0) - high
    if farthest <= 0:
        return
    terms = dict(terms)
    if model.waivable:
        waiver, missed = model.problem.binary(), model.problem.amount()
        model.waived.append(waiver)
        model.short[missed] = 1.0
        model.problem.row({missed: 1.0, waiver: -(farthest / size + 1)}, high=0)
        terms[missed] = -size
    model.problem.row(terms, high=high + SLACK * size)


def _member(model: Model, name: str, row: Reached, level: int) -> Truth:
    """Whether a row scores for a level: reached it or better, or exactly it where membership is exact."""
    if model.case.given.membership == "nested":
        return _reaches(model, name, level)
    alike = row.equals[level - 1]
    worse, better = max(alike), min(alike) - 1
    reached = _reaches(model, name, worse)
    over = _reaches(model, name, better) if better else False
    if reached is False or over is True:
        return False
    if over is False:
        return reached
    inside = model.problem.binary()
    if reached is not True:
        model.problem.row({inside: 1.0, reached: -1.0}, high=0)
    _not_over(model, name, row, better, inside)
    return inside


def _not_over(model: Model, name: str, row: Reached, better: int, inside: int) -> None:
    """Inside only where the better level is missed."""
    if not row.indicator.compares:
        for part, at in zip(model.case.parts, model.parts, strict=True):
            effect = part.effects.get(name)
            if effect is not None and effect.level <= better:
                model.problem.row({inside: 1.0, at: 1.0}, high=1)
        return
    bar, way = baseline(row, better), sign(row)
    if bar is None or not isinstance(row.value, int | float):
        return
    terms = {at: one * way for at, one in _terms(model, name).items()}
    room = (bar - row.value) * way
    farthest = room - math.fsum(one for one in terms.values() if one < 0)
    size = max(abs(bar), abs(row.value), 1e-12)
    model.problem.row({**terms, inside: -farthest}, low=room - farthest - SLACK * size)


def _reaches(model: Model, name: str, level: int) -> Truth:
    """Whether an indicator reaches a level or a better one."""
    known = model._reached.get((name, level))
    if known is None:
        known = model._reached[name, level] = _make_reaches(model, name, level)
    return known


def _make_reaches(model: Model, name: str, level: int) -> Truth:
    row = model.case.rows[name]
    now = bool(row.met[level - 1])
    if not row.indicator.compares:
        helping = [
            at
            for part, at in zip(model.case.parts, model.parts, strict=True)
            if name in part.effects and part.effects[name].level <= level
        ]
        if now or not helping:
            return now
        reached = model.problem.binary()
        model.problem.row({reached: 1.0, **dict.fromkeys(helping, -1.0)}, high=0)
        return reached
    terms, way, bar = _terms(model, name), sign(row), baseline(row, level)
    if not terms or bar is None or not isinstance(row.value, int | float):
        return now
    terms = {at: one * way for at, one in terms.items()}
    size = max(abs(bar), abs(row.value), 1e-12)
    room = (bar - row.value) * way + SLACK * size
    farthest = math.fsum(one for one in terms.values() if one > 0) - room
    if farthest <= 0:
        return True
    if math.fsum(one for one in terms.values() if one < 0) > room:
        return False
    reached = model.problem.binary()
    model.problem.row({**terms, reached: farthest}, high=room + farthest)
    return reached


def _terms(model: Model, name: str) -> Terms:
    """What each part adds to an indicator."""
    terms: Terms = {}
    for part, at in zip(model.case.parts, model.parts, strict=True):
        effect = part.effects.get(name)
        if effect is not None and effect.amount:
            terms[at] = terms.get(at, 0.0) + effect.amount
    return terms
