"""One writer: the lock names its holder, ends with its process, and is no obstacle once stale."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.model.errors import FileError
from desktop.store.lock import FileLock, Holder, acquire, lock_path
from tests.unit.store.acts import STAMP, make, put, reopen

HOLDER = Holder("王工", "laptop", STAMP, "qingshen 0.1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make(tmp_path / "a.qsa").close()
    return tmp_path / "a.qsa"


def test_a_second_writer_is_told_who_holds_the_file(path: Path) -> None:
    with reopen(path, actor="王工", device="laptop", program="qingshen 0.1"):
        assert json.loads(lock_path(path).read_text("utf-8")) == {
            "actor": "王工", "device": "laptop", "time": STAMP, "program": "qingshen 0.1",
        }  # fmt: skip
        with pytest.raises(FileError) as refusal:
            reopen(path)
        assert refusal.value.code == "file.in_use"
        assert refusal.value.params == {
            "path": str(path), "actor": "王工", "device": "laptop", "time": STAMP, "program": "qingshen 0.1",
        }  # fmt: skip
        with reopen(path, "ro") as reader:
            assert reader.load().answers == {}
    assert not lock_path(path).exists()
    with reopen(path) as file:
        put(file, "enterprise.name", "铝厂")


def test_a_reader_takes_no_lock(path: Path) -> None:
    with reopen(path, "ro"):
        assert not lock_path(path).exists()
        with reopen(path) as file:
            put(file, "enterprise.name", "铝厂")


def test_another_process_is_kept_out_and_its_end_frees_the_file(path: Path) -> None:
    code = (
        "import sys; from desktop.store import AuditFile;"
        "f = AuditFile.open(sys.argv[1], actor='李工'); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"open"
        with pytest.raises(FileError) as refusal:
            reopen(path)
        assert refusal.value.params["actor"] == "李工"
        child.kill()
        child.wait()
    with reopen(path) as file:
        assert file.left_behind is not None
        assert file.left_behind.actor == "李工"
    with reopen(path) as file:
        assert file.left_behind is None


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"actor": "x"}'])
def test_a_stale_sidecar_is_no_obstacle(path: Path, content: str) -> None:
    lock_path(path).write_text(content)
    with reopen(path) as file:
        put(file, "enterprise.name", "铝厂")
    assert not lock_path(path).exists()


def test_a_sidecar_without_its_text_still_locks(path: Path) -> None:
    with reopen(path):
        lock_path(path).write_bytes(b"")
        with pytest.raises(FileError) as refusal:
            reopen(path)
    assert (refusal.value.code, refusal.value.params["actor"]) == ("file.in_use", "?")


def test_the_former_holder_may_remove_the_sidecar_while_the_next_one_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = acquire(path, HOLDER)
    real_open, opened = os.open, []

    def open_then_lose_it(name: object, *rest: object) -> int:
        descriptor = real_open(name, *rest)  # type: ignore[arg-type]
        opened.append(descriptor)
        if len(opened) == 1:
            former.release()  # between our opening and our locking
        return descriptor

    monkeypatch.setattr(os, "open", open_then_lose_it)
    mine = acquire(path, HOLDER)
    monkeypatch.undo()
    assert len(opened) == 2
    assert json.loads(lock_path(path).read_text("utf-8"))["actor"] == HOLDER.actor
    with pytest.raises(FileError, match=r"file\.in_use"):
        acquire(path, HOLDER)
    mine.release()


def test_releasing_twice_does_not_free_the_next_holder(path: Path) -> None:
    first = acquire(path, HOLDER)
    first.release()
    second = acquire(path, HOLDER)
    first.release()
    with pytest.raises(FileError, match=r"file\.in_use"):
        acquire(path, HOLDER)
    second.release()


def test_a_failed_opening_frees_the_lock(path: Path) -> None:
    path.write_bytes(b"no audit")
    for _ in range(2):
        with pytest.raises(FileError, match=r"file\.not_audit"):
            reopen(path)
    assert not lock_path(path).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="another call there")
@pytest.mark.parametrize(("number", "code"), [("ENOLCK", "file.no_lock"), ("EOPNOTSUPP", "file.no_lock")])
def test_a_place_without_locks_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: str, code: str
) -> None:
    import errno
    import fcntl

    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError(getattr(errno, number), "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(FileError) as refusal:
        reopen(path)
    assert refusal.value.code == code
    assert isinstance(refusal.value, FileError)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("EACCES", "file.read_only"),
        ("EROFS", "file.read_only"),
        ("ENOSPC", "file.no_space"),
        ("EIO", "file.io"),
    ],
)
def test_a_sidecar_that_cannot_be_made(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: str, code: str
) -> None:
    import errno

    def refuse(*_arguments: object) -> int:
        raise OSError(getattr(errno, number), "cannot")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FileError) as refusal:
        acquire(path, HOLDER)
    assert refusal.value.code == code


def test_a_full_disk_while_writing_the_sidecar(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def refuse(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(FileError, match=r"file\.no_space"):
        acquire(path, HOLDER)
    monkeypatch.undo()
    lock = acquire(path, HOLDER)
    assert isinstance(lock, FileLock)
    lock.release()
