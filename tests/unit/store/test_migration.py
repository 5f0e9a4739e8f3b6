"""Older formats are migrated on a copy; a planted failure leaves every byte; readers never touch the file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.model.errors import FileError
from desktop.store import NewChange
from desktop.store.schema import CURRENT, Layout, Migration, Version, create_tables
from tests.unit.store.acts import digest, edit, make, put, reopen, undo

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEXT = Version(1, 1)
_LATER = Version(2, 0)
_WITH_PLACE = tuple(
    statement.replace("device TEXT NOT NULL,", "device TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',")
    for statement in CURRENT.statements[CURRENT.version]
)
_WITH_NOTE = (*_WITH_PLACE, "CREATE TABLE note (path TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT")


def _add_note(database: Database) -> None:
    database["note"].create({"path": str, "text": str}, pk="path", not_null={"text"}, strict=True)


def _add_place(database: Database) -> None:
    columns = "seq, id, kind, of, label, actor, device, time, parents, digest, applied"
    (table,) = (statement for statement in _WITH_PLACE if statement.startswith("CREATE TABLE batch"))
    database.execute(table.replace("TABLE batch", "TABLE new_batch"))
    database.execute(f"INSERT INTO new_batch ({columns}) SELECT {columns} FROM batch")
    database.execute("DROP TABLE batch")
    database.execute("ALTER TABLE new_batch RENAME TO batch")


def layout(*migrations: Migration) -> Layout:
    statements = {**CURRENT.statements, _NEXT: CURRENT.statements[CURRENT.version] + _WITH_NOTE[-1:]}
    return Layout(_NEXT, statements, migrations)


PLANTED = layout(Migration(_NEXT, _add_note))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "铝厂.qsa"
    with make(path) as file:
        edit(file, NewChange("energy[e1]", None, {"values": {"name": "煤"}}))
        put(file, "enterprise.name", "铝厂")
        edit(file, NewChange("energy[e1]", {}, None))
        undo(file)
        file.attach(b"photo")
    return path


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def test_an_older_file_is_migrated_and_the_original_kept(path: Path) -> None:
    before = digest(path)
    with reopen(path, "ro") as file:
        state, journal = file.load(), file.journal()
    with reopen(path, layout=PLANTED) as file:
        assert file.kept == path.with_name("铝厂.v1.0.qsa")
        assert digest(file.kept) == before
        assert (file.load(), file.journal()) == (state, journal)
        assert file.attachment(file.attachments()[0].sha256) == b"photo"
        assert file.verify().ok
        put(file, "enterprise.name", "新名")
    assert int.from_bytes(path.read_bytes()[60:64], "big") == _NEXT.number
    with reopen(path, layout=PLANTED) as file:  # once only
        assert file.kept is None
    with reopen(
        path.with_name("铝厂.v1.0.qsa"), "ro"
    ) as original:  # the old program can still open the original
        assert original.load() == state
    assert names(path) == ["铝厂.qsa", "铝厂.v1.0.qsa"]


def test_a_kept_original_is_never_overwritten(path: Path) -> None:
    path.with_name("铝厂.v1.0.qsa").write_text("letter")
    with reopen(path, layout=PLANTED) as file:
        assert file.kept == path.with_name("铝厂.v1.0-2.qsa")
    assert path.with_name("铝厂.v1.0.qsa").read_text() == "letter"


def test_the_original_is_kept_where_there_are_no_hard_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    with reopen(path, layout=PLANTED) as file:
        assert file.kept is not None
    with reopen(path.with_name("铝厂.v1.0.qsa"), "ro") as original:
        assert original.verify().ok


def test_reading_an_older_file_changes_no_byte(path: Path) -> None:
    before = digest(path)
    with reopen(path, "ro") as file:
        state = file.load()
    with reopen(path, "ro", layout=PLANTED) as file:
        assert file.load() == state
        assert file.verify().ok
        assert file._connection.execute("SELECT count(*) FROM note").fetchone() == (0,)
        with pytest.raises(FileError, match=r"file\.opened_to_read"):
            put(file, "enterprise.name", "x")
    assert digest(path) == before
    assert names(path) == ["铝厂.qsa"]


def _fail(database: Database) -> None:
    _add_note(database)
    database.execute("DELETE FROM answer")
    raise ValueError("planted")


def _forget(database: Database) -> None:
    _add_note(database)
    database.execute("DELETE FROM answer")


def _break_references(database: Database) -> None:
    _add_note(database)
    database.execute("UPDATE change SET batch = batch + 100")


def _stop_short(database: Database) -> None:
    database.execute("SELECT 1")


@pytest.mark.parametrize("mode", ["rw", "ro"])
@pytest.mark.parametrize("planted", [_fail, _forget, _break_references, _stop_short])
def test_a_failed_migration_leaves_every_byte(path: Path, planted: object, mode: str) -> None:
    before = digest(path)
    with pytest.raises(FileError) as refusal:
        reopen(path, mode, layout=layout(Migration(_NEXT, planted)))  # type: ignore[arg-type]
    assert refusal.value.code == "file.migration_failed"
    assert (refusal.value.params["found"], refusal.value.params["to"]) == ("1.0", "1.1")
    assert digest(path) == before
    assert names(path) == ["铝厂.qsa"]
    with reopen(path) as file:  # the old program works on
        put(file, "enterprise.name", "x")


def test_several_steps_run_in_order_from_where_the_file_stands(path: Path) -> None:
    statements = {**PLANTED.statements, _LATER: _WITH_NOTE}
    two = Layout(_LATER, statements, (Migration(_NEXT, _add_note), Migration(_LATER, _add_place)))
    with reopen(path, layout=PLANTED) as file:
        state = file.load()
    with reopen(path, layout=two) as file:
        assert file.load() == state
        assert file.kept == path.with_name("铝厂.v1.1.qsa")
    with pytest.raises(FileError, match=r"file\.too_new"):
        reopen(path, layout=PLANTED)


def test_fresh_tables_are_the_migrated_ones(path: Path, tmp_path: Path) -> None:
    reopen(path, layout=PLANTED).close()
    make(tmp_path / "fresh.qsa", layout=PLANTED).close()
    with reopen(tmp_path / "fresh.qsa", layout=PLANTED) as fresh:
        put(fresh, "enterprise.name", "x")
        assert fresh.verify().ok


def test_every_released_version_has_a_way_to_ours() -> None:
    """Holds for ever: each version is created by its own statements and migrated to the current one."""
    from desktop.store.migrate import migrate

    steps = [migration.to for migration in CURRENT.migrations]
    assert steps == sorted(set(CURRENT.statements) - {min(CURRENT.statements)})
    for version in CURRENT.statements:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        create_tables(connection, Layout(version, CURRENT.statements))
        migrate(connection, version, CURRENT, Path("memory"))
        connection.close()
