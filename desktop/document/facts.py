"""Facts about facts: history of an answer, evidence and comments about a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.model.answer import Json
from desktop.model.path import Path
from desktop.model.text import Lang
from desktop.store import Batch, Change

if TYPE_CHECKING:
    from desktop.document.view import AuditView


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One value an answer had: when, by whom, why."""

    time: str
    actor: str
    before: Json
    after: Json
    reason: str
    batch: str
    kind: str
    label: str

    @classmethod
    def of(cls, batch: Batch, change: Change) -> HistoryLine:
        """A line from the journal."""
        return cls(
            batch.time,
            batch.actor,
            change.before,
            change.after,
            change.reason,
            batch.id,
            batch.kind,
            batch.label,
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence linked to a place."""

    row: str
    title: str
    kind: str
    file: str

    @classmethod
    def about(cls, document: AuditView, path: Path, lang: Lang) -> tuple[Evidence, ...]:
        """Evidence linked to the cell, its row, or the whole table."""
        places = {str(path), str(path.at("")), str(path.row_path) if path.row else "", path.table}
        found = []
        for row in document.values.rows("evidence"):
            linked = document.answer(f"evidence[{row}].about")
            if isinstance(linked, tuple) and places & set(linked):
                found.append(cls.of(document, row, lang))
        return tuple(found)

    @classmethod
    def of(cls, document: AuditView, row: str, lang: Lang) -> Evidence:
        """One row of the evidence table."""
        title, kind, file = (
            document.shown(f"evidence[{row}].{column}", lang).text for column in ("title", "kind", "file")
        )
        return cls(row, title, kind, file)


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark about a place."""

    row: str
    text: str
    author: str
    at: str

    @classmethod
    def about(cls, document: AuditView, path: str) -> tuple[Comment, ...]:
        """Comments about exactly this place."""
        found = []
        for row in document.values.rows("comments"):
            if document.answer(f"comments[{row}].about") == path:
                texts = (document.answer(f"comments[{row}].{column}") for column in ("text", "author", "at"))
                found.append(cls(row, *(str(text or "") for text in texts)))
        return tuple(found)
