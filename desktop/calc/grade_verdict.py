"""From index and limiting indicators to the level, or why there is none yet; what blocks the next level.

Rule of the 2013 general text (recalled, high): level I where all limiting indicators are at I and Y_I ≥ 85; else level
II where they are at II or better and Y_II ≥ 85; else, for existing plants, level III where they are at III or better
and Y_III = 100. Both ends of the interval are judged; the level stands only where they agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.calc.grade_reached import Reached
from desktop.calc.grade_system import LEVELS, NOT_REACHED, System, level_name
from desktop.calc.workings import Workings, listed
from desktop.model.text import Text

THRESHOLDS = (85, 85, 100)
_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Gate:
    """The worst limiting indicator: step names at both ends (empty: no limiting indicator), and what is missing."""

    low: str
    high: str
    missing: tuple[str, ...]


def write_gate(work: Workings, system: System, rows: Mapping[str, Reached]) -> Gate:
    """The step ``limiting_worst``; a limiting value that is missing could be anything."""
    limiting = [row for row in rows.values() if row.applies and row.indicator.limiting]
    if not limiting:
        work.note("calc.grade_no_limiting", "limiting_worst")
        return Gate("", "", ())
    missing = tuple(row.indicator.id for row in limiting if row.level is None)
    known = [row.step for row in limiting if row.level is not None]
    if not missing:
        work.step("limiting_worst", listed(known, "max"))
        return Gate("limiting_worst", "limiting_worst", ())
    work.note("calc.grade_limiting_missing", "limiting_worst", names=named(system, missing))
    work.step("limiting_low", str(NOT_REACHED))
    work.step("limiting_high", listed(known, "max") if known else "1")
    return Gate("limiting_low", "limiting_high", missing)


def write_ends(
    work: Workings, system: System, rows: Mapping[str, Reached], gate: Gate, existing: bool
) -> tuple[int, int]:
    """The level at the lower and at the upper end of the interval."""
    if system.others_at_ii:
        _write_others(work, rows)
    found = []
    for end, limiting in (("low", gate.low), ("high", gate.high)):
        chain = str(NOT_REACHED)
        for at in (3, 2, 1) if existing else (2, 1):
            tests = [f"round(Y_{LEVELS[at - 1]}_{end}, {_DECIMALS}) >= {THRESHOLDS[at - 1]}"]
            if limiting:
                tests.insert(0, f"{limiting} <= {at}")
            if at == 1 and system.others_at_ii:
                tests.append(f"others_{end} <= 2")
            chain = f"{at} if {' and '.join(tests)} else {chain}"
        value = work.step(f"level_{end}", chain)
        found.append(NOT_REACHED if value is None else int(value))
    return found[0], found[1]


def _write_others(work: Workings, rows: Mapping[str, Reached]) -> None:
    """The worst of the indicators that do not limit; an unknown one is 4 at the low end and 1 at the high end."""
    others = [row for row in rows.values() if row.applies and not row.indicator.limiting]
    for end, unknown in (("low", str(NOT_REACHED)), ("high", "1")):
        steps = [row.step if row.level is not None else unknown for row in others]
        work.step(f"others_{end}", listed(steps, "max") if steps else "1")


def blocking(
    work: Workings, system: System, rows: Mapping[str, Reached], points: Mapping[str, float], now: int
) -> list[dict[str, object]]:
    """What stands between the plant and the next better level: limiting rows first, then by points lost."""
    if now == 1:
        return []
    target = now - 1
    short = (work.number(f"Y_{LEVELS[target - 1]}_low") or 0.0) < THRESHOLDS[target - 1] - 10**-_DECIMALS
    found: list[dict[str, object]] = []
    for row in rows.values():
        if not row.applies or row.met[target - 1] is True:
            continue
        one = row.indicator
        limits = bool(one.limiting)
        others = system.others_at_ii and target == 1 and not limits and row.met[1] is not True
        if not limits and not short and not others:
            continue
        found.append(
            {
                "indicator": one.id,
                "why": "missing" if row.met[target - 1] is None else "limiting" if limits else "score",
                "limiting": limits,
                "for": LEVELS[target - 1],
                "level": level_name(row.level),
                "points": points.get(one.id),
            }
        )
    found.sort(key=lambda entry: (not entry["limiting"], -_number(entry["points"])))
    return found


def named(system: System, ids: Sequence[str]) -> Text:
    """Indicators by name, for a sentence; a dash for none."""
    names = [one.name for one in system.indicators if one.id in ids]
    return Text("、".join(one.zh for one in names) or "–", ", ".join(one.en for one in names) or "–")


def distance(work: Workings) -> dict[str, object]:
    """Points that Y lacks for each level, at both ends."""
    found: dict[str, object] = {}
    for level, threshold in zip(LEVELS, THRESHOLDS, strict=True):
        ends = {end: work.number(f"Y_{level}_{end}") for end in ("low", "high")}
        found[level] = {
            "low": None if ends["high"] is None else max(0.0, threshold - ends["high"]),
            "high": None if ends["low"] is None else max(0.0, threshold - ends["low"]),
        }
    return found


def gap(row: Reached) -> dict[str, object] | None:
    """How far a number is from the next better level: baseline, difference, per cent of the baseline."""
    if not row.indicator.compares or not isinstance(row.value, int | float):
        return None
    for at in (3, 2, 1):
        baseline = row.baselines[at - 1]
        if row.met[at - 1] is False and isinstance(baseline, int | float):
            away = row.value - baseline
            percent = away / abs(baseline) * 100 if baseline else None
            return {"level": LEVELS[at - 1], "baseline": baseline, "gap": away, "gap_percent": percent}
    return None


def _number(value: object) -> float:
    return value if isinstance(value, float) else 0.0
