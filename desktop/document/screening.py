"""The self-check of the five conditions in words, each reason and each gap with its place in the audit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from desktop.document.runs import Run
from desktop.model.path import Path
from desktop.model.review import Label, Reason, Screening
from desktop.model.text import Text

if TYPE_CHECKING:  # a view is asked for its runs
    from desktop.document.view import AuditView

BINDING = "screening"
_MEMBER = re.compile(r"(?P<list>\w+)\[(?P<at>\d+)\]")


def screening(view: AuditView) -> Screening | None:
    """The self-check; ``None`` while the date of the facts is not known."""
    if BINDING not in view.library.bindings:
        return None
    run = view.values.run(BINDING, "", "")
    if run.result is None:
        return None
    values = run.result.values
    named = view.answer("audit.list_labels")
    listed = named if isinstance(named, tuple) else ()
    labels = cast("Mapping[str, Mapping[str, object]]", values["labels"])
    found = tuple(_label(view, run, id, label, id in listed) for id, label in labels.items())
    status = "listed" if listed else str(values["status"])
    codes = [f"calc.screen_status_{status}", "calc.screen_self_check"]
    if any(one.by_statement for one in found):
        codes.append("calc.screen_by_statement")
    return Screening(status, tuple(view.library.text(code) for code in codes), found)


def _label(view: AuditView, run: Run, id: str, row: Mapping[str, object], listed: bool) -> Label:
    value = row["value"]
    reasons = cast("list[Mapping[str, str]]", row["reasons"])
    missing = cast("list[str]", row["missing"])
    tier = view.library.text("calc.screen_tier_listed") if listed else _text(row["tier_words"])
    return Label(
        id,
        cast("Text", _text(row["title"])),
        value if isinstance(value, bool) else None,
        bool(row["applies"]),
        listed,
        tier,
        tuple(Reason(Text(one["zh"], one["en"]), _place(view, run, one["about"])) for one in reasons),
        tuple(_place(view, run, one) for one in missing),
        cast("Text", _text(row["basis"])),
        cast("Text", _text(row["authority"])),
        bool(row["by_statement"]),
    )


def _text(words: object) -> Text | None:
    return Text(**words) if isinstance(words, dict) else None


def _place(view: AuditView, run: Run, about: str) -> str:
    """``discharges[3].limit.value`` of the input as the row of the audit behind it."""
    found = _MEMBER.match(about)
    name = found["list"] if found else about
    members = view.library.binding(BINDING).members.get(name)
    if members is None:
        return ""
    rows = run.members.get(name, ())
    row = rows[int(found["at"])] if found and int(found["at"]) < len(rows) else ""
    return str(Path(members.table, row)) if row else members.table
