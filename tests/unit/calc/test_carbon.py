"""Greenhouse gas account: the three years of the aluminium sample part by part, factors by year and region."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError


def item(kind: str, name: str, quantity: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "name": name, "quantity": quantity, "unit": unit, **more}


def codes(values: dict[str, Any], where: str = "notes") -> set[tuple[str, str]]:
    return {(one["code"], one.get("about") or one.get("path")) for one in values[where]}


def plant(
    gas: float, diesel: float, anode: float, metal: float, minutes: float, so2: float, mwh: float
) -> Any:
    return [
        item("fuel", "natural_gas", gas, "Nm3"),
        item("fuel", "柴油", diesel, "t"),
        item("process", "anode_net", anode, "t", carbon_content=1 - 0.018 - 0.004),
        item("process", "pfc", metal, "t", anode_effect_minutes=minutes),
        item("process", "fgd_limestone", so2, "t"),
        item("electricity", "外购电", mwh, "MWh"),
    ]


def test_sample_2025(run) -> None:
    """sample_aluminium.json carbon.by_year.2025; 3 040.5 t SO2 removed is 2 088.8 / 0.687."""
    result = run(
        "carbon",
        items=plant(4721500, 994, 101388, 248500, 0.13, 2088.8 / 0.687, 3249683.6),
        year=2025,
        green_power=670000,
    )
    values = result.values
    parts = [one["tCO2e"] for one in values["items"]]
    wanted = (10222.1, 3077.3, 363577.4, 35755.8, 2088.8, 1724282.1)
    assert parts == [pytest.approx(one, abs=0.06) for one in wanted]
    assert values["direct"] == pytest.approx(13299.5, abs=0.06)
    assert values["process"] == pytest.approx(401422.0, abs=0.06)
    assert values["indirect"] == pytest.approx(1724282.1, abs=0.06)
    assert values["total"] == pytest.approx(2139003.5, abs=0.11)
    assert values["supplementary"]["factor"] == 0.6096
    assert values["supplementary"]["indirect"] == pytest.approx(1572575.1, abs=0.06)
    assert values["problems"] == []
    assert ("calc.carbon_latest_grid", "indirect") in codes(values)


@pytest.mark.parametrize(
    ("metal", "minutes", "pfc"),
    [(243200, 0.168, 45222.0), (246300, 0.1485, 40482.6), (248500, 0.0748, 20573.3)],
)
def test_pfc_of_other_years(run, metal: float, minutes: float, pfc: float) -> None:
    items = [item("process", "pfc", metal, "t", anode_effect_minutes=minutes)]
    assert run("carbon", items=items, year=2024).values["process"] == pytest.approx(pfc, abs=0.06)


@pytest.mark.parametrize(("gwp", "factor"), [("AR2", 0.2523), ("AR5", 0.2632), ("AR6", 0.2931)])
def test_pfc_default_by_set_of_potentials(run, gwp: str, factor: float) -> None:
    values = run("carbon", items=[item("process", "pfc", 1, "t")], year=2025, gwp=gwp).values
    assert values["items"][0]["factor"] == pytest.approx(factor, abs=5e-5)
    assert ("calc.carbon_pfc_default", "items[0]") in codes(values)


@pytest.mark.parametrize(
    ("fuel", "unit", "factor"),
    [  # derived factors of carbon_factors.json
        ("anthracite", "t", 2.1666), ("bituminous", "t", 2.0601), ("coke", "t", 2.8527), ("petcoke", "t", 3.2115),
        ("gasoline", "t", 2.9251), ("diesel", "t", 3.0959), ("lng", "t", 3.1829), ("natural_gas", "万Nm3", 21.6502),
        ("bfg", "万Nm3", 8.4811), ("cog", "万Nm3", 7.6362),
    ],
)  # fmt: skip
def test_fuels(run, fuel: str, unit: str, factor: float) -> None:
    values = run("carbon", items=[item("fuel", fuel, 1, unit)], year=2025).values
    assert values["total"] == values["direct"] == pytest.approx(factor, abs=6e-5)


@pytest.mark.parametrize(
    ("year", "region", "factor", "told"),
    [
        (2021, None, 0.5568, None),
        (2022, None, 0.5366, None),
        (2023, None, 0.5306, None),
        (2026, None, 0.5306, "calc.carbon_latest_grid"),
        (2022, "山东省", 0.641, None),
        (2021, "Inner Mongolia", 0.7025, None),
        (2022, "内蒙古自治区", 0.6849, None),
        (2022, "广西壮族自治区", 0.4044, None),
        (2023, "华北", 0.6361, None),
        (2023, "山东", 0.5306, "calc.carbon_national_grid"),
    ],
)
def test_electricity_by_year_and_region(
    run, year: int, region: str | None, factor: float, told: str | None
) -> None:
    where = {} if region is None else {"region": region}
    values = run("carbon", {"items": [item("electricity", "电", 1000, "MWh")], "year": year, **where}).values
    assert values["items"][0]["factor"] == pytest.approx(factor)
    assert values["total"] == pytest.approx(1000 * factor)
    assert (told is None) or (told, "indirect") in codes(values)


@pytest.mark.parametrize(("year", "factor"), [(2021, 0.581), (2022, 0.5703), (2023, 0.5703), (2020, 0.6101)])
def test_market_reporting_has_its_own_factor(run, year: int, factor: float) -> None:
    items = [item("electricity", "电", 1, "MWh")]
    values = run("carbon", items=items, year=year, accounting="ets").values
    assert values["total"] == pytest.approx(factor)
    assert ("calc.carbon_ets_grid", "indirect") in codes(values)


def test_no_factor_before_the_first_announcement(run) -> None:
    values = run("carbon", items=[item("electricity", "电", 1, "MWh")], year=2019).values
    assert (values["indirect"], values["total"]) == (None, None)
    assert codes(values, "problems") == {("calc.carbon_factor_needed", "items[0].factor")}


def test_a_footprint_factor_is_noticed(run) -> None:
    for factor, problems in ((0.6205, 1), (0.5777, 1), (0.5306, 0)):
        items = [item("electricity", "电", 1, "MWh", factor=factor)]
        assert len(run("carbon", items=items, year=2025).values["problems"]) == problems


def test_units_convert(run) -> None:
    values = run("carbon", items=[item("electricity", "电", 100, "万kWh")], year=2023).values
    assert values["total"] == pytest.approx(530.6)
    own = item("electricity", "电", 100, "万kWh", factor=5.306, factor_unit="tCO2/万kWh")
    assert run("carbon", items=[own], year=2023).values["total"] == pytest.approx(530.6)
    heat = run("carbon", items=[item("heat", "蒸汽", 1000, "GJ")], year=2023).values
    assert heat["total"] == pytest.approx(110)
    assert heat["items"][0]["standing"] == "secondhand"


def test_sold_electricity_is_deducted(run) -> None:
    items = [item("electricity", "电", 1000, "MWh"), item("electricity", "转供", -100, "MWh")]
    assert run("carbon", items=items, year=2023).values["total"] == pytest.approx(900 * 0.5306)


def test_measured_figures_come_first(run) -> None:
    coal = item("fuel", "bituminous", 100, "t", lhv=20.934, carbon_content=0.02618, oxidation=0.93)
    values = run("carbon", items=[coal], year=2025).values
    assert values["total"] == pytest.approx(100 * 20.934 * 0.02618 * 0.93 * 44 / 12)
    assert (values["items"][0]["basis"], values["items"][0]["standing"]) == ("measured", None)
    only = item("fuel", "bituminous", 100, "t", lhv=20.934)
    assert run("carbon", items=[only], year=2025).values["items"][0]["standing"] == "recalled"


def test_sources_and_standings(run) -> None:
    result = run("carbon", items=plant(1, 1, 1, 1, 0.1, 1, 1), year=2023)
    cited = {one.path: (one.value, one.standing.value) for one in result.cited}
    assert cited["grid_factors[average-2023-national].value"] == (pytest.approx(0.5306), "confirmed")
    assert cited["warming_potentials[cf4].ar5"] == (6630, "secondhand")
    assert cited["carbon_fuels[diesel]"][1] == "secondhand"
    assert cited["process_factors[fgd_limestone].value"] == (pytest.approx(0.687), "derived")


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        (item("fuel", "unobtainium", 1, "t"), "calc.unknown_fuel", "items[1].name"),
        (item("process", "magic", 1, "t"), "calc.unknown_process", "items[1].name"),
        (item("fuel", "natural_gas", 1, "m3"), "calc.wrong_unit", "items[1].unit"),
        (item("fuel", "diesel", 1, "x"), "calc.unknown_unit", "items[1].unit"),
        (item("fuel", "diesel", -1, "t"), "calc.carbon_negative", "items[1].quantity"),
        (item("process", "anode_net", 1, "t"), "calc.carbon_fraction_needed", "items[1].carbon_content"),
        (
            item("fuel", "diesel", 1, "t", factor=3, factor_unit="tCO2/m3"),
            "calc.wrong_factor_unit",
            "items[1].factor_unit",
        ),
    ],
)
def test_a_wrong_item_is_a_problem_with_its_place(run, wrong: dict[str, Any], code: str, path: str) -> None:
    values = run("carbon", items=[item("fuel", "diesel", 10, "t"), wrong], year=2025).values
    assert codes(values, "problems") == {(code, path)}
    assert values["items"][0]["tCO2e"] == pytest.approx(30.959, abs=1e-3)
    assert (values["items"][1]["tCO2e"], values["total"]) == (None, None)


@pytest.mark.parametrize(
    "slip", [{"carbon_content": 20.2}, {"carbon_content": 0.86}, {"lhv": 42652}, {"factor": 3095.9}]
)
def test_slips_are_noticed(run, slip: dict[str, float]) -> None:
    values = run("carbon", items=[item("fuel", "diesel", 1, "t", **slip)], year=2025).values
    assert [one["severity"] for one in values["problems"]] == ["warning"]


def test_green_power_beyond_the_purchase(run) -> None:
    values = run("carbon", items=[item("electricity", "电", 1, "MWh")], year=2023, green_power=2).values
    assert codes(values, "problems") == {("calc.carbon_green_exceeds", "green_power")}
    assert values["total"] == pytest.approx(0.5306)


def test_nothing_is_not_nought(run) -> None:
    assert run("carbon", items=[], year=2023).values["total"] is None


@pytest.mark.parametrize(
    ("inputs", "code", "path"),
    [
        ({"year": 2023.5}, "calc.not_whole", "year"),
        ({"region": "亚特兰蒂斯"}, "calc.unknown_region", "region"),
        ({"green_power": -1}, "calc.out_of_range", "green_power"),
        ({"items": [item("wind", "x", 1, "t")]}, "calc.not_a_choice", "items[0].kind"),
    ],
)
def test_bad_input(run, inputs: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(AuditError) as error:
        run("carbon", {"items": [], "year": 2023, **inputs})
    assert (error.value.code, error.value.params["path"]) == (code, path)


@given(st.lists(st.tuples(st.sampled_from(["diesel", "coke"]), st.floats(0, 1e6)), min_size=1, max_size=6))
def test_the_total_is_the_sum_of_the_items(run, drawn: list[tuple[str, float]]) -> None:
    values = run(
        "carbon", items=[item("fuel", name, amount, "t") for name, amount in drawn], year=2025
    ).values
    assert values["total"] == pytest.approx(sum(one["tCO2e"] for one in values["items"]))
