"""Full disk, read-only, I/O errors, a file busy: each has its word and harms nothing that was confirmed.

Root ignores file modes, so failures come from a layer that fails: SQLite's own limits, a process forbidden to write
beyond a size, replaced system calls.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop.model.errors import FileError
from desktop.store import AuditFile, NewChange, connection
from desktop.store.errors import file_errors, from_sqlite, from_system
from tests.unit.store.acts import batch, digest, edit, make, put, reopen


@pytest.fixture
def file(tmp_path: Path) -> AuditFile:
    with make(tmp_path / "a.qsa") as made:
        put(made, "enterprise.name", "铝厂")
        yield made


def stays_whole(file: AuditFile, confirmed: int) -> None:
    """Nothing confirmed is lost, nothing half done is there, and the file works on."""
    assert len(file.batches()) == confirmed
    assert file.verify().ok
    put(file, "enterprise.after", "works")
    path = file.path
    file.close()
    with reopen(path) as again:
        assert len(again.batches()) == confirmed + 1
        assert again.verify().ok


# --- full disk -------------------------------------------------------------------------------------


def test_a_full_disk_takes_nothing_back_that_was_confirmed(file: AuditFile) -> None:
    (pages,) = file._connection.execute("PRAGMA page_count").fetchone()
    file._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    confirmed = [file.head]

    def fill() -> None:
        for number in range(1000):
            confirmed.append(edit(file, NewChange(f"enterprise.note{number}", None, "一段话" * 100)))

    with pytest.raises(FileError, match=r"file\.no_space"):
        fill()
    file._connection.execute("PRAGMA max_page_count = 100000")
    assert file.batches() == confirmed
    stays_whole(file, len(confirmed))


def test_a_full_disk_while_attaching(file: AuditFile) -> None:
    (pages,) = file._connection.execute("PRAGMA page_count").fetchone()
    file._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(FileError, match=r"file\.no_space"):
        file.attach(bytes(1_000_000))
    file._connection.execute("PRAGMA max_page_count = 100000")
    assert file.attachments() == ()
    stays_whole(file, 1)


@pytest.fixture
def _disk_full_for_new_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_PRAGMAS", (*connection._PRAGMAS, "PRAGMA max_page_count = 5"))


@pytest.mark.usefixtures("_disk_full_for_new_files")
def test_a_full_disk_while_creating_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"file\.no_space"):
        make(tmp_path / "b.qsa")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "c.qsa").write_text("letter")
    with pytest.raises(FileError, match=r"file\.no_space"):
        make(tmp_path / "c.qsa", force=True)
    assert (tmp_path / "c.qsa").read_text() == "letter"


def run_with_small_disk(path: Path, action: str, room: int) -> str:
    """Do something in a process whose files must not grow beyond ``room`` bytes more than the audit file has."""
    code = f"""
        import resource, signal, sys
        from pathlib import Path
        from desktop.model.errors import FileError
        from desktop.store import AuditFile, NewChange
        from tests.unit.store.acts import edit
        path = Path(sys.argv[1])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with AuditFile.open(path) as file:
            limit = path.stat().st_size + {room}
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            confirmed = 0
            try:
                while True:
                    {action}
                    confirmed += 1
            except FileError as error:
                print(error.code, confirmed, len(file.batches()), file.verify().ok)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_writes_that_the_system_refuses(file: AuditFile) -> None:
    path = file.path
    file.close()
    action = "edit(file, NewChange(f'enterprise.note{confirmed}', None, 'x' * 500))"
    said = run_with_small_disk(path, action, 20_000).split()
    confirmed = int(said[1])
    assert said[0] in ("file.no_space", "file.io")
    assert said[2:] == [str(confirmed + 1), "True"]
    assert 0 < confirmed < 1000
    with reopen(path) as again:
        stays_whole(again, confirmed + 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_backup_that_does_not_fit_leaves_no_half(file: AuditFile, tmp_path: Path) -> None:
    path = file.path
    file.attach(os.urandom(200_000))
    file.close()
    said = run_with_small_disk(path, "file.backup(path.with_name('copy.qsa'), force=True)", -50_000)
    assert said.split()[1:] == ["0", "1", "True"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.qsa"]


# --- read-only -------------------------------------------------------------------------------------


@pytest.mark.parametrize("closed", ["a.qsa", ""])
def test_a_file_or_folder_that_cannot_be_written_opens_to_read_only(
    file: AuditFile, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    path = file.path
    file.close()
    forbidden = path if closed else path.parent
    monkeypatch.setattr(os, "access", lambda place, mode: not (mode & os.W_OK and Path(place) == forbidden))
    before = digest(path)
    with pytest.raises(FileError) as refusal:
        reopen(path)
    assert refusal.value.code == "file.read_only"
    with reopen(path, "ro") as reader:
        assert reader.load().answers == {"enterprise.name": ("铝厂", None)}
    assert digest(path) == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_database_that_turns_read_only_while_open(file: AuditFile) -> None:
    file._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(FileError, match=r"file\.read_only"):
        put(file, "enterprise.name", "别厂")
    file._connection.execute("PRAGMA query_only = OFF")
    stays_whole(file, 1)


def test_a_write_protected_database_is_found_out_on_opening(
    file: AuditFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file.path
    file.close()
    monkeypatch.setattr(connection, "_PRAGMAS", (*connection._PRAGMAS, "PRAGMA query_only = ON"))
    with pytest.raises(FileError, match=r"file\.read_only"):
        reopen(path)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_file_that_may_not_be_read(file: AuditFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _place, _mode: False)
    with pytest.raises(FileError, match=r"file\.no_access"):
        reopen(file.path, "ro")


# --- busy ------------------------------------------------------------------------------------------


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_BUSY_SECONDS", 0.05)


@pytest.mark.usefixtures("_impatient")
def test_a_tool_that_keeps_reading_delays_but_loses_nothing(file: AuditFile) -> None:
    path = file.path
    file.close()
    with reopen(path) as again:
        tool = sqlite3.connect(path, isolation_level=None)
        tool.execute("BEGIN")
        tool.execute("SELECT * FROM batch").fetchall()
        with pytest.raises(FileError, match=r"file\.busy"):
            put(again, "enterprise.name", "别厂")
        tool.execute("COMMIT")
        tool.close()
        stays_whole(again, 1)


# --- anything else ---------------------------------------------------------------------------------


class FailingConnection(sqlite3.Connection):
    """Fails at the statements that begin with ``at``."""

    at = ""

    def execute(self, statement: str, *rest: object) -> sqlite3.Cursor:  # type: ignore[override]
        if self.at and statement.startswith(self.at):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error
        return super().execute(statement, *rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("at", ["BEGIN", "INSERT INTO batch", "INSERT OR REPLACE INTO answer", "COMMIT"])
def test_an_io_error_at_any_statement(file: AuditFile, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    path = file.path
    file.close()
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **more: real(*a, factory=FailingConnection, **more))
    with reopen(path) as again:
        new = batch(NewChange("enterprise.name", "铝厂", "别厂"))
        FailingConnection.at = at
        try:
            with pytest.raises(FileError) as refusal:
                again.record(new)
        finally:
            FailingConnection.at = ""
        assert (refusal.value.code, "FSYNC" in str(refusal.value.params["detail"])) == ("file.io", True)
        stays_whole(again, 1)


def test_a_failing_sync_of_a_new_file_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileError, match=r"file\.io"):
        make(tmp_path / "a.qsa")
    assert list(tmp_path.iterdir()) == []


def test_a_place_without_hard_links_can_hold_audits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    with make(tmp_path / "a.qsa") as file:
        file.backup(tmp_path / "b.qsa")
        with pytest.raises(FileError, match=r"file\.exists"):
            file.backup(tmp_path / "b.qsa")


def test_evidence_beyond_what_sqlite_holds(file: AuditFile, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.store import file as module

    monkeypatch.setattr(module, "_LARGEST", 10)
    with pytest.raises(FileError, match=r"file\.too_large"):
        file.attach(bytes(11))
    file._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1000)
    monkeypatch.undo()
    with pytest.raises(FileError, match=r"file\.too_large"):
        file.attach(bytes(2000))
    file._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
    stays_whole(file, 1)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_NOTADB, "file.not_audit"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "file.damaged"),
        (sqlite3.SQLITE_FULL, "file.no_space"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "file.read_only"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "file.moved"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "file.needs_recovery"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "file.busy"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "file.no_access"),
        (sqlite3.SQLITE_IOERR_SHORT_READ, "file.io"),
        (sqlite3.SQLITE_PROTOCOL, "file.io"),
    ],
)
def test_words_for_sqlite(number: int, code: str) -> None:
    error = sqlite3.OperationalError("said")
    error.sqlite_errorcode, error.sqlite_errorname = number, "NAME"
    found = from_sqlite(error, Path("a.qsa"))
    assert (found.code, found.params["detail"]) == (code, "NAME: said")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOENT, "file.missing"),
        (errno.EACCES, "file.no_access"),
        (errno.EROFS, "file.read_only"),
        (errno.EDQUOT, "file.no_space"),
        (errno.ENAMETOOLONG, "file.bad_name"),
        (errno.EIO, "file.io"),
        (None, "file.io"),
    ],
)
def test_words_for_the_system(number: int | None, code: str) -> None:
    assert from_system(OSError(number, "said"), Path("a.qsa")).code == code


def test_misuse_of_a_connection_is_a_defect_and_shows_as_one(file: AuditFile) -> None:
    file.close()
    with pytest.raises(sqlite3.ProgrammingError):
        file.load()
    with pytest.raises(ZeroDivisionError), file_errors(file.path):
        raise ZeroDivisionError
