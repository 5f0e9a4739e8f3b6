"""Bad input of the planner; what cannot be planned for is a result with its reason, in ``test_planner``."""

from __future__ import annotations

import math

import pytest

from desktop.content.library import Library
from tests.unit.calc.bad_input import Place, attack, refusal


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (("target",), "IV", "calc.not_a_choice", "target"),
        (("budget",), -1, "calc.out_of_range", "budget"),
        (("options", 0, "cost"), -5, "calc.out_of_range", "options[0].cost"),
        (("options", 0, "cost"), math.nan, "calc.not_finite", "options[0].cost"),
        (("options", 1, "name"), "A", "calc.duplicate_name", "options[1].name"),
    ],
)
def test_a_slip_is_told_with_its_place(
    library: Library, place: Place, value: object, code: str, path: str
) -> None:
    assert refusal(library, "planner", place, value) == (code, path)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("options", 0, "indicators"), {"nobody": 1}),
        (("options", 1, "requires"), ["Z"]),
        (("overlaps", 0, "between"), ["A", "Z"]),
        (("exclusive", 0), ["A", "Z"]),
        (("options", 1, "quantities"), {"SO3": -1}),
        (("values",), {"nobody": 3}),
        (("system",), "no-such-system"),
    ],
)
def test_an_unknown_name_is_refused_where_it_stands(library: Library, place: Place, value: object) -> None:
    _, path = refusal(library, "planner", place, value)
    assert path.startswith(str(place[0]))


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "planner")
