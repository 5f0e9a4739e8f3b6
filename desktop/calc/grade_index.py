"""The composite index Y_gk = Σ w_i · Σ ω_ij · Y_gk(x_ij), as an interval: what is unknown counts once 0 and once 100.

Weights inside a group are scaled up over the rows that apply, ω' = ω / Σω. A group in which nothing applies falls
away and the others are scaled in the same manner (our choice, the documents say nothing); a switch keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.calc.grade_input import SLACK
from desktop.calc.grade_reached import Reached
from desktop.calc.grade_system import LEVELS, Group, Indicator, Pool, System
from desktop.calc.workings import Workings, listed
from desktop.model.text import Text

FULL = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """Steps with the weights: by group position, and by indicator; ``None`` where a weight is not known."""

    groups: dict[int, str]
    rows: dict[str, str]


def weigh(
    work: Workings,
    system: System,
    rows: Mapping[str, Reached],
    shares: Mapping[str, float],
    keep_empty: bool,
) -> Weights | None:
    """Write the weights that count, ``None`` where one of them is not known."""
    applying = {
        at: [one for one in group.indicators if rows[one.id].applies]
        for at, group in enumerate(system.groups, 1)
    }
    used = [at for at, members in applying.items() if members]
    ordinary = [at for at in used if not system.groups[at - 1].bonus]
    raw = {at: _raw(applying[at], shares) for at in used}
    weights = [system.groups[at - 1].weight for at in used]
    if not used or None in weights or any(one is None for group in raw.values() for one in group):
        return None
    empty = [at for at in applying if at not in used and not system.groups[at - 1].bonus]
    rescale = bool(empty) and not keep_empty
    if empty:
        names = [system.groups[at - 1].name for at in empty]
        said = Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))
        code = "calc.grade_group_kept" if keep_empty else "calc.grade_group_empty"
        work.note(code, "Y", groups=said)
    total = listed([repr(system.groups[at - 1].weight) for at in ordinary], "sum")
    found = Weights({}, {})
    for at in used:
        group = system.groups[at - 1]
        scaled = f"{group.weight!r} / {total}" if rescale and not group.bonus else f"{group.weight!r}"
        name = f"group_{at}"
        work.step(name, scaled)
        found.groups[at] = name
        _note_whole(work, group)
        terms = [one for one in raw[at] if one is not None]
        whole = f"weights_{at}"
        work.total(whole, terms)
        for one, term in zip(applying[at], terms, strict=True):
            row = rows[one.id]
            step = f"weight_{row.number}"
            work.step(step, f"{term} / {whole}", result="weights", member=one.id)
            found.rows[one.id] = step
    return found


def write_index(
    work: Workings, system: System, rows: Mapping[str, Reached], weights: Weights, exact: bool
) -> dict[str, dict[str, float | None]]:
    """``Y`` by level, each low and high."""
    result: dict[str, dict[str, float | None]] = {}
    for at, level in enumerate(LEVELS, 1):
        _write_members(work, rows, at, exact)
        low = _write_level(work, system, rows, weights, at, "low")
        open_ = any(rows[one].met[at - 1] is None for one in weights.rows)
        if open_:
            high = _write_level(work, system, rows, weights, at, "high")
        else:
            high = work.step(f"Y_{level}_high", f"Y_{level}_low")
        result[level] = {"low": low, "high": high}
    return result


def _write_members(work: Workings, rows: Mapping[str, Reached], at: int, exact: bool) -> None:
    """100 where the level is met, else 0; exactly one level counts where membership is exact."""
    for row in rows.values():
        if row.applies and row.met[at - 1] is not None:
            test = f"{row.step} <= {at}"
            if exact:
                test = f"{row.step} in {listed([str(one) for one in row.equals[at - 1]])}"
            work.step(f"member_{at}_{row.number}", f"{FULL} if {test} else 0")


def _write_level(
    work: Workings, system: System, rows: Mapping[str, Reached], weights: Weights, at: int, end: str
) -> float | None:
    level = LEVELS[at - 1]
    sums: list[str] = []
    bonus: list[str] = []
    for position, name in weights.groups.items():
        group = system.groups[position - 1]
        terms = []
        for one in group.indicators:
            row = rows[one.id]
            if not row.applies:
                continue
            open_ = "0" if end == "low" else str(FULL)
            member = open_ if row.met[at - 1] is None else f"member_{at}_{row.number}"
            terms.append(f"{weights.rows[one.id]} * {member}")
        score = f"score_{at}_{position}_{end}"
        work.total(score, terms)
        (bonus if group.bonus else sums).append(f"{name} * {score}")
    name = f"Y_{level}_{end}"
    if not bonus:
        return work.total(name, sums)
    work.total(f"{name}_uncapped", [*sums, *bonus])
    return work.step(name, f"min({FULL}, {name}_uncapped)")


def _raw(members: Sequence[Indicator], shares: Mapping[str, float]) -> list[str | None]:
    """The weights before scaling; rows of a pool take their part of it."""
    found: list[str | None] = []
    for one in members:
        if one.pool is None:
            found.append(None if one.weight is None else repr(one.weight))
        else:
            alike = [other for other in members if other.pool and other.pool.name == one.pool.name]
            found.append(_shared(one, one.pool, alike, shares))
    return found


def _shared(
    one: Indicator, pool: Pool, alike: Sequence[Indicator], shares: Mapping[str, float]
) -> str | None:
    if pool.share == "equal" or len(alike) == 1:
        return f"{pool.weight!r} / {len(alike)}"
    total = sum(shares.get(other.id, 0.0) for other in alike)
    if any(other.id not in shares for other in alike) or total <= 0:
        return None
    return f"{pool.weight!r} * {shares[one.id]!r} / {total!r}"


def _note_whole(work: Workings, group: Group) -> None:
    """Weights given as parts of the whole are divided by the weight of the group."""
    weights = [one.weight for one in group.indicators if one.pool is None]
    if any(weight is None for weight in weights) or any(one.pool for one in group.indicators):
        return
    total = sum(weight for weight in weights if weight is not None)
    if group.weight is not None and abs(total - 1) > SLACK and abs(total - group.weight) <= SLACK:
        work.note("calc.grade_weights_of_whole", group.path, group=group.name)
