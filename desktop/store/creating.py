"""What a new audit file holds before its first edit."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from hashlib import sha256

from desktop.store.connection import transaction
from desktop.store.ids import uuid7
from desktop.store.journal import canonical_json, milliseconds
from desktop.store.schema import Layout, create_tables

LIBRARY = "library"
"""Meta key of the digest of the pinned library; its snapshot stands at ``library:<digest>``."""


def fill(
    connection: sqlite3.Connection, meta: Mapping[str, str], library: bytes, stamp: str, layout: Layout
) -> None:
    """Tables, identity, and the library the audit is pinned to.

    Raises:
        RefusedError: a time without its offset from UTC, or half a character in a setting.
    """
    canonical_json(dict(meta))  # refuses what is no text
    digest = sha256(library).hexdigest()
    identity = uuid7(milliseconds(stamp))
    rows: dict[str, str | bytes] = {
        "id": identity,
        **meta,
        "created": stamp,
        "checked": stamp,
        LIBRARY: digest,
    }
    rows[f"{LIBRARY}:{digest}"] = library
    with transaction(connection):
        create_tables(connection, layout)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows.items())
