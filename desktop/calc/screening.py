"""Screening 筛查: is the plant to be audited by law? Five labels, each true, false or unknown.

A self-check says "may meet" (可能符合), never more: only a published list labels (law_and_procedure.md 6). Unknown is
never shown as false. The clause printed is that of the date of the facts.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.calc.calendar import read_date
from desktop.calc.method import Method
from desktop.calc.result import MethodResult
from desktop.calc.screening_findings import Finding
from desktop.calc.screening_input import Screening
from desktop.calc.screening_tests import TESTS
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.text import Text


def compute(given: Screening, library: Library) -> MethodResult:
    """Each label with reasons, missing fields and basis, the groups they form, and what follows."""
    on = read_date(given.on, "on").isoformat()
    if given.listed is not None and given.listed.published_on is not None:
        read_date(given.listed.published_on, "listed.published_on")
    work = Workings(library)
    found = {label: test(given, library) for label, test in TESTS.items()}
    rows = library.references["audit_labels"].rows
    listed = given.listed.labels if given.listed is not None else []
    labels = {
        label: _label(work, finding, rows[label], on, label in listed) for label, finding in found.items()
    }
    status = _status(given, found)
    work.note(f"calc.screen_status_{status}", "status")
    work.note("calc.screen_self_check", "labels")
    for label, finding in found.items():
        if finding.by_statement:
            work.note("calc.screen_by_statement", f"labels.{label}")
    return work.result({"labels": labels, "groups": _groups(found, rows), "status": status})


def _label(
    work: Workings, finding: Finding, row: Mapping[str, str], on: str, listed: bool
) -> dict[str, object]:
    values = {"true": True, "false": False, "unknown": "unknown", "not_applicable": "unknown"}
    key = "law" if on < work.library.references["statutes"].rows["code"]["valid_from"] else "code"
    tier = "listed" if listed else finding.tier if finding.state == "true" else None
    return {
        "value": values[finding.state],
        "applies": finding.state != "not_applicable",
        "by_statement": finding.by_statement,
        "tier": tier,
        "tier_words": _tier(work.library, tier) if tier else None,
        "listed": listed,
        "reasons": [reason.words(work.library) for reason in finding.reasons],
        "missing": list(finding.missing),
        "basis": {
            "zh": f"{row[f'{key}_zh']}；{row['order_zh']}",
            "en": f"{row[f'{key}_en']}; {row['order_en']}",
        },
        "title": {"zh": row["zh"], "en": row["en"]},
        "authority": {"zh": row["authority_zh"], "en": row["authority_en"]},
    }


def _tier(library: Library, tier: str) -> dict[str, str]:
    words = library.text(f"calc.screen_tier_{tier}")
    return {"zh": words.zh, "en": words.en}


def _status(given: Screening, found: Mapping[str, Finding]) -> str:
    """law_and_procedure.md 6.2."""
    states = {finding.state for finding in found.values()}
    if given.listed is not None:
        return "listed"
    if "true" in states:
        return "may_meet"
    return "cannot_decide" if "unknown" in states else "none_found"


def _groups(found: Mapping[str, Finding], rows: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """双超, 双有, 高耗能 as headings."""
    met = {
        rows[label]["group_zh"]: rows[label]["group_en"]
        for label, one in found.items()
        if one.state == "true"
    }
    return [{"zh": zh, "en": en} for zh, en in met.items()]


METHOD = Method(
    "screening", Text("强制性审核情形筛查", "Screening for the mandatory audit"), "1", Screening, compute
)
