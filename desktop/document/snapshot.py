"""A frozen copy of an audit: what reports are built from, in a thread of their own, while editing goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from desktop.content.library import Library
from desktop.document.state import Cell, State
from desktop.document.view import AuditView

if TYPE_CHECKING:
    from desktop.document.document import Document


class AuditSnapshot(AuditView):
    """A view of a copied state, with the name of the data version. Implements ``reports.source.Snapshot``."""

    def __init__(self, library: Library, state: State, digest: str, saved_at: str) -> None:
        super().__init__(library, state)
        self.digest = digest
        self.saved_at = saved_at

    @classmethod
    def of(cls, document: Document, edition: str = "") -> Self:
        """Copy the current state; ``edition`` overrides the one being written."""
        state = document.state.copy()
        if edition:
            state.put(Cell("audit", "", "edition", ""), edition)
        saved = document.saved_at
        return cls(document.library, state, document.digest, saved.isoformat() if saved else "")
