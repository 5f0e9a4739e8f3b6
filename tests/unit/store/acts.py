"""What the store's tests do again and again: make a file, record a batch, undo, redo."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

from desktop.store import AuditFile, Batch, NewBatch, NewChange, UndoLine, redoing, undoing

STAMP = "2026-11-25T08:00:00+08:00"
LIBRARY = b"a library snapshot"


def make(path: Path, **more: object) -> AuditFile:
    """A new audit file, open for writing."""
    return AuditFile.create(path, meta={"language": "zh"}, library_blob=LIBRARY, stamp=STAMP, **more)  # type: ignore[arg-type]


def reopen(path: Path, mode: str = "rw", now: str = STAMP, **more: object) -> AuditFile:
    """Open at the time of creation, so that no weekly check is due."""
    return AuditFile.open(path, mode, now=now, **more)  # type: ignore[arg-type]


def batch(*changes: NewChange, kind: str = "edit", of: str = "", label: str = "label") -> NewBatch:
    """A batch by somebody at some time."""
    return NewBatch(kind, label, "王工", "laptop", STAMP, changes, of)


def edit(file: AuditFile, *changes: NewChange, kind: str = "edit") -> Batch:
    """Record changes as one batch."""
    return file.record(batch(*changes, kind=kind))


def put(file: AuditFile, path: str, value: object, canonical: float | None = None) -> Batch:
    """Set one cell from whatever it is."""
    before = file.load().answers.get(path, (None, None))[0]
    return edit(file, NewChange(path, before, value, canonical))  # type: ignore[arg-type]


def undo(file: AuditFile) -> Batch | None:
    """Take back the last action, as derived from the journal."""
    target = UndoLine(file.batches()).next_undo
    if target is None:
        return None
    return file.record(undoing(target, file.changes(target.id), actor="王工", device="", time=STAMP))


def redo(file: AuditFile) -> Batch | None:
    """Do the last undone action again, as derived from the journal."""
    target = UndoLine(file.batches()).next_redo
    if target is None:
        return None
    return file.record(redoing(target, file.changes(target.id), actor="王工", device="", time=STAMP))


def digest(path: Path) -> str:
    """SHA-256 of a file that nobody has open."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def crash_while_writing(path: Path) -> None:
    """Leave what a crash in the middle of a transaction leaves: changed pages and a hot journal."""
    work = path.with_name("work")
    work.mkdir()
    before = digest(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE answer SET value = '\"gone\"'")
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 512
    assert digest(path) != before
    shutil.copy(path, work / path.name)
    shutil.copy(journal, work / journal.name)
    connection.execute("ROLLBACK")
    connection.close()
    for left in work.iterdir():
        left.replace(path.parent / left.name)
    work.rmdir()


def leave_wal(path: Path) -> None:
    """Leave what a tool that turned the file to WAL leaves when it crashes: changes outside the file."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE answer SET value = '\"gone\"'")
    for suffix in ("-wal", "-shm"):
        shutil.copy(f"{path}{suffix}", f"{path}{suffix}.kept")
    connection.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}.kept").rename(f"{path}{suffix}")
