"""Verification: is the file sound, is its journal unbroken, and does the journal give exactly what stands there?

The chain shows changes inside the journal. That its last batches were cut off can only show against a digest kept
elsewhere, as in a signed revision.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from hashlib import sha256

from desktop.store.connection import quick_check
from desktop.store.journal import Batch, Change, batch_digest
from desktop.store.reading import read_journal, read_state
from desktop.store.schema import Layout, compare_schema, version_of
from desktop.store.state import META, StoredState, replay


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: a message code ``verify.…`` and where (batch id, path, object name or digest)."""

    code: str
    where: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken stretch of the journal, from its first to its last batch."""

    first: Batch
    last: Batch


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What verification found. ``unbroken`` is one stretch over everything where the chain is whole."""

    batches: int
    changes: int
    withheld: int
    attachments: int
    unbroken: tuple[Stretch, ...]
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Nothing wrong."""
        return not self.faults


def verify(connection: sqlite3.Connection, layout: Layout) -> VerifyReport:
    """Check an open file. The caller sees to one transaction."""
    faults = [Fault("verify.database", line) for line in quick_check(connection)]
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    findings = compare_schema(connection, version_of(number), layout)
    faults += [Fault("verify.foreign", name) for name in findings.foreign]
    faults += [Fault("verify.missing", name) for name in findings.missing]
    if findings.missing:
        return VerifyReport(0, 0, 0, 0, (), tuple(faults))
    journal = list(read_journal(connection))
    unbroken, broken = _chain(journal)
    changes = [change for _, changes in journal for change in changes]
    applied = [change for batch, changes in journal if batch.applied for change in changes]
    attachments, spoiled = _attachments(connection)
    return VerifyReport(
        batches=len(journal),
        changes=len(changes),
        withheld=sum(bool(change.withheld) for change in changes),
        attachments=attachments,
        unbroken=unbroken,
        faults=(*faults, *broken, *_drift(connection, applied), *spoiled),
    )


def _chain(journal: list[tuple[Batch, tuple[Change, ...]]]) -> tuple[tuple[Stretch, ...], list[Fault]]:
    faults: list[Fault] = []
    stretches: list[Stretch] = []
    first: Batch | None = None
    last: Batch | None = None
    known: set[str] = set()
    head = ""
    for batch, changes in journal:
        code = ""
        if batch.seq != (last.seq if last else 0) + 1:
            code = "verify.gap"
        elif batch_digest(batch, [change.digest for change in changes]) != batch.digest:
            code = "verify.digest"
        elif not known.issuperset(batch.parents) or (batch.applied and head not in (batch.parents or ("",))):
            code = "verify.parent"
        if code:
            faults.append(Fault(code, batch.id))
            if first and last:
                stretches.append(Stretch(first, last))
            first = None if code == "verify.digest" else batch
        elif first is None:
            first = batch
        last = batch
        known.add(batch.digest)
        head = batch.digest if batch.applied else head
    if first and last:
        stretches.append(Stretch(first, last))
    return tuple(stretches), faults


def _drift(connection: sqlite3.Connection, changes: list[Change]) -> list[Fault]:
    """Differences between what the journal gives and what stands in the file."""
    stands = read_state(connection)
    try:
        gives = replay(changes)
    except (KeyError, TypeError) as error:
        return [Fault("verify.replay", str(error))]
    faults = [
        Fault("verify.state", path)
        for path in sorted(gives.answers.keys() | stands.answers.keys())
        if gives.answers.get(path) != stands.answers.get(path)
    ]
    faults += [Fault("verify.state", path) for path in _row_differences(gives, stands)]
    settings = {change.path: change.after for change in changes if change.path.startswith(META + ".")}
    for path, value in settings.items():
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (path[len(META) + 1 :],)).fetchone()
        if value != (row[0] if row else None):
            faults.append(Fault("verify.state", path))
    return faults


def _row_differences(gives: StoredState, stands: StoredState) -> list[str]:
    ours = {f"{table}[{row}]": key for table, keys in gives.orders.items() for row, key in keys.items()}
    theirs = {f"{table}[{row}]": key for table, keys in stands.orders.items() for row, key in keys.items()}
    return sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))


def _attachments(connection: sqlite3.Connection) -> tuple[int, list[Fault]]:
    count = 0
    faults: list[Fault] = []
    for digest, size, body in connection.execute("SELECT sha256, size, body FROM attachment"):
        count += 1
        if len(body) != size or sha256(body).hexdigest() != digest:
            faults.append(Fault("verify.attachment", digest))
    for key, blob in connection.execute("SELECT key, value FROM meta WHERE key LIKE 'library:%'"):
        if f"library:{sha256(bytes(blob)).hexdigest()}" != key:
            faults.append(Fault("verify.library", key))
    return count, faults
