"""Reading an audit file: current state, journal, and single values, as data."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

from desktop.model.answer import Json
from desktop.store.journal import Batch, Change
from desktop.store.state import StoredState, state_of

_BATCH = "SELECT seq, id, kind, of, label, actor, device, time, parents, digest, applied FROM batch"
_CHANGE = "SELECT position, path, before, after, canonical_before, canonical_after, reason, salt, withheld FROM change"
_Row = tuple[object, ...]


def read_state(connection: sqlite3.Connection) -> StoredState:
    """Everything that stands in the file now. The caller sees to one transaction."""
    answers = connection.execute("SELECT path, value, canonical FROM answer").fetchall()
    values = json.loads("[" + ",".join([answer[1] for answer in answers]) + "]")
    orders: dict[str, dict[str, str]] = {}
    for table, row, position in connection.execute("SELECT table_id, id, position FROM row"):
        orders.setdefault(table, {})[row] = position
    cells = {path: (value, canonical) for (path, _, canonical), value in zip(answers, values, strict=True)}
    return state_of(cells, orders)


def read_batches(connection: sqlite3.Connection, *, after: int = 0) -> list[Batch]:
    """Batches in local order, from the one behind ``after``."""
    return [batch_of(row) for row in connection.execute(f"{_BATCH} WHERE seq > ? ORDER BY seq", (after,))]


def read_batch(connection: sqlite3.Connection, identity: str) -> Batch | None:
    """One batch by its id."""
    row = connection.execute(f"{_BATCH} WHERE id = ?", (identity,)).fetchone()
    return None if row is None else batch_of(row)


def read_head(connection: sqlite3.Connection) -> Batch | None:
    """The last batch of the local chain."""
    row = connection.execute(f"{_BATCH} ORDER BY seq DESC LIMIT 1").fetchone()
    return None if row is None else batch_of(row)


def read_end(connection: sqlite3.Connection) -> tuple[int, str]:
    """Number and digest of the last batch; zero and nothing for an empty journal."""
    row = connection.execute("SELECT seq, digest FROM batch ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, "") if row is None else (row[0], row[1])


def read_changes(connection: sqlite3.Connection, batch: Batch) -> tuple[Change, ...]:
    """The changes of a batch in their order."""
    rows = connection.execute(f"{_CHANGE} WHERE batch = ? ORDER BY position", (batch.seq,))
    return tuple(change_of(batch.id, row) for row in rows)


def read_journal(connection: sqlite3.Connection) -> Iterator[tuple[Batch, tuple[Change, ...]]]:
    """The whole journal in local order."""
    for batch in read_batches(connection):
        yield batch, read_changes(connection, batch)


def read_changes_at(connection: sqlite3.Connection, paths: Sequence[str]) -> list[tuple[Batch, Change]]:
    """Changes at any of the paths, oldest first."""
    found: list[tuple[Batch, Change]] = []
    marks = ", ".join("?" * len(paths))
    fields = _CHANGE.replace("SELECT ", "SELECT batch, ", 1)
    batches: dict[int, Batch] = {}
    rows = connection.execute(f"{fields} WHERE path IN ({marks}) ORDER BY batch, position", tuple(paths))
    for seq, *row in rows.fetchall():
        if seq not in batches:
            batches[seq] = batch_of(connection.execute(f"{_BATCH} WHERE seq = ?", (seq,)).fetchone())
        found.append((batches[seq], change_of(batches[seq].id, tuple(row))))
    return found


def batch_of(row: _Row) -> Batch:
    """A batch from its table row."""
    seq, identity, kind, of, label, actor, device, time, parents, digest, applied = row
    return Batch(
        str(identity), _whole(seq), str(kind), str(of), str(label), str(actor), str(device), str(time),
        tuple(json.loads(str(parents))), str(digest), bool(applied),
    )  # fmt: skip


def change_of(batch: str, row: _Row) -> Change:
    """A change from its table row."""
    position, path, before, after, was, becomes, reason, salt, withheld = row
    return Change(
        batch, _whole(position), str(path or ""), _decoded(before), _decoded(after),
        _number(was), _number(becomes), str(reason), str(salt), str(withheld or ""),
    )  # fmt: skip


def _decoded(text: object) -> Json:
    value: Json = None if text is None else json.loads(str(text))
    return value


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
