"""Recording: a batch, its changes and the new current state, written by statements inside one transaction.

What stood before a change is read from the file itself, never taken on trust, so that history and state cannot
drift apart; a caller who believed something else was there is refused.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import replace
from typing import NamedTuple, cast

from desktop.model.answer import Json
from desktop.model.errors import RefusedError
from desktop.model.path import Path, parse_path
from desktop.store.ids import uuid7
from desktop.store.journal import (
    KINDS,
    Batch,
    Change,
    NewBatch,
    NewChange,
    batch_digest,
    canonical_json,
    canonical_number,
    change_digest,
    milliseconds,
)
from desktop.store.order import is_key, key_between
from desktop.store.state import META, row_object, row_parts

FIXED_META: frozenset[str] = frozenset({"id", "created"})

_INSERT_BATCH = "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_CHANGE = "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_READ_ANSWER = "SELECT value, canonical FROM answer WHERE path = ?"
_WRITE_ANSWER = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)"
_DELETE_ANSWER = "DELETE FROM answer WHERE path = ?"
_READ_ROW = "SELECT position FROM row WHERE table_id = ? AND id = ?"
_ROW_OF_KEY = "SELECT id FROM row WHERE table_id = ? AND position = ?"
_LAST_KEY = "SELECT max(position) FROM row WHERE table_id = ?"
# Everything between "table[row]." and the character after the dot.
_ROW_ANSWERS = "SELECT path, value, canonical FROM answer WHERE path >= ? AND path < ?"
_DELETE_ROW_ANSWERS = "DELETE FROM answer WHERE path >= ? AND path < ?"


class Effect(NamedTuple):
    """What a change does, in the words of the journal: canonical JSON texts and canonical numbers."""

    before: str
    after: str
    canonical_before: float | None = None
    canonical_after: float | None = None


def write_batch(connection: sqlite3.Connection, new: NewBatch, seq: int, parents: tuple[str, ...]) -> Batch:
    """Write a batch with its changes and carry them out. The caller holds the transaction.

    Raises:
        RefusedError: a change cannot be stored or does not fit what stands in the file.
    """
    if new.kind not in KINDS:
        raise RefusedError("store.kind", kind=new.kind)
    identity = uuid7(milliseconds(new.time))
    salts = secrets.token_hex(16 * len(new.changes))
    rows: list[tuple[object, ...]] = []
    digests: list[str] = []
    writer = _Writer(connection)
    for position, change in enumerate(new.changes):
        path = parse_path(change.path)
        effect = writer.carry_out(path, change)
        text = str(path)
        salt = salts[position * 32 : position * 32 + 32]
        digests.append(change_digest(salt, text, *effect, change.reason))
        rows.append(
            (
                seq, position, text, _column(effect.before), _column(effect.after),
                effect.canonical_before, effect.canonical_after, change.reason, salt, None,
            )
        )  # fmt: skip
    header = Batch(
        identity,
        seq, new.kind, new.of, new.label, new.actor, new.device, new.time, parents, "",
    )  # fmt: skip
    batch = replace(header, digest=batch_digest(header, digests))
    insert_batch(connection, batch)
    connection.executemany(_INSERT_CHANGE, rows)
    return batch


def insert_batch(connection: sqlite3.Connection, batch: Batch) -> None:
    """Write the header of a batch."""
    connection.execute(
        _INSERT_BATCH,
        (
            batch.seq, batch.id, batch.kind, batch.of, batch.label, batch.actor, batch.device, batch.time,
            json.dumps(batch.parents), batch.digest, int(batch.applied),
        ),
    )  # fmt: skip


def insert_changes(connection: sqlite3.Connection, seq: int, changes: tuple[Change, ...]) -> None:
    """Write changes as history, without carrying them out."""
    connection.executemany(
        _INSERT_CHANGE,
        (
            (
                seq, position, change.path or None,
                _column(canonical_json(change.before)), _column(canonical_json(change.after)),
                change.canonical_before, change.canonical_after, change.reason, change.salt,
                change.withheld or None,
            )
            for position, change in enumerate(changes)
        ),
    )  # fmt: skip


class _Writer:
    """Carries out the changes of one batch; remembers which rows it has already seen."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._known_rows: set[tuple[str, str]] = set()

    def carry_out(self, path: Path, change: NewChange) -> Effect:
        """Bring the current state from before a change to after it."""
        if path.table == META:
            return self._setting(path, change)
        if path.column:
            return self._cell(path, change)
        order = self._order_of(path)
        if change.after is None:
            return self._delete_row(path, change, order)
        if change.before is None:
            return self._insert_row(path, change, order)
        return self._move_row(path, change, order)

    def _cell(self, path: Path, change: NewChange) -> Effect:
        text = str(path)
        found = self._execute(_READ_ANSWER, (text,)).fetchone()
        before, was = found or ("null", None)
        if canonical_json(change.before) != before:
            raise RefusedError("store.before_differs", path=text)
        after = canonical_json(change.after)
        becomes = canonical_number(change.canonical)
        if change.after is None:
            self._execute(_DELETE_ANSWER, (text,))
            return Effect(before, after, was, None)
        if path.row and (path.table, path.row) not in self._known_rows and self._order_of(path) is None:
            raise RefusedError("store.no_row", path=str(path.row_path))
        self._execute(_WRITE_ANSWER, (text, after, becomes))
        return Effect(before, after, was, becomes)

    def _setting(self, path: Path, change: NewChange) -> Effect:
        if path.row or path.period or path.column in FIXED_META:
            raise RefusedError("store.fixed_meta", path=str(path))
        found = self._execute("SELECT value FROM meta WHERE key = ?", (path.column,)).fetchone()
        before = found[0] if found else None
        if change.before != before:
            raise RefusedError("store.before_differs", path=str(path))
        if change.after is None:
            self._execute("DELETE FROM meta WHERE key = ?", (path.column,))
        elif isinstance(change.after, str):
            self._execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (path.column, change.after))
        else:
            raise RefusedError("store.meta_text", path=str(path))
        return Effect(canonical_json(before), canonical_json(change.after))

    def _insert_row(self, path: Path, change: NewChange, present: str | None) -> Effect:
        if present is not None:
            raise RefusedError("store.row_exists", path=str(path))
        order = self._new_key(path, change)
        self._execute("INSERT INTO row VALUES (?, ?, ?)", (path.table, path.row, order))
        self._known_rows.add((path.table, path.row))
        given_values, given_canonical = row_parts(change.after)
        values = {column: value for column, value in given_values.items() if value is not None}
        canonical = {
            column: float(number)
            for column, number in ((name, canonical_number(given_canonical.get(name))) for name in values)
            if number is not None
        }
        for column, value in values.items():
            cell = parse_path(f"{path}.{column}")
            if f"{path}.{column}" != str(cell):
                raise RefusedError("path.malformed", path=f"{path}.{column}")
            self._execute(_WRITE_ANSWER, (str(cell), canonical_json(value), canonical.get(column)))
        return Effect("null", canonical_json(row_object(order, values, canonical)))

    def _delete_row(self, path: Path, change: NewChange, order: str | None) -> Effect:
        text = str(path)
        if order is None:
            raise RefusedError("store.no_row", path=text)
        values: dict[str, Json] = {}
        canonical: dict[str, float] = {}
        for cell, value, number in self._execute(_ROW_ANSWERS, (f"{text}.", f"{text}/")):
            column = cell[len(text) + 1 :]
            values[column] = json.loads(value)
            if number is not None:
                canonical[column] = number
        whole = canonical_json(row_object(order, values, canonical))
        if isinstance(change.before, dict) and "values" in change.before:
            believed_values, believed_canonical = row_parts(change.before)
            believed_order = cast("str", change.before.get("order", order))
            if (
                canonical_json(row_object(believed_order, believed_values, believed_canonical or canonical))
                != whole
            ):
                raise RefusedError("store.before_differs", path=text)
        self._execute(_DELETE_ROW_ANSWERS, (f"{text}.", f"{text}/"))
        self._execute("DELETE FROM row WHERE table_id = ? AND id = ?", (path.table, path.row))
        self._known_rows.discard((path.table, path.row))
        return Effect(whole, "null")

    def _move_row(self, path: Path, change: NewChange, order: str | None) -> Effect:
        if order is None:
            raise RefusedError("store.no_row", path=str(path))
        key = self._new_key(path, change)
        self._execute(
            "UPDATE row SET position = ? WHERE table_id = ? AND id = ?", (key, path.table, path.row)
        )
        return Effect(canonical_json({"order": order}), canonical_json({"order": key}))

    def _order_of(self, path: Path) -> str | None:
        found = self._execute(_READ_ROW, (path.table, path.row)).fetchone()
        if found is None:
            return None
        self._known_rows.add((path.table, path.row))
        return str(found[0])

    def _new_key(self, path: Path, change: NewChange) -> str:
        wanted = change.order or (change.after.get("order") if isinstance(change.after, dict) else None)
        if wanted is None:
            (last,) = self._execute(_LAST_KEY, (path.table,)).fetchone()
            if last is not None and not is_key(last):
                raise RefusedError("store.order", path=str(path), order=last)
            return key_between(last, None)
        if not isinstance(wanted, str) or not is_key(wanted):
            raise RefusedError("store.order", path=str(path), order=str(wanted))
        holder = self._execute(_ROW_OF_KEY, (path.table, wanted)).fetchone()
        if holder is not None and holder[0] != path.row:
            raise RefusedError("store.order_taken", path=str(path), order=wanted)
        return wanted


def _column(text: str) -> str | None:
    """The journal stores absent as NULL."""
    return None if text == "null" else text
