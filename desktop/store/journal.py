"""The journal's values: batches of changes, chained by digests into a directed acyclic graph.

Canonical serialisation, so that anybody can verify a file without us: JSON without spaces, object keys sorted,
characters as they are (UTF-8), numbers as Python's shortest ``repr``; absent is ``null``.

* digest of a change = SHA-256 of ``[salt, path, before, after, canonical before, canonical after, reason]``;
* digest of a batch = SHA-256 of ``["qsa1", id, kind, of, label, actor, device, time, [parents], [digests of its
  changes]]``.

A change can be withheld in a partial package: its digest stands in for it and the chain still verifies. The
random salt keeps a withheld value from being guessed from its digest.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from desktop.model.answer import Json
from desktop.model.errors import RefusedError

KINDS: tuple[str, ...] = ("edit", "undo", "redo", "import", "merge", "upgrade", "sign")


@dataclass(frozen=True, slots=True)
class NewChange:
    """One change to record.

    Cell: ``before`` and ``after`` are its JSON values, ``canonical`` the number in canonical units after it.
    Row (``table[row]``): ``before`` None inserts (``after`` may hold ``{"values": {"column@period": json},
    "canonical": {"column@period": number}}``), ``after`` None deletes with all its answers, both moves;
    ``order`` is the order key, at the end of the table where it is missing.
    """

    path: str
    before: Json = None
    after: Json = None
    canonical: float | None = None
    reason: str = ""
    order: str | None = None


@dataclass(frozen=True, slots=True)
class NewBatch:
    """One user action to record. ``time`` is ISO 8601 with its offset from UTC."""

    kind: str
    label: str
    actor: str
    device: str
    time: str
    changes: tuple[NewChange, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """One recorded user action.

    Attributes:
        seq: local number, in order of arrival in this file.
        of: the batch an undo or redo is about.
        parents: digests of the batches this one follows (two or more for a merge).
        applied: False for batches of another copy that came in as history; replay skips them.
    """

    id: str
    seq: int
    kind: str
    of: str
    label: str
    actor: str
    device: str
    time: str
    parents: tuple[str, ...]
    digest: str
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change. Where its body is withheld, ``path`` is empty and ``withheld`` holds its digest.

    A row's ``before`` and ``after`` are ``{"order": key, "values": {...}, "canonical": {...}}`` for insertion
    and deletion, ``{"order": key}`` for a move.
    """

    batch: str
    position: int
    path: str
    before: Json
    after: Json
    canonical_before: float | None
    canonical_after: float | None
    reason: str
    salt: str = ""
    withheld: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical serialisation."""
        if self.withheld:
            return self.withheld
        return change_digest(
            self.salt,
            self.path,
            canonical_json(self.before),
            canonical_json(self.after),
            self.canonical_before,
            self.canonical_after,
            self.reason,
        )


def canonical_json(value: Json) -> str:
    """The one text of a JSON value.

    Raises:
        RefusedError: ``store.not_json`` for what JSON or UTF-8 cannot hold.
    """
    if value is None:
        return "null"
    try:
        text = _encode(value)
        text.encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise RefusedError("store.not_json", detail=str(error)) from error
    return text


def canonical_number(value: float | None) -> float | None:
    """A canonical number as it can be stored: finite, and zero without a sign (SQLite drops it)."""
    if value is None:
        return None
    if not math.isfinite(value):
        raise RefusedError("store.not_finite", value=str(value))
    return float(value) + 0.0


def milliseconds(time: str) -> int:
    """Unix milliseconds of an ISO 8601 time.

    Raises:
        RefusedError: ``store.time`` where it cannot be read or lacks its offset from UTC.
    """
    try:
        moment = datetime.fromisoformat(time)
    except ValueError as error:
        raise RefusedError("store.time", time=time) from error
    if moment.tzinfo is None:
        raise RefusedError("store.time", time=time)
    return int(moment.timestamp() * 1000)


def change_digest(
    salt: str, path: str, before: str, after: str, was: float | None, becomes: float | None, reason: str
) -> str:
    """Digest of a change; ``before`` and ``after`` are canonical JSON texts already."""
    ends = f"{_number(was)},{_number(becomes)},{_encode(reason)}"
    return _digest(f"[{_encode(salt)},{_encode(path)},{before},{after},{ends}]")


def batch_digest(header: Batch, changes: Sequence[str]) -> str:
    """Digest of a batch over its header and the digests of its changes."""
    parts = [
        "qsa1", header.id, header.kind, header.of, header.label, header.actor, header.device, header.time,
        list(header.parents), list(changes),
    ]  # fmt: skip
    return _digest(_encode(parts))


def _digest(text: str) -> str:
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:  # half a character in a name or reason
        raise RefusedError("store.not_json", detail=str(error)) from error


def _number(value: float | None) -> str:
    return "null" if value is None else repr(value)


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode
