"""The rehearsal brings up what the data provoke, the gravest first, with the answers prepared."""

from __future__ import annotations

from pathlib import Path

from desktop.content.library import load_library
from desktop.document.rehearsal import rehearsal
from desktop.model.edit import SetValue
from tests.builders import an_audit, sample, smelter


def test_every_rule_an_objection_names_exists() -> None:
    library = load_library()
    named = {
        code
        for row in library.references["objections"].rows.values()
        for code in row.get("checks", "").split()
    }
    assert named - set(library.checks) == set()
    assert len(named) > 60


def test_data_provoke_objections(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        quiet = {one.id: one for one in rehearsal(document)}["parameters"]
        assert not quiet.provoked
        document.record([SetValue("audit.discount_rate", {"value": "0.08", "unit": "%"})])
        loud = {one.id: one for one in rehearsal(document)}["parameters"]
        assert [problem.code for problem in loud.problems] == ["audit_discount_fraction"]
        found = [one.provoked for one in rehearsal(document)]
        assert found == sorted(found, reverse=True)


def test_an_explained_problem_provokes_nothing(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        provoked = next(one for one in rehearsal(document) if one.provoked)
        for problem in provoked.problems:
            document.dismiss(problem.id, "已核对")
        assert not {one.id: one for one in rehearsal(document)}[provoked.id].provoked


def test_the_answer_prepared_is_shown(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        document.record([SetValue("objections[goals].reply", "目标依据见表2-12")])
        assert {one.id: one for one in rehearsal(document)}["goals"].reply == "目标依据见表2-12"
