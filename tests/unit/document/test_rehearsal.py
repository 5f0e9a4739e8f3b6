"""The rehearsal brings up what the data provoke, the gravest first, with the answers prepared."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.document.rehearsal import rehearsal
from desktop.model.edit import SetValue
from tests.builders import an_audit, library, sample, smelter


def test_every_rule_an_objection_names_exists() -> None:
    named = {
        code
        for row in library().references["objections"].rows.values()
        for code in row.get("checks", "").split()
    }
    assert named - set(library().checks) == set()
    assert len(named) > 60


def test_every_objection_is_shown_by_rules_or_judged_by_a_person() -> None:
    rows = library().references["objections"].rows
    assert {key for key, row in rows.items() if bool(row["checks"]) == (row["judged"] == "person")} == set()
    twice = {
        key: codes for key, row in rows.items() if len(codes := row["checks"].split()) != len(set(codes))
    }
    assert twice == {}


# Confirmed and frequent comments of reviewers (method_and_worksheets 5), each with the rules that show it.
@pytest.mark.parametrize(
    ("objection", "codes"),
    [
        (
            "goals",
            "goal_no_date goal_cause_over_std goal_cause_over_total goal_cause_toxic_use goal_cause_high_energy",
        ),
        ("data-errors", "discharge_spread_unexplained discharge_sources_few"),
        ("indicator-edition", "grading_old_scheme"),
        ("indicator-open", "indicator_undetermined indicator_limiting_below"),
        ("three-years", "energy_years_missing products_years_missing"),
        ("permit", "pollutant_over_permit pollutant_no_permit_item permit_only_eia"),
        ("flow-nodes", "process_without_nodes"),
        ("balance-plant", "focus_without_balance"),
        ("balance-zero", "balance_exactly_zero"),
        ("element-balance", "element_balance_missing"),
        ("waste-codes", "waste_code_form waste_code_category waste_code_no_such"),
        ("eight-aspects", "cause_aspects_missing"),
        ("options-causes", "option_without_origin cause_no_option"),
        ("investment", "investment_not_itemised"),
        ("unlike-load", "comparison_load_differs"),
    ],
)
def test_rules_stand_under_the_objection_they_show(objection: str, codes: str) -> None:
    assert set(codes.split()) <= set(library().references["objections"].rows[objection]["checks"].split())


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
