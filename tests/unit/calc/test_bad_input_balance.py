"""Bad input of the closure test."""

from __future__ import annotations

import math

import pytest

from desktop.calc import run_method
from desktop.content.library import Library
from tests.unit.calc.bad_input import Place, attack, refusal
from tests.unit.calc.test_methods import EXAMPLES


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (("inputs", 0, "amount"), -5, "calc.out_of_range", "inputs[0].amount"),
        (("inputs", 0, "amount"), math.nan, "calc.not_finite", "inputs[0].amount"),
        (("inputs", 0, "amount"), 1e308, "calc.out_of_range", "inputs[0].amount"),
        (("inputs", 0, "basis"), "guessed", "calc.not_a_choice", "inputs[0].basis"),
        (("outputs", 0, "name"), " ", "calc.empty", "outputs[0].name"),
        (("tolerance",), -1, "calc.out_of_range", "tolerance"),
        (("stock_change",), "x", "calc.number_needed", "stock_change"),
    ],
)
def test_a_slip_is_told_with_its_place(
    library: Library, place: Place, value: object, code: str, path: str
) -> None:
    assert refusal(library, "balance", place, value) == (code, path)


@pytest.mark.parametrize("side", ["inputs", "outputs"])
def test_one_side_alone_never_closes(library: Library, side: str) -> None:
    values = run_method("balance", {**EXAMPLES["balance"], side: []}, library).values
    assert values["closure_percent"] is None
    assert "calc.no_streams" in {one["code"] for one in values["notes"]}  # type: ignore[attr-defined]


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "balance")
