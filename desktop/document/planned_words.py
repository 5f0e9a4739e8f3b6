"""The answer of the planner in words, for the window and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from desktop.calc.grade_system import LEVELS
from desktop.document.planning import GRADINGS, Planned
from desktop.document.trial import OPTIONS
from desktop.model.format import format_number
from desktop.model.path import Path
from desktop.model.text import Lang

if TYPE_CHECKING:
    from desktop.document.view import AuditView

Entry = Mapping[str, object]
_NOT_SAID = frozenset({"calc.planner_estimate", "calc.planner_forced"})  # said by the page in its own place
_ROMAN = dict(zip(LEVELS, "ⅠⅡⅢ", strict=True))


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option of the set found: ``mark`` is ``done``, ``forced`` or empty."""

    row: str
    name: str
    cost: str
    saving: str
    mark: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator or amount before and after; amounts have no levels. ``met`` is unknown where there is no bar."""

    path: str
    name: str
    unit: str
    before: str
    after: str
    bar: str
    level_before: str
    level_after: str
    limiting: bool
    changed: bool
    met: bool | None


def level_word(view: AuditView, level: object, lang: Lang) -> str:
    """A level in words; undetermined where there is none."""
    if level in LEVELS:
        return view.library.message(
            "plan.level", lang, level=_ROMAN[str(level)] if lang == "zh" else str(level)
        )
    return view.library.message("plan.below" if level == "not reached" else "plan.open", lang)


def grading_name(view: AuditView, planned: Planned, lang: Lang) -> str:
    """What is graded."""
    return view.row_label(GRADINGS, planned.question.grading, lang)


def status_word(view: AuditView, planned: Planned, lang: Lang) -> str:
    """What came out, in a sentence."""
    values = planned.result.values
    before = level_word(view, cast("Entry", values["before"])["level"], lang)
    target = level_word(view, values["target"], lang)
    params = {"target": target, "before": before, "name": grading_name(view, planned, lang)}
    if values["status"] != "reached":
        return view.library.message(f"plan.{values['status']}", lang, **params)
    chosen = cast("Sequence[str]", values["chosen"])
    new = [name for name in chosen if name not in planned.question.done]
    return view.library.message(
        "plan.reached" if new else "plan.reached_already", lang,
        **params, count=len(new), cost=money(values["cost"]), saving=money(values["annual_saving"]),
        after=level_word(view, cast("Entry", values["after"])["level"], lang),
    )  # fmt: skip


def chosen_options(view: AuditView, planned: Planned, lang: Lang) -> list[Chosen]:
    """The set, what must be done first."""
    question, values = planned.question, planned.result.values
    entries = {str(one["name"]): one for one in cast("Sequence[Entry]", question.payload["options"])}
    forced = cast("Sequence[str]", values["forced"])
    found = []
    for name in cast("Sequence[str]", values["chosen"] or ()):
        mark = "done" if name in question.done else "forced" if name in forced else ""
        found.append(
            Chosen(
                question.options[name],
                option_name(view, question.options[name], lang),
                "—" if mark == "done" else money(entries[name]["cost"]),
                money(entries[name]["annual_saving"]),
                mark,
            )
        )
    return sorted(found, key=lambda one: ("", "forced", "done").index(one.mark))


def option_name(view: AuditView, row: str, lang: Lang) -> str:
    """Code and name of an option."""
    code = view.row_label(OPTIONS, row, lang)
    name = view.value(str(Path(OPTIONS, row, "name")))
    return f"{code} {name}" if isinstance(name, str) else code


def indicators(view: AuditView, planned: Planned, lang: Lang) -> list[Moved]:
    """Indicators, those that change first, then those that limit."""
    values, rows = planned.result.values, planned.question.indicators
    target = LEVELS.index(str(values["target"]))
    found = []
    for one in cast("Sequence[Entry]", values["indicators"]):
        bars = cast("Sequence[object]", one["baselines"])
        level = one["level_after"]
        row = rows.get(str(one["indicator"]), "")
        found.append(
            Moved(
                str(Path("indicator_values", row)) if row else "",
                cast("Mapping[str, str]", one["name"])[lang],
                view.wording.symbol(str(one["unit"] or ""), lang),
                _figure(one["before"]),
                _figure(one["after"]),
                _said(bars[target]) if isinstance(bars[target], int | float) else "",
                level_word(view, one["level_before"], lang),
                level_word(view, level, lang),
                one["limiting"] is True,
                one["before"] != one["after"],
                level in LEVELS[: target + 1] if level is not None else None,
            )
        )
    return sorted(found, key=lambda one: (not one.changed, not one.limiting))


def amounts(view: AuditView, planned: Planned) -> list[Moved]:
    """Limited amounts before and after."""
    found = []
    for one in cast("Sequence[Entry]", planned.result.values["quantities"]):
        unit = view.wording.symbol(str(one["unit"] or ""))
        before, after, limit = (_said(one[name]) for name in ("before", "after", "limit"))
        changed, within = one["before"] != one["after"], cast("bool | None", one["within"])
        found.append(
            Moved("", str(one["quantity"]), unit, before, after, limit, "", "", False, changed, within)
        )
    return found


def next_best(view: AuditView, planned: Planned, lang: Lang) -> list[str]:
    """The other sets that reach the level, dearer or as dear, what is done left out."""
    lines = []
    for one in cast("Sequence[Entry]", planned.result.values["next_best"]):
        names = [name for name in cast("Sequence[str]", one["chosen"]) if name not in planned.question.done]
        words = {"cost": money(one["cost"]), "saving": money(one["annual_saving"])}
        level = level_word(view, one["level"], lang)
        lines.append(view.library.message("plan.set", lang, names="、".join(names), level=level, **words))
    return lines


def blocking(planned: Planned, lang: Lang) -> list[str]:
    """What stands in the way, in sentences."""
    return [str(one[lang]) for one in cast("Sequence[Entry]", planned.result.values["blocking"])]


def remarks(view: AuditView, planned: Planned, lang: Lang) -> list[str]:
    """Whether trying the set as a whole confirms it, then conventions and doubts."""
    values = planned.result.values
    lines = []
    if values["chosen"] is not None:
        names = "、".join(planned.moved or ())
        level = level_word(view, planned.level, lang)
        code = "plan.differs" if planned.differs else "plan.confirmed_moved" if names else "plan.confirmed"
        lines.append(view.library.message(code, lang, level=level, names=names))
    notes = cast("Sequence[Mapping[str, str]]", values["notes"])
    return lines + list(dict.fromkeys(one[lang] for one in notes if one["code"] not in _NOT_SAID))


def lines_of(view: AuditView, planned: Planned, lang: Lang) -> Iterator[str]:
    """The whole answer line by line."""
    say = view.library.message
    yield say("calc.planner_estimate", lang)
    yield status_word(view, planned, lang)
    for option in chosen_options(view, planned, lang):
        mark = say(f"plan.mark.{option.mark}", lang) if option.mark else ""
        yield "\t".join((option.name, option.cost, option.saving, mark))
    for one in (*indicators(view, planned, lang), *amounts(view, planned)):
        if one.changed or one.met is False:
            yield "\t".join(
                (
                    one.name,
                    f"{one.before} → {one.after}",
                    one.unit,
                    f"{one.level_before} → {one.level_after}".strip(" →"),
                )
            )
    for heading, told in (
        ("plan.next_best", next_best(view, planned, lang)),
        ("plan.blocking", blocking(planned, lang)),
        ("plan.remarks", remarks(view, planned, lang)),
    ):
        if told:
            yield say(heading, lang)
            yield from (f"\t{line}" for line in told)


def money(value: object) -> str:
    """An amount of money in 10k yuan."""
    return format_number(value, 2) if isinstance(value, int | float) else "—"


def _said(value: object) -> str:
    if isinstance(value, int | float):
        return format_number(value)
    return str(value) if value is not None else "—"


def _figure(value: object) -> str:
    """A number; what was judged is said by its level alone."""
    return "" if isinstance(value, str) else _said(value)
