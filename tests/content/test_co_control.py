"""Co-control bound in an audit: the dossier's three options typed in, and the samples against their carbon accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document.document import Document
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Edit, SetValue
from tests.builders import sample

# synergy_methods.md 0: plant and options.
BASE = {"so2": ("air_so2", 380), "nox": ("air_nox", 260), "pm": ("air_soot", 95)}
CUTS = {
    "A": {"so2": 7.68, "nox": 15.0, "pm": 3.0, "co2": 11213.2},
    "B": {"nox": 90.0, "co2": -929.6},
    "C": {"so2": 12.80, "nox": 20.0, "pm": 6.0, "co2": 7046.8},
}
MONEY = {"A": (1800, 60, 480), "B": (900, 150, 0), "C": (600, 1740, 800)}
"""万元: investment, running cost (of C with the gas bought), saving."""


def _edits() -> Iterator[Edit]:
    year = "2025"
    yield SetValue("audit.base_year", year)
    yield SetValue("audit.edition", "assessment")
    yield SetValue("audit.discount_rate", {"value": "8", "unit": "%"})
    yield SetValue("carbon_account.accounting", "average")
    yield SetValue("carbon_account.gwp", "AR5")
    yield AddRow("lines", {"name": "全厂"}, row="plant")
    gas: dict[str, Json] = {
        "name": "二氧化碳",
        "kind": "process",
        "scope": "plant",
        "gas": "co2",
        "unit_typed": "t",
    }
    yield AddRow(
        "emission_sources", {**gas, f"quantity_typed@{year}": {"value": "520000", "unit": "t"}}, row="all"
    )
    yield AddRow("outlets", {"code": "DA001"}, row="da")
    for row, (item, amount) in BASE.items():
        values: dict[str, Json] = {"name": row, "outlet": "da", "unit": "t", "tax_item": item}
        yield AddRow("pollutants", {**values, f"amount@{year}": {"value": str(amount), "unit": "t"}}, row=row)
    for code, (investment, running, saving) in MONEY.items():
        option = code.lower()
        cost = {
            "investment@assessment": {"value": str(investment), "unit": "万元"},
            "extra_operating_cost@assessment": {"value": str(running), "unit": "万元"},
            "status@assessment": "feasible",
            "life_years": {"value": "10", "unit": "a"},
        }
        yield AddRow("options", {"code": code, "name": code, "cost_class": "high", **cost}, row=option)
        if saving:
            money = {"category": "other", "item": "节省", "unit": "t", "price_unit": "元/t"}
            amounts = {
                "quantity@assessment": {"value": str(saving), "unit": "t"},
                "price": {"value": "10000", "unit": "元/t"},
            }
            yield AddRow("option_effects", {"option": option, **money, **amounts}, row=f"{option}-money")
        for what, cut in CUTS[code].items():
            unit = "tCO2e" if what == "co2" else "t"
            about: dict[str, Json] = {"impact": "ghg"} if what == "co2" else {"pollutant": what}
            values = {"option": option, "category": "environment", "item": what, "unit": unit, **about}
            yield AddRow(
                "option_effects",
                {**values, "quantity@assessment": {"value": str(cut), "unit": unit}},
                row=f"{option}-{what}",
            )


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """The plant of the dossier, typed in."""
    with Document.create(tmp_path_factory.mktemp("co") / "a.qsa") as document:
        document.record(list(_edits()))
        yield document


def terms(document: Document, price: float, rate: float) -> None:
    """Type carbon price and tax rate."""
    document.record(
        [
            SetValue("co_control_terms.carbon_price_typed", {"value": str(price), "unit": "元/t"}),
            SetValue("co_control_terms.tax_rate_typed", {"value": str(rate), "unit": "元/污染当量"}),
        ]
    )


def figure(document: Document, option: str, name: str) -> float | None:
    """A published result of an option."""
    return document.shown(f"co_control[{option}].{name}@assessment", "zh").value


def test_equivalents_of_the_worked_example(typed: Document) -> None:
    """synergy_methods.md 3."""
    terms(typed, 70, 1.2)
    for option, apeq in (("a", 25250), ("b", 94737), ("c", 37279)):
        assert figure(typed, option, "APeq") == pytest.approx(apeq, abs=0.6)


@pytest.mark.parametrize(
    ("price", "rate", "wanted"),
    [(70, 1.2, (679350, 40512, 448343)), (100, 6, (212136, 79244, 154726)), (70, 12, (90660, 89314, 78385))],
)
def test_the_order_turns_with_price_and_rate(
    typed: Document, price: float, rate: float, wanted: tuple[int, ...]
) -> None:
    """synergy_methods.md 3, table of the three cases."""
    terms(typed, price, rate)
    for option, iapeq in zip("abc", wanted, strict=True):
        assert figure(typed, option, "IAPeq") == pytest.approx(iapeq, abs=4), (
            "printed with δ rounded to five decimals"
        )


def test_costs_quadrants_and_curve_of_the_worked_example(typed: Document) -> None:
    """synergy_methods.md 1, 2 and 4."""
    terms(typed, 70, 1.2)
    assert figure(typed, "a", "unit_cost_CO2e") == pytest.approx(-135.3, abs=0.05)
    assert figure(typed, "a", "unit_cost_APeq") == pytest.approx(-60.1, abs=0.05)
    assert figure(typed, "b", "unit_cost_CO2e") is None, "carbon rises"
    assert figure(typed, "b", "unit_cost_APeq") == pytest.approx(29.99, abs=0.005)
    # the gas of C is printed rounded to 17.2 M yuan, so its cost agrees to a thousandth only
    assert figure(typed, "c", "unit_cost_CO2e") == pytest.approx(1461.8, rel=1e-3)
    assert figure(typed, "c", "unit_cost_APeq") == pytest.approx(276.3, rel=1e-3)
    assert figure(typed, "a", "annual_cost") == pytest.approx(-151.7469, abs=1e-4)
    quadrants = typed.shown("co_control[b].quadrants@assessment", "zh").text
    assert quadrants == "氮氧化物 IV"
    said = typed.shown("co_control[a].elasticities@assessment", "zh").text
    assert said == "二氧化硫 0.937；氮氧化物 2.68；烟尘 1.46"
    result = typed.run("co_control", "", "assessment").result
    assert result is not None
    curves = result.values["curves"]
    assert isinstance(curves, dict)
    assert [block["name"] for block in curves["IAPeq"]["blocks"]] == ["A", "C", "B"]
    assert [block["name"] for block in curves["APeq"]["blocks"]] == ["A", "B", "C"]
    assert [block["name"] for block in curves["CO2e"]["blocks"]] == ["A", "C"]


def test_a_preset_case_says_so_and_typed_terms_go_first(typed: Document) -> None:
    typed.record(
        [
            SetValue("co_control_terms.carbon_price_typed", None),
            SetValue("co_control_terms.tax_rate_typed", None),
            SetValue("co_control_terms.case", "middle"),
        ]
    )
    assert typed.value("co_control_terms.basis") == "preset"
    assert figure(typed, "a", "IAPeq") == pytest.approx(212136, abs=1.0)
    terms(typed, 70, 1.2)
    assert typed.value("co_control_terms.basis") == "typed"


@pytest.mark.parametrize(
    ("edition", "avoided"), [("assessment", 2139003.5 - 2106997.6), ("acceptance", 2139003.5 - 2109382.6)]
)
def test_carbon_of_the_options_is_that_of_the_account(edition: str, avoided: float, tmp_path: Path) -> None:
    """sample_aluminium.json, carbon and carbon_after: base year less after, overlap deducted."""
    with sample("aluminium", tmp_path / "a.qsa", edition=edition) as document:
        shown = document.shown(f"summary.carbon_saving_net@{edition}", "zh")
        assert shown.value == pytest.approx(avoided, abs=0.5)
        # by hand: 6 t fluoride / 0.87 + 8 t dust / 4, in kilograms
        if edition == "assessment":
            assert document.shown("co_control[wd1].APeq@assessment", "zh").value == pytest.approx(
                8896.55, abs=0.01
            )
            # 11.6 of 143.6 t fluoride against 180 万kWh × 0.5306 of 2 139 003.5 t
            share = (11.6 / 143.6) / (180 * 10 * 0.5306 / 2139003.5)
            assert (
                f"氟化物 {share:.3g}" in document.shown("co_control[zg2].elasticities@assessment", "zh").text
            )


def test_carbon_income_counts_only_where_carbon_is_paid_for(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa", edition="assessment") as document:
        effect = {
            "option": "zg8",
            "category": "carbon",
            "item": "配额",
            "unit": "t",
            "price_unit": "元/t",
            "basis@assessment": "expected",
        }
        document.record(
            [
                AddRow(
                    "option_effects",
                    {
                        **effect,
                        "quantity@assessment": {"value": "1000", "unit": "t"},
                        "price": {"value": "100", "unit": "元/t"},
                    },
                    row="zg8-c",
                )
            ]
        )
        cost = figure(document, "zg8", "annual_cost")
        codes = {problem.code for problem in document.problems()}
        assert "effect_carbon_unpaid" in codes
        document.record([SetValue("co_control_terms.pays_carbon", True)])
        assert "effect_carbon_unpaid" not in {problem.code for problem in document.problems()}
        paid = figure(document, "zg8", "annual_cost")
        assert cost is not None
        assert paid is not None
        assert paid == pytest.approx(cost - 10), "1 000 t at 100 yuan are 10 万元"
