"""The way of every entry to the document, and what comes back refused.

A batch whose single cells are refused is recorded without them, and the refusals are handed back with what was
typed, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.model.answer import Json
from desktop.model.edit import AddRow, Changes, Edit, SetValue
from desktop.model.errors import AuditError, RefusedError
from desktop.model.path import parse_path
from desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something typed or pasted that could not be stored: where, what, why."""

    path: str
    text: str
    reason: str


def record_cell(session: Session, path: str, value: Json, by: object, text: str = "") -> Rejected | None:
    """Store one value; a refusal is returned, not announced, because the editor shows it in place."""
    try:
        session.document.record([SetValue(path, value)], by=by)
    except RefusedError as error:
        return Rejected(path, text, reason_of(session, error))
    except AuditError as error:
        session.notify(session.text(error.code, **error.params), "error")
        return Rejected(path, text, reason_of(session, error))
    return None


def record_most(
    session: Session, edits: Sequence[Edit], label: str, by: object, **params: str
) -> tuple[Changes | None, list[Rejected]]:
    """Record a batch, leaving out the cells the document refuses; all that is accepted is one step to undo."""
    left = list(edits)
    rejected: list[Rejected] = []
    while left:
        try:
            return session.document.record(left, label=label, params=params, by=by), rejected
        except RefusedError as error:
            culprit = _without(left, str(error.params.get("path", "")))
            if culprit is None:
                session.notify(session.text(error.code, **error.params), "error")
                return None, rejected
            path, value = culprit
            rejected.append(Rejected(path, value_text(value), reason_of(session, error)))
        except AuditError as error:
            session.notify(session.text(error.code, **error.params), "error")
            return None, rejected
    return None, rejected


def reason_of(session: Session, error: AuditError) -> str:
    """Why something was refused, in words that suit a field: without paths and JSON where we have them."""
    own = f"ui.sheets.refused.{error.code}"
    known = session.library.text(own).zh != own
    return session.text(own if known else error.code, **error.params)


def value_text(value: Json) -> str:
    """A value as it would be typed again."""
    match value:
        case {"value": number, "unit": unit}:
            return f"{number} {unit}"
        case None:
            return ""
        case list():
            return "、".join(str(one) for one in value)
        case _:
            return str(value)


def _without(edits: list[Edit], path: str) -> tuple[str, Json] | None:
    """Take the refused cell out of the batch; ``None`` where nothing in it has that path."""
    for index, edit in enumerate(edits):
        if isinstance(edit, SetValue) and edit.path == path:
            del edits[index]
            return path, edit.value
        if isinstance(edit, AddRow) and edit.row and path.startswith(f"{edit.table}[{edit.row}]."):
            place = parse_path(path)
            key = f"{place.column}@{place.period}" if place.period else place.column
            if key in edit.values:
                values = dict(edit.values)
                value = values.pop(key)
                edits[index] = replace(edit, values=values)
                return path, value
    return None
