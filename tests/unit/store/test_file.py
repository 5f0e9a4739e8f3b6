"""The audit file: what is recorded is there, exactly, also after reopening; what is refused leaves no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.model.errors import AuditError, FileError, RefusedError
from desktop.store import AuditFile, NewChange, key_between, replay
from tests.unit.store.acts import (
    LIBRARY,
    STAMP,
    batch,
    crash_while_writing,
    digest,
    edit,
    leave_wal,
    make,
    put,
    redo,
    reopen,
    undo,
)

AMOUNT = {"value": "5.10", "unit": "t"}


@pytest.fixture
def file(tmp_path: Path) -> AuditFile:
    with make(tmp_path / "电解 铝#1?%20.qsa") as made:
        yield made


def coal_row(file: AuditFile) -> None:
    edit(
        file,
        NewChange("energy[e1]", None, {}),
        NewChange("energy[e1].name", None, "煤"),
        NewChange("energy[e1].amount@2025", None, AMOUNT, 5100.0),
    )


# --- identity -------------------------------------------------------------------------------------


def test_identity_stands_at_its_place_in_the_bytes(tmp_path: Path) -> None:
    make(tmp_path / "a.qsa").close()
    head = (tmp_path / "a.qsa").read_bytes()[:100]
    assert head[:16] == b"SQLite format 3\x00"
    assert head[68:72] == b"QSA1"
    assert int.from_bytes(head[60:64], "big") == 0x00010000
    assert (head[18], head[19]) == (1, 1)  # rollback journal, not WAL


def test_tables_are_strict_and_nothing_else_is_there(tmp_path: Path) -> None:
    make(tmp_path / "a.qsa").close()
    connection = sqlite3.connect(tmp_path / "a.qsa")
    tables = {
        name: strict
        for _, name, kind, _, _, strict in connection.execute("PRAGMA table_list")
        if kind == "table" and not name.startswith("sqlite_")
    }
    connection.close()
    assert tables == dict.fromkeys(["meta", "batch", "change", "answer", "row", "attachment"], 1)


def test_meta_and_the_pinned_library(file: AuditFile) -> None:
    meta = file.meta
    assert (meta["language"], meta["created"], file.pinned_library()) == ("zh", STAMP, LIBRARY)
    assert len(meta["id"]) == 36


def test_every_connection_keeps_its_promises(file: AuditFile) -> None:
    connection = file._connection
    asked = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "foreign_keys", "trusted_schema", "journal_mode")
    }
    assert asked == {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "journal_mode": "delete"}


# --- cells ----------------------------------------------------------------------------------------


def test_a_cell_is_set_changed_and_cleared(file: AuditFile) -> None:
    put(file, "enterprise.name", "铝厂")
    put(file, "enterprise.capacity", AMOUNT, 5100.0)
    assert file.load().answers == {"enterprise.name": ("铝厂", None), "enterprise.capacity": (AMOUNT, 5100.0)}
    put(file, "enterprise.capacity", {"value": "0", "unit": "t"}, -0.0)
    assert str(file.load().answers["enterprise.capacity"][1]) == "0.0"
    put(file, "enterprise.capacity", None)
    assert file.load().answers == {"enterprise.name": ("铝厂", None)}


@pytest.mark.parametrize(
    "value",
    [
        0,
        False,
        "",
        2**70,
        0.1,
        ["a", "b"],
        [],
        {},
        {"state": "na", "reason": "无"},
        "𠮷\n\t\"'\u0000\u2028",
        {"b": 1, "a": None},
    ],
    ids=repr,
)
def test_any_json_comes_back_as_it_went(file: AuditFile, value: object) -> None:
    put(file, "enterprise.note", value)
    path = file.path
    file.close()
    with reopen(path, "ro") as again:
        found = again.load().answers["enterprise.note"][0]
    assert (found, type(found)) == (value, type(value))


def test_shell_paths_become_the_stored_form(file: AuditFile) -> None:
    edit(file, NewChange("energy/e1", None, {}), NewChange("energy/e1/amount@2025", None, AMOUNT, 5100.0))
    assert list(file.load().answers) == ["energy[e1].amount@2025"]


def test_recording_survives_reopening(file: AuditFile) -> None:
    coal_row(file)
    state, batches, path = file.load(), file.batches(), file.path
    file.close()
    for mode in ("ro", "rw"):
        with reopen(path, mode) as again:
            assert (again.load(), again.batches(), again.head) == (state, batches, batches[-1])


# --- rows -----------------------------------------------------------------------------------------


def test_rows_stand_in_the_order_of_their_keys(file: AuditFile) -> None:
    edit(file, *(NewChange(f"sites[{row}]", None, {}) for row in "abcd"))
    keys = file.load().orders["sites"]
    edit(file, NewChange("sites[x]", None, {}, order=key_between(keys["a"], keys["b"])))
    edit(file, NewChange("sites[d]", {}, {}, order=key_between(None, keys["a"])))
    assert file.load().rows == {"sites": ["d", "a", "x", "b", "c"]}
    edit(file, NewChange("sites[a]", {}, {}))  # no key: to the end
    assert file.load().rows == {"sites": ["d", "x", "b", "c", "a"]}


def test_a_row_may_bring_its_values(file: AuditFile) -> None:
    whole = {
        "values": {"name": "煤", "amount@2025": AMOUNT, "price": None},
        "canonical": {"amount@2025": 5100},
    }
    edit(file, NewChange("energy[e1]", None, whole))
    assert file.load().answers == {
        "energy[e1].name": ("煤", None),
        "energy[e1].amount@2025": (AMOUNT, 5100.0),
    }
    (change,) = file.changes(file.head.id)
    assert change.after == {
        "order": "a0",
        "values": {"name": "煤", "amount@2025": AMOUNT},
        "canonical": {"amount@2025": 5100.0},
    }


def test_a_deleted_row_is_whole_in_the_journal_and_comes_back_exactly(file: AuditFile) -> None:
    coal_row(file)
    edit(file, NewChange("energy[e10]", None, {"values": {"name": "气"}}))  # a name that begins alike
    before = file.load()
    deletion = edit(file, NewChange("energy[e1]", {}, None))
    assert file.load().rows == {"energy": ["e10"]}
    assert file.load().answers == {"energy[e10].name": ("气", None)}
    (change,) = file.changes(deletion.id)
    assert change.before == {
        "order": "a0",
        "values": {"name": "煤", "amount@2025": AMOUNT},
        "canonical": {"amount@2025": 5100.0},
    }
    undo(file)
    assert file.load() == before
    redo(file)
    assert file.load().rows == {"energy": ["e10"]}


def test_a_thousand_rows_in_one_batch(file: AuditFile) -> None:
    edit(
        file,
        *(NewChange(f"sites[r{number}]", None, {"values": {"name": str(number)}}) for number in range(1000)),
    )
    assert file.load().rows["sites"] == [f"r{number}" for number in range(1000)]


# --- what is refused ------------------------------------------------------------------------------


REFUSED = {
    "the cell holds something else": (NewChange("enterprise.name", "别厂", "甲"), "store.before_differs"),
    "the cell is empty": (NewChange("enterprise.other", "x", "y"), "store.before_differs"),
    "one is not true": (NewChange("enterprise.flag", True, False), "store.before_differs"),
    "no such row": (NewChange("energy[zz].name", None, "气"), "store.no_row"),
    "no row to delete": (NewChange("energy[zz]", {}, None), "store.no_row"),
    "no row to move": (NewChange("energy[zz]", {}, {}), "store.no_row"),
    "row stands already": (NewChange("energy[e1]", None, {}), "store.row_exists"),
    "row holds something else": (
        NewChange("energy[e1]", {"values": {"name": "油"}}, None),
        "store.before_differs",
    ),
    "order key malformed": (NewChange("energy[e2]", None, {}, order="0"), "store.order"),
    "order key taken": (NewChange("energy[e2]", None, {}, order="a0"), "store.order_taken"),
    "order key not text": (NewChange("energy[e2]", None, {"order": 5}), "store.order"),
    "not a number": (NewChange("enterprise.capacity", None, AMOUNT, float("nan")), "store.not_finite"),
    "half a character": (NewChange("enterprise.capacity", None, "\ud800"), "store.not_json"),
    "half a character in the reason": (
        NewChange("enterprise.capacity", None, "x", reason="\ud800"),
        "store.not_json",
    ),
    "no path": (NewChange("a b", None, "x"), "path.malformed"),
    "no column": (NewChange("energy[e2]", None, {"values": {"a b": 1}}), "path.malformed"),
    "no period": (NewChange("energy[e1].amount@soon", None, 1), "path.period"),
    "identity": (NewChange("meta.id", None, "x"), "store.fixed_meta"),
    "settings are text": (NewChange("meta.unit", None, 5), "store.meta_text"),
}


@pytest.mark.parametrize(("change", "code"), REFUSED.values(), ids=REFUSED)
def test_a_refused_batch_leaves_no_trace(file: AuditFile, change: NewChange, code: str) -> None:
    put(file, "enterprise.name", "铝厂")
    put(file, "enterprise.flag", 1)
    coal_row(file)
    before = (file.load(), file.batches(), file.meta)
    with pytest.raises(AuditError) as refusal:
        edit(file, NewChange("enterprise.fine", None, "first"), change)
    assert refusal.value.code == code
    assert (file.load(), file.batches(), file.meta) == before
    put(file, "enterprise.after", "works")
    assert file.verify().ok


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "guess"}, "store.kind"),
        ({"time": "2026-11-25"}, "store.time"),
        ({"actor": "\ud800"}, "store.not_json"),
    ],
)
def test_a_header_that_cannot_stand_is_refused(file: AuditFile, wrong: dict[str, str], code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        file.record(replace(batch(NewChange("enterprise.name", None, "x")), **wrong))
    assert (file.batches(), file.load().answers) == ([], {})


def test_creating_refuses_times_without_offset_and_half_characters(tmp_path: Path) -> None:
    for meta, stamp in ({}, "2026-11-25T08:00:00"), ({"title": "\ud800"}, STAMP):
        with pytest.raises(RefusedError):
            AuditFile.create(tmp_path / "b.qsa", meta=meta, library_blob=b"", stamp=stamp)
        assert list(tmp_path.iterdir()) == []


# --- journal --------------------------------------------------------------------------------------


def test_batches_are_numbered_and_chained(file: AuditFile) -> None:
    coal_row(file)
    put(file, "enterprise.name", "铝厂")
    undo(file)
    first, second, third = file.batches()
    assert [b.seq for b in (first, second, third)] == [1, 2, 3]
    assert (first.parents, second.parents, third.parents) == ((), (first.digest,), (second.digest,))
    assert (third.kind, third.of, third.label) == ("undo", second.id, "label")
    assert file.batches(after=2) == [third]


def test_replay_of_the_journal_is_the_state(file: AuditFile) -> None:
    coal_row(file)
    put(file, "enterprise.name", "铝厂")
    edit(file, NewChange("energy[e1]", {}, None))
    undo(file)
    assert replay(change for _, changes in file.journal() for change in changes) == file.load()


def test_history_of_a_cell_includes_what_befell_its_row(file: AuditFile) -> None:
    coal_row(file)
    path = "energy[e1].amount@2025"
    put(file, path, {"value": "6", "unit": "t"}, 6000.0)
    edit(file, NewChange("energy[e1]", {}, {}))  # a move is nothing to the cell
    edit(file, NewChange("energy[e1]", {}, None))
    undo(file)
    lines = [(b.kind, c.before, c.after, c.canonical_after) for b, c in file.history("energy/e1/amount@2025")]
    assert lines == [
        ("edit", None, AMOUNT, 5100.0),
        ("edit", AMOUNT, {"value": "6", "unit": "t"}, 6000.0),
        ("edit", {"value": "6", "unit": "t"}, None, None),
        ("undo", None, {"value": "6", "unit": "t"}, 6000.0),
    ]
    assert all(c.path == path for _, c in file.history(path))
    assert [b.seq for b, _ in file.history("energy[e1]")] == [1, 3, 4, 5]
    assert file.history("enterprise.name") == []


def test_reasons_and_people_are_kept(file: AuditFile) -> None:
    edit(file, NewChange("enterprise.name", None, "铝厂", reason="抄错"))
    ((found, change),) = file.history("enterprise.name")
    assert (found.actor, found.device, found.time, change.reason) == ("王工", "laptop", STAMP, "抄错")


def test_an_unknown_batch_has_no_changes(file: AuditFile) -> None:
    assert file.changes("nobody") == []


# --- library --------------------------------------------------------------------------------------


def test_an_upgrade_pins_another_library_and_undo_brings_the_old_one_back(file: AuditFile) -> None:
    new = file.keep_library(b"newer")
    edit(file, NewChange("meta.library", file.meta["library"], new), kind="upgrade")
    assert file.pinned_library() == b"newer"
    assert file.verify().ok
    undo(file)
    assert file.pinned_library() == LIBRARY
    redo(file)
    assert file.pinned_library() == b"newer"
    assert "meta.library" not in file.load().answers


# --- evidence -------------------------------------------------------------------------------------


def test_evidence_is_kept_once_by_content(file: AuditFile) -> None:
    first = file.attach(b"photo")
    second = file.attach(b"")
    assert file.attach(b"photo") == first
    assert [(a.sha256, a.size) for a in file.attachments()] == [(first, 5), (second, 0)]
    assert (file.attachment(first), file.attachment(second)) == (b"photo", b"")
    with pytest.raises(FileError, match=r"file\.no_attachment"):
        file.attachment("0" * 64)


# --- creating, copying ----------------------------------------------------------------------------


def test_creating_never_overwrites_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    path.write_text("letter")
    with pytest.raises(FileError, match=r"file\.exists"):
        make(path)
    assert path.read_text() == "letter"
    with make(path, force=True) as file:
        assert file.meta["language"] == "zh"
    assert [p.name for p in tmp_path.iterdir()] == ["a.qsa"]


@pytest.mark.parametrize("leave", [crash_while_writing, leave_wal])
def test_a_new_file_is_not_spoiled_by_what_a_crash_of_the_old_one_left(
    tmp_path: Path, leave: Callable[[Path], None]
) -> None:
    old, copy = tmp_path / "a.qsa", tmp_path / "b.qsa"
    with make(old) as file:
        for number in range(300):
            edit(file, NewChange(f"enterprise.note{number}", None, "旧" * 100))
        file.backup(copy)
    leave(old)
    leave(copy)
    with make(old, force=True) as file:
        assert file.load().answers == {}
        put(file, "enterprise.name", "铝厂")
        assert file.verify().ok
        file.backup(copy, force=True)
        with reopen(copy) as backup:
            assert backup.load() == file.load()
            assert backup.verify().ok
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.qsa", "b.qsa"]


def test_creating_does_not_replace_a_file_somebody_writes(tmp_path: Path) -> None:
    with make(tmp_path / "a.qsa", actor="王工") as file:
        with pytest.raises(FileError, match=r"file\.in_use"):
            make(tmp_path / "a.qsa", force=True)
        put(file, "enterprise.name", "铝厂")
        assert file.verify().ok


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none/a.qsa", "file.no_folder"),
        ("folder", "file.is_directory"),
        ("a\0.qsa", "file.bad_name"),
        ("x" * 300, "file.bad_name"),
    ],
)
def test_places_nothing_can_be_created_at(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError) as refusal:
        make(tmp_path / name, force=True)
    assert refusal.value.code == code
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_a_backup_is_a_whole_audit_of_its_own(file: AuditFile, tmp_path: Path) -> None:
    coal_row(file)
    told: list[tuple[int, int]] = []
    target = file.backup(tmp_path / "copy.qsa", progress=lambda done, total: told.append((done, total)))
    put(file, "enterprise.name", "later")
    with reopen(target) as copy:
        assert copy.verify().ok
        assert copy.meta == file.meta
        assert (len(copy.batches()), copy.load().rows) == (1, {"energy": ["e1"]})
    assert told[-1][0] == told[-1][1] > 0


def test_a_backup_overwrites_nothing_unless_forced(file: AuditFile, tmp_path: Path) -> None:
    target = tmp_path / "copy.qsa"
    target.write_text("letter")
    with pytest.raises(FileError, match=r"file\.exists"):
        file.backup(target)
    assert target.read_text() == "letter"
    file.backup(target, force=True)
    with reopen(target, "ro") as copy:
        assert copy.meta == file.meta
    with pytest.raises(FileError, match=r"file\.same"):
        file.backup(file.path, force=True)
    with reopen(target) as _held, pytest.raises(FileError, match=r"file\.in_use"):
        file.backup(target, force=True)


def test_a_cancelled_backup_leaves_nothing(file: AuditFile, tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        file.backup(tmp_path / "copy.qsa", progress=cancel)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([file.path.name, f"{file.path.name}.lock"])
    put(file, "enterprise.name", "works on")


def test_a_file_opened_to_read_can_be_backed_up(file: AuditFile, tmp_path: Path) -> None:
    coal_row(file)
    with reopen(file.path, "ro") as reader:
        reader.backup(tmp_path / "copy.qsa")
    with reopen(tmp_path / "copy.qsa") as copy:
        assert copy.load() == file.load()


# --- reading beside a writer ----------------------------------------------------------------------


def test_readers_see_what_the_writer_confirms(file: AuditFile) -> None:
    with reopen(file.path, "ro") as reader:
        assert reader.load().answers == {}
        put(file, "enterprise.name", "铝厂")
        assert reader.load().answers == {"enterprise.name": ("铝厂", None)}
        with pytest.raises(FileError, match=r"file\.opened_to_read"):
            put(reader, "enterprise.name", "别厂")
        with pytest.raises(FileError, match=r"file\.opened_to_read"):
            reader.attach(b"x")


def test_opening_and_reading_change_no_byte(file: AuditFile) -> None:
    coal_row(file)
    sha = file.attach(b"photo")
    path = file.path
    file.close()
    before = digest(path)
    for mode in ("ro", "rw"):
        for now in (STAMP, "2027-11-25T08:00:00+08:00"):  # a year later the weekly check is due
            with reopen(path, mode, now) as again:
                (
                    again.load(),
                    again.journal(),
                    again.history("energy[e1].name"),
                    again.attachment(sha),
                    again.verify(),
                )
        assert digest(path) == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_closing_twice_does_no_harm(file: AuditFile) -> None:
    file.close()
    file.close()


# --- changed behind our back ----------------------------------------------------------------------


def test_a_change_by_another_program_is_not_overwritten(file: AuditFile) -> None:
    coal_row(file)
    other = sqlite3.connect(file.path)
    other.execute("UPDATE batch SET digest = 'x'")
    other.commit()
    other.close()
    with pytest.raises(FileError, match=r"file\.changed_outside"):
        put(file, "enterprise.name", "铝厂")


def test_a_file_moved_away_is_noticed_before_anything_is_written(file: AuditFile) -> None:
    coal_row(file)
    away = file.path.with_name("away.qsa")
    file.path.rename(away)
    before = digest(away)
    with pytest.raises(FileError, match=r"file\.moved"):
        edit(file, NewChange("enterprise.name", None, "铝厂"))
    assert digest(away) == before


def test_a_file_somebody_turned_to_wal_is_turned_back_by_the_first_edit(file: AuditFile) -> None:
    path = file.path
    file.close()
    tool = sqlite3.connect(path)
    tool.execute("PRAGMA journal_mode = WAL")
    tool.close()
    with reopen(path, "ro") as reader:
        assert reader.load().answers == {}
    with reopen(path) as again:
        put(again, "enterprise.name", "铝厂")
    assert (path.read_bytes()[18], path.read_bytes()[19]) == (1, 1)
    assert [p.name for p in path.parent.iterdir()] == [path.name]
