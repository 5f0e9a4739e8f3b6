"""Trial systems of 2005–2009: P = a·P1 + b·P2 with one baseline for each indicator, two ranks instead of levels.

Source (dossier indicators_method.md 7): P1 = Σ S_i·K_i over the quantitative rows, S = actual/baseline where larger is
better and baseline/actual where smaller is better, capped where the document says so; P2 = Σ F_i, full weight or
nothing. Where rows fall away, K_i' = K_i · A1/A2 with the group's weights over those still used. Share and ranks differ
by sector and are asked for; none is assumed.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.calc.grade_input import InlineSystem
from desktop.calc.grade_reached import Value
from desktop.calc.grade_system import LEVELS, Indicator, System
from desktop.calc.grade_verdict import named
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.model.errors import AuditError

_MET = frozenset({"met", "yes", "符合", "达到", "满足", "1"})
_NOT_MET = frozenset({"not met", "no", "none", "不符合", "未达到", "0"})


def grade_trial(
    work: Workings, given: InlineSystem, system: System, values: Mapping[str, Value], without: set[str]
) -> MethodResult:
    """``P1 P2 P`` and the rank, where everything they need is there."""
    missing = [one.id for one in system.indicators if one.id not in without and values.get(one.id) is None]
    unweighted = [
        one.id
        for one in system.indicators
        if one.id not in without and (one.weight is None or not one.levels)
    ]
    quantitative: list[str] = []
    qualitative: list[str] = []
    if missing:
        work.note("calc.grade_values_missing", "P", names=named(system, missing))
    elif unweighted:
        work.note("calc.grade_weights_missing", "P")
    else:
        used = [one for one in system.indicators if one.id not in without]
        work.count("value ratio points", [one.name for one in used])
        number = 0
        for group in system.groups:
            used = [one for one in group.indicators if one.id not in without]
            whole = sum(one.weight or 0.0 for one in group.indicators)
            left = sum(one.weight or 0.0 for one in used)
            scale = "" if whole == left or not left else f" * {whole!r} / {left!r}"
            for one in used:
                number += 1
                term = _term(work, one, number, values[one.id], given.cap, scale)
                (quantitative if one.compares else qualitative).append(term)
        work.total("P1", quantitative or ["0"])
        work.total("P2", qualitative or ["0"])
        if given.quantitative_share is not None:
            share = work.give("quantitative_share", given.quantitative_share, "system.quantitative_share")
            work.step("P", f"{share} * P1 + (1 - {share}) * P2")
        else:
            work.note("calc.grade_share_missing", "P")
    rank = _rank(work, given)
    return work.result(
        {
            "system": None,
            "P1": work.number("P1"),
            "P2": work.number("P2"),
            "P": work.number("P"),
            "Y": {level: {"low": None, "high": None} for level in LEVELS},
            **{f"Y_{level}_{end}": None for level in LEVELS for end in ("low", "high")},
            "levels": {},
            "limiting_worst": None,
            "level": rank,
            "undetermined": [
                {"code": one.code, "zh": one.word(work.library, "zh"), "en": one.word(work.library, "en")}
                for one in work.notes
                if one.about in ("level", "P")
            ],
            "missing": missing,
            "blocking": [],
            "distance": None,
        }
    )


def _term(work: Workings, one: Indicator, number: int, value: Value, cap: float | None, scale: str) -> str:
    """The step with S·K, or F, of one row."""
    name = f"points_{number}"
    if not one.compares:
        text = str(value).strip()
        if text not in _MET | _NOT_MET:
            raise AuditError("calc.level_needed", path=f"values.{one.id}", found=text)
        work.step(name, f"{one.weight!r}{scale} * {int(text in _MET)}", result="points", member=one.id)
        return name
    baseline = one.levels[0]
    if not isinstance(value, int | float) or not isinstance(baseline, int | float):
        raise AuditError("calc.number_needed", path=f"values.{one.id}", found=str(value))
    actual = work.give(f"value_{number}", value, f"values.{one.id}")
    ratio = f"{actual} / {baseline!r}" if one.direction in (">=", ">") else f"{baseline!r} / {actual}"
    if cap is not None:
        ratio = f"min({cap!r}, {ratio})"
    work.step(f"ratio_{number}", ratio, result="ratios", member=one.id)
    work.step(name, f"ratio_{number} * {one.weight!r}{scale}", result="points", member=one.id)
    return name


def _rank(work: Workings, given: InlineSystem) -> str | None:
    if work.number("P") is None:
        work.note("calc.grade_no_p", "level")
        return None
    if given.advanced_from is None or given.basic_from is None:
        work.note("calc.grade_ranks_missing", "level")
        return None
    work.step(
        "rank",
        f"2 if round(P, 9) >= {given.advanced_from!r} else 1 if round(P, 9) >= {given.basic_from!r} else 0",
    )
    return ("not reached", "clean producer", "advanced clean producer")[int(work.number("rank") or 0)]
