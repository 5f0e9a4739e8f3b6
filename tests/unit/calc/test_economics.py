"""Economics: the worked example, public test vectors and sample options of method_and_worksheets.md 3.9 and 7."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError


def option(investment: float, saving: float, years: float = 10, **more: Any) -> dict[str, Any]:
    usual = {"depreciation_years": years, "life_years": years, "tax_rate": 0.25, "discount_rate": 0.08}
    return {"investment": investment, "annual_saving": saving, **usual, **more}


ZG4 = option(860, 230)


def test_worked_example_zg4(run) -> None:
    """3.9, carbon-residue flotation."""
    values = run("economics", ZG4).values
    exact = {"D": 86, "T": 144, "tax": 36, "E": 108, "F": 194}
    assert {name: values[name] for name in exact} == exact
    for name, expected in {"N": 4.4330, "NPV": 441.7558, "dynamic_payback": 5.6905}.items():
        assert values[name] == pytest.approx(expected, abs=5e-5), name
    assert values["NPVR"] == pytest.approx(0.513670, abs=5e-7)
    assert values["IRR"] == pytest.approx(0.183869, abs=5e-7)
    assert values["irr_status"] == "unique"
    assert values["acceptable"] is True


def test_worked_example_year_by_year(run) -> None:
    """3.9, table of factors, present values and running totals."""
    table = {
        1: (0.925926, 179.6296, -680.3704),
        2: (0.857339, 166.3237, -514.0466),
        3: (0.793832, 154.0035, -360.0432),
        4: (0.735030, 142.5958, -217.4474),
        5: (0.680583, 132.0331, -85.4143),
        6: (0.630170, 122.2529, 36.8387),
        7: (0.583490, 113.1971, 150.0358),
        8: (0.540269, 104.8122, 254.8480),
        9: (0.500249, 97.0483, 351.8963),
        10: (0.463193, 89.8595, 441.7558),
    }
    years = run("economics", ZG4).values["cash_flow"]
    assert [year["year"] for year in years] == list(range(11))
    assert years[0] == {"year": 0, "flow": -860, "factor": 1, "present": -860, "cumulative": -860}
    for year, (factor, present, cumulative) in table.items():
        assert years[year]["factor"] == pytest.approx(factor, abs=5e-7)
        assert years[year]["present"] == pytest.approx(present, abs=5e-5)
        assert years[year]["cumulative"] == pytest.approx(
            cumulative, abs=1e-4
        )  # the table adds rounded figures


@pytest.mark.parametrize(
    ("change", "npv", "irr"),
    [
        ({"annual_saving": 230 * 0.8}, 210.2580, 0.131594),
        ({"investment": 860 * 1.2}, 298.6091, 0.140585),
        ({"tax_rate": 0.15}, 538.3810, 0.204684),
    ],
)
def test_sensitivity_of_zg4(run, change: dict[str, float], npv: float, irr: float) -> None:
    values = run("economics", {**ZG4, **change}).values
    assert values["NPV"] == pytest.approx(npv, abs=5e-5)
    assert values["IRR"] == pytest.approx(irr, abs=5e-7)


def test_life_longer_than_depreciation(run) -> None:
    """3.9: n = 15, Y = 10 gives NPV 641.4907."""
    values = run("economics", {**ZG4, "life_years": 15}).values
    assert values["NPV"] == pytest.approx(641.4907, abs=5e-5)
    assert [year["flow"] for year in values["cash_flow"]] == [-860, *[194] * 10, *[108] * 5]
    assert "calc.after_depreciation" in {note["code"] for note in values["notes"]}


PUBLIC = [  # 3.9, test vectors from public pages: I, P, Y=n, i, t → F, N, NPV, NPVR, IRR
    ("[4] 360docs.net", 10, 1.58, 10, 0.06, 0.25, 1.4350, 6.9686, 0.5617, 0.056172, 0.071702),
    ("[6] option 1", 1800, 746.05, 10, 0.0612, 0.33, 559.2535, 3.2186, 2292.8537, 1.273808, 0.285480),
    ("[6] option 2", 3100, 1248.6, 10, 0.0612, 0.33, 938.8620, 3.3019, 3770.9893, 1.216448, 0.276492),
    ("ZG3", 1650, 63.15, 10, 0.08, 0.25, 63.15, 26.1283, -1226.2584, -0.743187, -0.144952),
]


@pytest.mark.parametrize(("source", "i0", "p", "n", "i", "t", "f", "pay", "npv", "npvr", "irr"), PUBLIC)
def test_public_vectors(run, source, i0, p, n, i, t, f, pay, npv, npvr, irr) -> None:
    values = run("economics", option(i0, p, n, discount_rate=i, tax_rate=t)).values
    for name, expected in {"F": f, "N": pay, "NPV": npv}.items():
        assert values[name] == pytest.approx(expected, abs=5e-5), (source, name)
    for name, expected in {"NPVR": npvr, "IRR": irr}.items():
        assert values[name] == pytest.approx(expected, abs=5e-7), (source, name)


def test_an_option_that_loses_pays_no_tax_and_says_so(run) -> None:
    """ZG3: T = −101.85, so tax 0; the rate is negative and printed as none."""
    values = run("economics", option(1650, 63.15)).values
    assert (values["T"], values["tax"]) == (pytest.approx(-101.85), 0)
    assert values["acceptable"] is False
    assert values["dynamic_payback"] is None
    codes = {note["code"] for note in values["notes"]}
    assert {"calc.no_tax", "calc.irr_negative", "calc.never_paid_back", "calc.payback_beyond_life"} <= codes


SAMPLES = [  # sample_aluminium.json, econ of both editions: I, P, n → F, N, NPV, NPVR %, IRR %
    (2850, 614.46, 8, 549.9075, 5.1827, 310.1199, 10.8814, 10.8019),
    (480, 86.7, 10, 77.025, 6.2317, 36.844, 7.6758, 9.6734),
    (150, 135.92, 10, 105.69, 1.4192, 559.1885, 372.7923, 70.1128),
    (98, 23.216, 10, 19.862, 4.934, 35.2756, 35.9955, 15.4491),
    (160, 121.6, 10, 95.2, 1.6807, 478.7997, 299.2498, 58.921),
    (1200, 513.4, 10, 415.05, 2.8912, 1585.0193, 132.0849, 32.5163),
    (2913, 588, 8, 532.0312, 5.4752, 144.3915, 4.9568, 9.2921),
    (491, 81.674, 10, 73.5305, 6.6775, 2.3956, 0.4879, 8.1081),
    (884, 211.14, 10, 180.455, 4.8987, 326.8677, 36.976, 15.64),
    (152, 128.84, 10, 100.43, 1.5135, 521.8935, 343.351, 65.6476),
    (97, 21.094, 10, 18.2455, 5.3164, 25.4288, 26.2152, 13.5149),
    (1236, 468.78, 10, 382.485, 3.2315, 1330.5055, 107.6461, 28.4059),
]


@pytest.mark.parametrize(("i0", "p", "n", "f", "pay", "npv", "npvr", "irr"), SAMPLES)
def test_sample_options(run, i0, p, n, f, pay, npv, npvr, irr) -> None:
    values = run("economics", option(i0, p, n)).values
    found = (values["F"], values["N"], values["NPV"], values["NPVR"] * 100, values["IRR"] * 100)
    assert found == pytest.approx((f, pay, npv, npvr, irr), abs=1e-4)


def test_mixed_picture_of_zg2(run) -> None:
    """7.1: ZG2 breaks N < 5 a but passes NPV and IRR."""
    values = run("economics", option(480, 86.7, payback_limit=5)).values
    assert {one["name"]: one["met"] for one in values["criteria"]} == {"NPV": True, "IRR": True, "N": False}
    assert values["acceptable"] is False
    assert values["rule"] == "NPV >= 0 and IRR >= discount_rate and N <= payback_limit"
    assert run("economics", option(480, 86.7, payback_limit=10)).values["acceptable"] is True


def test_residual_and_working_capital_come_back(run) -> None:
    values = run("economics", option(1000, 200, residual=50, working_capital=150)).values
    assert values["D"] == pytest.approx((1000 - 150 - 50) / 10)
    flows = [year["flow"] for year in values["cash_flow"]]
    assert flows[-1] - flows[-2] == pytest.approx(200)
    plain = run("economics", option(1000, 200)).values
    less_shield = (100 - 80) * 0.25  # depreciation shields less profit from tax
    annuity = sum(1.08**-year for year in range(1, 11))
    assert values["NPV"] - plain["NPV"] == pytest.approx(200 * 1.08**-10 - less_shield * annuity)


def test_subsidy_lowers_the_investment(run) -> None:
    given = run("economics", option(1000, 200, subsidy=140)).values
    plain = run("economics", option(860, 200)).values
    assert given["I"] == 860
    for name in ("D", "F", "N", "NPV", "IRR"):
        assert given[name] == pytest.approx(plain[name])


def test_undefined_results_say_why(run) -> None:
    values = run("economics", option(100, -20, payback_limit=5)).values
    assert values["N"] is None
    assert values["IRR"] is None
    assert values["acceptable"] is False
    assert {"N", "IRR", "dynamic_payback"} <= {note["about"] for note in values["notes"]}
    free = run("economics", option(0, 8.82)).values
    assert (free["NPVR"], free["IRR"], free["N"], free["dynamic_payback"]) == (None, None, 0, 0)
    assert free["acceptable"] is True
    assert {"NPVR", "IRR"} <= {note["about"] for note in free["notes"]}


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"life_years": -1}, "calc.out_of_range", "life_years"),
        ({"life_years": 0}, "calc.out_of_range", "life_years"),
        ({"life_years": 7.5}, "calc.not_whole", "life_years"),
        ({"depreciation_years": 0}, "calc.out_of_range", "depreciation_years"),
        ({"tax_rate": 25}, "calc.out_of_range", "tax_rate"),
        ({"discount_rate": -1}, "calc.out_of_range", "discount_rate"),
        ({"investment": -860}, "calc.out_of_range", "investment"),
        ({"subsidy": 861}, "calc.subsidy_exceeds", "subsidy"),
        ({"residual": 861}, "calc.nothing_to_depreciate", "residual"),
        ({"annual_saving": math.nan}, "calc.not_finite", "annual_saving"),
        ({"annual_saving": math.inf}, "calc.not_finite", "annual_saving"),
        ({"annual_saving": "NaN"}, "calc.number_needed", "annual_saving"),
        ({"annual_saving": True}, "calc.number_needed", "annual_saving"),
        ({"annual_saving": None}, "calc.number_needed", "annual_saving"),
        ({"anual_saving": 5}, "calc.unknown_field", "anual_saving"),
    ],
)
def test_bad_input_is_refused_with_its_place(run, change: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(AuditError) as error:
        run("economics", {**ZG4, **change})
    assert (error.value.code, error.value.params["path"]) == (code, path)


def test_a_percentage_for_a_fraction_is_noticed(run) -> None:
    problems = run("economics", {**ZG4, "discount_rate": 8}).values["problems"]
    assert [(one["code"], one["path"]) for one in problems] == [("calc.rate_looks_percent", "discount_rate")]


def test_figures_too_large_are_said_and_not_infinite(run) -> None:
    values = run("economics", option(1e18, 1e18, life_years=100, discount_rate=-0.9999)).values
    assert values["NPV"] is None
    assert values["acceptable"] is None
    assert "NPV" in {note["about"] for note in values["notes"]}


money = st.floats(1, 1e6)


@given(money, money, st.integers(1, 30), st.floats(0, 0.5), st.floats(0.001, 0.5), st.floats(0.01, 100))
def test_scale_of_money_does_not_matter(run, i0, p, n, t, i, scale) -> None:
    one = run("economics", option(i0, p, n, tax_rate=t, discount_rate=i)).values
    other = run("economics", option(i0 * scale, p * scale, n, tax_rate=t, discount_rate=i)).values
    for name in ("N", "NPVR", "dynamic_payback"):
        if one[name] is not None and other[name] is not None:  # nearly never paid back: rounding may decide
            assert other[name] == pytest.approx(one[name], rel=1e-6, abs=1e-9), name
    assert other["NPV"] == pytest.approx(one["NPV"] * scale, rel=1e-6, abs=1e-6 * i0 * scale)


@given(money, st.floats(1.2, 5), st.integers(1, 30), st.floats(0.001, 0.3))
def test_closed_forms(run, f: float, ratio: float, n: int, i: float) -> None:
    """3.9: NPV = F·(1 − (1+i)^−n)/i − I; dynamic payback −ln(1 − I·i/F)/ln(1+i). Without tax P = F."""
    annuity = (1 - (1 + i) ** -n) / i
    i0 = f * annuity / ratio
    values = run("economics", option(i0, f, n, tax_rate=0, discount_rate=i)).values
    assert values["NPV"] == pytest.approx(f * annuity - i0, rel=1e-9)
    expected = -math.log(1 - i0 * i / f) / math.log(1 + i)
    assert values["dynamic_payback"] == pytest.approx(expected, rel=1e-6)
    assert values["cash_flow"][-1]["cumulative"] == pytest.approx(values["NPV"], rel=1e-9)
