"""What goes wrong between assessment and acceptance, typed into the sample: the right rule fires there.

And what the assessment edition must not tell: nothing "after" is shown, and no hidden figure is in what it computes.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.model.answer import Json
from desktop.model.edit import AddRow, DeleteRow, Edit, SetValue
from desktop.model.result import NA
from tests import builders
from tests.content.slips import amount, assert_found_and_undone


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = builders.sample("aluminium", tmp_path_factory.mktemp("slips") / "sample.qsa", edition="acceptance")
    yield made
    made.close()


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = builders.sample("aluminium", tmp_path_factory.mktemp("assessment") / "sample.qsa")
    yield made
    made.close()


def _money(own: str) -> dict[str, Json]:
    nothing = amount("0", "万元")
    return {"option": "zg4", "own": amount(own, "万元"), "loan": nothing, "grant": nothing, "other": nothing}


SLIPS: list[tuple[str, list[Edit], str, str]] = [
    (
        "money for 860 of 884",
        [AddRow("funding", _money("860"), row="f1")],
        "funding_differs",
        "funding[f1].difference@acceptance",
    ),
    (
        "half the saving without a word",
        [SetValue("option_effects[wd3-1].quantity@acceptance", amount("31", "万kWh"))],
        "saving_deviates",
        "options[wd3].deviation_reason",
    ),
    (
        "twice the investment without a word",
        [SetValue("options[zg5].investment@acceptance", amount("300", "万元"))],
        "investment_deviates",
        "options[zg5].deviation_reason",
    ),
    (
        "two weeks stand for a year",
        [SetValue("comparisons[ac-quarter].after_to", "2027-07-14")],
        "comparison_short",
        "comparisons[ac-quarter].after_to",
    ),
    (
        "summer compared with spring",
        [SetValue("comparisons[ac-quarter].before_from", "2025-04-01")],
        "comparison_months_differ",
        "comparisons[ac-quarter].after_from",
    ),
    (
        "half a year against a year",
        [SetValue("comparisons[water-half].before_to", "2025-12-31")],
        "comparison_lengths_differ",
        "comparisons[water-half].after_to",
    ),
    (
        "three months times two",
        [SetValue("comparisons[zg4-bath].factor", amount("2", ""))],
        "comparison_factor_differs",
        "comparisons[zg4-bath].factor",
    ),
    (
        "the record disagrees with the effect",
        [SetValue("effect_records[zg4-bath].value", amount("200", "t"))],
        "effect_differs_from_records",
        "comparisons[zg4-bath].annual_effect",
    ),
    (
        "the overlap not deducted from the indicator",
        [DeleteRow("contributions[g1-adj1]")],
        "contribution_overlap_missing",
        "overlaps[adj1].name",
    ),
    (
        "an option left out of the contributions",
        [DeleteRow("contributions[g4-zg6-1]")],
        "contribution_missing",
        "option_effects[zg6-1].quantity@acceptance",
    ),
    (
        "counted twice",
        [AddRow("contributions", {"indicator": "g4", "effect": "zg6-1"}, row="twice")],
        "contribution_twice",
        "contributions[twice].effect",
    ),
    (
        "more overlap than effect",
        [SetValue("overlaps[adj1].quantity@acceptance", amount("1100", "万kWh"))],
        "overlap_exceeds_effect",
        "option_effects[zg8-1].quantity@acceptance",
    ),
    (
        "a measured value the options do not explain",
        [SetValue("outcomes[g4].measured", amount("1.4", "m3/t"))],
        "outcome_other_large",
        "outcomes[g4].other_note",
    ),
    (
        "still over the limit",
        [SetValue("outcomes[r9].measured", amount("1750", "kgce/t"))],
        "outcome_over_limit",
        "outcomes[r9].after",
    ),
    (
        "the postponed option forgotten",
        [DeleteRow("leftovers[zg7]")],
        "leftover_option_missing",
        "options[zg7].status@acceptance",
    ),
    (
        "the next audit after six years",
        [SetValue("continuing[next-audit].start", "2032-06")],
        "continuing_next_late",
        "continuing[next-audit].start",
    ),
    (
        "assessment applied for too late",
        [
            SetValue("audit.edition", "assessment"),  # else it stands as it was printed
            SetValue("application.signed_on@assessment", "2026-08-01"),
            SetValue("audit.edition", "acceptance"),
        ],
        "application_late",
        "application.signed_on@acceptance",
    ),
    (
        "power saved counted as water",
        [SetValue("option_effects[zg1-1].impact", "water")],
        "effect_impact_differs",
        "option_effects[zg1-1].impact",
    ),
]


@pytest.mark.parametrize(
    ("edits", "code", "place"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS]
)
def test_a_slip_is_found_and_goes_with_undo(
    document: Document, edits: list[Edit], code: str, place: str
) -> None:
    assert_found_and_undone(document, edits, f"{code}:{place}")


AFTER = (
    "outcomes[g1].after", "outcomes[r18].measured", "contributions[g1-zg1-1].achieved", "options[zg1].verified_saving",
    "option_effects[zg1-1].level_after", "comparisons[ac-quarter].annual_effect", "effect_records[ac-2027-07].value",
    "leftovers[zg7].issue",
)  # fmt: skip


@pytest.mark.parametrize("place", AFTER)
def test_the_assessment_edition_knows_no_after(document: Document, assessment: Document, place: str) -> None:
    assert not isinstance(document.value(place), NA)
    assert isinstance(assessment.value(place), NA)
    assert assessment.shown(place, "zh").state == "hidden"


def test_sheets_of_results_are_empty_in_the_assessment_edition(
    document: Document, assessment: Document
) -> None:
    for sheet, view in (
        ("s6_2", "effects"),
        ("s6_4", "effects"),
        ("s6_6", "medium_high"),
        ("x6_02", "records"),
    ):
        shown = next(one for one in document.library.sheet(sheet).views if one.id == view)
        assert document.snapshot().view_rows(shown)
        assert not assessment.snapshot().view_rows(shown)


def test_other_factors_are_what_the_effects_do_not_explain(document: Document) -> None:
    """Measured 1.66 m³/t: 1.8897 − 0.2241 (55 700 m³ ÷ 248 500 t) leaves 1.6656, so −0.0056 is of other origin."""
    document.record([SetValue("outcomes[g4].measured", amount("1.66", "m3/t"))], label="document.edited")
    try:
        other = document.value("outcomes[g4].other")
        assert getattr(other, "value", None) == pytest.approx(
            (1.66 - (469600 - 55700) / 248500) / 1000, rel=1e-9
        )
    finally:
        document.undo()


@pytest.mark.parametrize("goal", ["g1", "g2", "g3", "g4", "g5", "g6"])
def test_every_goal_of_the_dossier_is_within_reach_and_met(
    document: Document, assessment: Document, goal: str
) -> None:
    assert assessment.value(f"goals[{goal}].reachable") is True
    assert isinstance(assessment.value(f"goals[{goal}].met"), NA)
    assert document.value(f"goals[{goal}].met") is True


def test_a_goal_missed_is_asked_for_its_reason(document: Document) -> None:
    sheet = document.library.sheet("s6_8")
    unmet = next(view for view in sheet.views if view.id == "unmet")
    assert document.snapshot().view_rows(unmet) == ()
    document.record([SetValue("goals[g4].near", amount("1.5", "m3/t"))], label="document.edited")
    try:
        assert document.snapshot().view_rows(unmet) == ("g4",)
    finally:
        document.undo()


def test_what_was_measured_before_the_assessment_shows_in_its_edition(assessment: Document) -> None:
    """No- and low-cost options are measured before the assessment; their records belong to that edition."""
    assert assessment.value("comparisons[water-half].annual_effect") == NA()
    assessment.record([SetValue("comparisons[water-half].used_in", "assessment")], label="document.edited")
    try:
        effect = assessment.value("comparisons[water-half].annual_effect")
        assert getattr(effect, "value", None) == pytest.approx(55700)  # (226 644 − 198 794) m³ × 2
        codes = {problem.id for problem in assessment.problems()}
        assert "comparison_edition_differs:comparisons[water-half].used_in" in codes  # measured in 2027
    finally:
        assessment.undo()
