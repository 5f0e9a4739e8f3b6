"""Connections to an audit file: how they are opened and what they promise."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal
from urllib.parse import quote

Mode = Literal["rw", "ro"]

_BUSY_SECONDS = 5.0
"""How long a writer waits for readers of the same file, and they for it; all transactions are short."""

_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",  # no answers in temporary files
    "PRAGMA cache_size = -16384",
)


def connect(path: Path, mode: Mode | Literal["rwc"]) -> sqlite3.Connection:
    """Open a connection; nothing is read yet."""
    connection = sqlite3.connect(
        file_uri(path, mode), uri=True, timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=64
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if mode == "ro":
        connection.execute("PRAGMA query_only = ON")
    return connection


def file_uri(path: Path, mode: str) -> str:
    """The SQLite URI of a file: any character in its name, Windows drives and network paths."""
    plain = path.absolute().as_posix()
    if not plain.startswith("/"):
        plain = "/" + plain
    return f"file://{quote(os.fsencode(plain), safe='/:')}?mode={mode}"


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """All of it or nothing. ``BEGIN`` alone serves consistent reading."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A failed commit may have rolled back by itself.
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def journal_of(path: Path) -> Path:
    """The rollback journal SQLite keeps beside a file during a transaction."""
    return path.with_name(path.name + "-journal")


def leftovers_of(path: Path) -> tuple[Path, ...]:
    """Files SQLite would play back into whatever stands at the path."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("-journal", "-wal", "-shm"))


def quick_check(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite finds wrong with the file; empty where it is sound."""
    found = tuple(str(line) for (line,) in connection.execute("PRAGMA quick_check(20)"))
    return () if found == ("ok",) else found
