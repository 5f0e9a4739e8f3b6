"""Sensitivity of an option, with the worked figures of method_and_worksheets.md 3.9 (ZG4)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.calc.conftest import Run

ZG4 = {
    "investment": 860, "annual_saving": 230, "depreciation_years": 10, "life_years": 10, "tax_rate": 0.25,
    "discount_rate": 0.08,
}  # fmt: skip


def test_the_worked_example(run: Run) -> None:
    """Base 441.7558 and 18.3869 %; P −20 % gives 210.2580 and 13.1594 %, I +20 % 298.6091 and 14.0585 %."""
    values: dict[str, Any] = run("sensitivity", ZG4).values
    assert (values["NPV"], values["IRR"]) == (
        pytest.approx(441.7558, abs=5e-5),
        pytest.approx(0.183869, abs=5e-7),
    )
    assert values["NPV_annual_saving_down"] == pytest.approx(210.2580, abs=5e-5)
    assert values["IRR_annual_saving_down"] == pytest.approx(0.131594, abs=5e-7)
    assert values["NPV_investment_up"] == pytest.approx(298.6091, abs=5e-5)
    assert values["IRR_investment_up"] == pytest.approx(0.140585, abs=5e-7)
    assert values["NPV_lowest"] == values["NPV_annual_saving_down"]


def test_life_and_discount_rate(run: Run) -> None:
    """By hand. n = 8: 194 × 5.746639 − 860; n = 12: 10 years of 194 and two of E = 108; i = 9.6 % and 6.4 %."""
    values = run("sensitivity", ZG4).values
    assert values["NPV_life_years_down"] == pytest.approx(194 * (1 - 1.08**-8) / 0.08 - 860)
    more = 441.755793 + 108 * (1.08**-11 + 1.08**-12)
    assert values["NPV_life_years_up"] == pytest.approx(more, abs=5e-5)
    for name, rate in (("up", 0.096), ("down", 0.064)):
        worth = 194 * (1 - (1 + rate) ** -10) / rate - 860
        assert values[f"NPV_discount_rate_{name}"] == pytest.approx(worth)
        assert values[f"IRR_discount_rate_{name}"] == values["IRR"]  # no rate enters the rate of return


def test_a_life_is_rounded_half_up_to_whole_years(run: Run) -> None:
    """4 years more than 0.8 × 3 = 2.4 → 2; 1.2 × 3 = 3.6 → 4; half a year counts up: 1.5 → 2; never below 1."""
    two = run("sensitivity", {**ZG4, "life_years": 3}).values
    assert two["NPV_life_years_down"] == pytest.approx(194 / 1.08 + 194 / 1.08**2 - 860)
    one = run("sensitivity", {**ZG4, "life_years": 1, "change": 0.5}).values
    assert one["NPV_life_years_up"] == pytest.approx(194 / 1.08 + 194 / 1.08**2 - 860)
    assert one["NPV_life_years_down"] == pytest.approx(194 / 1.08 - 860)


@given(
    st.floats(1, 1e5), st.floats(0, 1e5), st.integers(1, 20), st.integers(1, 20), st.floats(0, 0.4),
    st.floats(0.01, 0.5), st.sampled_from(["investment", "annual_saving", "discount_rate"]), st.booleans(),
)  # fmt: skip
def test_each_case_is_the_evaluation_of_the_changed_option(
    run: Run,
    investment: float,
    saving: float,
    years: int,
    life: int,
    tax: float,
    change: float,
    factor: str,
    up: bool,
) -> None:
    option = {
        "investment": investment, "annual_saving": saving, "depreciation_years": years, "life_years": life,
        "tax_rate": tax, "discount_rate": 0.08,
    }  # fmt: skip
    found = run("sensitivity", {**option, "change": change}).values
    changed = {**option, factor: option[factor] * (1 + change if up else 1 - change)}
    alone = run("economics", changed).values
    ending = "up" if up else "down"
    assert found[f"NPV_{factor}_{ending}"] == pytest.approx(alone["NPV"], rel=1e-9, abs=1e-6)
    rate = found[f"IRR_{factor}_{ending}"]
    assert (rate is None) == (alone["IRR"] is None)
    if rate is not None:
        assert rate == pytest.approx(alone["IRR"], rel=1e-6, abs=1e-9)
