"""Opening an audit file: the checks in their order, and nothing written on the way.

Missing, directory → SQLite header → empty → application id → version → objects are ours and only ours → after an
unclean close, or a week after the last one, SQLite's own check → older formats are migrated on a copy.
A connected file is never read as bytes: closing such a descriptor would drop SQLite's locks on it.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.model.errors import FileError
from desktop.store.connection import Mode, connect, journal_of, quick_check, transaction
from desktop.store.errors import file_errors
from desktop.store.lock import FileLock, Holder, acquire
from desktop.store.migrate import migrate_file, migrate_in_memory
from desktop.store.schema import APPLICATION_ID, Layout, Version, compare_schema, version_of

_CHECK_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open connection and what was noticed while opening.

    Attributes:
        left_behind: who held the file when it was last not closed properly.
        rolled_back: an unfinished action was taken back.
        checked: when the check just passed was made, empty where none was due.
        kept: the original of a migrated file.
    """

    connection: sqlite3.Connection
    lock: FileLock | None = None
    left_behind: Holder | None = None
    rolled_back: bool = False
    checked: str = ""
    kept: Path | None = None


def open_to_write(path: Path, holder: Holder, layout: Layout) -> Opened:
    """Take the lock, check, migrate where needed, connect."""
    _look(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise FileError("file.read_only", path=str(path), detail="")
    lock = acquire(path, holder)
    try:
        return _open_locked(path, lock, holder, layout)
    except BaseException:
        lock.release()
        raise


def open_to_read(path: Path, holder: Holder, layout: Layout) -> Opened:
    """Connect for reading; works while another process writes."""
    _look(path)
    try:
        connection = _connect_checked(path, "ro", layout)
        rolled_back = False
    except FileError as error:
        if error.code != "file.needs_recovery":
            raise
        _recover(path, holder)
        connection = _connect_checked(path, "ro", layout)
        rolled_back = True
    try:
        if rolled_back:
            _check(connection, path)
        found = _version(connection)
        if found < layout.version:
            connection.close()
            connection = migrate_in_memory(path, found, layout)
        return Opened(connection, rolled_back=rolled_back)
    except BaseException:
        connection.close()
        raise


def _open_locked(path: Path, lock: FileLock, holder: Holder, layout: Layout) -> Opened:
    rolled_back = _has_journal(path)
    connection = _connect_checked(path, "rw", layout)
    try:
        found = _version(connection)
        if found > layout.version:
            raise FileError("file.too_new_to_write", path=str(path), **_versions(found, layout))
        _prove_writable(connection, path)
        due = rolled_back or lock.left_behind is not None or _is_check_due(connection, holder.time)
        if due:
            _check(connection, path)
        kept = None
        if found < layout.version:
            connection.close()
            kept = migrate_file(path, found, layout)
            connection = _connect_checked(path, "rw", layout)
        checked = holder.time if due else ""
        return Opened(connection, lock, lock.left_behind, rolled_back, checked, kept)
    except BaseException:
        connection.close()
        raise


def _look(path: Path) -> None:
    """What the file system alone can tell."""
    with file_errors(path):
        size = path.stat().st_size
    if path.is_dir():
        raise FileError("file.is_directory", path=str(path))
    if not path.is_file():
        raise FileError("file.not_audit", path=str(path), detail="")
    if size == 0:
        raise FileError("file.empty", path=str(path))
    if not os.access(path, os.R_OK):
        raise FileError("file.no_access", path=str(path), detail="")


def _connect_checked(path: Path, mode: Mode, layout: Layout) -> sqlite3.Connection:
    with file_errors(path):
        connection = connect(path, mode)
        try:
            _check_identity(connection, path, layout)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_identity(connection: sqlite3.Connection, path: Path, layout: Layout) -> None:
    with transaction(connection, "BEGIN"):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (objects,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application != APPLICATION_ID:
            if application == 0 and objects == 0:
                raise FileError("file.empty", path=str(path))
            raise FileError("file.not_audit", path=str(path), detail=f"application_id {application:#010x}")
        found = _version(connection)
        if found.major > layout.version.major:
            raise FileError("file.too_new", path=str(path), **_versions(found, layout))
        if found < layout.version and found not in layout.statements:
            raise FileError("file.damaged", path=str(path), detail=f"user_version {found}")
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        if path.stat().st_size < pages * page_size:
            raise FileError("file.damaged", path=str(path), detail="truncated")
        findings = compare_schema(connection, found, layout)
    if findings.foreign:
        raise FileError("file.foreign_objects", path=str(path), names=", ".join(findings.foreign))
    if findings.missing:
        raise FileError("file.damaged", path=str(path), detail=", ".join(findings.missing))


def _recover(path: Path, holder: Holder) -> None:
    """Let SQLite take back the transaction a crash left unfinished."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise FileError("file.needs_recovery", path=str(path), detail="")
    lock = acquire(path, holder)
    try:
        with file_errors(path):
            connection = connect(path, "rw")
            try:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            finally:
                connection.close()
    finally:
        lock.release()


def _prove_writable(connection: sqlite3.Connection, path: Path) -> None:
    """A transaction that writes nothing fails where the first real one would."""
    with file_errors(path), transaction(connection):
        pass


def _check(connection: sqlite3.Connection, path: Path) -> None:
    with file_errors(path):
        wrong = quick_check(connection)
    if wrong:
        raise FileError("file.damaged", path=str(path), detail=wrong[0])


def _is_check_due(connection: sqlite3.Connection, now: str) -> bool:
    row = connection.execute("SELECT value FROM meta WHERE key = 'checked'").fetchone()
    try:
        return bool(abs(datetime.fromisoformat(now) - datetime.fromisoformat(row[0])) >= _CHECK_EVERY)
    except (TypeError, ValueError):  # never checked, or one time without its offset
        return True


def _version(connection: sqlite3.Connection) -> Version:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return version_of(number)


def _versions(found: Version, layout: Layout) -> dict[str, str]:
    return {"found": str(found), "known": str(layout.version)}


def _has_journal(path: Path) -> bool:
    try:
        return journal_of(path).stat().st_size > 0
    except OSError:
        return False
