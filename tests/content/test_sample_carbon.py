"""The greenhouse gas account of the samples: every figure of sample_aluminium.json carbon.by_year, year by year and
source by source; the electroplating account worked by hand from the factors of carbon_factors.json."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.document.sample import make_sample
from desktop.model.edit import SetValue
from tests.content.figures import computed

# carbon.by_year: direct, process, indirect, total, per tonne of metal, indirect with green power at zero
ACCOUNT = {
    "2023": (13497.3, 405723.5, 1701521.7, 2120742.5, 8.7202, 1662250.0),
    "2024": (13394.6, 403800.8, 1716110.3, 2133305.7, 8.6614, 1621098.6),
    "2025": (13299.5, 401422.0, 1724282.1, 2139003.5, 8.6077, 1572575.1),
}
# natural gas, diesel, anode, PFC, limestone
PARTS = {
    "2023": (10370.4, 3126.9, 358442.2, 45222.0, 2059.3),
    "2024": (10292.5, 3102.1, 361242.9, 40482.6, 2075.4),
    "2025": (10222.1, 3077.3, 363577.4, 35755.8, 2088.8),
}
SOURCES = (
    "carbon[gh-gas-1].tCO2e@{} + carbon[gh-gas-2].tCO2e@{}",
    "carbon[gh-diesel].tCO2e@{}",
    "carbon[gh-anode].tCO2e@{}",
    "carbon[gh-pfc].tCO2e@{}",
    "carbon[gh-fgd].tCO2e@{}",
)
HALF = 0.06  # figures printed with one decimal; parts of them are sums of rounded ones


@pytest.fixture(scope="module")
def smelter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = make_sample("aluminium", tmp_path_factory.mktemp("carbon") / "sample.qsa")
    yield made
    made.close()


@pytest.fixture(scope="module")
def plater(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = make_sample("electroplating", tmp_path_factory.mktemp("carbon") / "sample.qsa")
    yield made
    made.close()


@pytest.mark.parametrize("year", list(ACCOUNT))
def test_the_account_of_each_year(smelter: Document, year: str) -> None:
    *tonnes, per_product, market = ACCOUNT[year]
    for name, wanted in zip(("direct", "process", "indirect", "total"), tonnes, strict=True):
        assert computed(smelter, f"carbon_account.{name}@{year}", "tCO2e") == pytest.approx(wanted, abs=0.11)
    found = computed(smelter, f"carbon_account.per_product@{year}", "tCO2e/t")
    assert found == pytest.approx(per_product, abs=0.00006)
    found = computed(smelter, f"carbon_account.indirect_market@{year}", "tCO2e")
    assert found == pytest.approx(market, abs=HALF)


@pytest.mark.parametrize("year", list(PARTS))
def test_each_source_of_each_year(smelter: Document, year: str) -> None:
    for what, wanted in zip(SOURCES, PARTS[year], strict=True):
        assert computed(smelter, what.format(year, year), "tCO2e") == pytest.approx(wanted, abs=HALF)


def test_the_edition_of_the_factor_follows_the_data_year(smelter: Document) -> None:
    for year in ACCOUNT:  # nothing is published for 2024 and 2025, so the latest counts
        assert smelter.value(f"carbon_account.grid_year@{year}") == "2023"
        assert computed(smelter, f"carbon_account.grid_factor@{year}", "tCO2e/MWh") == 0.5306
    changed = smelter.record([SetValue("carbon_account.region", "山东")])
    assert changed is not None
    assert (
        smelter.value("carbon_account.grid_key@2023") == "average-2023-national"
    )  # no provincial one that year
    smelter.undo()
    smelter.record([SetValue("carbon_account.accounting", "ets")])
    assert smelter.value("carbon_account.grid_key@2023") == "ets-2023-national"
    assert computed(smelter, "carbon_account.grid_factor@2023", "tCO2e/MWh") == 0.5703
    smelter.undo()


def test_lines_share_the_electricity_bought(smelter: Document) -> None:
    # 1 610 574 MWh of line I; 3 249 683.6 of 3 315 683.6 MWh were bought; 0.5306
    wanted = 1610574 * 3249683.6 / 3315683.6 * 0.5306
    assert computed(smelter, "line_carbon[line-1].indirect@2025", "tCO2e") == pytest.approx(wanted, abs=0.5)
    # 418.00 万m3 · 21.6502
    found = computed(smelter, "line_carbon[casthouse].direct@2025", "tCO2e")
    assert found == pytest.approx(418 * 21.6502, abs=0.5)


def test_a_bill_at_20_degrees_is_converted(smelter: Document) -> None:
    before = computed(smelter, "carbon[gh-gas-1].tCO2e@2025", "tCO2e")
    smelter.record([SetValue("energy[e4-1].gas_state", "at20")])
    after = computed(smelter, "carbon[gh-gas-1].tCO2e@2025", "tCO2e")
    assert after / before == pytest.approx(0.93178, abs=1e-5)  # units.md: 273.15 / 293.15
    smelter.undo()


def test_no_part_of_the_account_is_in_doubt(smelter: Document, plater: Document) -> None:
    for document in (smelter, plater):
        assert [one.code for one in document.problems() if one.code.startswith("carbon_")] == []


def test_the_plating_account_by_hand(plater: Document) -> None:
    # 46.8 万Nm3 · 21.6502 and 9 860 MWh · 0.5306
    assert computed(plater, "carbon_account.direct@2025", "tCO2e") == pytest.approx(46.8 * 21.6502, abs=0.01)
    assert computed(plater, "carbon_account.indirect@2025", "tCO2e") == pytest.approx(9860 * 0.5306, abs=0.01)


def test_a_forgotten_fuel_is_found(smelter: Document) -> None:
    smelter.record([SetValue("emission_sources[gh-diesel].energy", "e4-1")])
    codes = {one.code for one in smelter.problems()}
    assert {"carbon_energy_missing", "carbon_source_twice"} <= codes
    smelter.undo()


# carbon_after of both editions (sample_aluminium.json; table in method_and_worksheets.md 7): direct, anode, PFC,
# limestone, indirect, total, indirect with green power at zero; total energy after (result R10)
AFTER = {
    "assessment": (12421.0, 363577.4, 20573.3, 2088.8, 1708337.1, 2106997.6, 1554256.0, 411000.5711),
    "acceptance": (13246.8, 363577.4, 21178.4, 2088.8, 1709291.2, 2109382.6, 1555352.2, 411728.4332),
}
AFTER_AT = (
    "carbon_after.direct@{}",
    "carbon_after[gh-anode].tCO2e@{}",
    "carbon_after[gh-pfc].tCO2e@{}",
    "carbon_after[gh-fgd].tCO2e@{}",
    "carbon_after.indirect@{}",
    "carbon_account.total_after@{}",
    "carbon_account.indirect_market_after@{}",
)


@pytest.mark.parametrize("edition", list(AFTER))
def test_the_account_after_the_options(smelter: Document, edition: str) -> None:
    *tonnes, energy = AFTER[edition]
    for what, wanted in zip(AFTER_AT, tonnes, strict=True):
        assert computed(smelter, what.format(edition), "tCO2e") == pytest.approx(wanted, abs=0.45), what
    assert computed(smelter, f"coal_after.total_calorific@{edition}", "tce") == pytest.approx(
        energy, abs=6e-5
    )


def test_after_follows_the_options(smelter: Document) -> None:
    """Without the pot control (ZG8) its 1 046 万kWh at 0.5306 and its 760.5 kg CF4 and 76 kg C2F6 are back."""
    before = computed(smelter, "carbon_account.total_after@acceptance", "tCO2e")
    smelter.record([SetValue("options[zg8].status@acceptance", "postponed")])
    after = computed(smelter, "carbon_account.total_after@acceptance", "tCO2e")
    smelter.undo()
    assert after - before == pytest.approx(10460 * 0.5306 + 0.7605 * 6630 + 0.076 * 11100, abs=0.01)


def test_lines_after_the_options(smelter: Document) -> None:
    """The burners of the casthouse (ZG7, expected only) save 380 000 m³ of the 4 180 000 m³ its furnaces burn."""
    for edition, left in (("assessment", 3_800_000), ("acceptance", 4_180_000)):
        found = computed(smelter, f"energy[e4-1].amount_after@{edition}", "m3")
        assert found == pytest.approx(left, abs=0.01)
