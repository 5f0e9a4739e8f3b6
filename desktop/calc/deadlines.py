"""Deadlines 期限 that follow from being listed for a mandatory audit.

Dates set by the list notice itself win, then approved extensions, then rules: national ones (清洁生产审核办法 Arts. 11,
12, 17; Order 24 Arts. 10, 19) and local ones, of which the earlier counts, for a local rule never weakens a national
one. The rules are rows of the reference table ``deadline_rules``; the statute printed depends on the date
(``statutes``). No holiday calendar is kept: dates are for reference 参考日期.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.calendar import months_later, read_date
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_first
from desktop.model.text import Text

RULES = "deadline_rules"
Label = Literal["OVER_STD", "OVER_TOTAL", "TOXIC_USE", "TOXIC_DISCHARGE", "HIGH_ENERGY"]
Day = Annotated[str, Meta(description="YYYY-MM-DD")]
Rule = Mapping[str, str]

_STARTS = ("listed_on", "last_audit_on", "assessment_on")
_DISCLOSURE_LIST = (3, 31)  # the city fixes the yearly list by the end of March (Order 24 Art. 9)
_DISCLOSURE = (3, 15)


class Deadlines(Input, frozen=True):
    """Days as YYYY-MM-DD. ``notice_dates`` and ``extension`` name the new date by duty."""

    listed_on: Annotated[str, Meta(description="名单公布之日 / day the list was published, YYYY-MM-DD")]
    labels: Annotated[list[Label], Meta(description="名单所列情形 / conditions named in the list")]
    notice_dates: (
        Annotated[
            dict[str, Day], Meta(description="名单通知规定的日期，按义务 / dates set by the notice, by duty")
        ]
        | None
    ) = None
    extension: (
        Annotated[dict[str, Day], Meta(description="批准的延期，按义务 / approved extensions, by duty")]
        | None
    ) = None
    last_audit_on: Annotated[str, Meta(description="上一轮审核日期 / day of the last audit")] | None = None
    assessment_on: Annotated[str, Meta(description="评估日期 / day of the assessment")] | None = None
    region: (
        Annotated[str, Meta(description="省、市，如“湖北省武汉市” / province and city in Chinese")] | None
    ) = None
    province: (
        Annotated[str, Meta(description="省，代码或名称 / province, by code or name in Chinese")] | None
    ) = None
    city: Annotated[str, Meta(description="市，代码或名称 / city, by code or name in Chinese")] | None = None
    held: (
        Annotated[
            dict[str, bool],
            Meta(
                description="是否组织评估、验收，按义务 / whether assessment or acceptance is held, by duty"
            ),
        ]
        | None
    ) = None
    today: (
        Annotated[str, Meta(description="按哪一天判断是否逾期 / the day on which lateness is judged")] | None
    ) = None
    done: (
        Annotated[dict[str, Day], Meta(description="已完成的日期，按义务 / days on which duties were done")]
        | None
    ) = None


def compute(given: Deadlines, library: Library) -> MethodResult:
    """Every duty with its date, who sets it and how it stands."""
    work = Workings(library)
    days = {name: read_date(text, name) for name in _STARTS if (text := getattr(given, name)) is not None}
    duties, rules = library.references["duties"].rows, _rules(library)
    fixed = {
        name: _by_duty(getattr(given, name) or {}, name, rules)
        for name in ("notice_dates", "extension", "done")
    }
    today = read_date(given.today, "today") if given.today else None
    spared, places = _spared(given, rules), _places(given, library)
    rows = []
    for duty, alike in rules.items():
        applying = [rule for rule in alike if _applies(rule, given, places)]
        if not applying and duty not in fixed["notice_dates"]:
            continue
        due, set_by, rule = _due(applying or alike, duty, days, fixed)
        if duty in spared:
            due = None
        elif due is None:
            work.note("calc.deadline_undefined", f"deadlines.{duty}")
        done = fixed["done"].get(duty)
        rows.append(
            {
                "duty": duty,
                "title": {"zh": duties[duty]["zh"], "en": duties[duty]["en"]},
                "due": due.isoformat() if due else None,
                "set_by": set_by,
                "basis": _basis(library, rule, days["listed_on"], due),
                "authority": _authority(library, given.labels),
                "state": "not_applicable" if duty in spared else _state(due, done, today),
                "standing": rule["standing"],
                "rule": rule["id"],
            }
        )
    work.note("calc.deadline_reference", "deadlines")
    rows.sort(key=lambda row: str(row["due"] or "9999"))
    by_duty = {
        name: {str(row["duty"]): row[name] for row in rows} for name in ("due", "set_by", "state", "rule")
    }
    return work.result({"deadlines": rows, **by_duty})


def _rules(library: Library) -> dict[str, list[Rule]]:
    """Rules by duty, in the order of the table."""
    found: dict[str, list[Rule]] = {}
    for rule in library.references[RULES].rows.values():
        found.setdefault(rule["duty"], []).append(rule)
    return found


def _check_duties(named: Iterable[str], name: str, duties: Collection[str]) -> None:
    for duty in named:
        if duty not in duties:
            known = ", ".join(nearest_first(duty, duties))
            raise AuditError("calc.unknown_duty", path=f"{name}.{duty}", name=duty, known=known)


def _by_duty(texts: Mapping[str, str], name: str, duties: Collection[str]) -> dict[str, dt.date]:
    _check_duties(texts, name, duties)
    return {duty: read_date(text, f"{name}.{duty}") for duty, text in texts.items()}


def _spared(given: Deadlines, duties: Collection[str]) -> frozenset[str]:
    """Duties that do not apply, for nothing of the kind is held; a name nobody knows is told."""
    spared = [duty for duty, held in (given.held or {}).items() if not held]
    _check_duties(spared, "held", duties)
    return frozenset(spared)


def _places(given: Deadlines, library: Library) -> tuple[str, ...]:
    """Names of where the plant is: the region as written, province and city by their tables."""
    named = [given.region or ""]
    for table, said in (("provinces", given.province), ("cities", given.city)):
        named.append(library.references[table].rows.get(said or "", {}).get("zh", said or ""))
    return tuple(named)


def _applies(rule: Rule, given: Deadlines, places: tuple[str, ...]) -> bool:
    labels = rule.get("labels", "").split()
    region = rule.get("region", "")
    return (not labels or any(label in labels for label in given.labels)) and (
        not region or any(region in place for place in places)
    )


def _due(
    rules: list[Rule], duty: str, days: Mapping[str, dt.date], fixed: Mapping[str, Mapping[str, dt.date]]
) -> tuple[dt.date | None, str, Rule]:
    """The date, what set it (notice, extension, rule, local) and the rule behind it."""
    dated = [(day, rule) for rule in rules for day in _counted(rule, days)]
    day, rule = min(dated, key=lambda one: one[0]) if dated else (None, rules[0])
    if duty in fixed["extension"]:
        return fixed["extension"][duty], "extension", rule
    if duty in fixed["notice_dates"]:
        return fixed["notice_dates"][duty], "notice", rule
    return day, "local" if rule.get("region") else "rule", rule


def _counted(rule: Rule, days: Mapping[str, dt.date]) -> Iterator[dt.date]:
    """The date of a rule, if it can be counted."""
    start = days.get(rule.get("start", ""))
    if start is None:
        return
    match rule["counting"]:
        case "months":
            yield months_later(start, int(rule["months"]))
        case "year_end":
            yield dt.date(start.year, 12, 31)
        case "disclosure":  # from the year after the plant entered the disclosure list
            entered = start.year if (start.month, start.day) <= _DISCLOSURE_LIST else start.year + 1
            yield dt.date(entered + 1, *_DISCLOSURE)
        case _:
            return


def _basis(library: Library, rule: Rule, listed: dt.date, due: dt.date | None) -> dict[str, str]:
    """The clause, and the statute in force when the plant was listed; a later one besides, if due under it."""
    first, last = listed.isoformat(), (due or listed).isoformat()
    statutes = [
        row
        for row in library.references["statutes"].rows.values()
        if row["valid_from"] <= last and (row.get("valid_to") or "9999") >= first
    ]
    return {
        "zh": "；".join([rule["zh"], *(row["zh"] for row in statutes)]),
        "en": "; ".join([rule["en"], *(row["en"] for row in statutes)]),
    }


def _authority(library: Library, labels: list[Label]) -> dict[str, str]:
    rows = [
        row for key, row in library.references["audit_labels"].rows.items() if not labels or key in labels
    ]
    return {
        "zh": "、".join(dict.fromkeys(row["authority_zh"] for row in rows)),
        "en": ", ".join(dict.fromkeys(row["authority_en"] for row in rows)),
    }


def _state(due: dt.date | None, done: dt.date | None, today: dt.date | None) -> str:
    """``done``, ``late`` (done after the date), ``overdue``, ``open``, or ``undefined`` where there is no date.

    (``not_applicable`` is said before: the duty does not apply to this plant.)
    """
    if done is not None:
        return "late" if due is not None and done > due else "done"
    if due is None:
        return "undefined"
    return "overdue" if today is not None and today > due else "open"


METHOD = Method("deadlines", Text("期限", "Deadlines"), "1", Deadlines, compute)
