"""The electroplating sample through our engine against the figures of its dossier.

``sample_electroplating_figures.csv`` lists them like those of the aluminium sample: stored checks, totals, closures,
specific uses, economics and results, with half a unit of the last printed digit where the dossier rounds. Every
figure was copied from the dossier; none was read from a run of this program.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.document.sample import samples
from desktop.model.period import EDITIONS
from desktop.model.result import Num
from tests.content.figures import Figure, agrees, both_editions, figures_of

FIGURES = figures_of("electroplating")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Document]]:
    with both_editions("electroplating", tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.check)
def test_a_figure_is_that_of_the_dossier(documents: dict[str, Document], figure: Figure) -> None:
    assert agrees(documents[figure.edition], figure), figure


def test_the_list_reaches_both_editions() -> None:
    assert len(FIGURES) > 450
    assert {figure.edition for figure in FIGURES} == set(EDITIONS)
    assert samples() == ("aluminium", "electroplating")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_balance_closes(documents: dict[str, Document], edition: str) -> None:
    document = documents[edition]
    for balance in document.rows("balances"):
        assert document.value(f"balances[{balance}].verdict") == "closed", balance


def test_the_focus_is_the_winner_and_holds_the_listing_cause(documents: dict[str, Document]) -> None:
    document = documents["assessment"]
    assert document.value("summary.best_candidate") == "c1"
    assert document.value("candidates[c1].listing_cause") is True


@pytest.mark.parametrize("option", ["zg1", "zg2", "zg3", "zg4", "zg5"])
def test_every_medium_or_high_option_is_viable_but_zg3(documents: dict[str, Document], option: str) -> None:
    """The net present value of ZG3 is below zero; the others pay."""
    assert documents["assessment"].value(f"economics[{option}].acceptable@assessment") is (option != "zg3")


def test_the_units_follow_the_product(documents: dict[str, Document]) -> None:
    """A plant that counts square metres has its specific figures per square metre."""
    document = documents["assessment"]
    assert document.shown("summary.base_output@2025", "zh").with_unit == "978\u2009000\u2009m²"
    assert document.shown("summary.energy_per_product@2025", "zh").with_unit == "1.88\u2009kgce/m²"
    assert document.shown("summary.water_per_product@2025", "zh").unit == "m³/m²"


def test_only_the_goal_that_waits_for_zg4_is_missed(documents: dict[str, Document]) -> None:
    """The acceptance edition names one unmet goal, the electricity use, because ZG4 was postponed."""
    document = documents["acceptance"]
    assert document.value("options[zg4].status@acceptance") == "postponed"
    named = [row for row in document.rows("outcomes") if document.answer(f"outcomes[{row}].unmet_reason")]
    assert named == ["g5"]


def test_every_discharge_is_below_its_limit_and_its_permit(documents: dict[str, Document]) -> None:
    document = documents["assessment"]
    for row in document.rows("monitoring"):
        share = document.value(f"monitoring[{row}].share")
        assert isinstance(share, Num)
        assert share.value < 1, row
        # A mean of the year below a daily limit does not prove each day; the hourly value of DA001 is compared.
        wanted = "complies" if row == "a4-1" else "undetermined"
        assert document.value(f"monitoring[{row}].verdict") == wanted, row
    for row in document.rows("permit_items"):
        actual, left = (document.value(f"permit_items[{row}].{name}") for name in ("actual", "left"))
        assert isinstance(actual, Num)
        assert isinstance(left, Num)
        assert actual.value > 0 < left.value


@pytest.mark.parametrize("edition", EDITIONS)
def test_near_goals_are_met_but_for_the_one_that_waits(documents: dict[str, Document], edition: str) -> None:
    """On expectation all near goals are met; at acceptance all but G5."""
    document = documents[edition]
    name = "reachable" if edition == "assessment" else "met"
    missed = [row for row in document.rows("goals") if document.value(f"goals[{row}].{name}") is not True]
    assert missed == ([] if edition == "assessment" else ["g5"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sample_breaks_no_rule_it_must_keep(documents: dict[str, Document], edition: str) -> None:
    """Stored checks that say something holds: dates in order, classes, editions, evidence, meters."""
    document = documents[edition]
    problems = document.problems()
    assert not {problem.path for problem in problems if problem.severity == "error"}
    kept = {
        "option_class_differs", "option_measured_too_early", "option_expected_too_late", "audit_dates_order",
        "audit_published_late", "audit_started_late", "audit_reported_late", "meter_expired", "focus_misses_listing",
        "focus_not_winner", "option_split", "effect_window_missing",
    }  # fmt: skip
    assert {problem.code for problem in problems} & kept == set()
    assert kept <= {check.code for check in document.library.data.checks}
    assert len(document.rows("evidence")) == 17
    for row in document.rows("option_effects"):
        assert document.value(f"option_effects[{row}].basis@{edition}") in (
            "expected",
            "measured",
            "annualised",
        )
