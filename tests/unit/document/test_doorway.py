"""The one doorway: what is refused changes nothing, what is recorded is on disk and recalculated."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from desktop.document import Document
from desktop.model.edit import AddRow, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.errors import AuditError, FileError, RefusedError
from tests.builders import an_audit, clock, smelter


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (SetValue("energi[e1].amount@2025", 5), "path.table"),
        (SetValue("energy[e1].amont@2025", 5), "path.column"),
        (SetValue("energy[e9].amount@2025", 5), "path.row"),
        (SetValue("energy[e1].amount", 5), "path.period_kind"),
        (SetValue("energy[e1].amount@assessment", 5), "path.period_kind"),
        (SetValue("energy[e1].amount@2025", "many"), "value.number"),
        (SetValue("energy[e1].amount@2025", True), "value.number"),
        (SetValue("energy[e1].amount@2025", {"value": "5", "unit": "t"}), "value.dimension"),
        (SetValue("energy[e1].amount@2025", {"value": "5", "unit": "furlong"}), "unit.unknown"),
        (SetValue("energy[e1].amount@2025", float("inf")), "value.number"),
        (SetValue("energy[e1].amount@2025", {"state": "na"}), "value.na_reason"),
        (SetValue("energy[e1].carrier", "moonlight"), "value.choice"),
        (SetValue("energy[e1].per", "p9"), "value.reference"),
        (SetValue("energy[e1].tce@2025", 5), "edit.calculated"),
        (SetValue("audit.listed_on", "2025-02-30"), "value.date"),
        (SetValue("products[p1].is_base", "yes"), "value.flag"),
        (SetValue("not a path", 5), "path.malformed"),
        (AddRow("audit", {}), "edit.record_row"),
        (AddRow("energy", {}, row="e1"), "edit.row_exists"),
        (DeleteRow("energy[e9]"), "path.row"),
        (MoveRow("energy[e1]", "e9"), "path.row"),
    ],
)
def test_what_cannot_be_represented_is_refused_and_the_file_stays_as_it_was(
    tmp_path: Path, edit: Edit, code: str
) -> None:
    path = tmp_path / "a.qsa"
    with an_audit(path, *smelter()) as document:
        before, state = digest(path), document.state.copy()
        with pytest.raises((RefusedError, AuditError)) as refused:
            document.record([SetValue("energy[e1].name", "另一个名字"), edit])
        assert refused.value.code == code
        assert document.state == state
        assert digest(path) == before


def test_implausible_values_are_stored_and_listed(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        changes = document.record([SetValue("energy[e1].amount@2025", -5)])
        assert document.shown("energy[e1].amount@2025", "zh").text == "\u22125"
        assert any(problem.path == "energy[e1].amount@2025" for problem in changes.problems)


def test_an_edit_recalculates_exactly_what_depends_on_it(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        assert document.shown("energy[e1].specific@2025", "zh").text == "12\u2009985.85"
        changes = document.record([SetValue("products[p1].output@2025", 250_000)])
        assert "energy[e1].specific@2025" in changes.recalculated
        assert not any("2024" in path for path in changes.recalculated)
        assert document.shown("energy[e1].specific@2025", "zh").text == "12\u2009907.93"


def test_twelve_months_make_the_year_and_fewer_do_not(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        months = [SetValue(f"energy[e1].amount@2024-{month:02d}", 100) for month in range(1, 12)]
        document.record(months)
        eleven = document.shown("energy[e1].amount@2024", "zh")
        assert (eleven.state, eleven.text) == ("partial", "1\u2009100")
        document.record([SetValue("energy[e1].amount@2024-12", 0)])
        year = document.shown("energy[e1].amount@2024", "zh")
        assert (year.state, year.text, year.unit) == ("given", "1\u2009100", "万kWh")


def test_the_four_states_stay_apart(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        place = "energy[e1].amount@2024"
        states = {}
        for name, value in {
            "absent": None,
            "zero": 0,
            "na": {"state": "na", "reason": "当年未投产"},
            "later": {"state": "later", "who": "李会计", "when": "2026-06-01"},
        }.items():
            document.record([SetValue(place, value)])
            states[name] = document.shown(place, "zh").state
        assert states == {"absent": "absent", "zero": "given", "na": "na", "later": "later"}


def test_an_entered_number_keeps_its_text_and_unit(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    with an_audit(path, *smelter()) as document:
        document.record([SetValue("energy[e1].amount@2025", {"value": "3226983600.0", "unit": "kWh"})])
    with Document.open(path, clock=clock) as document:
        shown = document.shown("energy[e1].amount@2025", "zh")
        assert (shown.text, shown.unit) == ("3\u2009226\u2009983\u2009600.0", "kWh")
        assert (
            document.shown("energy[e1].amount@2025", "zh", unit="万kWh", decimals=2).text == "322\u2009698.36"
        )


def test_undo_names_the_action_and_survives_reopening(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    with an_audit(path, *smelter()) as document:
        document.record([SetValue("products[p1].output@2025", 250_000)])
    with Document.open(path, clock=clock) as document:
        assert document.undo_label("zh") == "填写 原铝液 · 年产量 · 2025 年"
        changes = document.undo()
        assert "energy[e1].specific@2025" in changes.recalculated or document.value(
            "energy[e1].specific@2025"
        )
        assert document.shown("products[p1].output@2025", "zh").text == "248\u2009500"
    with Document.open(path, clock=clock) as document:
        document.redo()
        assert document.shown("products[p1].output@2025", "zh").text == "250\u2009000"


def test_a_deleted_row_comes_back_whole_and_in_its_place(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter(), AddRow("energy", {"name": "柴油"}, row="e5")) as document:
        before = document.state.copy()
        document.record([DeleteRow("energy[e1]")])
        assert document.rows("energy") == ("e5",)
        document.undo()
        assert document.state == before
        document.record([MoveRow("energy[e5]", before="e1")])
        assert document.rows("energy") == ("e5", "e1")
        document.undo()
        assert document.rows("energy") == ("e1", "e5")


def test_one_batch_may_add_a_row_and_refer_to_it(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        document.record([AddRow("products", {"name": "铝锭"}, row="p4"), SetValue("energy[e1].per", "p4")])
        document.record([DeleteRow("products[p4]")])
        assert any(problem.code == "dangling" for problem in document.problems())


def test_listeners_hear_every_change_once(tmp_path: Path) -> None:
    heard: list[tuple[str, ...]] = []
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        stop = document.subscribe(lambda changes: heard.append(changes.paths))
        document.record([SetValue("energy[e1].name", "电")])
        document.record([SetValue("energy[e1].name", "电")])  # the same again is no change
        stop()
        document.undo()
    assert heard == [("energy[e1].name",)]


def test_a_second_writer_is_told_who_holds_the_file_and_readers_still_work(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    with an_audit(path, *smelter()):
        with pytest.raises(FileError) as refused:
            Document.open(path, clock=clock)
        assert refused.value.code == "file.in_use"
        with Document.open(path, mode="ro", clock=clock) as reader:
            assert reader.rows("energy") == ("e1",)
            with pytest.raises(FileError):
                reader.record([SetValue("energy[e1].name", "x")])
            assert reader.shown("energy[e1].name", "zh").text == "电解整流交流电"


def test_a_disk_that_fails_leaves_memory_and_file_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.qsa"
    with an_audit(path, *smelter()) as document:
        state = document.state.copy()

        def full(*_: object, **__: object) -> None:
            raise FileError("file.no_space", path=str(path))

        monkeypatch.setattr(type(document._file), "record", full)
        with pytest.raises(FileError):
            document.record([SetValue("energy[e1].name", "x"), DeleteRow("products[p1]")])
        assert document.state == state


def test_opening_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    an_audit(path, *smelter()).close()
    before = digest(path)
    with Document.open(path, clock=clock) as document:
        document.problems()
        document.progress()
    assert digest(path) == before


def test_a_year_given_by_its_months_is_not_asked_for_again(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        place = "energy[e1].amount@2024"
        before = {item.path: item.state for item in document.describe()}
        document.record([SetValue(f"energy[e1].amount@2024-{month:02d}", 100) for month in range(1, 13)])
        after = {item.path: item.state for item in document.describe()}
        assert (before[place], after[place]) == ("absent", "calculated")
        assert not any(
            problem.path == place and problem.code == "required" for problem in document.problems()
        )
