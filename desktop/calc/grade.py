"""Grade 清洁生产水平 under an indicator system: levels, composite index as an interval, the level or why there is none.

Source (dossier indicators_method.md 3–7): systems after the 2013 general text 清洁生产评价指标体系编制通则（试行稿）,
Y_gk = Σ w_i · Σ ω_ij · Y_gk(x_ij); HJ standards grade each indicator and give no score; the trial systems of 2005–2009
give P = a·P1 + b·P2 (``grade_trial``). Levels nest: what meets level I counts for II and III too; ``membership:
exact`` is the other reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.grade_index import Weights, weigh, write_index
from desktop.calc.grade_input import InlineSystem, TypedRow, TypedRule, inline_system, system_of_rows
from desktop.calc.grade_reached import Reached, Value, reach
from desktop.calc.grade_system import LEVELS, NOT_REACHED, System, find_system, level_name
from desktop.calc.grade_trial import grade_trial
from desktop.calc.grade_verdict import blocking, distance, gap, named, write_ends, write_gate
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_or_first
from desktop.model.text import Text

_NO_INDEX = {
    "three_grade": "calc.grade_no_composite",
    "p_score": "calc.grade_trial_untyped",
    "": "calc.grade_rule_unknown",
}


class Grade(Input, frozen=True):
    """Values by indicator: a number, the level or its wording for a qualitative one, null = missing."""

    values: (
        Annotated[
            dict[str, float | str | None], Meta(max_length=1000, description="各指标的值 / value of each one")
        ]
        | None
    ) = None
    judged: (
        Annotated[
            dict[str, str | None], Meta(max_length=1000, description="定性指标达到的级别 / levels judged")
        ]
        | None
    ) = None
    system: Annotated[
        str | InlineSystem | None, Meta(description="指标体系代号或内容 / id or the system itself")
    ] = None
    rows: (
        Annotated[list[TypedRow], Meta(max_length=1000, description="逐行录入的体系 / a system row by row")]
        | None
    ) = None
    typed: Annotated[TypedRule, Meta(description="逐行录入的体系的评价方法 / how it grades")] | None = None
    not_applicable: (
        Annotated[dict[str, str], Meta(description="不适用的指标及理由 / what does not apply, and why")]
        | None
    ) = None
    membership: Annotated[
        Literal["nested", "exact"],
        Meta(description="隶属函数：nested 逐级包含，exact 只算所达级 / membership: nested or exact"),
    ] = "nested"
    project: Annotated[
        Literal["existing", "new"],
        Meta(description="项目：existing 现有，new 新改扩建（至少Ⅱ级） / project: new ones stop at II"),
    ] = "existing"
    empty_group: Annotated[
        Literal["rescale", "keep"],
        Meta(description="整组不适用时其余一级权重：rescale 放大，keep 不变 / weights of the other groups"),
    ] = "rescale"
    shares: (
        Annotated[
            dict[str, Annotated[float, Meta(ge=0)]],
            Meta(description="按产量分摊权重时各指标的产量 / outputs that share a weight"),
        ]
        | None
    ) = None
    variables: (
        Annotated[
            dict[Literal["n"], float],
            Meta(description="基准值公式中的 n（两层以上的层数） / n of formulas: layers above two"),
        ]
        | None
    ) = None


def compute(given: Grade, library: Library) -> MethodResult:
    """Grade the plant, as far as system and values allow."""
    source = asked(given)
    system = find_system(library, source) if isinstance(source, str) else inline_system(source)
    work = Workings(library)
    values = {
        **_known(given.values or {}, "values", system),
        **_known(given.judged or {}, "judged", system),
    }
    reasons = _known(given.not_applicable or {}, "not_applicable", system)
    shares = _known(given.shares or {}, "shares", system)
    for name in reasons:
        if values.get(name) is not None:
            raise AuditError("calc.value_not_applicable", path=f"not_applicable.{name}", name=name)
    if isinstance(source, InlineSystem) and system.rule == "p_score":
        return grade_trial(work, source, system, values, set(reasons))
    names = {number: one.name for number, one in enumerate(system.indicators, 1)}
    groups = {number: one.name for number, one in enumerate(system.groups, 1)}
    levels = dict(enumerate(LEVELS, 1))
    work.count("value reached weight", names)
    work.count("baseline", names, levels)
    work.count("group weights", groups)
    work.count("member", levels, names)
    work.count("score_low score_high", levels, groups)
    variables = {
        name: work.give(name, number, f"variables.{name}") for name, number in (given.variables or {}).items()
    }
    rows = {
        one.id: reach(work, one, number, values.get(one.id), one.id not in reasons, variables)  # type: ignore[arg-type]
        for number, one in enumerate(system.indicators, 1)
    }
    return _graded(work, given, system, rows, shares)


def asked(given: Grade) -> str | InlineSystem:
    """The one system the values are held against."""
    if (given.system is None) == (not given.rows):
        raise AuditError("calc.one_system", path="system")
    return given.system if given.system is not None else system_of_rows(given.rows or [], given.typed)


def _graded(
    work: Workings, given: Grade, system: System, rows: Mapping[str, Reached], shares: Mapping[str, object]
) -> MethodResult:
    numbers = {name: float(share) for name, share in shares.items() if isinstance(share, int | float)}
    weights: Weights | None = None
    index: dict[str, dict[str, float | None]] = {level: {"low": None, "high": None} for level in LEVELS}
    if system.rule == "index":
        weights = weigh(work, system, rows, numbers, given.empty_group == "keep")
        if not any(row.applies for row in rows.values()) and rows:
            work.note("calc.grade_nothing_applies", "level")
        elif weights is None:
            work.note("calc.grade_weights_missing", "Y")
        else:
            index = write_index(work, system, rows, weights, given.membership == "exact")
    else:
        work.note(_NO_INDEX[system.rule], "Y")
    gate = write_gate(work, system, rows)
    worst = work.number("limiting_worst")
    ends: tuple[int | None, int | None] = (None, None)
    if weights is not None:
        ends = write_ends(work, system, rows, gate, given.project == "existing")
    missing = [one for one, row in rows.items() if row.applies and row.value is None]
    level = _decide(work, system, rows, gate.missing, ends, missing)
    points = _points(work, system, weights)
    now = ends[0] if ends[0] is not None else int(worst) if worst is not None else NOT_REACHED
    name = LEVELS.index(level) if level in LEVELS else None
    return work.result(
        {
            "system": system.id or None,
            "title": {"zh": system.title.zh, "en": system.title.en},
            "complete": not _lacks(system, rows),
            "levels": {one: _shown(row) for one, row in rows.items()},
            "indicators": {one: _entry(row, points) for one, row in rows.items()},
            "Y": index,
            **{f"Y_{level}_{end}": value for level, ends_ in index.items() for end, value in ends_.items()},
            "counts": _counts(rows),
            "limiting_worst": level_name(None if worst is None else int(worst)),
            "level": level,
            "level_name": _name(system, name),
            "level_low": level_name(ends[0]),
            "level_high": level_name(ends[1]),
            "undetermined": [
                {"code": one.code, "zh": one.word(work.library, "zh"), "en": one.word(work.library, "en")}
                for one in work.notes
                if one.about == "level"
            ],
            "missing": missing,
            "blocking": blocking(work, system, rows, points, now),
            "distance": distance(work) if weights is not None else None,
        }
    )


def _decide(
    work: Workings,
    system: System,
    rows: Mapping[str, Reached],
    limiting_missing: tuple[str, ...],
    ends: tuple[int | None, int | None],
    missing: list[str],
) -> str | None:
    """The level where nothing stands against it; else notes say everything that does."""
    sound = any(row.applies for row in rows.values())
    lacks = _lacks(system, rows)
    if system.rule != "index":
        work.note(_NO_INDEX[system.rule], "level")
        sound = False
    if lacks:
        zh = "、".join(f"{one.zh} {count} 项" if count else one.zh for one, count in lacks)
        en = ", ".join(f"{count} {one.en}" if count else one.en for one, count in lacks)
        work.note("calc.grade_system_incomplete", "level", lacks=Text(zh, en))
        sound = False
    if limiting_missing:
        work.note("calc.grade_limiting_missing", "level", names=named(system, limiting_missing))
        sound = False
    if ends[0] != ends[1]:
        work.note(
            "calc.grade_ends_differ",
            "level",
            low=_said(ends[0]),
            high=_said(ends[1]),
            names=named(system, missing),
        )
        sound = False
    return level_name(ends[0]) if sound else None


def _lacks(system: System, rows: Mapping[str, Reached]) -> list[tuple[Text, int]]:
    """What the system itself does not say, by kind, with how many; rows that do not apply are not asked."""
    applying = [row for row in rows.values() if row.applies]
    found: list[tuple[Text, int]] = []
    if not system.indicators:
        found.append((Text("指标表", "the table of indicators"), 0))
    elif system.rule == "index":
        groups = [group for group in system.groups if group.weight is None]
        weights = [row for row in applying if row.indicator.weight is None and row.indicator.pool is None]
        found.append((Text("一级权重", "group weights"), len(groups)))
        found.append((Text("二级权重", "indicator weights"), len(weights)))
    baselines = [row for row in applying if None in row.baselines]
    found.append((Text("基准值", "rows of baselines"), len(baselines)))
    marks = [row for row in applying if row.indicator.limiting is None]
    found.append((Text("限定性标记", "limiting marks"), len(marks)))
    told = [(text, count) for text, count in found if count or text.zh == "指标表"]
    if not told and not system.whole:
        told.append((Text("可能还有未录入的指标，尚未核对完整", "perhaps rows that were never entered"), 0))
    return told


def _counts(rows: Mapping[str, Reached]) -> dict[str, int]:
    """How many indicators reach each level, how many none, and of how many nothing can be said."""
    applying = [row.level for row in rows.values() if row.applies]
    named = {level_name(at): applying.count(at) for at in (1, 2, 3, NOT_REACHED)}
    return {**{str(name): count for name, count in named.items()}, "unknown": applying.count(None)}


def _points(work: Workings, system: System, weights: Weights | None) -> dict[str, float]:
    """What each indicator weighs in Y, in points of 100."""
    found: dict[str, float] = {}
    for at, group in enumerate(system.groups, 1):
        for one in group.indicators:
            if weights is not None and one.id in weights.rows:
                share = work.number(weights.rows[one.id]) or 0.0
                found[one.id] = 100 * share * (work.number(weights.groups[at]) or 0.0)
    return found


def _entry(row: Reached, points: Mapping[str, float]) -> dict[str, object]:
    one = row.indicator
    return {
        "name": {"zh": one.name.zh, "en": one.name.en},
        "value": row.value,
        "unit": one.unit or None,
        "direction": one.direction,
        "level": level_name(row.level),
        "applies": row.applies,
        "limiting": one.limiting,
        "baselines": list(row.baselines),
        "points": points.get(one.id),
        "next": gap(row),
        "source": one.source or None,
        "standing": one.standing.value if one.standing else None,
    }


def _said(level: int | None) -> Text:
    """A level in a sentence."""
    if level is None:
        return Text("–", "–")
    if level == NOT_REACHED:
        return Text("未达Ⅲ级", "level III not reached")
    return Text(f"{'ⅠⅡⅢ'[level - 1]}级", f"level {LEVELS[level - 1]}")


def _shown(row: Reached) -> str | None:
    return level_name(row.level) if row.applies else "not applicable"


def _name(system: System, at: int | None) -> dict[str, str] | None:
    if at is None or not system.names or not system.names[at].zh:
        return None
    return {"zh": system.names[at].zh, "en": system.names[at].en}


def _known(given: Mapping[str, Value], field: str, system: System) -> dict[str, Value]:
    """Entries by short indicator id; the full id of the tables is taken too."""
    ids = [one.id for one in system.indicators]
    found: dict[str, Value] = {}
    for name, value in given.items():
        short = name.removeprefix(f"{system.id}.") if system.id else name
        if short not in ids:
            known = ", ".join(nearest_or_first(short, ids, 12)) or "–"
            raise AuditError("calc.unknown_indicator", path=f"{field}.{name}", name=name, known=known)
        found[short] = value
    return found


METHOD = Method(
    "grade",
    Text("清洁生产水平评价", "Cleaner production grade"),
    "1",
    Grade,
    compute,
    open=frozenset(
        {"values", "judged"}
    ),  # a missing value counts as 0 and as 100, it does not stop the grading
)
