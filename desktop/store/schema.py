"""The tables of an audit file, their version, and the check that a file holds exactly them.

``user_version`` is major * 65536 + minor. A newer minor version may add tables, columns and indices; readers of the
same major version can read it, but must not write it. No version ever has triggers or views.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x51534131
"""``QSA1``, at byte 68 of the file."""

_V1_0 = (
    # identity and settings of the file as text; library snapshots as blobs under "library:<sha256>"
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID",
    # the journal: append-only
    """CREATE TABLE batch (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        of TEXT NOT NULL,
        label TEXT NOT NULL,
        actor TEXT NOT NULL,
        device TEXT NOT NULL,
        time TEXT NOT NULL,
        parents TEXT NOT NULL,
        digest TEXT NOT NULL UNIQUE,
        applied INTEGER NOT NULL CHECK (applied IN (0, 1))
    ) STRICT""",
    # before and after are JSON, NULL where absent; path is NULL and withheld holds the digest in partial packages
    """CREATE TABLE change (
        batch INTEGER NOT NULL REFERENCES batch (seq),
        position INTEGER NOT NULL,
        path TEXT,
        before TEXT,
        after TEXT,
        canonical_before REAL,
        canonical_after REAL,
        reason TEXT NOT NULL,
        salt TEXT NOT NULL,
        withheld TEXT,
        PRIMARY KEY (batch, position),
        CHECK ((path IS NULL) <> (withheld IS NULL))
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX change_path ON change (path)",
    # current state: what replaying the journal gives
    "CREATE TABLE answer (path TEXT PRIMARY KEY, value TEXT NOT NULL, canonical REAL) STRICT, WITHOUT ROWID",
    """CREATE TABLE row (
        table_id TEXT NOT NULL,
        id TEXT NOT NULL,
        position TEXT NOT NULL,
        PRIMARY KEY (table_id, id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX row_position ON row (table_id, position)",
    # evidence, once by content
    "CREATE TABLE attachment (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, body BLOB NOT NULL) STRICT",
)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """Version of the file format."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def number(self) -> int:
        """As stored in ``user_version``."""
        return self.major << 16 | self.minor


def version_of(number: int) -> Version:
    """Read ``user_version``."""
    return Version(number >> 16, number & 0xFFFF)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step to a newer format, applied to a copy inside one transaction.

    (``sqlite_utils.Migrations`` would keep a second record of versions in a table of its own; ``user_version`` is
    the contract, so it alone decides.)
    """

    to: Version
    apply: Callable[[Database], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """A released format with all its predecessors.

    Attributes:
        version: the newest, which this program writes.
        statements: DDL of every released version, for creating and for recognising.
        migrations: steps between them, ascending.
    """

    version: Version
    statements: Mapping[Version, tuple[str, ...]]
    migrations: tuple[Migration, ...] = field(default=())


CURRENT = Layout(Version(1, 0), {Version(1, 0): _V1_0})


def create_tables(connection: sqlite3.Connection, layout: Layout) -> None:
    """Give an empty database our identity and tables. The caller holds the transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {layout.version.number}")
    for statement in layout.statements[layout.version]:
        connection.execute(statement)


@dataclass(frozen=True, slots=True)
class SchemaFindings:
    """Objects that do not belong in an audit file, and ours that are missing or altered."""

    foreign: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def compare_schema(connection: sqlite3.Connection, version: Version, layout: Layout) -> SchemaFindings:
    """Compare the objects of a file with those of its version.

    A file of a newer minor version may have more tables and columns than we know, never triggers, views or
    virtual tables.
    """
    found = {
        (str(kind), str(name)): _normal(str(sql))
        for kind, name, sql in connection.execute(
            "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE sql IS NOT NULL"
        )
    }
    active = tuple(
        name for (kind, name), sql in found.items() if kind not in ("table", "index") or _is_virtual(sql)
    )
    newer = version > layout.version
    wanted = _objects(layout.statements[layout.version if newer else version])
    if newer:
        missing = tuple(name for (kind, name) in wanted if (kind, name) not in found)
        return SchemaFindings(active, missing or _missing_columns(connection, wanted, layout))
    foreign = tuple(
        name for (kind, name) in found if (kind, name) not in wanted and not name.startswith("sqlite_stat")
    )
    altered = tuple(name for key, sql in wanted.items() for name in [key[1]] if found.get(key) != sql)
    return SchemaFindings(tuple(dict.fromkeys(active + foreign)), altered)


def _missing_columns(
    connection: sqlite3.Connection, wanted: Mapping[tuple[str, str], str], layout: Layout
) -> tuple[str, ...]:
    ours = sqlite3.connect(":memory:")
    try:
        create_tables(ours, layout)
        return tuple(
            f"{name}.{column}"
            for kind, name in wanted
            if kind == "table"
            for column in _columns(ours, name) - _columns(connection, name)
        )
    finally:
        ours.close()


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {str(name) for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


_CREATE = re.compile(r"create (?:unique )?(?P<kind>table|index) (?P<name>\w+)")


def _objects(statements: tuple[str, ...]) -> dict[tuple[str, str], str]:
    objects: dict[tuple[str, str], str] = {}
    for statement in statements:
        sql = _normal(statement)
        found = _CREATE.match(sql)
        assert found, statement
        objects[found["kind"], found["name"]] = sql
    return objects


def _normal(sql: str) -> str:
    """DDL without what rewriting by SQLite or a tool changes: spacing, letter case, quotes around names."""
    plain = re.sub(r"\s+", " ", sql.lower().replace('"', ""))
    return re.sub(r" ?([(),]) ?", r"\1", plain).strip()


def _is_virtual(sql: str) -> bool:
    return sql.startswith("create virtual")
