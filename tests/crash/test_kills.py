"""The crash harness: a writing process is killed at random moments, and nothing it confirmed is ever lost (R1, R8).

``QINGSHEN_KILLS`` sets the number of kills of a recording process; a release runs 1,000.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop.store import AuditFile, NewBatch, NewChange
from desktop.store.schema import CURRENT
from tests.crash import writer

KILLS = int(os.environ.get("QINGSHEN_KILLS", "200"))
_SIGKILL = -9

_START = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
_Child = Callable[[Path, Connection, int], None]


def kill(child: _Child, path: Path, seed: int, *, first: bool, within: float) -> list[str]:
    """Start a child, kill it at a random moment within so many seconds, and return what it confirmed.

    ``first`` waits for the first confirmation before the clock starts.
    """
    hear, say = _START.Pipe(duplex=False)
    process = _START.Process(target=child, args=(path, say, seed), daemon=True)
    process.start()
    say.close()
    if first:
        assert hear.poll(30), "the child did nothing"
    time.sleep(random.uniform(0, within))
    process.kill()
    process.join()
    assert process.exitcode == _SIGKILL or os.name == "nt", "the child failed by itself"
    confirmed: list[str] = []
    try:
        while hear.poll():
            confirmed.append(hear.recv_bytes().decode())
    except (EOFError, OSError):  # the end of the pipe, or half a word
        pass
    hear.close()
    process.close()
    return confirmed


def new_audit(path: Path) -> None:
    AuditFile.create(path, meta={}, library_blob=b"library", stamp=writer.STAMP).close()


def test_nothing_confirmed_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    new_audit(path)
    certain: list[str] = []
    rolled_back = unconfirmed = 0
    for turn in range(KILLS):
        confirmed = kill(writer.record_for_ever, path, turn, first=turn % 4 > 0, within=0.03)
        with AuditFile.open(path, now=writer.STAMP) as file:
            found = [batch.id for batch in file.batches()]
            certain += confirmed
            assert found[: len(certain)] == certain
            assert len(found) - len(certain) in (0, 1)
            unconfirmed += len(found) - len(certain)
            certain = found
            rolled_back += file.rolled_back
            assert file.left_behind is None or file.left_behind.actor == "writer"
            report = file.verify()  # quick_check, chain, replay == state, evidence
            assert report.ok, report.faults
    with AuditFile.open(
        path, now=writer.STAMP
    ) as file:  # a kill may leave an empty journal; the next edit clears it
        file.record(
            NewBatch("edit", "last", "", "", writer.STAMP, (NewChange("enterprise.name", None, "铝厂"),))
        )
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.qsa"]
    assert len(certain) > KILLS  # the children did work
    assert rolled_back > 0  # and were killed in the middle of it
    assert unconfirmed > 0


@pytest.mark.parametrize(
    ("child", "name"), [(writer.create_for_ever, "a.qsa"), (writer.back_up_for_ever, "backup.qsa")]
)
def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path, child: _Child, name: str) -> None:
    path = tmp_path / "a.qsa"
    if child is writer.back_up_for_ever:
        new_audit(path)
        kill(writer.record_for_ever, path, 1, first=True, within=0.3)
    for turn in range(25):
        made = kill(child, path, turn, first=turn % 2 > 0, within=0.03)
        target = tmp_path / name
        assert target.exists() or not made
        if target.exists():
            with AuditFile.open(target, "ro", now=writer.STAMP) as file:
                assert file.verify().ok


def test_a_migration_is_done_or_not_begun(tmp_path: Path) -> None:
    original = tmp_path / "original.qsa"
    new_audit(original)
    kill(writer.record_for_ever, original, 1, first=True, within=0.3)
    with AuditFile.open(original, now=writer.STAMP) as file:
        state = file.load()
    versions: set[str] = set()
    for turn in range(25):
        path = tmp_path / str(turn) / "a.qsa"
        path.parent.mkdir()
        shutil.copy(original, path)
        kill(writer.migrate_once, path, turn, first=True, within=0.3)
        with AuditFile.open(path, "ro", now=writer.STAMP, layout=writer.PLANTED) as file:
            assert file.load() == state
            assert file.verify().ok
        version = "new" if int.from_bytes(path.read_bytes()[60:64], "big") > CURRENT.version.number else "old"
        versions.add(version)
        assert version == "old" or path.with_name("a.v1.0.qsa").exists()
    assert versions == {"old", "new"}
