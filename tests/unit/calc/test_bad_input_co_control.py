"""Bad input of the co-control figures."""

from __future__ import annotations

import math

import pytest

from desktop.calc import run_method
from desktop.content.library import Library
from tests.unit.calc.bad_input import Place, attack, refusal
from tests.unit.calc.test_methods import EXAMPLES

OF = ("options", 0)


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (("baseline",), {"SO2": 3.0}, "calc.missing", "baseline.CO2e"),
        (("baseline", "CO2e"), 0, "calc.out_of_range", "baseline.CO2e"),
        (("baseline", "CO2e"), -4, "calc.out_of_range", "baseline.CO2e"),
        ((*OF, "reductions", "CO2e"), math.inf, "calc.not_finite", "options[0].reductions.CO2e"),
        ((*OF, "investment"), -1, "calc.out_of_range", "options[0].investment"),
        ((*OF, "life_years"), 0, "calc.out_of_range", "options[0].life_years"),
        (("carbon_price",), -70, "calc.out_of_range", "carbon_price"),
        (("tax_rate",), 0, "calc.out_of_range", "tax_rate"),
        (("discount_rate",), 8, "calc.out_of_range", "discount_rate"),
    ],
)
def test_a_slip_is_told_with_its_place(
    library: Library, place: Place, value: object, code: str, path: str
) -> None:
    assert refusal(library, "co_control", place, value) == (code, path)


def test_a_pollutant_without_baseline_is_refused(library: Library) -> None:
    code, path = refusal(library, "co_control", (*OF, "reductions"), {"NOx": 5})
    assert (code, path.split(".")[0]) == ("calc.co_no_baseline", "options[0]")


def test_a_pollutant_nobody_weighs_is_told(library: Library) -> None:
    given = {**EXAMPLES["co_control"], "baseline": {"CO2e": 5, "粉尘x": 1}, "options": []}
    values = run_method("co_control", given, library).values
    assert [(one["code"], one["path"]) for one in values["problems"]] == [
        ("calc.tax_unknown", "baseline.粉尘x")
    ]  # type: ignore[attr-defined]


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "co_control")
