"""A frozen copy of an audit: what reports are built from, in a thread of their own, while editing goes on."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Self

from desktop.content.library import Library
from desktop.document.state import Cell, State
from desktop.document.view import AuditView
from desktop.model.errors import FileError
from desktop.store import AuditFile

if TYPE_CHECKING:
    from desktop.document.document import Document


class AuditSnapshot(AuditView):
    """A view of a copied state, with the name of the data version. Implements ``reports.source.Snapshot``."""

    def __init__(
        self, library: Library, state: State, digest: str, saved_at: str, file: FilePath | None = None
    ) -> None:
        super().__init__(library, state)
        self._file = file
        self.digest = digest
        self.saved_at = saved_at

    @classmethod
    def of(cls, document: Document, edition: str = "") -> Self:
        """Copy the current state; ``edition`` overrides the one being written."""
        state = document.state.copy()
        if edition:
            state.put(Cell("audit", "", "edition", ""), edition)
        saved = document.saved_at
        return cls(
            document.library, state, document.digest, saved.isoformat() if saved else "", document.path
        )

    def attachment(self, digest: str) -> bytes:
        """The bytes of a piece of evidence, read from the audit file: they never change once they are in it.

        Raises:
            FileError: ``file.no_attachment``, or the file cannot be read any more.
        """
        if self._file is None:
            raise FileError("file.no_attachment", path="", sha256=digest)
        with AuditFile.open(self._file, "ro") as file:
            return file.attachment(digest)
