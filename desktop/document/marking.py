"""What people put beside a question while reading: personal marks, and findings that somebody has to put right.

Both are rows with an ``about`` path, written through the one doorway, so undo, history and merging are as for answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.model.answer import Json
from desktop.model.edit import AddRow, DeleteRow, Edit, SetValue
from desktop.model.text import Lang

if TYPE_CHECKING:  # both only ask an open audit
    from desktop.document.document import Document
    from desktop.document.view import AuditView

MARKS, FINDINGS = "marks", "findings"
Mark = Literal["flagged", "checked"]
Severity = Literal["grave", "ordinary", "advice"]
SEVERITIES: tuple[Severity, ...] = ("ordinary", "grave", "advice")


@dataclass(frozen=True, slots=True)
class Marked:
    """How a question is marked, in the row ``row``."""

    row: str
    flagged: bool
    checked: bool


def marks(view: AuditView) -> Mapping[str, Marked]:
    """The marks by path; none in an audit whose library has no such table."""
    if MARKS not in view.library.tables:
        return {}
    return {
        str(about): Marked(
            row,
            view.answer(f"{MARKS}[{row}].flagged") is True,
            view.answer(f"{MARKS}[{row}].checked") is True,
        )
        for row in view.rows(MARKS)
        if (about := view.answer(f"{MARKS}[{row}].about"))
    }


def set_mark(document: Document, path: str, mark: Mark, on: bool, *, day: str, lang: Lang) -> None:
    """Mark a question or take the mark away; ``day`` (YYYY-MM-DD) and actor stand beside it.

    Raises:
        RefusedError: there is no such place.
    """
    document.place(path)
    known = marks(document).get(path)
    edit: Edit
    if known is None:
        values: dict[str, Json] = {"about": path, "place": document.label(path, lang), mark: on}
        edit = AddRow(MARKS, values | _signed(document, day))
    elif not on and not (known.checked if mark == "flagged" else known.flagged):
        edit = DeleteRow(f"{MARKS}[{known.row}]")
    else:
        edit = SetValue(f"{MARKS}[{known.row}].{mark}", True if on else None)
    document.record([edit], label="document.marked", params={"path": path})


def raise_finding(
    document: Document, path: str, finding: str, severity: Severity, *, day: str, lang: Lang
) -> str:
    """Register a finding about a question; returns its row path.

    Raises:
        RefusedError: there is no such place.
    """
    document.place(path)
    values: dict[str, Json] = {
        "finding": finding,
        "about": path,
        "place": document.label(path, lang),
        "severity": severity,
        "status": "open",
    }
    row = AddRow(FINDINGS, values | _signed(document, day))
    return document.record([row], label="document.found", params={"path": path}).added[0]


def findings_about(view: AuditView, path: str) -> tuple[str, ...]:
    """Rows of findings about exactly this question."""
    if FINDINGS not in view.library.tables:
        return ()
    return tuple(row for row in view.rows(FINDINGS) if view.answer(f"{FINDINGS}[{row}].about") == path)


def _signed(document: Document, day: str) -> dict[str, Json]:
    return {"author": document.actor, "at": day} if document.actor else {"at": day}
