"""Which level each indicator reaches, and what is known of each level: met, not met, or unknown."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.calc.grade_system import LEVELS, NOT_REACHED, Indicator
from desktop.calc.workings import Workings
from desktop.model.errors import AuditError

_BY_WORD = {
    **{word: at for at, word in enumerate(LEVELS, 1)},
    **{word: at for at, word in enumerate("ⅠⅡⅢ", 1)},
    **{f"{word}级": at for at, word in enumerate((*LEVELS,), 1)},
    **{f"{word}级": at for at, word in enumerate("ⅠⅡⅢ", 1)},
    **{f"{word}级": at for at, word in enumerate("一二三", 1)},
    **dict.fromkeys(("none", "not reached", "not met", "no", "未达Ⅲ级", "未达III级", "未达到", "不符合"), 4),
}
_MET = frozenset({"met", "yes", "符合", "达到", "满足"})

Value = float | str | None


@dataclass(frozen=True, slots=True)
class Reached:
    """What an indicator reaches. ``met`` says it level by level, ``None`` where value or baseline is unknown.

    ``level`` is the best known level reached, 4 for none, ``None`` where nothing can be said. ``equals`` lists for
    each level those whose baseline is the same, for exact membership.
    """

    indicator: Indicator
    number: int
    value: Value
    applies: bool
    level: int | None
    met: tuple[bool | None, ...]
    equals: tuple[tuple[int, ...], ...]
    baselines: tuple[float | str | None, ...]

    @property
    def step(self) -> str:
        """The step that holds the level."""
        return f"reached_{self.number}"


def reach(
    work: Workings, one: Indicator, number: int, value: Value, applies: bool, variables: dict[str, str]
) -> Reached:
    """The level of one indicator, with the step that compares it."""
    baselines = _baselines(work, one, number, variables) if applies else one.levels
    equals = tuple(
        tuple(other for other in (1, 2, 3) if other == at or _same(baselines[other - 1], baselines[at - 1]))
        for at in (1, 2, 3)
    )
    unknown = Reached(one, number, value, applies, None, (None, None, None), equals, baselines)
    if not applies or value is None:
        return unknown
    if one.compares:
        level, met = _compared(work, one, number, value, baselines)
    else:
        level = _judged(one, value)
        level = min(equals[level - 1]) if level != NOT_REACHED else level
        work.give(f"reached_{number}", level, f"values.{one.id}")
        met = tuple(level <= at for at in (1, 2, 3))
    return Reached(one, number, value, applies, level, met, equals, baselines)


def _compared(
    work: Workings, one: Indicator, number: int, value: Value, baselines: tuple[float | str | None, ...]
) -> tuple[int | None, tuple[bool | None, ...]]:
    if not isinstance(value, int | float):
        raise AuditError("calc.number_needed", path=f"values.{one.id}", found=str(value))
    work.give(f"value_{number}", value, f"values.{one.id}")
    known = [at for at in (1, 2, 3) if isinstance(baselines[at - 1], int | float)]
    if not known:
        return None, (None, None, None)
    chain = str(NOT_REACHED)
    for at in reversed(known):
        chain = f"{at} if value_{number} {one.direction} {baselines[at - 1]!r} else {chain}"
    reached = work.step(f"reached_{number}", chain, result="levels", member=one.id)
    level = NOT_REACHED if reached is None else int(reached)
    for at in known:
        baseline = baselines[at - 1]
        if one.standing is not None and isinstance(baseline, int | float):
            path = f"{one.path}.level_{LEVELS[at - 1].lower()}"
            work.cite(path, float(baseline), one.unit, one.source, one.standing)
    met = tuple(_met(at, level, known) for at in (1, 2, 3))
    return _definite(met), met


def _met(at: int, best: int, known: list[int]) -> bool | None:
    """Whether a level is met, from the best known level reached: a better one met implies it, an easier one missed
    rules it out."""
    if best <= at:
        return True
    if any(other >= at and best > other for other in known):
        return False
    return None


def _definite(met: tuple[bool | None, ...]) -> int | None:
    """The level reached, where no unknown level could change it."""
    for at, one in enumerate(met, 1):
        if one is not False:
            return at if one else None
    return NOT_REACHED


def _judged(one: Indicator, value: Value) -> int:
    """The level of a qualitative indicator: named as such, or the wording of a level."""
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    for at, level in enumerate(one.levels, 1):
        if level is not None and text == _plain(level):
            return at
    if text in _BY_WORD:
        return _BY_WORD[text]
    if text in _MET and len(set(one.levels)) == 1 and one.levels[0] is not None:
        return 1
    raise AuditError("calc.level_needed", path=f"values.{one.id}", found=text)


def _baselines(
    work: Workings, one: Indicator, number: int, variables: dict[str, str]
) -> tuple[float | str | None, ...]:
    """The levels as numbers where they are formulas in ``n`` and ``n`` is given."""
    if not one.formula:
        return one.levels
    if "n" not in variables:
        return (None, None, None)
    found: list[float | str | None] = []
    for at, level in enumerate(one.levels, 1):
        found.append(None if level is None else work.step(f"baseline_{number}_{at}", str(level)))
    return tuple(found)


def _same(one: float | str | None, other: float | str | None) -> bool:
    return one is not None and one == other


def _plain(level: float | str) -> str:
    return f"{level:g}" if isinstance(level, int | float) else level.strip()
