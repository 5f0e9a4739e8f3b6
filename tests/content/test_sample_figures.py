"""The aluminium sample through our engine against the figures of its dossier.

``sample_aluminium_figures.csv`` lists them: stored checks, totals, closures, specific uses and economics with the
tolerance of the dossier (half a unit of the last printed digit where it prints rounded figures; that of a reading times
the ratio of the meter, that of a gas times its warming potential: 0.05 kg of CF4 are 0.33 t). Every figure was copied
from the dossier; none was read from a run of this program.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.model.period import EDITIONS
from tests.content.figures import Figure, agrees, both_editions, figures_of

FIGURES = figures_of("aluminium")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Document]]:
    with both_editions("aluminium", tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.check)
def test_a_figure_is_that_of_the_dossier(documents: dict[str, Document], figure: Figure) -> None:
    assert agrees(documents[figure.edition], figure), figure


def test_the_list_is_not_empty_and_reaches_both_editions() -> None:
    assert len(FIGURES) > 500
    assert {figure.edition for figure in FIGURES} == set(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_balance_with_a_term_by_difference_is_not_testable(
    documents: dict[str, Document], edition: str
) -> None:
    document = documents[edition]
    assert document.value("balances[eb].verdict") == "not testable"
    assert document.shown("balances[eb].closure", "zh").state == "hidden"
    for balance in ("mb72", "mbc", "fb", "elb", "wb", "wo"):
        assert document.value(f"balances[{balance}].verdict") == "closed"


def test_the_focus_is_the_winner_and_holds_the_listing_cause(documents: dict[str, Document]) -> None:
    document = documents["assessment"]
    assert document.value("summary.best_candidate") == "c1"
    assert document.value("candidates[c1].listing_cause") is True


@pytest.mark.parametrize("option", ["zg1", "zg2", "zg3", "zg4", "zg5", "zg6", "zg7", "zg8"])
def test_every_medium_or_high_option_is_viable_but_zg3(documents: dict[str, Document], option: str) -> None:
    found = documents["assessment"].value(f"economics[{option}].acceptable@assessment")
    assert found is (option != "zg3")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sample_breaks_no_rule_it_must_keep(documents: dict[str, Document], edition: str) -> None:
    """Stored checks that say something holds: levels passed, dates in order, classes, editions, evidence, meters."""
    document = documents[edition]
    codes = {problem.code for problem in document.problems()}
    assert not {problem.path for problem in document.problems() if problem.severity == "error"}
    kept = {
        "energy_over_limit", "option_class_differs", "option_measured_too_early", "option_expected_too_late",
        "audit_dates_order", "audit_published_late", "audit_started_late", "audit_reported_late",
        "meter_expired", "energy_meter_differs", "water_meter_differs", "energy_sources_total", "energy_share_sum",
        "focus_misses_listing", "focus_not_winner", "option_split", "effect_window_missing",
    }  # fmt: skip
    assert codes & kept == set()
    assert kept <= {check.code for check in document.library.data.checks}
    assert len(document.rows("evidence")) == 30
    for row in document.rows("option_effects"):
        assert document.value(f"option_effects[{row}].basis@{edition}") in (
            "expected",
            "measured",
            "annualised",
        )
