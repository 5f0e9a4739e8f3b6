"""History: what other copies of an audit bring along, and what befell one cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.model.errors import RefusedError
from desktop.model.path import parse_path
from desktop.store.journal import Batch, Change, batch_digest
from desktop.store.reading import read_batch
from desktop.store.recording import insert_batch, insert_changes
from desktop.store.state import row_parts

Entry = tuple[Batch, tuple[Change, ...]]


def take_in(connection: sqlite3.Connection, history: Iterable[Entry], seq: int) -> list[Batch]:
    """Write batches of another copy as history behind number ``seq``, those already here left out.

    Raises:
        RefusedError: ``store.broken_chain`` where a batch is not what its digest says.
    """
    taken: list[Batch] = []
    for batch, changes in history:
        if batch_digest(batch, [change.digest for change in changes]) != batch.digest:
            raise RefusedError("store.broken_chain", batch=batch.id)
        ours = read_batch(connection, batch.id)
        if ours is not None:
            if ours.digest != batch.digest:
                raise RefusedError("store.broken_chain", batch=batch.id)
            continue
        for change in changes:
            if change.path:
                parse_path(change.path)
        local = replace(batch, seq=seq + len(taken) + 1, applied=False)
        insert_batch(connection, local)
        insert_changes(connection, local.seq, changes)
        taken.append(local)
    return taken


def heads(batches: Sequence[Batch]) -> tuple[str, ...]:
    """Digests of the batches no other one follows."""
    followed = {parent for batch in batches for parent in batch.parents}
    return tuple(batch.digest for batch in batches if batch.digest not in followed)


def cell_of(change: Change, cell: str) -> Change | None:
    """What the insertion or deletion of a row did to one of its cells; None for a move or another column."""
    column = cell[len(change.path) + 1 :]
    before, was = row_parts(change.before)
    after, becomes = row_parts(change.after)
    if column not in before and column not in after:
        return None
    return replace(
        change,
        path=cell,
        before=before.get(column),
        after=after.get(column),
        canonical_before=was.get(column),
        canonical_after=becomes.get(column),
    )
