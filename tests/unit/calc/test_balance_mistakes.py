"""Guesses why a balance does not close: each mistake is put into a balance that closes, and must come first."""

from __future__ import annotations

from typing import Any

import pytest

INPUTS = [("氧化铝", 3917.0), ("阳极", 995.5), ("回收料", 192.9)]
OUTPUTS = [("铝液", 2036.5), ("烟气", 2795.9), ("残极", 163.2), ("浮渣", 104.1)]
"""5105.4 in, 5099.7 out and 5.7 more in stock: it closes."""


def balance(
    inputs: list[tuple[str, float]], outputs: list[tuple[str, float]], stock: float = 5.7, **more: Any
) -> dict[str, Any]:
    sides = {
        side: [{"name": name, "amount": amount, "basis": "measured"} for name, amount in terms]
        for side, terms in (("inputs", inputs), ("outputs", outputs))
    }
    return {**sides, "stock_change": stock, "tolerance": 2, **more}


def changed(terms: list[tuple[str, float]], at: int, amount: float) -> list[tuple[str, float]]:
    return [*terms[:at], (terms[at][0], amount), *terms[at + 1 :]]


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        (balance(changed(INPUTS, 1, 0.9955), OUTPUTS), "calc.mistake_unit_low", "inputs[1]"),
        (balance(INPUTS, changed(OUTPUTS, 2, 163200.0)), "calc.mistake_unit_high", "outputs[2]"),
        (balance(changed(INPUTS, 0, 3917.0 / 3), OUTPUTS), "calc.mistake_period_short", "inputs[0]"),
        (balance(INPUTS, changed(OUTPUTS, 0, 2036.5 * 12)), "calc.mistake_period_long", "outputs[0]"),
        (balance([*INPUTS, ("阳极块", 995.5)], OUTPUTS), "calc.mistake_twice", "inputs[3]"),
        (balance(INPUTS[:2], [*OUTPUTS, ("回收料", 192.9)]), "calc.mistake_side", "outputs[4]"),
        # a draw of 294.3 t written as a gain
        (balance(INPUTS, changed(OUTPUTS, 3, 404.1), 294.3), "calc.mistake_stock_sign", ""),
    ],
)
def test_a_slip_is_the_first_guess(run, given: dict[str, Any], code: str, path: str) -> None:
    found = run("balance", given).values["mistakes"]
    assert (found[0]["code"], found[0]["path"]) == (code, path)
    assert found[0]["left_percent"] == pytest.approx(0, abs=1e-6)
    assert found[0]["explains_percent"] == pytest.approx(100)


def test_wet_for_dry_needs_the_moisture(run) -> None:
    """1000 t of sludge with 60 % water stand where 400 t dry would close."""
    given = balance([("a", 1000.0)], [("b", 594.3), ("sludge", 1000.0)], stock=5.7)
    assert "calc.mistake_wet" not in {one["code"] for one in run("balance", given).values["mistakes"]}
    given["outputs"][1]["moisture_percent"] = 60
    found = run("balance", given).values["mistakes"]
    assert (found[0]["code"], found[0]["path"]) == ("calc.mistake_wet", "outputs[1]")


def test_a_stream_may_always_be_missing(run) -> None:
    """100 in, 87 out: nothing else explains 13, so an outlet of 13 is the guess; the other way round an input."""
    given = balance([("a", 60.0), ("b", 40.0)], [("c", 87.0)], stock=0)
    found = run("balance", given).values["mistakes"]
    assert found[0]["code"] == "calc.mistake_missing_out"
    assert "13" in found[0]["zh"]
    assert "13" in found[0]["en"]
    turned = balance([("c", 87.0)], [("a", 60.0), ("b", 40.0)], stock=0)
    assert run("balance", turned).values["mistakes"][0]["code"] == "calc.mistake_missing_in"


def test_a_guess_that_closes_comes_before_one_that_nearly_does(run) -> None:
    found = run("balance", balance(changed(INPUTS, 1, 0.9955), OUTPUTS)).values["mistakes"]
    left = [one["left_percent"] for one in found if not one["code"].startswith("calc.mistake_missing")]
    assert left == sorted(left)
    assert len(found) <= 5
    assert all(one["explains_percent"] >= 50 for one in found)


def test_what_closes_or_cannot_be_tested_needs_no_guess(run) -> None:
    assert run("balance", balance(INPUTS, OUTPUTS)).values["mistakes"] == []
    untested = balance(INPUTS, changed(OUTPUTS, 0, 1.0))
    untested["outputs"][1]["basis"] = "by_difference"
    assert run("balance", untested).values["mistakes"] == []
