"""Bad input of the weighted ranking."""

from __future__ import annotations

import math

import pytest

from desktop.content.library import Library
from tests.unit.calc.bad_input import Place, attack, refusal


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (("weights",), {}, "calc.too_few", "weights"),
        (("scores",), {}, "calc.too_few", "scores"),
        (("weights", "a"), -1, "calc.out_of_range", "weights.a"),
        (("weights", "a"), math.nan, "calc.not_finite", "weights.a"),
        (("weights", "a"), "10", "calc.number_needed", "weights.a"),
        (("scores", "x", "z"), 3, "calc.unknown_factor", "scores.x.z"),
        (("scores", "x", "a"), math.inf, "calc.not_finite", "scores.x.a"),
    ],
)
def test_a_slip_is_told_with_its_place(
    library: Library, place: Place, value: object, code: str, path: str
) -> None:
    assert refusal(library, "weighted_ranking", place, value) == (code, path)


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "weighted_ranking")
