"""Water rates of both samples (method_and_worksheets.md 3.4, sample_cases.md) and what must always hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError

ALUMINIUM = {  # 2025, m3
    "fresh": 469_600, "circulating": 16_644_000, "reused": 44_000, "leaked": 4_200, "sub_meters": 457_600,
    "drained": 125_800, "treatment_loss": 2_000, "discharged": 78_600, "product_output": 248_500,
}  # fmt: skip
PLATING = {
    "fresh": 190_400, "circulating": 438_000, "reused": 42_000, "leaked": 0, "sub_meters": 187_200,
    "drained": 198_900, "treatment_loss": 1_400, "discharged": 153_100,
}  # fmt: skip


def codes(values: dict[str, Any], where: str = "notes") -> set[tuple[str, str]]:
    return {(one["code"], one.get("about") or one.get("path")) for one in values[where]}


def test_aluminium_before(run) -> None:
    values = run("water", ALUMINIUM).values
    wanted = {
        "reuse_rate": 97.263, "leak_rate": 0.894, "wastewater_reuse_rate": 34.976, "meter_closure_percent": 1.661,
        "outfall_closure_percent": 1.504,
    }  # fmt: skip
    for name, figure in wanted.items():
        assert values[name] == pytest.approx(figure, abs=6e-4), name
    assert values["fresh_per_product"] == pytest.approx(1.8897, abs=6e-5)
    assert values["problems"] == []
    assert values["cooling_circulation_rate"] is None
    assert ("calc.water_missing", "cooling_circulation_rate") in codes(values)
    assert ("calc.water_swamped", "reuse_rate") in codes(values)


@pytest.mark.parametrize(("fresh", "figure"), [(410_400, 1.6515), (413_900, 1.6656)])
def test_aluminium_after(run, fresh: float, figure: float) -> None:
    values = run("water", fresh=fresh, product_output=248_500).values
    assert values["fresh_per_product"] == pytest.approx(figure, abs=6e-5)


def test_plating_before(run) -> None:
    values = run("water", PLATING).values
    assert values["meter_closure_percent"] == pytest.approx(1.681, abs=6e-4)
    # (198 900 - 42 000 - 1 400 - 153 100) / 155 500
    assert values["outfall_closure_percent"] == pytest.approx(1.5434, abs=6e-5)
    assert values["reuse_rate"] == pytest.approx(480_000 / 670_400 * 100)
    assert "calc.water_swamped" not in {one["code"] for one in values["notes"]}


def test_other_rates(run) -> None:
    values = run(
        "water", cooling_fresh=20, cooling_circulating=980, process_reused=3, process_total=4, condensate_returned=30,
        steam_supplied=40, fresh=500, output_value=250, rinse_fresh=154, rinse_area=9_230,
    ).values  # fmt: skip
    assert values["cooling_circulation_rate"] == pytest.approx(98)
    assert values["process_reuse_rate"] == values["condensate_rate"] == pytest.approx(75)
    assert values["fresh_per_value"] == 2
    assert values["fresh_per_rinse"] == pytest.approx(16.685, abs=6e-4)


def test_closure_of_the_plant(run) -> None:
    values = run("water", fresh=100, consumed=30, leaked=2, discharged=60, treatment_loss=3).values
    assert values["closure_percent"] == pytest.approx(5)
    assert values["problems"] == []  # 5 % is still within
    worse = run("water", fresh=100, consumed=30, leaked=2, discharged=60).values
    assert [(one["code"], one["severity"]) for one in worse["problems"]] == [
        ("calc.water_not_closed", "warning")
    ]
    worst = run("water", fresh=100, consumed=30, leaked=2, discharged=40).values
    assert [one["severity"] for one in worst["problems"]] == ["error"]


def test_nought_is_no_divisor(run) -> None:
    values = run("water", fresh=0, leaked=0, product_output=0).values
    assert values["leak_rate"] is None
    assert {("calc.water_nought", "leak_rate"), ("calc.water_nought", "fresh_per_product")} <= codes(values)


def test_impossible_figures_are_noticed(run) -> None:
    values = run("water", fresh=10, leaked=11, reused=6, drained=5).values
    assert codes(values, "problems") == {
        ("calc.water_above_fresh", "leaked"),
        ("calc.water_reuse_above", "reused"),
    }


@pytest.mark.parametrize(
    ("name", "value", "code"), [("fresh", -1, "calc.out_of_range"), ("frsh", 1, "calc.unknown_field")]
)
def test_bad_input(run, name: str, value: float, code: str) -> None:
    with pytest.raises(AuditError) as error:
        run("water", {name: value})
    assert (error.value.code, error.value.params["path"]) == (code, name)


@given(st.floats(0.01, 1e9), st.floats(0, 1e9), st.floats(0, 1e9))
def test_the_reuse_rate_is_a_share(run, fresh: float, circulating: float, reused: float) -> None:
    values = run("water", fresh=fresh, circulating=circulating, reused=reused).values
    assert 0 <= values["reuse_rate"] <= 100
