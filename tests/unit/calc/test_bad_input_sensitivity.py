"""Bad input of the sensitivity; that of the option itself is as in ``test_bad_input_economics``."""

from __future__ import annotations

import pytest

from desktop.content.library import Library
from tests.unit.calc.bad_input import attack, refusal


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("change", 0, "calc.out_of_range"),
        ("change", 20, "calc.out_of_range"),
        ("change", -0.2, "calc.out_of_range"),
        ("life_years", 7.5, "calc.not_whole"),
        ("residual", 2000, "calc.nothing_to_depreciate"),
    ],
)
def test_a_slip_is_told_with_its_field(library: Library, field: str, value: object, code: str) -> None:
    assert refusal(library, "sensitivity", (field,), value) == (code, field)


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "sensitivity")
