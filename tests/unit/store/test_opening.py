"""Opening: every hostile or unlucky file gets its own word, and no file is changed by being opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.model.errors import FileError
from desktop.store import AuditFile, NewChange
from desktop.store.schema import APPLICATION_ID
from tests.unit.store.acts import STAMP, crash_while_writing, digest, edit, make, put, reopen

Spoil = Callable[[Path], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound audit file, closed, large enough to have inner pages."""
    path = tmp_path / "a.qsa"
    with make(path) as file:
        edit(
            file,
            *(NewChange(f"sites[r{n}]", None, {"values": {"name": f"车间{n}" * 20}}) for n in range(300)),
        )
    return path


def sql(*statements: str) -> Spoil:
    def spoil(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return spoil


def cut(keep: int) -> Spoil:
    return lambda path: os.truncate(path, keep)


def write(content: bytes) -> Spoil:
    return lambda path: path.write_bytes(content) and None


def overwrite(at: int, content: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(content)

    return spoil


def foreign_database(path: Path) -> None:
    path.unlink()
    sql("CREATE TABLE bookmarks (url)", "PRAGMA application_id = 1")(path)


def missing(path: Path) -> None:
    path.unlink()


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


HOSTILE: dict[str, tuple[Spoil, str]] = {
    "missing": (missing, "file.missing"),
    "directory": (directory, "file.is_directory"),
    "zero bytes": (write(b""), "file.empty"),
    "short text": (write(b"hello"), "file.not_audit"),
    "long text": (write("审核报告\n".encode() * 5000), "file.not_audit"),
    "random bytes": (write(bytes(range(256)) * 100), "file.not_audit"),
    "zip": (write(b"PK\x03\x04" + bytes(5000)), "file.not_audit"),
    "header only": (cut(100), "file.damaged"),
    "first page only": (cut(4096), "file.damaged"),
    "half": (lambda path: os.truncate(path, path.stat().st_size // 2), "file.damaged"),
    "last bytes missing": (lambda path: os.truncate(path, path.stat().st_size - 100), "file.damaged"),
    "database of another program": (foreign_database, "file.not_audit"),
    "other application id": (sql("PRAGMA application_id = 77"), "file.not_audit"),
    "no application id": (sql("PRAGMA application_id = 0"), "file.not_audit"),
    "newer major": (sql(f"PRAGMA user_version = {2 << 16}"), "file.too_new"),
    "version nobody released": (sql("PRAGMA user_version = 7"), "file.damaged"),
    "trigger": (
        sql("CREATE TRIGGER t AFTER INSERT ON batch BEGIN DELETE FROM answer; END"),
        "file.foreign_objects",
    ),
    "view": (sql("CREATE VIEW v AS SELECT * FROM answer"), "file.foreign_objects"),
    "table": (sql("CREATE TABLE more (x)"), "file.foreign_objects"),
    "index": (sql("CREATE INDEX more ON batch (time)"), "file.foreign_objects"),
    "virtual table": (sql("CREATE VIRTUAL TABLE more USING fts5(x)"), "file.foreign_objects"),
    "table replaced by a view": (
        sql("ALTER TABLE answer RENAME TO hidden", "CREATE VIEW answer AS SELECT * FROM hidden"),
        "file.foreign_objects",
    ),
    "table missing": (sql("DROP TABLE attachment"), "file.damaged"),
    "column added": (sql("ALTER TABLE batch ADD COLUMN more TEXT"), "file.damaged"),
    "column renamed": (sql("ALTER TABLE change RENAME COLUMN reason TO why"), "file.damaged"),
    "schema overwritten": (overwrite(100, b"\xff" * 500), "file.damaged"),
}


@pytest.mark.parametrize("mode", ["rw", "ro"])
@pytest.mark.parametrize(("spoil", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files(path: Path, mode: str, spoil: Spoil, code: str) -> None:
    spoil(path)
    before = digest(path) if path.is_file() else ""
    with pytest.raises(FileError) as refusal:
        reopen(path, mode)
    assert refusal.value.code == code
    assert refusal.value.params["path"] == str(path)
    assert (digest(path) if path.is_file() else "") == before
    assert [p.name for p in path.parent.iterdir()] == ([path.name] if spoil is not missing else [])


def test_foreign_objects_are_named(path: Path) -> None:
    sql("CREATE VIEW spy AS SELECT 1")(path)
    with pytest.raises(FileError) as refusal:
        reopen(path)
    assert refusal.value.params["names"] == "spy"


def test_statistics_left_by_a_tool_are_no_reason_to_refuse(path: Path) -> None:
    sql("ANALYZE")(path)
    with reopen(path) as file:
        put(file, "enterprise.name", "铝厂")


def test_a_newer_minor_version_can_be_read_but_not_written(path: Path) -> None:
    sql(
        f"PRAGMA user_version = {1 << 16 | 3}",
        "ALTER TABLE batch ADD COLUMN place TEXT",
        "CREATE TABLE session (id TEXT) STRICT",
    )(path)
    before = digest(path)
    with pytest.raises(FileError) as refusal:
        reopen(path)
    assert refusal.value.code == "file.too_new_to_write"
    assert (refusal.value.params["found"], refusal.value.params["known"]) == ("1.3", "1.0")
    with reopen(path, "ro") as file:
        assert len(file.load().rows["sites"]) == 300
        assert file.verify().ok
    assert digest(path) == before


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON batch BEGIN DELETE FROM answer; END", "file.foreign_objects"),
        ("CREATE VIRTUAL TABLE more USING fts5(x)", "file.foreign_objects"),
        ("DROP TABLE attachment", "file.damaged"),
        ("ALTER TABLE change RENAME COLUMN reason TO why", "file.damaged"),
    ],
)
def test_a_newer_minor_version_is_no_licence_for_anything(path: Path, statement: str, code: str) -> None:
    sql(f"PRAGMA user_version = {1 << 16 | 3}", statement)(path)
    with pytest.raises(FileError) as refusal:
        reopen(path, "ro")
    assert refusal.value.code == code


def test_an_empty_database_is_called_empty(tmp_path: Path) -> None:
    sql("CREATE TABLE t (x)", "DROP TABLE t")(tmp_path / "a.qsa")
    with pytest.raises(FileError, match=r"file\.empty"):
        reopen(tmp_path / "a.qsa")


# --- checks by SQLite ------------------------------------------------------------------------------


def damage_inside(path: Path) -> None:
    """Overwrite the middle of a page that opening does not read; only a check can find it."""
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'change_path'").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    overwrite((root - 1) * size, b"\x0d" * 64)(path)


def test_damage_is_found_by_the_weekly_check(path: Path) -> None:
    damage_inside(path)
    with reopen(path):
        pass  # the same day: not looked for
    for now in ("2026-12-02T08:00:00+08:00", "2026-12-02T08:00:00", "no time at all"):
        with pytest.raises(FileError) as refusal:
            reopen(path, now=now)
        assert refusal.value.code == "file.damaged"
        assert refusal.value.params["detail"]


def test_a_passed_check_is_remembered_with_the_first_edit(path: Path) -> None:
    later = "2026-12-24T08:00:00+08:00"
    with reopen(path, now=later) as file:
        assert file.meta["checked"] == STAMP
        put(file, "enterprise.name", "铝厂")
        assert file.meta["checked"] == later
        assert file.verify().ok


@pytest.mark.parametrize("mode", ["rw", "ro"])
def test_an_unfinished_action_is_taken_back(path: Path, mode: str) -> None:
    with reopen(path) as file:
        before = file.load()
    crash_while_writing(path)
    with reopen(path, mode) as file:
        assert file.rolled_back
        assert file.load() == before
        assert file.verify().ok
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with reopen(path, mode) as file:
        assert not file.rolled_back


def test_reading_after_a_crash_on_a_read_only_place_says_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_while_writing(path)
    monkeypatch.setattr(os, "access", lambda _path, mode: mode == os.R_OK)
    with pytest.raises(FileError, match=r"file\.needs_recovery"):
        reopen(path, "ro")


@pytest.mark.parametrize("mode", ["rw", "ro"])
def test_after_a_crash_the_file_is_checked_whatever_the_date(path: Path, mode: str) -> None:
    damage_inside(path)
    crash_while_writing(path)
    with pytest.raises(FileError, match=r"file\.damaged"):
        reopen(path, mode)


def test_a_link_and_its_file_are_one(path: Path) -> None:
    link = path.with_name("link.qsa")
    link.symlink_to(path)
    with reopen(link) as file:
        assert file.path == path
        with pytest.raises(FileError, match=r"file\.in_use"):
            reopen(path)


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.qsa").symlink_to(tmp_path / "b.qsa")
    (tmp_path / "b.qsa").symlink_to(tmp_path / "a.qsa")
    with pytest.raises(FileError, match=r"file\.bad_name"):
        reopen(tmp_path / "a.qsa")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.qsa")
    with pytest.raises(FileError, match=r"file\.(empty|not_audit)"):
        reopen(tmp_path / "a.qsa", "ro")


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\xfe\xb5\xe7.qsa")
    with make(path) as file:
        put(file, "enterprise.name", "铝厂")
    with reopen(path, "ro") as file:
        assert file.load().answers["enterprise.name"] == ("铝厂", None)


def test_the_application_id_is_the_contract() -> None:
    assert APPLICATION_ID == 0x51534131


def test_text_that_is_not_json_is_damage(path: Path) -> None:
    sql("UPDATE answer SET value = '{' WHERE path = 'sites[r1].name'", "UPDATE change SET after = '1,2'")(
        path
    )
    with AuditFile.open(path, "ro", now=STAMP) as file:
        for read in (file.load, file.journal, file.verify):
            with pytest.raises(FileError, match=r"file\.damaged"):
                read()


def test_text_that_is_not_utf_8_is_damage(path: Path) -> None:
    sql("UPDATE answer SET value = CAST(X'22FFFE22' AS TEXT)")(path)
    with reopen(path, "ro") as file, pytest.raises(FileError, match=r"file\.damaged"):
        file.load()
