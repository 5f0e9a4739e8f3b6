"""Coal equivalent: the sample's totals (method_and_worksheets.md 7.1), units.md 1, factors and flows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError


def item(carrier: str, quantity: float, unit: str, flow: str = "purchased", **more: Any) -> dict[str, Any]:
    return {"carrier": carrier, "quantity": quantity, "unit": unit, "flow": flow, **more}


def codes(values: dict[str, Any], kind: str = "notes") -> set[tuple[str, str]]:
    place = "about" if kind == "notes" else "path"
    return {(one["code"], one[place]) for one in values[kind]}


@pytest.mark.parametrize(
    ("year", "electricity", "gas", "diesel", "total"),
    [  # sample_aluminium.json: electricity of E1, E3A–E3D in kWh, gas m3 (own factor 1.33), diesel t
        ("2023", 3179798000 + 68900000 + 9650000 + 5640000 + 4000000, 4790000, 1010, 409478.10),
        ("2024", 3209862500 + 69050000 + 9730000 + 5760000 + 3980000, 4754000, 1002, 413154.04),
        ("2025", 3226983600 + 69100000 + 9800000 + 5850000 + 3950000, 4721500, 994, 415225.47),
    ],
)
def test_aluminium_totals(
    run, year: str, electricity: float, gas: float, diesel: float, total: float
) -> None:
    items = [
        item("electricity", electricity, "kWh"),
        item("natural_gas", gas, "m3", factor=1.33),
        item("diesel", diesel, "t"),
    ]
    values = run("coal_equivalent", items=items).values
    assert values["total_calorific"] == pytest.approx(total, abs=0.005), year


@pytest.mark.parametrize(
    ("carrier", "quantity", "unit", "tce"),
    [  # units.md 1 and energy_factors.json
        ("electricity", 1, "万kWh", 1.229),
        ("electricity", 1, "亿kWh", 12290),
        ("electricity", 1, "MWh", 0.1229),
        ("heat", 1, "GJ", 0.03412),
        ("heat", 1, "百万千焦", 0.03412),
        ("raw_coal", 1, "t", 0.7143),
        ("diesel", 1000, "kg", 1.4571),
        ("bfg", 1, "万m3", 1.286),
        ("原煤", 1, "t", 0.7143),
        ("焦炭", 1, "t", 0.9714),
        ("electricity_calorific", 1, "万kWh", 1.229),
    ],
)
def test_units_and_names(run, carrier: str, quantity: float, unit: str, tce: float) -> None:
    values = run("coal_equivalent", items=[item(carrier, quantity, unit)]).values
    assert values["total_calorific"] == pytest.approx(tce)
    assert values["problems"] == []


def test_factor_source_and_standing_stand_beside_the_result(run) -> None:
    result = run("coal_equivalent", items=[item("diesel", 2, "t")])
    line = result.values["items"][0]
    assert (line["factor"], line["factor_unit"], line["basis"]) == (1.4571, "kgce/kg", "table")
    assert (line["source"], line["standing"]) == ("GB/T 2589-2020, A.1", "secondhand")
    assert result.cited[0].path == "coal_equivalent[diesel].calorific"


def test_both_values_side_by_side(run) -> None:
    """The equal value of electricity has no default (0.404 is a historical figure): it is asked for."""
    values = run(
        "coal_equivalent", items=[item("electricity", 100, "万kWh"), item("raw_coal", 10, "t")]
    ).values
    assert values["items"][0]["tce_equal"] is None
    assert values["total_equal"] is None
    assert ("calc.equal_value_missing", "items[0]") in codes(values)
    assert ("calc.total_incomplete", "total_equal") in codes(values)
    given_value = item("electricity", 100, "万kWh", equal_factor=0.3)
    values = run("coal_equivalent", items=[given_value, item("raw_coal", 10, "t")]).values
    assert values["total_calorific"] == pytest.approx(122.9 + 7.143)
    assert values["total_equal"] == pytest.approx(300 + 7.143)


def test_how_flows_count(run) -> None:
    items = [
        item("raw_coal", 1000, "t"),
        item("electricity", 10, "万kWh", "own"),  # own photovoltaics
        item("heat", 5000, "GJ", "own"),  # steam from the coal above
        item("electricity", 4, "万kWh", "own", from_purchased=True),  # captive power from the coal above
        item("heat", 1000, "GJ", "sold"),
        item("raw_coal", 100, "t", "stock"),  # stock grew
        item("diesel", 10, "t", "feedstock"),
        item("compressed_air", 1000, "m3", "medium"),
    ]
    values = run("coal_equivalent", items=items).values
    assert [line["counts"] for line in values["items"]] == [1, 1, 0, 0, -1, -1, 0, 0]
    assert values["total_calorific"] == pytest.approx(714.3 + 12.29 - 34.12 - 71.43)
    assert values["feedstock_calorific"] == pytest.approx(14.571)
    assert values["medium_equal"] == pytest.approx(0.04)
    assert {
        ("calc.own_primary", "items[1]"),
        ("calc.own_made", "items[2]"),
        ("calc.own_made", "items[3]"),
        ("calc.stock_gain", "items[5]"),
        ("calc.feedstock_apart", "items[6]"),
        ("calc.medium_apart", "items[7]"),
    } <= codes(values)


def test_a_bought_medium_counts_by_its_equal_value_only(run) -> None:
    values = run("coal_equivalent", items=[item("raw_coal", 1, "t"), item("oxygen", 1000, "m3")]).values
    assert values["items"][1]["tce_calorific"] is None
    assert values["total_calorific"] == pytest.approx(0.7143)
    assert values["total_equal"] == pytest.approx(0.7143 + 0.4)
    assert ("calc.medium_without_calorific", "items[1]") in codes(values)


def test_a_range_is_no_factor(run) -> None:
    values = run("coal_equivalent", items=[item("natural_gas", 10, "万m3"), item("raw_coal", 1, "t")]).values
    assert values["items"][0]["tce_calorific"] is None
    assert values["total_calorific"] is None
    assert codes(values, "problems") == {("calc.factor_is_a_range", "items[0].factor")}
    incomplete = next(note for note in values["notes"] if note["about"] == "total_calorific")
    assert "0.71" in incomplete["en"]  # the known part is told


def test_measured_heating_value_comes_first(run) -> None:
    """Rule R1: factor = heating value / 29 307.6 kJ."""
    values = run("coal_equivalent", items=[item("raw_coal", 100, "t", lhv=20934, factor=0.7)]).values
    assert values["items"][0]["tce_calorific"] == pytest.approx(100 * 20934 / 29307.6)
    assert values["items"][0]["basis"] == "own_lhv"
    assert {("calc.own_lhv", "items[0]"), ("calc.lhv_before_factor", "items[0]")} <= codes(values)
    in_mj = run("coal_equivalent", items=[item("raw_coal", 100, "t", lhv=20.934, lhv_unit="MJ/kg")]).values
    assert in_mj["total_calorific"] == pytest.approx(values["total_calorific"])
    assert in_mj["problems"] == []


def test_own_factor_in_its_own_unit(run) -> None:
    values = run(
        "coal_equivalent", items=[item("natural_gas", 5, "万m3", factor=12.143, factor_unit="tce/万m3")]
    ).values
    assert values["total_calorific"] == pytest.approx(60.715)
    values = run("coal_equivalent", items=[item("natural_gas", 5, "万Nm3", factor=1.33)]).values
    assert values["items"][0]["factor_unit"] == "kgce/Nm3"
    assert values["total_calorific"] == pytest.approx(66.5)


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        (item("unobtainium", 1, "t"), "calc.unknown_carrier", "items[1].carrier"),
        (item("electricty", 1, "kWh"), "calc.unknown_carrier", "items[1].carrier"),
        (item("raw_coal", 1, "kWh"), "calc.wrong_unit", "items[1].unit"),
        (item("bfg", 1, "Nm3"), "calc.wrong_unit", "items[1].unit"),
        (item("raw_coal", 1, "tonnne"), "calc.unknown_unit", "items[1].unit"),
        (item("raw_coal", -1, "t"), "calc.negative_quantity", "items[1].quantity"),
        (
            item("raw_coal", 1, "t", factor=0.7, factor_unit="kgce/m3"),
            "calc.wrong_factor_unit",
            "items[1].factor_unit",
        ),
        (item("raw_coal", 1, "t", lhv=20, lhv_unit="MJ/m3"), "calc.wrong_lhv_unit", "items[1].lhv_unit"),
    ],
)
def test_a_wrong_item_is_a_problem_with_its_place(run, wrong: dict[str, Any], code: str, path: str) -> None:
    values = run("coal_equivalent", items=[item("raw_coal", 10, "t"), wrong]).values
    assert codes(values, "problems") == {(code, path)}
    assert values["items"][0]["tce_calorific"] == pytest.approx(7.143)
    assert values["items"][1]["tce_calorific"] is None
    assert values["total_calorific"] is None


def test_the_likely_carrier_is_named(run) -> None:
    values = run("coal_equivalent", items=[item("electricty", 1, "kWh")]).values
    assert "electricity" in values["problems"][0]["en"]


@pytest.mark.parametrize(
    "slip", [{"lhv": 20.934}, {"factor": 714.3}, {"factor": 0.7143, "factor_unit": "tce/kg"}]
)
def test_slips_of_the_unit_are_noticed(run, slip: dict[str, Any]) -> None:
    values = run("coal_equivalent", items=[item("raw_coal", 1, "t", **slip)]).values
    assert {code for code, _ in codes(values, "problems")} == {"calc.factor_unusual"}


def test_nothing_counted_is_not_nought(run) -> None:
    for items in ([], [item("diesel", 10, "t", "feedstock")]):
        values = run("coal_equivalent", items=items).values
        assert values["total_calorific"] is None
        assert ("calc.nothing_counted", "total_calorific") in codes(values)


def test_a_lapsed_row_is_said(run) -> None:
    values = run("coal_equivalent", items=[item("steam_lp_legacy", 1, "t")]).values
    assert ("calc.factor_superseded", "items[0]") in codes(values)


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"flow": "bought"}, "items[0].flow"),
        ({"quantity": float("nan")}, "items[0].quantity"),
        ({"quantity": "5"}, "items[0].quantity"),
        ({"factor": 0}, "items[0].factor"),
        ({"unit": ""}, "items[0].unit"),
        ({"amount": 1}, "items[0].amount"),
    ],
)
def test_bad_input(run, wrong: dict[str, Any], path: str) -> None:
    with pytest.raises(AuditError) as error:
        run("coal_equivalent", items=[{**item("raw_coal", 1, "t"), **wrong}])
    assert error.value.params["path"] == path


def test_units_cannot_break_out_of_the_formula(run) -> None:
    values = run("coal_equivalent", items=[item("raw_coal", 1, 't-x"), 1) + (1')]).values
    assert values["total_calorific"] == pytest.approx(
        0.7143
    )  # a unit of a named substance, whatever its name


def test_many_items(run) -> None:
    values = run("coal_equivalent", items=[item("raw_coal", at, "t") for at in range(300)]).values
    assert values["total_calorific"] == pytest.approx(0.7143 * sum(range(300)))


entries = st.lists(
    st.tuples(
        st.sampled_from(["raw_coal", "diesel", "coke"]),
        st.floats(0, 1e6),
        st.sampled_from(["purchased", "sold", "stock"]),
    ),
    min_size=1,
    max_size=8,
)


@given(entries, st.randoms(use_true_random=False), st.floats(0.01, 100))
def test_order_does_not_matter_and_totals_scale(run, drawn, random, scale: float) -> None:
    items = [item(carrier, quantity, "t", flow) for carrier, quantity, flow in drawn]
    total = run("coal_equivalent", items=items).values["total_calorific"]
    shuffled = list(items)
    random.shuffle(shuffled)
    size = sum(quantity for _, quantity, _ in drawn) + 1
    assert run("coal_equivalent", items=shuffled).values["total_calorific"] == pytest.approx(
        total, abs=1e-9 * size
    )
    scaled = [{**one, "quantity": one["quantity"] * scale} for one in items]
    found = run("coal_equivalent", items=scaled).values["total_calorific"]
    assert found == pytest.approx(total * scale, abs=1e-9 * size * max(scale, 1))
