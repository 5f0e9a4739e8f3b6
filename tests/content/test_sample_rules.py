"""Checks of the dossiers that no single place holds: rules shown by an example, constants, sums over products."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.content.library import load_library
from desktop.document.document import Document
from desktop.document.sample import make_sample
from desktop.model.edit import SetValue
from tests.content.figures import computed
from tests.content.slips import amount


@pytest.fixture(scope="module", params=["aluminium", "electroplating"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    document = make_sample(request.param, tmp_path_factory.mktemp("sample") / "a.qsa")
    yield document
    document.close()


@pytest.fixture(scope="module", params=["aluminium", "electroplating"])
def acceptance(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Document]:
    folder = tmp_path_factory.mktemp("sample")
    document = make_sample(request.param, folder / "a.qsa", edition="acceptance")
    yield document
    document.close()


@pytest.fixture
def aluminium(tmp_path: Path) -> Iterator[Document]:
    document = make_sample("aluminium", tmp_path / "a.qsa")
    yield document
    document.close()


def test_every_option_has_a_cause(sample: Document) -> None:
    """Stored check "every option has a cause"."""
    caused = {option for row in sample.rows("causes") for option in _listed(sample, f"causes[{row}].options")}
    assert set(sample.rows("options")) <= caused


def _listed(document: Document, path: str) -> tuple[str, ...]:
    value = document.value(path)
    return value if isinstance(value, tuple) else ()


def test_no_answer_hides_behind_another_one(acceptance: Document) -> None:
    """A fact that follows from its home is not typed beside it: the last edition hides no answer of a sample.

    (A policy question may be ruled out by the profile where the plant answers "not applicable" too.)
    """
    given = [
        str(cell.path) for cell, answer in acceptance.state.answers.items() if answer not in (None, "na")
    ]
    tables = [path for path in given if not path.startswith(("texts", "layout"))]
    assert [path for path in tables if not acceptance.is_shown(path)] == []


def test_25_kwh_above_the_step_cost_two_steps_of_surcharge(aluminium: Document) -> None:
    """The dossier's rule by example: 25 kWh/t above, 0.01 yuan each 20 kWh/t begun: 0.02 yuan/kWh, 6 592.17 万元.

    Its year 2025 has 3 296 083 600 kWh charged; the step is moved to 25 kWh/t below the 13 263.9179 kWh/t of the year.
    """
    aluminium.record(
        [SetValue("stepped_prices[sp-1].step@2025", amount("13238.9179", "kWh/t"))], label="document.edited"
    )
    assert computed(aluminium, "stepped_prices[sp-1].excess@2025", "kWh/t") == pytest.approx(25, abs=1e-3)
    assert computed(aluminium, "stepped_prices[sp-1].surcharge@2025", "元/kWh") == pytest.approx(
        0.02, abs=1e-12
    )
    assert computed(aluminium, "stepped_prices[sp-1].amount@2025", "万元") == pytest.approx(
        6592.17, abs=0.005
    )


@pytest.mark.parametrize(("step", "surcharge"), [("13244.4179", 0.01), ("13243.4179", 0.02)])
def test_a_step_counts_as_soon_as_it_is_begun(aluminium: Document, step: str, surcharge: float) -> None:
    """19.5 kWh/t above the step cost one step of 20, 20.5 kWh/t cost two."""
    aluminium.record(
        [SetValue("stepped_prices[sp-1].step@2025", amount(step, "kWh/t"))], label="document.edited"
    )
    found = computed(aluminium, "stepped_prices[sp-1].surcharge@2025", "元/kWh")
    assert found == pytest.approx(surcharge, abs=1e-12)


def test_the_lines_after_the_options_add_up_to_the_plant(aluminium: Document) -> None:
    """Stored check: line I 12 892.41 and line II 12 865.31 kWh/t give 3 200 382 600 kWh of the plant."""
    lines = [
        computed(aluminium, f"outcomes[g1-{n}].expected", "kWh/t")
        * computed(aluminium, f"products[p1-{n}].output@2025", "t")
        for n in (1, 2)
    ]
    # Half of the last printed digit of each line's figure, times its output.
    assert sum(lines) == pytest.approx(3200382600, abs=0.005 * 248500)
    plant = computed(aluminium, "outcomes[g1].expected", "kWh/t") * 248500
    assert plant == pytest.approx(3200382600, abs=1)


def test_the_warming_potentials_of_the_guide() -> None:
    """Stored checks: CF4 6 630 and C2F6 11 100 (AR5)."""
    rows = load_library().references["warming_potentials"].rows
    assert [str(rows[gas]["ar5"]) for gas in ("cf4", "c2f6")] == ["6630", "11100"]


def test_the_weights_of_the_electroplating_system_add_up() -> None:
    """Stored checks: the groups add up to 1, and so do the indicators of each of the six groups."""
    references = load_library().references
    system = "electroplating-2015-general"
    groups = {key: row for key, row in references["indicator_groups"].rows.items() if row["system"] == system}
    assert len(groups) == 6
    assert sum(float(row["weight"]) for row in groups.values()) == pytest.approx(1)
    for group in groups:
        weights: dict[str, float] = {}
        for key, row in references["indicators"].rows.items():
            if row["group"] == group:  # those of a pool share one weight
                weights[row["pool"] or key] = float(row["pool_weight"] or row["weight"])
        assert sum(weights.values()) == pytest.approx(1), group


def test_before_the_options_one_indicator_is_missing_and_does_not_limit(tmp_path: Path) -> None:
    """Stored check "before: exactly one indicator missing, and it is not limiting": zinc, ep13."""
    with make_sample("electroplating", tmp_path / "a.qsa") as document:
        open_rows = [
            row
            for row in document.rows("indicator_values", "current")
            if document.value(f"indicator_values[{row}].reached@assessment") == "undetermined"
        ]
        assert len(open_rows) == 1
        assert str(document.value(f"indicator_values[{open_rows[0]}].indicator")).endswith("ep13")
        assert document.value(f"indicator_values[{open_rows[0]}].limits") is not True
