"""Bad input of the cash-flow figures."""

from __future__ import annotations

import math

import pytest

from desktop.content.library import Library
from tests.unit.calc.bad_input import Place, attack, refusal


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (("flows",), [], "calc.too_few", "flows"),
        (("flows",), [1.0] * 102, "calc.too_many", "flows"),
        (("flows", 1), math.nan, "calc.not_finite", "flows[1]"),
        (("flows", 1), -math.inf, "calc.not_finite", "flows[1]"),
        (("flows", 1), None, "calc.number_needed", "flows[1]"),
        (("rate",), -1, "calc.out_of_range", "rate"),
        (("rate",), "8 %", "calc.number_needed", "rate"),
        (("finance_rate",), -2, "calc.out_of_range", "finance_rate"),
    ],
)
def test_a_slip_is_told_with_its_place(
    library: Library, place: Place, value: object, code: str, path: str
) -> None:
    assert refusal(library, "cash_flow", place, value) == (code, path)


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "cash_flow")
