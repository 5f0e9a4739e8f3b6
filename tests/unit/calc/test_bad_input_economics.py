"""Bad input of the economic evaluation."""

from __future__ import annotations

import math

import pytest

from desktop.content.library import Library
from tests.unit.calc.bad_input import attack, refusal


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("investment", -1, "calc.out_of_range"),
        ("investment", math.nan, "calc.not_finite"),
        ("investment", 1e308, "calc.out_of_range"),
        ("investment", "860", "calc.number_needed"),
        ("depreciation_years", 0, "calc.out_of_range"),
        ("depreciation_years", 9.5, "calc.not_whole"),
        ("life_years", -3, "calc.out_of_range"),
        ("life_years", 1e6, "calc.out_of_range"),
        ("tax_rate", 25, "calc.out_of_range"),
        ("discount_rate", -1, "calc.out_of_range"),
        ("subsidy", 1e9, "calc.subsidy_exceeds"),
        ("residual", 1e9, "calc.nothing_to_depreciate"),
        ("payback_limit", 0, "calc.out_of_range"),
        ("intrest", 1, "calc.unknown_field"),
    ],
)
def test_a_slip_is_told_with_its_field(library: Library, field: str, value: object, code: str) -> None:
    assert refusal(library, "economics", (field,), value) == (code, field)


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "economics")
