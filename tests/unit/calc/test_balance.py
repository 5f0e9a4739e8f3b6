"""Balances: the worked examples of method_and_worksheets.md 3.3–3.6 and 7.1, and what must always hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError


def terms(*amounts: float, basis: str = "measured") -> list[dict[str, Any]]:
    return [{"name": f"s{at}", "amount": amount, "basis": basis} for at, amount in enumerate(amounts)]


POTROOM = {  # 3.3, 72 h of the pot-rooms, t
    "inputs": [*terms(3917.0, 35.7, 3.1, 995.5), *terms(192.9, basis="calculated")],
    "outputs": [
        *terms(2036.5, 163.2, 14.3, 20.4, 1.2, 1.9, 4.0),
        *terms(2795.9, 29.9, 35.3, basis="calculated"),
    ],
    "stock_change": 0.7,
    "tolerance": 5,
}


def test_potroom_example(run) -> None:
    values = run("balance", POTROOM).values
    assert values["sum_in"] == pytest.approx(5144.2)
    assert values["sum_out"] == pytest.approx(5102.6)
    assert values["difference"] == pytest.approx(40.9)
    assert values["closure_percent"] == pytest.approx(0.795, abs=5e-4)
    assert (values["status"], values["review"], values["notes"]) == ("closed", [], [])


@pytest.mark.parametrize(
    ("ins", "outs", "stock", "tolerance", "closure"),
    [
        # 7.1: casthouse 2025
        ((130000, 130, 380), (129220, 1242, 36), 0, 5, 0.009),
        # 3.6: fluorine 2025
        ((2652.89, 197.69), (522.5, 1292.2, 522.0, 159.04, 24.84, 58.44, 12.0, 31.8, 111.8), 70.0, 2, 1.612),
        # 3.5: electricity supply against use, MWh
        ((3249683.6, 66000.0), (1610574.0, 1616409.6, 65700.0, 9800.0, 5850.0, 3950.0), 0, 2, 0.103),
        # 3.4: main water meter against sub-meters and leak, thousand m3
        ((469.6,), (457.6, 4.2), 0, 5, 1.661),
        # 3.6: chromium, kg
        ((20904.0,), (20393.8,), 120, 2, 1.867),
    ],
)
def test_dossier_closures(run, ins, outs, stock, tolerance, closure) -> None:
    values = run(
        "balance", inputs=terms(*ins), outputs=terms(*outs), stock_change=stock, tolerance=tolerance
    ).values
    assert values["closure_percent"] == pytest.approx(closure, abs=5e-4)
    assert values["status"] == "closed"


def test_a_balance_closed_by_difference_proves_nothing(run) -> None:
    """3.5: AC of the pot lines = rectifier loss + theory + heat loss by difference."""
    values = run(
        "balance",
        inputs=terms(3226983.6),
        outputs=[*terms(83372.3, 1575490.0, basis="calculated"), *terms(1568121.3, basis="by_difference")],
        tolerance=2,
    ).values
    assert values["difference"] == pytest.approx(0, abs=1e-6)
    assert (values["closure_percent"], values["status"]) == (None, "not testable")
    assert [(one["path"], one["code"]) for one in values["review"]] == [
        ("outputs[2]", "calc.review_by_difference")
    ]
    assert ("calc.closed_by_difference", "closure_percent") in [
        (n["code"], n["about"]) for n in values["notes"]
    ]


def test_an_open_balance_says_where_to_look(run) -> None:
    values = run(
        "balance", inputs=terms(100, 1), outputs=terms(80, 5, basis="calculated"), tolerance=5
    ).values
    assert values["status"] == "not closed"
    assert values["review"][0]["path"] == "outputs[0]"  # large and calculated
    assert values["review"][0]["code"] == "calc.review_calculated_low"
    assert values["review"][0]["needed_percent"] == pytest.approx(20)
    assert (
        next(one for one in values["review"] if one["path"] == "inputs[0]")["code"]
        == "calc.review_measured_high"
    )


def test_more_out_than_in(run) -> None:
    values = run("balance", inputs=terms(100), outputs=terms(110), tolerance=5).values
    assert values["closure_percent"] == pytest.approx(-10)
    assert values["status"] == "not closed"
    assert values["review"][0]["code"] == "calc.review_measured_high"
    assert values["review"][0]["direction"] == "out"


def test_the_limit_itself_still_closes(run) -> None:
    assert run("balance", inputs=terms(100), outputs=terms(95), tolerance=5).values["status"] == "closed"
    assert (
        run("balance", inputs=terms(100), outputs=terms(94.999), tolerance=5).values["status"] == "not closed"
    )


def test_the_usual_tolerance_is_said(run) -> None:
    values = run("balance", inputs=terms(100), outputs=terms(96)).values
    assert values["status"] == "closed"
    assert [note["code"] for note in values["notes"]] == ["calc.usual_tolerance"]


@pytest.mark.parametrize(("ins", "outs"), [((), ()), ((5,), ()), ((), (5,)), ((0, 0), (0,)), ((0,), (5,))])
def test_nothing_to_compare_is_not_defined(run, ins, outs) -> None:
    values = run("balance", inputs=terms(*ins), outputs=terms(*outs), tolerance=5).values
    assert (values["closure_percent"], values["status"]) == (None, "not testable")
    assert "closure_percent" in {note["about"] for note in values["notes"]}


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"inputs": [{"name": "a", "amount": -1, "basis": "measured"}]}, "inputs[0].amount"),
        ({"inputs": [{"name": "a", "amount": 1, "basis": "guessed"}]}, "inputs[0].basis"),
        ({"inputs": [{"name": "a", "basis": "measured"}]}, "inputs[0].amount"),
        ({"outputs": [{"name": "", "amount": 1, "basis": "measured"}]}, "outputs[0].name"),
        ({"tolerance": -5}, "tolerance"),
        ({"stock_change": float("nan")}, "stock_change"),
        ({"inputs": "a"}, "inputs"),
    ],
)
def test_bad_input(run, wrong: dict[str, Any], path: str) -> None:
    with pytest.raises(AuditError) as error:
        run("balance", {**POTROOM, **wrong})
    assert error.value.params["path"] == path


def test_many_streams(run) -> None:
    values = run("balance", inputs=terms(*range(1, 1001)), outputs=terms(*range(1, 1001)), tolerance=1).values
    assert (values["sum_in"], values["difference"], values["status"]) == (500500, 0, "closed")


amounts = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=8)


@given(amounts, amounts, st.floats(-100, 100), st.floats(0.001, 1000))
def test_order_and_unit_do_not_matter(run, ins, outs, stock, scale) -> None:
    one = run("balance", inputs=terms(*ins), outputs=terms(*outs), stock_change=stock, tolerance=5).values
    turned = run(
        "balance", inputs=terms(*ins[::-1]), outputs=terms(*outs[::-1]), stock_change=stock, tolerance=5
    ).values
    assert one["closure_percent"] == turned["closure_percent"]
    scaled = run(
        "balance",
        inputs=terms(*(scale * amount for amount in ins)),
        outputs=terms(*(scale * amount for amount in outs)),
        stock_change=stock * scale,
        tolerance=5,
    ).values
    size = 1 + (sum(outs) + abs(stock)) / sum(ins)
    assert scaled["closure_percent"] == pytest.approx(one["closure_percent"], abs=1e-9 * size * 100)
