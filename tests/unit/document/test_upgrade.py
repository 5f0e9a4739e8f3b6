"""An audit follows the library it was made with until it is upgraded; then it says what changes, and can go back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from desktop.cli import main
from desktop.content.compile import digested
from desktop.content.library import Library
from desktop.content.types import Column, LibraryData
from desktop.document import Document
from desktop.document.upgrade import plan_upgrade
from desktop.model.edit import AddRow, SetValue
from desktop.model.text import Text
from tests.builders import an_audit, clock, library, sample_file, smelter

replaced = msgspec.structs.replace


def with_column(
    data: LibraryData, table: str, column: str, change: Callable[[Column], Column | None]
) -> LibraryData:
    """The library with a column changed (or taken away)."""
    tables = tuple(
        replaced(
            one,
            columns=tuple(
                made
                for it in one.columns
                for made in [change(it) if it.id == column else it]
                if made is not None
            ),
        )
        if one.id == table
        else one
        for one in data.tables
    )
    return replaced(data, tables=tables)


def with_cell(data: LibraryData, reference: str, key: str, column: str, value: str) -> LibraryData:
    """The library with a cell of a reference table changed."""
    references = tuple(
        replaced(one, rows={**one.rows, key: {**one.rows[key], column: value}})
        if one.id == reference
        else one
        for one in data.references
    )
    return replaced(data, references=references)


def older(
    data: LibraryData, table: str, column: str, old_id: str, column_type: Column | None = None
) -> LibraryData:
    """The library of a time when a column was called otherwise."""
    return with_column(data, table, column, lambda one: replaced(column_type or one, id=old_id))


def lib(data: LibraryData) -> Library:
    return Library(digested(data))


def renaming(data: LibraryData, table: str, old: str, new: str) -> LibraryData:
    """The library that says that ``old`` is called ``new`` now."""
    tables = tuple(replaced(one, renamed={old: new}) if one.id == table else one for one in data.tables)
    return replaced(data, tables=tables)


def made_with(data: LibraryData, path: Path, *edits: object) -> None:
    with Document.create(path, library=lib(data), clock=clock, actor="王工") as document:
        document.record([*smelter(), *edits])  # type: ignore[list-item]


# Of the smelter: 322698.36 × 10⁴ kWh; electricity counts 0.1229 kgce/kWh by calorific value (GB/T 2589).
TCE = 322698.36 * 1e4 * 0.1229 / 1000


def test_an_audit_computes_with_its_pinned_library_until_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    older_data = with_cell(library().data, "coal_equivalent", "electricity", "calorific", "0.2458")
    made_with(older_data, path)
    with Document.open(path, clock=clock, actor="李工") as document:
        tce = "energy[e1].tce@2025"
        value = document.value(tce)
        assert getattr(value, "value", 0) / 1000 == pytest.approx(2 * TCE, rel=1e-9), (
            "pinned: twice the factor"
        )
        plan = plan_upgrade(document, library())
        figure = next(one for one in plan.figures if one.path == tce)
        assert getattr(figure.before, "value", 0) == pytest.approx(2 * getattr(figure.after, "value", 0))
        assert getattr(document.value(tce), "value", 0) / 1000 == pytest.approx(2 * TCE), (
            "planning writes nothing"
        )
        told: list[bool] = []
        document.subscribe(lambda changes: told.append(changes.library))
        document.upgrade(library(), plan.changes)
        assert told == [True]
        assert getattr(document.value(tce), "value", 0) / 1000 == pytest.approx(TCE, rel=1e-9)
        assert document.log()[-1].kind == "upgrade"
        assert not plan_upgrade(document, library()).needed
    with Document.open(path, clock=clock) as document:
        assert getattr(document.value(tce), "value", 0) / 1000 == pytest.approx(TCE, rel=1e-9), (
            "after reopening"
        )
        assert "内容库" in document.undo_label("zh")
        document.undo()
        assert getattr(document.value(tce), "value", 0) / 1000 == pytest.approx(2 * TCE, rel=1e-9)
        assert document.library.reference("coal_equivalent").rows["electricity"]["calorific"] == "0.2458"
        document.redo()
        assert getattr(document.value(tce), "value", 0) / 1000 == pytest.approx(TCE, rel=1e-9)
        assert document.verify().ok


def test_answers_follow_a_renamed_question_and_so_does_what_is_about_it(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    old = older(library().data, "products", "spec", "grade_of_old")
    made_with(old, path, SetValue("products[p1].grade_of_old", "Al99.70"))
    new = lib(renaming(library().data, "products", "grade_of_old", "spec"))
    with Document.open(path, clock=clock) as document:
        document.comment("products[p1].grade_of_old", "按GB/T 1196")
        plan = plan_upgrade(document, new)
        assert plan.carried == {"products[p1].grade_of_old": "products[p1].spec"}
        assert (plan.kept, plan.cleared) == ([], [])
        assert [one.kind for one in plan.differences if one.family == "questions"] == ["renamed"]
        document.upgrade(new, plan.changes)
        assert document.answer("products[p1].spec") == "Al99.70"
        assert [one.text for one in document.comments("products[p1].spec")] == ["按GB/T 1196"]
        document.undo()
        assert document.answer("products[p1].grade_of_old") == "Al99.70"
        assert document.verify().ok


def test_answers_that_lose_their_question_are_kept_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    old = with_column(library().data, "products", "spec", lambda one: replaced(one, id="colour"))
    made_with(old, path, SetValue("products[p1].colour", "银白"))
    with Document.open(path, clock=clock) as document:
        plan = plan_upgrade(document, library())
        assert plan.kept == ["products[p1].colour"]
        document.upgrade(library(), plan.changes)
        assert document.state.answers  # the rest is there
        document.record([SetValue("products[p1].output@2025", 1)])
        document.problems()
        [*document.describe()]
    with Document.open(path, clock=clock) as document:
        document.undo()
        document.undo()
        assert document.answer("products[p1].colour") == "银白"
        assert document.verify().ok


def test_an_answer_that_no_longer_fits_leaves_for_the_history(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    spec = library().column("products", "spec")
    assert spec is not None
    number = library().column("products", "output")
    assert number is not None
    made_with(library().data, path, SetValue("products[p1].spec", "Al99.70"))
    asked = replaced(number, id="spec", period="none", months=False, constraint="")
    new = lib(with_column(library().data, "products", "spec", lambda _: asked))
    with Document.open(path, clock=clock) as document:
        plan = plan_upgrade(document, new)
        assert plan.cleared == ["products[p1].spec"]
        document.upgrade(new, plan.changes)
        assert document.answer("products[p1].spec") is None
        assert next(line.before for line in document.history("products[p1].spec")) == "Al99.70"
        document.undo()
        assert document.answer("products[p1].spec") == "Al99.70"


def test_reworded_questions_with_answers_are_to_be_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    old = with_column(
        library().data, "products", "name", lambda one: replaced(one, label=Text("旧名", "Old name"))
    )
    made_with(old, path)
    with Document.open(path, clock=clock) as document:
        plan = plan_upgrade(document, library())
        assert plan.confirm == ["products[p1].name"]
        (reworded,) = [one for one in plan.differences if one.family == "questions"]
        assert (reworded.kind, reworded.parts[0].before) == ("reworded", Text("旧名", "Old name"))


def test_fixed_lists_gain_rows_but_what_was_deleted_stays_deleted(tmp_path: Path) -> None:
    table = next(one for one in library().data.tables if one.presets is not None)
    assert table.presets is not None
    reference = table.presets.reference
    gained, deleted = (
        list(library().reference(reference).rows)[-1],
        next(iter(library().reference(reference).rows)),
    )
    references = tuple(
        replaced(one, rows={key: row for key, row in one.rows.items() if key != gained})
        if one.id == reference
        else one
        for one in library().data.references
    )
    path = tmp_path / "a.qsa"
    made_with(replaced(library().data, references=references), path)
    with Document.open(path, clock=clock) as document:
        from desktop.model.edit import DeleteRow

        document.record([DeleteRow(f"{table.id}[{deleted}]")])
        assert gained not in document.rows(table.id)
        plan = plan_upgrade(document, library())
        assert plan.added == [f"{table.id}[{gained}]"]
        document.upgrade(library(), plan.changes)
        assert gained in document.rows(table.id)
        assert deleted not in document.rows(table.id)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "厂 一.qsa"
    older_data = with_cell(library().data, "coal_equivalent", "electricity", "calorific", "0.2458")
    made_with(older_data, path)
    before = path.read_bytes()
    assert main(["upgrade", str(path), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "energy[e1].tce@2025" in told
    assert "0.2458 → 0.1229" in told
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["厂 一.qsa"]
    assert main(["--json", "upgrade", str(path), "--dry-run"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["needed"] is True
    figure = next(one for one in data["figures"] if one["path"] == "energy[e1].tce@2025")
    assert figure["before"] != figure["after"]
    assert main(["library", "diff", str(path), "installed"]) == 0
    assert "0.2458 → 0.1229" in capsys.readouterr().out
    assert main(["--lang", "en", "upgrade", str(path)]) == 0
    assert "It can be undone" in capsys.readouterr().out
    (backup,) = list(tmp_path.glob("*before-upgrade*.qsa"))
    assert main(["--lang", "en", "upgrade", str(path)]) == 0
    assert "follows the library in force" in capsys.readouterr().out
    assert main(["verify", str(path)]) == 0
    assert main(["--json", "library", "diff", str(backup), str(path)]) == 0
    capsys.readouterr()
    assert main(["undo", str(path)]) == 0
    assert main(["upgrade", str(tmp_path / "none.qsa")]) == 2


def test_an_audit_of_today_needs_none_and_a_sample_stays_as_it_is(tmp_path: Path) -> None:
    path = sample_file("aluminium", tmp_path / "s.qsa")
    with Document.open(path, mode="ro") as document:
        plan = plan_upgrade(document, library())
        assert (plan.needed, plan.changes, plan.figures) == (False, [], [])


def test_a_sample_under_an_overlay_tells_the_figures_that_change(tmp_path: Path) -> None:
    own = lib(with_cell(library().data, "coal_equivalent", "electricity", "calorific", "0.13"))
    path = sample_file("aluminium", tmp_path / "s.qsa")
    with Document.open(path, clock=clock) as document:
        plan = plan_upgrade(document, own)
        assert plan.figures
        assert (plan.kept, plan.cleared, plan.carried) == ([], [], {})
        figures = {one.path: one for one in plan.figures}
        document.upgrade(own, plan.changes)
        for one in list(figures)[:5]:
            assert document.value(one) == figures[one].after


def test_rows_added_after_an_upgrade_are_undone_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.qsa"
    with an_audit(path, *smelter()) as document:
        own = lib(with_cell(library().data, "coal_equivalent", "electricity", "calorific", "0.13"))
        document.upgrade(own, plan_upgrade(document, own).changes)
        document.record([AddRow("products", {"name": "铝锭"}, row="p2")])
        document.undo()
        assert document.library.digest == own.digest
        document.undo()
        assert document.library.digest == library().digest
        document.redo()
        document.redo()
        assert document.rows("products") == ("p1", "p2")
        assert document.verify().ok


def test_own_rows_whose_base_has_changed_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {**library().reference("warming_potentials").rows["ch4"], "ar5": "29"}
    own = tmp_path / "own" / "reference"
    own.mkdir(parents=True)
    cells = ",".join(f'"{cell}"' for cell in row.values())
    text = f"{','.join(row)},reason,base\n{cells},试算,0000dead\n"
    (own / "warming_potentials.csv").write_text(text, encoding="utf-8")
    an_audit(tmp_path / "a.qsa", *smelter()).close()
    assert main(["--library", str(own.parent), "upgrade", str(tmp_path / "a.qsa"), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "warming_potentials.csv:2" in told
    assert "请比较" in told


def test_what_a_method_finds_once_is_told_once(tmp_path: Path) -> None:
    own = lib(with_cell(library().data, "coal_equivalent", "electricity", "calorific", "0.13"))
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        paths = [one.path for one in plan_upgrade(document, own).figures]
    assert "coal.total_calorific@2025" in paths
    assert "coal[e1].total_calorific@2025" not in paths
    assert "coal[e1].tce_calorific@2025" in paths
