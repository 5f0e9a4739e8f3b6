"""The planner over an audit: options, rules and limits gathered, effects on indicators computed by the engine.

What an option does to an indicator is tried: the quantities of the base year less its savings, and the indicator
computed again. Only what follows from no quantity is typed (``indicator_effects``). Options together differ from their
sum by what overlaps, which is tried too. The set that was found is tried once more as a whole and graded; where that
contradicts the additive model, it is told. Advice: nothing is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from desktop.calc.grade import METHOD as GRADE
from desktop.calc.planner import plan as solve
from desktop.calc.planner_input import Planner
from desktop.calc.reading import read_input
from desktop.calc.result import MethodResult
from desktop.document.planning_effects import (
    EDITION,
    Changes,
    Effects,
    Rows,
    Watched,
    factor,
    less,
    number,
    text,
    watched_indicators,
)
from desktop.document.trial import OPTIONS
from desktop.model.errors import AuditError
from desktop.model.path import Path
from desktop.model.result import Failed
from desktop.model.text import Lang

if TYPE_CHECKING:  # a view is asked for its plan
    from desktop.document.view import AuditView

TABLE, RULES, PERMITS, GRADINGS = "planning", "option_rules", "permit_items", "gradings"
BINDING = "grade"
TARGET = "II"
MONEY = "万元"
CAPS = (
    ("energy_cap", "energy", "summary", "energy_total"),
    ("carbon_cap", "carbon", "carbon_account", "total"),
    ("water_cap", "other", "summary", "fresh_water"),
)
_REJECTED, _DONE = "rejected", "implemented"

Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """The planner's input, with the rows behind its names.

    Attributes:
        options: option rows by the names used; ``done`` names those carried out already, at no further cost.
        indicators: rows of values by the ids the planner answers with.
        tried: what each option or overlap does by itself, as computed; what was typed is not in it.
    """

    payload: dict[str, object]
    grading: str
    options: dict[str, str]
    done: tuple[str, ...]
    indicators: dict[str, str]
    tried: dict[Rows, Changes]
    effects: Effects


@dataclass(frozen=True, slots=True)
class Planned:
    """An answer. ``level`` is what ``grade`` says of the set tried as a whole, ``moved`` by how much indicators and
    amounts then differ from their sums, ``differs`` whether the level is another one."""

    question: Question
    result: MethodResult
    level: str | None = None
    differs: bool = False
    moved: Mapping[str, float] | None = None


def question(view: AuditView, lang: Lang) -> Question | None:
    """What to ask; ``None`` while nothing is graded.

    Raises:
        AuditError: why ``grade`` refuses what was entered.
    """
    if TABLE not in view.library.tables or BINDING not in view.library.bindings:
        return None
    grading = text(view, Path(TABLE, "", "grading")) or next(iter(view.rows(GRADINGS)), "")
    run = view.values.run(BINDING, grading, EDITION) if grading else None
    if run is None or run.result is None:
        if run is not None and isinstance(run.reason, Failed):
            raise AuditError(run.reason.code, **run.reason.params)
        return None
    system = text(view, Path(GRADINGS, grading, "system"))
    indicators = {
        key[-1].removeprefix(f"{system}."): row
        for mapping in ("values", "judged")
        for key, row in run.keys.get(mapping, {}).items()
    }
    limits = {**dict(_permits(view)), **dict(_caps(view, lang))}
    watched = watched_indicators(view, indicators) | {name: one for name, (one, _) in limits.items()}
    effects = Effects(view, watched, indicators)
    options = _names(view)
    tried: dict[Rows, Changes] = {frozenset({row}): effects.tried({row}) for row in options}
    overlaps = effects.overlaps(options)
    tried |= {of: changes for of, (changes, _) in overlaps.items()}
    payload: dict[str, object] = {
        **run.payload,
        "options": [
            {**_option(view, row, options), **_together(effects.typed(row), tried[frozenset({row})], limits)}
            for row in options
        ],
        "overlaps": [
            {
                "between": [options[one] for one in sorted(of)],
                "annual_saving": money,
                **_together({}, changes, limits),
            }
            for of, (changes, money) in overlaps.items()
        ],
        "exclusive": [
            [options[one], options[other]]
            for one, other in _rules(view, "exclusive")
            if {one, other} <= set(options)
        ],
        "quantities": {name: limit for name, (_, limit) in limits.items()},
        "target": text(view, Path(TABLE, "", "target")) or TARGET,
    }
    budget = number(view.value(str(Path(TABLE, "", "budget"))), factor(view, MONEY))
    if budget is not None:
        payload["budget"] = budget
    done = tuple(name for row, name in options.items() if _status(view, row) == _DONE)
    rows = {name: row for row, name in options.items()}
    return Question(payload, grading, rows, done, indicators, tried, effects)


def plan(view: AuditView, lang: Lang, watch: Watch = lambda _sets: None) -> Planned | None:
    """Ask the planner, then try the set it found as a whole; ``None`` while nothing is graded.

    Raises:
        AuditError: the data contradict themselves, with the place in the planner's input.
    """
    asked = question(view, lang)
    if asked is None:
        return None
    result = solve(read_input(asked.payload, Planner), view.library, watch)
    chosen = cast("list[str] | None", result.values["chosen"])
    if chosen is None:
        return Planned(asked, result)
    rows = frozenset(asked.options[name] for name in chosen)
    moved = less(asked.effects.tried(rows), [one for of, one in asked.tried.items() if of <= rows])
    values = {
        str(one["indicator"]): _moved(one["after"], moved.get(str(one["indicator"]), 0.0))
        for one in cast("list[Mapping[str, object]]", result.values["indicators"])
    }
    fields = {
        name: value
        for name, value in asked.payload.items()
        if name in GRADE.input.__struct_fields__ and name not in ("values", "judged")
    }
    graded = GRADE.run({**fields, "values": values}, view.library).values
    after = cast("Mapping[str, object]", result.values["after"])
    ends = ("level", "level_low", "level_high")
    differs = any(graded.get(name) != after[name] for name in ends)
    return Planned(asked, result, cast("str | None", graded["level"]), differs, moved)


def _moved(value: object, by: float) -> object:
    return round(value + by, 9) if isinstance(value, int | float) and by else value


def _names(view: AuditView) -> dict[str, str]:
    """Options that may be carried out, by row: their codes where these tell them apart, else their row ids."""
    rows = [
        row
        for row in view.rows(OPTIONS)
        if _status(view, row) != _REJECTED and view.value(str(Path(OPTIONS, row, "screened_out"))) is not True
    ]
    codes = {row: text(view, Path(OPTIONS, row, "code")) for row in rows}
    given = list(codes.values())
    return {row: code if code and given.count(code) == 1 else row for row, code in codes.items()}


def _status(view: AuditView, row: str) -> str:
    return text(view, Path(OPTIONS, row, "status", EDITION))


def _option(view: AuditView, row: str, names: Mapping[str, str]) -> dict[str, object]:
    """One option without its effects. What is carried out already is in, and costs nothing more."""
    done = _status(view, row) == _DONE
    money = factor(view, MONEY)
    cost = number(view.value(str(Path(OPTIONS, row, "total_investment", EDITION))), money)
    return {
        "name": names[row],
        "cost": 0.0 if done else cost,
        "annual_saving": number(view.value(str(Path(OPTIONS, row, "annual_saving", EDITION))), money),
        "forced": done or any(one == row for one, _ in _rules(view, "forced")),
        "requires": [
            names[other] for one, other in _rules(view, "requires") if one == row and other in names
        ],
    }


def _together(
    typed: Mapping[str, float | str], tried: Changes, limits: Mapping[str, object]
) -> dict[str, dict[str, float | str]]:
    """Changes typed and changes tried, indicators apart from limited amounts."""
    indicators: dict[str, float | str] = {name: one for name, one in tried.items() if name not in limits}
    for name, value in typed.items():
        indicators[name] = value if isinstance(value, str) else tried.get(name, 0.0) + value
    return {
        "indicators": indicators,
        "quantities": {name: one for name, one in tried.items() if name in limits},
    }


def _rules(view: AuditView, rule: str) -> Iterator[tuple[str, str]]:
    """Pairs of options of a rule; the second is empty where the rule is about one option alone."""
    for row in view.rows(RULES):
        if text(view, Path(RULES, row, "rule")) != rule:
            continue
        others = view.value(str(Path(RULES, row, "others")))
        option = text(view, Path(RULES, row, "option"))
        for other in others if isinstance(others, tuple) and rule != "forced" else ("",):
            yield option, str(other)


def _permits(view: AuditView) -> Iterator[tuple[str, tuple[Watched, dict[str, object]]]]:
    """Permitted amounts, unless they are left out."""
    if view.value(str(Path(TABLE, "", "permits"))) is True:
        return
    told: list[str] = []
    for row in view.rows(PERMITS):
        unit = text(view, Path(PERMITS, row, "unit"))
        size = factor(view, unit)
        limit = number(view.value(str(Path(PERMITS, row, "amount"))), size)
        if limit is None or text(view, Path(PERMITS, row, "kind")) == "eia":
            continue
        path = str(Path(PERMITS, row, "actual"))
        kind = "quota" if text(view, Path(PERMITS, row, "kind")) == "allocated" else "limit"
        before = number(view.value(path), size)
        name = view.row_label(PERMITS, row, "zh")
        told.append(name)
        if told.count(name) > 1:
            name = f"{name} ({told.count(name)})"
        yield name, (Watched(path, size), {"before": before, "limit": limit, "kind": kind, "unit": unit})


def _caps(view: AuditView, lang: Lang) -> Iterator[tuple[str, tuple[Watched, dict[str, object]]]]:
    """Caps of energy, greenhouse gases and water that were entered."""
    for column, kind, table, figure in CAPS:
        spec = view.library.column(table, figure)
        unit = view.unit_of(str(Path(TABLE, "", column)))
        size = factor(view, unit)
        limit = number(view.value(str(Path(TABLE, "", column))), size)
        if limit is None or spec is None:
            continue
        path = str(Path(table, "", figure, view.base_year))
        before = number(view.value(path), size)
        one: dict[str, object] = {"before": before, "limit": limit, "kind": kind, "unit": unit}
        yield spec.label.get(lang), (Watched(path, size), one)
