"""Bringing a file of an older format to ours: always on a copy, checked, then put in place; the original is kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.model.errors import FileError
from desktop.store.beside import beside
from desktop.store.connection import connect, quick_check, transaction
from desktop.store.errors import file_errors
from desktop.store.reading import read_journal, read_state
from desktop.store.schema import Layout, Version, compare_schema
from desktop.store.state import replay


def migrate_file(path: Path, found: Version, layout: Layout) -> Path:
    """Replace a file by its migrated copy and return where the original is kept. The caller holds the lock."""
    kept = _kept_name(path, found)
    with file_errors(path), beside(path, replace=True) as draft:
        with _copy(path, draft) as copy:
            migrate(copy, found, layout, path)
        try:
            os.link(path, kept)
        except OSError:  # a file system without hard links: a second copy
            with beside(kept, replace=False) as second, _copy(path, second):
                pass
    return kept


def migrate_in_memory(path: Path, found: Version, layout: Layout) -> sqlite3.Connection:
    """A migrated copy in memory, for reading an older file without touching it."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with file_errors(path), closing(connect(path, "ro")) as source:
            source.backup(copy)
            migrate(copy, found, layout, path)
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    return copy


@contextmanager
def _copy(path: Path, to: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path, "ro")) as source, closing(connect(to, "rwc")) as copy:
        source.backup(copy)
        yield copy


def migrate(connection: sqlite3.Connection, found: Version, layout: Layout, path: Path) -> None:
    """Apply the migrations from a version to ours and check the outcome.

    Raises:
        FileError: ``file.migration_failed``; the database is then to be thrown away.
    """
    from sqlite_utils import Database  # 0.1 s, and hardly ever needed

    database = Database(connection, execute_plugins=False)
    connection.execute("PRAGMA foreign_keys = OFF")  # as SQLite asks for where tables are rebuilt
    for migration in layout.migrations:
        if migration.to <= found:
            continue
        try:
            with transaction(connection):
                migration.apply(database)
                connection.execute(f"PRAGMA user_version = {migration.to.number}")
                if connection.execute("PRAGMA foreign_key_check").fetchone():
                    raise ValueError("references broken")
        except Exception as error:
            raise _failed(path, found, migration.to, str(error)) from error
    wrong = quick_check(connection)
    findings = compare_schema(connection, layout.version, layout)
    if wrong or findings.foreign or findings.missing:
        detail = "; ".join((*wrong, *findings.foreign, *findings.missing))
        raise _failed(path, found, layout.version, detail)
    changes = (change for batch, changes in read_journal(connection) if batch.applied for change in changes)
    if replay(changes) != read_state(connection):
        raise _failed(path, found, layout.version, "replay differs")


def _failed(path: Path, found: Version, to: Version, detail: str) -> FileError:
    return FileError("file.migration_failed", path=str(path), found=str(found), to=str(to), detail=detail)


def _kept_name(path: Path, found: Version) -> Path:
    number = 1
    while True:
        suffix = f".v{found}" if number == 1 else f".v{found}-{number}"
        kept = path.with_name(f"{path.stem}{suffix}{path.suffix}")
        if not kept.exists():
            return kept
        number += 1
