"""Energy limits: the levels the aluminium dossier says are reached, and rows of the energy_limits dossiers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.content.library import Library, load_library
from desktop.document.document import Document
from desktop.model.edit import SetValue
from desktop.model.result import Num
from tests.builders import sample
from tests.content.figures import computed

# sample_aluminium.json energy_limits: value and level reached in 2023, 2024, 2025
REACHED = {
    "el-1": ("kWh/t", ((13074.83, "3"), (13032.33, "3"), (12985.85, "2"))),
    "el-2": ("kWh/t", ((13358.13, "3"), (13312.68, "2"), (13263.92, "2"))),
    "el-3": ("kWh/t", ((13491.31, "3"), (13442.62, "3"), (13389.25, "2"))),
    "el-4": ("kgce/t", ((1712.98, "3"), (1705.24, "3"), (1697.34, "3"))),
}
LEVELS = [  # id, levels 1 to 3, benchmark, baseline, in force since, standing
    ("GB21346-2022-05", ("310", "360", "430"), "", "", "2024-01-01", "secondhand"),
    ("GB21346-2022-08", ("550", "600", "700"), "", "", "2024-01-01", "secondhand"),
    ("GB25324-2022-01", ("190", "210", "250"), "", "", "2024-01-01", "secondhand"),
    ("cement-clinker", ("100", "107", "117"), "100", "117", "2022-11-01", "recalled"),
    ("carbide", ("", "823", "1000"), "805", "940", "2016-01-01", "recalled"),
    ("ammonia-d", ("", "", ""), "1000", "1200", "", "recalled"),
]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("aluminium", tmp_path_factory.mktemp("limits") / "sample.qsa")
    yield made
    made.close()


@pytest.mark.parametrize("row", list(REACHED))
def test_levels_reached_are_those_of_the_dossier(document: Document, row: str) -> None:
    unit, years = REACHED[row]
    for year, (value, level) in zip(("2023", "2024", "2025"), years, strict=True):
        found = computed(document, f"energy_limit_items[{row}].value@{year}", unit)
        assert found == pytest.approx(value, abs=0.0051)
        assert document.value(f"energy_limit_items[{row}].reached@{year}") == level
        assert document.value(f"energy_limit_items[{row}].keeps@{year}") == "within"


@pytest.mark.parametrize(("key", "levels", "benchmark", "baseline", "since", "standing"), LEVELS)
def test_a_row_is_that_of_the_dossier(
    library: Library,
    key: str,
    levels: tuple[str, str, str],
    benchmark: str,
    baseline: str,
    since: str,
    standing: str,
) -> None:
    row = library.reference("energy_limits").rows[key]
    assert (row["level1"], row["level2"], row["level3"]) == levels
    assert (row["benchmark"], row["baseline"]) == (benchmark, baseline)
    assert (row["valid_from"], row["standing"]) == (since, standing)


def test_all_metrics_with_figures_are_there(library: Library) -> None:
    rows = library.reference("energy_limits").rows
    # 165 of the metals, one of them without figures; 35 other products; four more metrics of the cement standard
    assert len(rows) == 164 + 35 + 4
    assert all(row["level1"] or row["level2"] or row["level3"] or row["benchmark"] for row in rows.values())


def test_a_new_line_keeps_level_2(document: Document) -> None:
    document.record([SetValue("energy_limit_items[el-4].line_age", "new")])
    assert computed(document, "energy_limit_items[el-4].limit", "kgce/t") == 1680
    assert document.value("energy_limit_items[el-4].keeps@2025") == "over"  # 1697.34
    assert "limit_item_over" in {one.code for one in document.problems()}
    correction = {"value": "20", "unit": "kgce/t"}
    document.record([SetValue("energy_limit_items[el-4].correction", correction)])
    assert computed(document, "energy_limit_items[el-4].limit", "kgce/t") == 1700
    assert document.value("energy_limit_items[el-4].keeps@2025") == "within"
    document.undo()
    document.undo()


def test_an_edition_out_of_force_is_told(document: Document) -> None:
    document.record([SetValue("energy_limit_items[el-4].metric", "GB29435-2025-01")])
    assert "limit_item_not_in_force" in {one.code for one in document.problems()}  # from 2027 on
    document.undo()


def test_an_own_factor_needs_its_basis(document: Document) -> None:
    assert document.value("energy[e4].factor_basis") == "own"
    assert document.value("energy[e5].factor_basis") == "reference"
    document.record([SetValue("energy[e4].factor_reason", None)])
    assert "energy_factor_own" in {one.code for one in document.problems()}
    document.undo()
    assert "energy_factor_own" not in {one.code for one in document.problems()}


def test_energy_of_a_line_stands_in_both_values(document: Document) -> None:
    # AC of line I 161 057.4 万kWh at 0.1229; the equal value is absent until its factor of the year is given
    found = computed(document, "line_coal[line-1].total_calorific@2025", "tce")
    assert found == pytest.approx(1610574000 * 0.1229 / 1000, abs=0.01)
    assert not isinstance(document.value("line_coal[line-1].total_equal@2025"), Num)
    document.record([SetValue("audit.electricity_equal_factor", {"value": "0.3", "unit": "kgce/kWh"})])
    found = computed(document, "line_coal[line-1].total_equal@2025", "tce")
    assert found == pytest.approx(1610574000 * 0.3 / 1000, abs=0.01)
    document.undo()
    # auxiliaries of the pot-room once, not again as their parts: 6 910 万kWh
    found = computed(document, "line_coal[potroom].total_calorific@2025", "tce")
    assert found == pytest.approx(69100000 * 0.1229 / 1000, abs=0.01)
