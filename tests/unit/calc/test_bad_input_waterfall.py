"""Bad input of the bridge."""

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
        (("before",), None, "calc.number_needed", "before"),
        (("after",), math.nan, "calc.not_finite", "after"),
        (("effects", 0, "value"), 1e308, "calc.out_of_range", "effects[0].value"),
        (("effects", 0, "name"), "", "calc.empty", "effects[0].name"),
        (("overlaps", 0), 3, "calc.object_needed", "overlaps[0]"),
    ],
)
def test_a_slip_is_told_with_its_place(
    library: Library, place: Place, value: object, code: str, path: str
) -> None:
    assert refusal(library, "waterfall", place, value) == (code, path)


def test_without_a_change_there_are_no_shares(library: Library) -> None:
    values = run_method("waterfall", {**EXAMPLES["waterfall"], "after": 100}, library).values
    assert "calc.bridge_no_change" in {one["code"] for one in values["notes"]}  # type: ignore[attr-defined]
    assert values["residual_percent"] is None


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "waterfall")
