"""Facts about facts: history of an answer, evidence and comments about a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.document.engine import Key
from desktop.document.state import Cell
from desktop.document.values import Values
from desktop.model.answer import Json
from desktop.model.path import Path
from desktop.model.result import Num
from desktop.model.text import Lang
from desktop.store import Batch, Change

if TYPE_CHECKING:
    from desktop.document.view import AuditView


LINKS: Key = ("#evidence",)
"""The node of all links from places to rows of evidence."""


def links_of(values: Values) -> Mapping[str, tuple[str, ...]]:
    """The rows of evidence about each place."""
    found: dict[str, list[str]] = {}
    for row in values.rows("evidence"):
        about = values.value(Cell("evidence", row, "about", ""))
        for place in about if isinstance(about, tuple) and not isinstance(about, Num) else ():
            found.setdefault(str(place), []).append(row)
    return {place: tuple(rows) for place, rows in found.items()}


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
        links: Mapping[str, tuple[str, ...]] = document.values.engine.get(LINKS)  # type: ignore[assignment]
        places = {str(path), str(path.at("")), str(path.row_path) if path.row else "", path.table}
        rows = {row for place in places for row in links.get(place, ())}
        if not rows:
            return ()
        return tuple(cls.of(document, row, lang) for row in document.values.rows("evidence") if row in rows)

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
