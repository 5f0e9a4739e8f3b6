"""The audit file: one SQLite file per audit, opened, read, and written through one door."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json import JSONDecodeError
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.model.errors import FileError
from desktop.model.path import parse_path
from desktop.store import reading
from desktop.store.beside import beside
from desktop.store.connection import Mode, connect, quick_check, transaction
from desktop.store.creating import LIBRARY, fill
from desktop.store.errors import file_errors
from desktop.store.history import Entry, cell_of, heads, take_in
from desktop.store.journal import Batch, Change, NewBatch
from desktop.store.lock import FileLock, Holder, acquire
from desktop.store.opening import Opened, open_to_read, open_to_write
from desktop.store.recording import write_batch
from desktop.store.schema import CURRENT, Layout
from desktop.store.state import StoredState
from desktop.store.verify import VerifyReport, verify

_BACKUP_PAGES = 4096
_LARGEST = 950_000_000
"""SQLite holds values up to 10^9 bytes."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Evidence bytes kept in the file, by content."""

    sha256: str
    size: int


class AuditFile:
    """An open audit file.

    Made by ``create`` and ``open`` only. Belongs to the thread that opened it; others open their own for reading.
    """

    def __init__(self, path: Path, mode: Mode, opened: Opened, layout: Layout) -> None:
        self.path = path
        self.mode: Mode = mode
        self.left_behind = opened.left_behind
        self.rolled_back = opened.rolled_back
        self.kept = opened.kept
        self._connection = opened.connection
        self._lock: FileLock | None = opened.lock
        self._layout = layout
        self._checked = opened.checked
        self._prepared = False
        with self._reading() as connection:
            self._head = reading.read_head(connection)

    # --- opening and closing ----------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        meta: Mapping[str, str],
        library_blob: bytes,
        stamp: str,
        force: bool = False,
        program: str = "",
        actor: str = "",
        device: str = "",
        layout: Layout = CURRENT,
    ) -> Self:
        """Write a new audit file and open it for writing. ``stamp`` is its time of creation.

        Raises:
            FileError: ``file.exists`` unless forced, ``file.in_use``, ``file.no_space`` …
        """
        target = _real(path)
        if not target.parent.is_dir():
            raise FileError("file.no_folder", path=str(target), folder=str(target.parent))
        lock = acquire(target, Holder(actor, device, stamp, program))
        try:
            with file_errors(target):
                with beside(target, replace=force) as draft, closing(connect(draft, "rwc")) as connection:
                    fill(connection, meta, library_blob, stamp, layout)
                return cls(target, "rw", Opened(connect(target, "rw"), lock), layout)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: Path | str,
        mode: Mode = "rw",
        *,
        program: str = "",
        actor: str = "",
        device: str = "",
        now: str = "",
        layout: Layout = CURRENT,
    ) -> Self:
        """Open an audit file, for writing (one at a time) or for reading (any number, at any time).

        Raises:
            FileError: see ``resources/messages/store.yaml``.
        """
        target = _real(path)
        holder = Holder(actor, device, now or datetime.now(UTC).isoformat(timespec="seconds"), program)
        opened = (open_to_write if mode == "rw" else open_to_read)(target, holder, layout)
        try:
            return cls(target, mode, opened, layout)
        except BaseException:
            opened.connection.close()
            if opened.lock:
                opened.lock.release()
            raise

    def close(self) -> None:
        """Give the file free; twice does no harm."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- reading ----------------------------------------------------------------------------------

    def load(self) -> StoredState:
        """Everything that stands in the file now."""
        with self._reading() as connection:
            return reading.read_state(connection)

    @property
    def head(self) -> Batch | None:
        """The last recorded batch, as far as this opening knows."""
        return self._head

    @property
    def meta(self) -> dict[str, str]:
        """Identity and settings of the file."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT key, value FROM meta WHERE typeof(value) = 'text'"))

    def pinned_library(self) -> bytes:
        """The snapshot of the library this audit is pinned to."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT value FROM meta WHERE key = 'library:' || (SELECT value FROM meta WHERE key = ?)",
                (LIBRARY,),
            ).fetchone()
        if row is None:
            raise FileError("file.damaged", path=str(self.path), detail=LIBRARY)
        return bytes(row[0])

    def batches(self, *, after: int = 0) -> list[Batch]:
        """All batches in local order, those of other copies included; ``after`` skips up to that number."""
        with self._reading() as connection:
            return reading.read_batches(connection, after=after)

    def changes(self, batch_id: str) -> list[Change]:
        """The changes of one batch in their order; none for an unknown batch."""
        with self._reading() as connection:
            batch = reading.read_batch(connection, batch_id)
            return [] if batch is None else list(reading.read_changes(connection, batch))

    def journal(self) -> list[Entry]:
        """The whole journal in local order."""
        with self._reading() as connection:
            return list(reading.read_journal(connection))

    def history(self, path: str) -> list[tuple[Batch, Change]]:
        """What happened at a path, oldest first.

        A cell's history includes what the insertion and deletion of its row did to it, worded as changes of the cell.
        """
        place = parse_path(path)
        text, row = str(place), str(place.row_path) if place.row else ""
        with self._reading() as connection:
            found = reading.read_changes_at(connection, [text, row] if row and row != text else [text])
        if place.is_row:
            return found
        return [
            (batch, cell)
            for batch, change in found
            for cell in [change if change.path == text else cell_of(change, text)]
            if cell is not None
        ]

    # --- writing ----------------------------------------------------------------------------------

    def record(self, new: NewBatch, *, history: Sequence[Entry] = ()) -> Batch:
        """Record one user action: batch, changes and current state in one transaction, on disk when this returns.

        ``history`` are batches of another copy: they come in as history, not applied, and this batch (a merge)
        follows them too.

        Raises:
            RefusedError: a change does not fit what stands in the file; nothing was written.
            FileError: the file cannot be written; nothing was written.
        """
        with self._writing() as connection:
            seq, digest = (self._head.seq, self._head.digest) if self._head else (0, "")
            if reading.read_end(connection) != (seq, digest):
                raise FileError("file.changed_outside", path=str(self.path))
            foreign = take_in(connection, history, seq)
            parents = ((digest,) if digest else ()) + heads(foreign)
            batch = write_batch(connection, new, seq + len(foreign) + 1, parents)
            if self._checked:
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('checked', ?)", (self._checked,))
        self._checked = ""
        self._head = batch
        return batch

    def keep_library(self, blob: bytes) -> str:
        """Keep a library snapshot and return its digest; a change at ``meta.library`` then pins the audit to it."""
        digest = sha256(blob).hexdigest()
        with self._writing() as connection:
            connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (f"{LIBRARY}:{digest}", blob))
        return digest

    # --- evidence ---------------------------------------------------------------------------------

    def attach(self, body: bytes) -> str:
        """Keep evidence bytes, once by content, and return their SHA-256."""
        if len(body) > _LARGEST:
            raise FileError("file.too_large", path=str(self.path))
        digest = sha256(body).hexdigest()
        with self._writing() as connection:
            connection.execute("INSERT OR IGNORE INTO attachment VALUES (?, ?, ?)", (digest, len(body), body))
        return digest

    def attachment(self, digest: str) -> bytes:
        """Evidence bytes by their SHA-256.

        Raises:
            FileError: ``file.no_attachment``.
        """
        with self._reading() as connection:
            row = connection.execute("SELECT body FROM attachment WHERE sha256 = ?", (digest,)).fetchone()
        if row is None:
            raise FileError("file.no_attachment", path=str(self.path), sha256=digest)
        return bytes(row[0])

    def attachments(self) -> tuple[Attachment, ...]:
        """All evidence kept, without the bytes."""
        with self._reading() as connection:
            rows = connection.execute("SELECT sha256, size FROM attachment ORDER BY rowid")
            return tuple(Attachment(digest, size) for digest, size in rows)

    # --- safety -----------------------------------------------------------------------------------

    def verify(self) -> VerifyReport:
        """Check everything that can be checked: database, objects, chain, replay, evidence."""
        with self._reading() as connection:
            return verify(connection, self._layout)

    def backup(
        self, to: Path | str, *, force: bool = False, progress: Callable[[int, int], None] | None = None
    ) -> Path:
        """Copy the file to another place: checked, then put in place in one step. Works while it is written to.

        ``progress`` is told pages done and pages in all; what it raises cancels the copy.
        """
        target = _real(to)
        if target == self.path:
            raise FileError("file.same", path=str(target))
        if not target.parent.is_dir():
            raise FileError("file.no_folder", path=str(target), folder=str(target.parent))
        lock = acquire(target, Holder(program="backup"))
        try:
            with (
                file_errors(target),
                beside(target, replace=force) as draft,
                closing(connect(draft, "rwc")) as copy,
            ):
                self._connection.backup(copy, pages=_BACKUP_PAGES, progress=_pages(progress), sleep=0.01)
                wrong = quick_check(copy)
                if wrong:
                    raise FileError("file.damaged", path=str(self.path), detail=wrong[0])
        finally:
            lock.release()
        return target

    # --- inside -----------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with file_errors(self.path), transaction(self._connection, "BEGIN"):
            try:
                yield self._connection
            except (ValueError, TypeError) as error:  # a stored text that is not the JSON we wrote
                raise FileError("file.damaged", path=str(self.path), detail=str(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.mode == "ro":
            raise FileError("file.opened_to_read", path=str(self.path))
        with file_errors(self.path):
            if not self._prepared:
                # A tool may have left the file in WAL mode. In the mode we want this does nothing.
                self._connection.execute("PRAGMA journal_mode = DELETE")
                self._prepared = True
            try:
                with transaction(self._connection):
                    yield self._connection
            except JSONDecodeError as error:
                raise FileError("file.damaged", path=str(self.path), detail=str(error)) from error


def _real(path: Path | str) -> Path:
    """The file itself, not a link to it: lock and journal must stand beside one and the same."""
    try:
        return Path(path).resolve()
    # A zero byte in the name, links going round in a circle.
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError("file.bad_name", path=str(path), detail=str(error)) from error


def _pages(progress: Callable[[int, int], None] | None) -> Callable[[int, int, int], object] | None:
    if progress is None:
        return None
    return lambda _status, remaining, total: progress(total - remaining, total)
