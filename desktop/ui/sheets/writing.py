"""The way of every entry to the document, and what comes back refused.

A batch whose single cells are refused is recorded without them, and the refusals are handed back with what was
typed, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.content.types import Column
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Changes, Edit, SetValue
from desktop.model.errors import AuditError, RefusedError
from desktop.model.path import parse_path
from desktop.store import new_row_id
from desktop.ui.session import Session
from desktop.ui.sheets.entry import Entry


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


def read_entry(session: Session, column: Column, entry: object, path: str) -> Json:
    """An entry as a value: text is read as typed, anything else was chosen and is a value already.

    Raises:
        RefusedError: the text cannot be read.
    """
    if not isinstance(entry, str):
        chosen: Json = entry  # type: ignore[assignment]  # editors hand over JSON
        return chosen
    return Entry(session.document, session.lang).read(column, entry, path)


def store_entry(session: Session, column: Column, path: str, entry: object, by: object) -> Rejected | None:
    """Store an entry at a place that exists."""
    try:
        value = read_entry(session, column, entry, path)
    except RefusedError as error:
        return Rejected(path, str(entry), reason_of(session, error))
    return record_cell(session, path, value, by, str(entry))


def begin_row(
    session: Session,
    table: str,
    key: str,
    column: Column,
    entry: object,
    defaults: Mapping[str, Json],
    by: object,
) -> tuple[str, Rejected | None]:
    """A new row with one entry; the row comes even if the entry is refused. The path is empty where no row came."""
    row = new_row_id(session.document.rows(table))
    path = f"{table}[{row}].{key}"
    values = dict(defaults)
    edit = AddRow(table, values, row=row)
    try:
        values[key] = read_entry(session, column, entry, path)
        session.document.record([edit], by=by)
    except RefusedError as error:
        values.pop(key, None)
        made = session.record([edit], "", by)
        return (path, Rejected(path, str(entry), reason_of(session, error))) if made else ("", None)
    except AuditError as error:
        session.notify(reason_of(session, error), "error")
        return "", None
    return path, None
