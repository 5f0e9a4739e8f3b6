"""Faults of the database and the file system, turned in one place into ``FileError`` codes.

The sentences stand in ``resources/messages/store.yaml``: what happened, where, and how to mend it.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.model.errors import FileError

_EXTENDED: dict[int, str] = {
    sqlite3.SQLITE_READONLY_DBMOVED: "file.moved",
    sqlite3.SQLITE_READONLY_ROLLBACK: "file.needs_recovery",
    sqlite3.SQLITE_READONLY_RECOVERY: "file.needs_recovery",
}

_PRIMARY: dict[int, str] = {
    sqlite3.SQLITE_NOTADB: "file.not_audit",
    sqlite3.SQLITE_CORRUPT: "file.damaged",
    sqlite3.SQLITE_SCHEMA: "file.damaged",
    sqlite3.SQLITE_CONSTRAINT: "file.damaged",
    sqlite3.SQLITE_MISMATCH: "file.damaged",
    sqlite3.SQLITE_ERROR: "file.damaged",
    sqlite3.SQLITE_FULL: "file.no_space",
    sqlite3.SQLITE_READONLY: "file.read_only",
    sqlite3.SQLITE_BUSY: "file.busy",
    sqlite3.SQLITE_LOCKED: "file.busy",
    sqlite3.SQLITE_PERM: "file.no_access",
    sqlite3.SQLITE_AUTH: "file.no_access",
    sqlite3.SQLITE_CANTOPEN: "file.no_access",
    sqlite3.SQLITE_TOOBIG: "file.too_large",
}

_SYSTEM: dict[int, str] = {
    errno.ENOENT: "file.missing",
    errno.ENOTDIR: "file.missing",
    errno.EEXIST: "file.exists",
    errno.EISDIR: "file.is_directory",
    errno.EACCES: "file.no_access",
    errno.EPERM: "file.no_access",
    errno.EROFS: "file.read_only",
    errno.ENOSPC: "file.no_space",
    errno.EDQUOT: "file.no_space",
    errno.ENAMETOOLONG: "file.bad_name",
    errno.EINVAL: "file.bad_name",
}


def from_sqlite(error: sqlite3.Error, path: Path) -> FileError:
    """The file error a database error means; what has no code of its own is an I/O error with SQLite's name."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's own: text in the database that is not UTF-8
        return FileError("file.damaged", path=str(path), detail=str(error))
    name = _EXTENDED.get(code) or _PRIMARY.get(code & 0xFF, "file.io")
    return FileError(name, path=str(path), detail=f"{error.sqlite_errorname}: {error}")


def from_system(error: OSError, path: Path) -> FileError:
    """The file error an operating system error means."""
    name = _SYSTEM.get(error.errno or 0, "file.io")
    return FileError(name, path=str(path), detail=error.strerror or str(error))


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Let nothing but ``FileError`` out of the block; misuse of a connection (a defect of ours) stays as it is."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    except OSError as error:
        raise from_system(error, path) from error
