"""The children that get killed: they write an audit file for ever and confirm each thing done through a pipe."""

from __future__ import annotations

import random
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.store import AuditFile, NewBatch, NewChange, UndoLine, new_row_id, undoing
from desktop.store.schema import CURRENT, Layout, Migration, Version

STAMP = "2026-11-25T08:00:00+08:00"
_NEXT = Version(1, 1)
_NOTE = "CREATE TABLE note (path TEXT PRIMARY KEY) STRICT"
PLANTED = Layout(
    _NEXT,
    {**CURRENT.statements, _NEXT: (*CURRENT.statements[CURRENT.version], _NOTE)},
    (Migration(_NEXT, lambda database: database.execute(_NOTE)),),
)


def record_for_ever(path: Path, confirm: Connection, seed: int) -> None:
    """Record random batches; each id goes through the pipe once ``record`` has returned."""
    dice = random.Random(seed)
    with AuditFile.open(path, actor="writer", now=STAMP) as file:
        undo_line = UndoLine(file.batches())
        state = file.load()
        while True:
            target = undo_line.next_undo
            if target is not None and dice.random() < 0.2:
                new = undoing(target, file.changes(target.id), actor="writer", device="", time=STAMP)
            else:
                new = NewBatch("edit", "label", "writer", "", STAMP, _changes(dice, state.rows))
            if dice.random() < 0.05:
                file.attach(dice.randbytes(dice.choice([10, 5_000, 60_000])))
            batch = file.record(new)
            confirm.send_bytes(batch.id.encode())
            undo_line.follow(batch)
            state = file.load()


def create_for_ever(path: Path, confirm: Connection, _seed: int) -> None:
    """Write one new audit over the other."""
    while True:
        AuditFile.create(path, meta={}, library_blob=bytes(50_000), stamp=STAMP, force=True).close()
        confirm.send_bytes(b"made")


def back_up_for_ever(path: Path, confirm: Connection, _seed: int) -> None:
    """Write one backup over the other."""
    with AuditFile.open(path, "ro", now=STAMP) as file:
        while True:
            file.backup(path.with_name("backup.qsa"), force=True)
            confirm.send_bytes(b"made")


def migrate_once(path: Path, confirm: Connection, _seed: int) -> None:
    """Open with a newer format."""
    confirm.send_bytes(b"begun")
    AuditFile.open(path, layout=PLANTED, now=STAMP).close()
    while True:
        confirm.send_bytes(b"made")


def _changes(dice: random.Random, rows: dict[str, list[str]]) -> tuple[NewChange, ...]:
    present = rows.get("energy", [])
    throw = dice.random()
    if present and throw < 0.15:
        return (NewChange(f"energy[{dice.choice(present)}]", {}, None),)
    if present and throw < 0.25:
        return (NewChange(f"energy[{dice.choice(present)}]", {}, {}),)
    count = dice.choice([1, 1, 1, 3, 40])
    return tuple(
        NewChange(
            f"energy[{new_row_id()}]",
            None,
            {"values": {"name": "煤" * dice.randint(0, 50), "amount": 5}, "canonical": {"amount": 5000.0}},
        )
        for _ in range(count)
    )
