"""From the file to memory: the stored state as answers, and the library the audit is pinned to."""

from __future__ import annotations

from desktop.content.library import Library, library_from_bytes
from desktop.document.staging import answer_from_json
from desktop.document.state import Cell, State
from desktop.model.collector import building
from desktop.model.errors import FileError
from desktop.model.path import path_parts
from desktop.store import AuditFile


def load_state(file: AuditFile, library: Library) -> State:
    """The stored state; units are named in every stored number, so no question is needed to read it."""
    with building():
        stored, units = file.load(), library.units
        answers = {
            Cell(*path_parts(text)): answer_from_json(value, units, canonical)
            for text, (value, canonical) in stored.answers.items()
        }
        return State.of(answers, stored.orders)


def pinned_library(file: AuditFile) -> Library:
    """The library snapshot in the file.

    Raises:
        FileError: the snapshot is damaged or newer than this program; names the file.
    """
    try:
        return library_from_bytes(file.pinned_library())
    except FileError as error:
        raise FileError(error.code, **{**error.params, "path": str(file.path)}) from error
