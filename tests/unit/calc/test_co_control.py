"""Co-control: the three options of synergy_methods.md, section by section."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError

BASE = {"二氧化硫": 380, "氮氧化物": 260, "烟尘": 95, "CO2e": 520_000}
OPTIONS = [
    {
        "name": "A", "reductions": {"二氧化硫": 7.68, "氮氧化物": 15.0, "烟尘": 3.0, "CO2e": 11_213.2},
        "investment": 18e6, "running_cost": 0.6e6, "saving": 4.8e6, "life_years": 10,
    },
    {
        "name": "B", "reductions": {"氮氧化物": 90.0, "CO2e": -929.6},
        "investment": 9e6, "running_cost": 1.5e6, "saving": 0, "life_years": 10,
    },
    {
        "name": "C", "reductions": {"二氧化硫": 12.80, "氮氧化物": 20.0, "烟尘": 6.0, "CO2e": 7_046.8},
        "investment": 6e6, "running_cost": 0.2e6 + 17.2e6, "saving": 8.0e6, "life_years": 10,
    },
]  # fmt: skip


def example(run: Any, price: float = 70, rate: float = 1.2) -> dict[str, Any]:
    inputs = {
        "baseline": BASE,
        "options": OPTIONS,
        "carbon_price": price,
        "tax_rate": rate,
        "discount_rate": 0.08,
    }
    return run("co_control", inputs).values


@pytest.mark.parametrize(
    ("at", "pollutant", "x", "y", "angle", "quadrant"),
    [
        (0, "二氧化硫", 2.021, 2.156, 46.9, "I"), (2, "二氧化硫", 3.368, 1.355, 21.9, "I"),
        (0, "氮氧化物", 5.769, 2.156, 20.5, "I"), (1, "氮氧化物", 34.615, -0.179, -0.3, "IV"),
        (2, "氮氧化物", 7.692, 1.355, 10.0, "I"), (1, "二氧化硫", 0, -0.179, None, "no effect"),
    ],
)  # fmt: skip
def test_coordinates(
    run, at: int, pollutant: str, x: float, y: float, angle: float | None, quadrant: str
) -> None:
    found = example(run)["options"][at]["quadrant"][pollutant]
    assert (found["x"], found["y"]) == (pytest.approx(x, abs=6e-4), pytest.approx(y, abs=6e-4))
    assert found["quadrant"] == quadrant
    assert found["angle"] == (None if angle is None else pytest.approx(angle, abs=0.06))


@pytest.mark.parametrize(
    ("at", "pollutant", "figure"),
    [(0, "二氧化硫", 0.937), (0, "氮氧化物", 2.675), (0, "烟尘", 1.464), (1, "氮氧化物", -193.6),
     (2, "二氧化硫", 2.486), (2, "氮氧化物", 5.676), (2, "烟尘", 4.661)],
)  # fmt: skip
def test_elasticity(run, at: int, pollutant: str, figure: float) -> None:
    assert example(run)["options"][at]["elasticity"][pollutant] == pytest.approx(figure, rel=3e-4, abs=6e-4)


def test_elasticity_without_carbon_is_not_defined(run) -> None:
    option = {"name": "x", "reductions": {"二氧化硫": 1}}
    values = run(
        "co_control", baseline=BASE, options=[option], carbon_price=70, tax_rate=1.2, discount_rate=0.08
    ).values
    assert values["options"][0]["elasticity"]["二氧化硫"] is None
    assert values["options"][0]["unit_cost"]["CO2e"] is None
    assert {"calc.co_no_carbon", "calc.co_not_reduced"} <= {one["code"] for one in values["notes"]}


def test_equivalents(run) -> None:
    found = [one["APeq"] for one in example(run)["options"]]
    assert found == [pytest.approx(figure, abs=1) for figure in (25_250, 94_737, 37_279)]


@pytest.mark.parametrize(
    ("price", "rate", "delta", "figures"),
    [
        (70, 1.2, 0.05833, (679_350, 40_512, 448_343)),
        (100, 6, 0.01667, (212_136, 79_244, 154_726)),
        (70, 12, 0.00583, (90_660, 89_314, 78_385)),
    ],
)
def test_integrated_equivalents(
    run, price: float, rate: float, delta: float, figures: tuple[float, ...]
) -> None:
    values = example(run, price, rate)
    assert values["delta"] == pytest.approx(delta, abs=5e-6)
    assert [one["IAPeq"] for one in values["options"]] == [
        pytest.approx(one, rel=1e-5, abs=2) for one in figures
    ]


def test_carbon_share(run) -> None:
    assert example(run)["options"][0]["carbon_share_percent"] == pytest.approx(96, abs=0.5)


def test_unit_costs(run) -> None:
    a, b, c = example(run)["options"]
    assert a["annual_cost"] == pytest.approx(-1_517_469, abs=10)
    assert b["annual_cost"] == pytest.approx(2_841_265, abs=10)
    assert a["unit_cost"]["CO2e"] == pytest.approx(-135.3, abs=0.06)
    assert a["unit_cost"]["APeq"] == pytest.approx(-60.1, abs=0.06)
    assert b["unit_cost"]["CO2e"] is None
    assert b["unit_cost"]["APeq"] == pytest.approx(29.99, abs=6e-3)
    # the gas of C is printed rounded to 17.2 M yuan, so its cost agrees to a thousandth only
    assert c["annual_cost"] == pytest.approx(10_301_236, rel=1e-3)
    assert c["unit_cost"]["CO2e"] == pytest.approx(1_461.8, rel=1e-3)
    assert c["unit_cost"]["APeq"] == pytest.approx(276.3, rel=1e-3)


def test_curves(run) -> None:
    found = example(run)["curves"]
    assert [one["name"] for one in found["IAPeq"]["blocks"]] == ["A", "C", "B"]
    assert [one["name"] for one in found["APeq"]["blocks"]] == ["A", "B", "C"]
    assert [one["name"] for one in found["CO2e"]["blocks"]] == ["A", "C"]
    blocks = found["IAPeq"]["blocks"]
    assert blocks[0]["unit_cost"] == pytest.approx(-2234, abs=1)
    assert blocks[2]["unit_cost"] == pytest.approx(70_133, abs=5)
    assert blocks[1]["start"] == pytest.approx(blocks[0]["end"])


def test_earners_come_by_benefit_not_by_unit_cost(run) -> None:
    """4 (1): a large saving with a small unit figure goes before a small one with a large figure."""
    options = [
        {"name": "small", "reductions": {"CO2e": 1}, "saving": 100},
        {"name": "large", "reductions": {"CO2e": 1000}, "saving": 5000},
    ]
    values = run(
        "co_control", baseline=BASE, options=options, carbon_price=70, tax_rate=1.2, discount_rate=0.08
    ).values
    assert [one["name"] for one in values["curves"]["CO2e"]["blocks"]] == ["large", "small"]


def test_volatiles_are_a_convention_and_said(run) -> None:
    base = {"VOCs": 10, "CO2e": 100}
    option = {"name": "x", "reductions": {"VOCs": 0.95, "CO2e": 1}}
    result = run("co_control", baseline=base, options=[option], carbon_price=0, tax_rate=1.2, discount_rate=0)
    assert result.values["options"][0]["APeq"] == pytest.approx(1000)
    assert {one.standing.value for one in result.cited} == {"preset"}
    assert "calc.co_volatile" in {one["code"] for one in result.values["notes"]}


def test_an_unknown_pollutant_stays_out_of_the_equivalents(run) -> None:
    values = run(
        "co_control",
        baseline={"总悬浮物": 1, "CO2e": 9},
        options=[{"name": "x", "reductions": {"总悬浮物": 1, "CO2e": 1}}],
        carbon_price=0,
        tax_rate=1,
        discount_rate=0,
    ).values  # fmt: skip
    assert [one["code"] for one in values["problems"]] == ["calc.tax_unknown"]
    assert values["options"][0]["APeq"] == 0


@pytest.mark.parametrize(
    ("inputs", "code", "path"),
    [
        ({"baseline": {"二氧化硫": 1}}, "calc.missing", "baseline.CO2e"),
        ({"baseline": {"CO2e": 0}}, "calc.out_of_range", "baseline.CO2e"),
        (
            {"options": [{"name": "x", "reductions": {"氨": 1}}]},
            "calc.co_no_baseline",
            "options[0].reductions.氨",
        ),
        ({"tax_rate": 0}, "calc.out_of_range", "tax_rate"),
    ],
)
def test_bad_input(run, inputs: dict[str, Any], code: str, path: str) -> None:
    usual = {"baseline": BASE, "options": [], "carbon_price": 70, "tax_rate": 1.2, "discount_rate": 0.08}
    with pytest.raises(AuditError) as error:
        run("co_control", {**usual, **inputs})
    assert (error.value.code, error.value.params["path"]) == (code, path)


amounts = st.floats(-1000, 1000)


@given(amounts, amounts, st.floats(0, 200), st.floats(1.2, 12))
def test_integrated_is_local_plus_weighted_carbon(
    run, sulphur: float, carbon: float, price: float, rate: float
) -> None:
    option = {"name": "x", "reductions": {"二氧化硫": sulphur, "CO2e": carbon}}
    found = run(
        "co_control", baseline=BASE, options=[option], carbon_price=price, tax_rate=rate, discount_rate=0.08
    ).values["options"][0]
    wanted = sulphur * 1000 / 0.95 + price / 1000 / rate * carbon * 1000
    assert found["IAPeq"] == pytest.approx(wanted, rel=1e-9, abs=1e-6)
