"""Verification finds every kind of tampering and says from where to where the journal is unbroken."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.model.errors import FileError, RefusedError
from desktop.store import AuditFile, Change, Fault, NewChange, VerifyReport
from desktop.store.journal import batch_digest
from tests.unit.store.acts import batch, edit, make, put, reopen, undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Ten batches: a row with two cells, seven edits of one cell, a deletion, an undo; one attachment."""
    path = tmp_path / "a.qsa"
    with make(path) as file:
        edit(
            file,
            NewChange("energy[e1]", None, {"values": {"name": "煤"}}),
            NewChange("energy[e1].price", None, 5, 5.0),
        )
        for number in range(7):
            put(file, "enterprise.name", f"铝厂{number}")
        edit(file, NewChange("energy[e1]", {}, None))
        undo(file)
        file.attach(b"photo")
        assert file.verify().ok
    return path


def verify_after(path: Path, *statements: str) -> VerifyReport:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    with reopen(path, "ro") as file:
        return file.verify()


def stretches(report: VerifyReport) -> list[tuple[int, int]]:
    return [(stretch.first.seq, stretch.last.seq) for stretch in report.unbroken]


def test_a_sound_file(path: Path) -> None:
    report = verify_after(path)
    assert report.ok
    assert (report.batches, report.changes, report.withheld, report.attachments) == (10, 11, 0, 1)
    assert stretches(report) == [(1, 10)]


def test_an_empty_journal_is_sound(tmp_path: Path) -> None:
    with make(tmp_path / "a.qsa") as file:
        assert file.verify() == VerifyReport(0, 0, 0, 0, (), ())


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE change SET after = '\"别厂\"' WHERE batch = 5",
        "UPDATE change SET before = '\"别厂\"' WHERE batch = 5",
        "UPDATE change SET reason = 'x' WHERE batch = 5",
        "UPDATE change SET canonical_after = 1.0 WHERE batch = 5",
        "UPDATE change SET salt = '' WHERE batch = 5",
        "UPDATE change SET path = 'enterprise.other' WHERE batch = 5",
        "DELETE FROM change WHERE batch = 5",
        "INSERT INTO change VALUES (5, 1, 'a.b', NULL, '1', NULL, NULL, '', '', NULL)",
        "UPDATE batch SET actor = '别人' WHERE seq = 5",
        "UPDATE batch SET time = '2020-01-01T00:00:00Z' WHERE seq = 5",
        "UPDATE batch SET kind = 'import' WHERE seq = 5",
        "UPDATE batch SET label = 'x' WHERE seq = 5",
        "UPDATE batch SET device = 'x' WHERE seq = 5",
        "UPDATE batch SET of = 'x' WHERE seq = 5",
        "UPDATE batch SET id = 'x' WHERE seq = 5",
    ],
)
def test_an_altered_record_is_found_and_the_rest_is_vouched_for(path: Path, tampering: str) -> None:
    report = verify_after(path, tampering)
    assert [fault.code for fault in report.faults if fault.code != "verify.state"] == ["verify.digest"]
    assert stretches(report) == [(1, 4), (6, 10)]


def test_a_record_with_a_recomputed_digest_no_longer_fits_its_follower(path: Path) -> None:
    with reopen(path, "ro") as file:
        fifth = file.batches()[4]
        forged = replace(fifth, actor="别人")
        digest = batch_digest(forged, [change.digest for change in file.changes(fifth.id)])
        sixth = file.batches()[5].id
    report = verify_after(path, f"UPDATE batch SET actor = '别人', digest = '{digest}' WHERE seq = 5")
    assert report.faults == (Fault("verify.parent", sixth),)
    assert stretches(report) == [(1, 5), (6, 10)]


def test_a_removed_record_is_a_gap(path: Path) -> None:
    with reopen(path, "ro") as file:
        sixth = file.batches()[5].id
    report = verify_after(path, "DELETE FROM change WHERE batch = 5", "DELETE FROM batch WHERE seq = 5")
    assert Fault("verify.gap", sixth) in report.faults
    assert stretches(report) == [(1, 4), (6, 10)]


def test_a_removed_first_record_is_a_gap(path: Path) -> None:
    report = verify_after(path, "DELETE FROM change WHERE batch = 1", "DELETE FROM batch WHERE seq = 1")
    assert "verify.gap" in [fault.code for fault in report.faults]
    assert stretches(report) == [(2, 10)]


def test_closing_the_gap_does_not_help(path: Path) -> None:
    report = verify_after(
        path,
        "DELETE FROM change WHERE batch = 10",
        "DELETE FROM batch WHERE seq = 10",
        "DELETE FROM change WHERE batch = 5",
        "DELETE FROM batch WHERE seq = 5",
        *(f"UPDATE change SET batch = {seq - 1} WHERE batch = {seq}" for seq in range(6, 10)),
        *(f"UPDATE batch SET seq = {seq - 1} WHERE seq = {seq}" for seq in range(6, 10)),
    )
    assert "verify.parent" in [fault.code for fault in report.faults]
    assert stretches(report) == [(1, 4), (5, 8)]


@pytest.mark.parametrize(
    ("tampering", "where"),
    [
        ("UPDATE answer SET value = '\"别厂\"' WHERE path = 'enterprise.name'", "enterprise.name"),
        ("UPDATE answer SET canonical = 6.0 WHERE path = 'energy[e1].price'", "energy[e1].price"),
        ("DELETE FROM answer WHERE path = 'enterprise.name'", "enterprise.name"),
        ("INSERT INTO answer VALUES ('enterprise.more', '1', NULL)", "enterprise.more"),
        ("UPDATE row SET position = 'a5'", "energy[e1]"),
        ("DELETE FROM row", "energy[e1]"),
        ("INSERT INTO row VALUES ('energy', 'e2', 'a7')", "energy[e2]"),
    ],
)
def test_state_that_is_not_what_the_journal_says(path: Path, tampering: str, where: str) -> None:
    report = verify_after(path, tampering)
    assert report.faults == (Fault("verify.state", where),)
    assert stretches(report) == [(1, 10)]


def test_a_library_pinned_behind_the_journal(path: Path) -> None:
    with reopen(path) as file:
        new = file.keep_library(b"newer")
        edit(file, NewChange("meta.library", file.meta["library"], new), kind="upgrade")
        assert file.verify().ok
    report = verify_after(path, "UPDATE meta SET value = 'x' WHERE key = 'library'")
    assert report.faults == (Fault("verify.state", "meta.library"),)


def test_evidence_and_libraries_that_were_altered(path: Path) -> None:
    report = verify_after(
        path, "UPDATE attachment SET body = X'00'", "UPDATE meta SET value = X'00' WHERE key LIKE 'library:%'"
    )
    assert [fault.code for fault in report.faults] == ["verify.attachment", "verify.library"]


def test_a_journal_that_cannot_be_replayed(path: Path) -> None:
    report = verify_after(path, "UPDATE change SET path = 'energy[e9]' WHERE batch = 9")
    assert {fault.code for fault in report.faults} == {"verify.digest", "verify.replay"}


def test_what_opening_would_refuse_is_found_in_a_file_already_open(path: Path) -> None:
    with reopen(path) as file:
        report = verify_after_open(file, "CREATE VIEW spy AS SELECT 1", "DROP TABLE attachment")
        assert [(fault.code, fault.where) for fault in report.faults[:2]] == [
            ("verify.foreign", "spy"),
            ("verify.missing", "attachment"),
        ]


def verify_after_open(file: AuditFile, *statements: str) -> VerifyReport:
    connection = sqlite3.connect(file.path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return file.verify()


def test_damaged_pages_are_reported(path: Path) -> None:
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'change_path'").fetchone()
    connection.close()
    with path.open("r+b") as raw:
        raw.seek((root - 1) * 4096 + 8)
        raw.write(b"\xff\xff")
    report = verify_after(path)
    assert report.faults[0].code == "verify.database"


# --- withheld bodies and history of other copies ---------------------------------------------------


def test_withheld_bodies_leave_the_chain_verifiable(path: Path) -> None:
    with reopen(path, "ro") as file:
        fifth = file.batches()[4]
        (change,) = file.changes(fifth.id)
    report = verify_after(
        path,
        "UPDATE change SET path = NULL, before = NULL, after = NULL, reason = '', salt = '', "
        f"withheld = '{change.digest}' WHERE batch = 5",
    )
    assert (report.withheld, stretches(report)) == (1, [(1, 10)])
    assert [fault.code for fault in report.faults] == ["verify.replay"]


def copies(tmp_path: Path) -> tuple[AuditFile, AuditFile]:
    """Two copies of one audit that went different ways."""
    mine = make(tmp_path / "mine.qsa")
    put(mine, "enterprise.name", "铝厂")
    theirs = reopen(mine.backup(tmp_path / "theirs.qsa"))
    put(mine, "enterprise.phone", "1")
    put(theirs, "enterprise.mail", "2")
    put(theirs, "enterprise.mail", "3")
    return mine, theirs


def test_a_merge_takes_the_other_history_in_and_follows_both(tmp_path: Path) -> None:
    mine, theirs = copies(tmp_path)
    with mine, theirs:
        merge = mine.record(
            batch(NewChange("enterprise.mail", None, "3"), kind="merge"), history=theirs.journal()
        )
        assert merge.parents == (mine.batches()[1].digest, theirs.head.digest)
        assert [(b.seq, b.applied) for b in mine.batches()] == [
            (1, True),
            (2, True),
            (3, False),
            (4, False),
            (5, True),
        ]
        assert mine.verify().ok
        assert stretches(mine.verify()) == [(1, 5)]
        assert [c.after for _, c in mine.history("enterprise.mail")] == ["2", "3", "3"]
        undo(mine)  # the merge, as one action
        assert set(mine.load().answers) == {"enterprise.name", "enterprise.phone"}
        assert mine.verify().ok
        before = mine.batches()
        mine.record(batch(kind="merge"), history=theirs.journal())  # the same once more brings nothing new
        assert len(mine.batches()) == len(before) + 1


def test_withheld_history_can_be_taken_in(tmp_path: Path) -> None:
    mine, theirs = copies(tmp_path)
    with mine, theirs:
        partial = [
            (
                b,
                tuple(
                    Change(b.id, c.position, "", None, None, None, None, "", "", c.digest) for c in changes
                ),
            )
            for b, changes in theirs.journal()
        ]
        mine.record(batch(kind="merge"), history=partial)
        report = mine.verify()
        assert (report.ok, report.withheld) == (True, 2)


def test_history_that_was_tampered_with_is_refused_whole(tmp_path: Path) -> None:
    mine, theirs = copies(tmp_path)
    with mine, theirs:
        before = (mine.load(), mine.batches())
        journal = theirs.journal()
        known, (first, last) = journal[0], journal[1:]
        altered = (replace(last[0], actor="别人"), last[1])
        other_with_known_id = (replace(first[0], id=known[0].id), first[1])
        for history in ([known, first, altered], [other_with_known_id]):
            with pytest.raises(RefusedError, match=r"store\.broken_chain"):
                mine.record(batch(kind="merge"), history=history)
        assert (mine.load(), mine.batches()) == before


def test_a_head_known_elsewhere_shows_what_was_cut_off(path: Path) -> None:
    """The chain alone cannot show that its end is missing; the head's digest can."""
    with reopen(path, "ro") as file:
        head = file.head
    verify_after(path, "DELETE FROM change WHERE batch = 10", "DELETE FROM batch WHERE seq = 10")
    with reopen(path, "ro") as file:
        assert head not in file.batches()


def test_a_damaged_journal_does_not_open_an_audit_half(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE batch SET parents = '5' WHERE seq = 10")
    connection.commit()
    connection.close()
    with pytest.raises(FileError, match=r"file\.damaged"):
        reopen(path, "ro")
