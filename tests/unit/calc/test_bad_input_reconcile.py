"""Bad input of the reconciliation; slips of names and nodes stand in ``test_reconcile``."""

from __future__ import annotations

import math

import pytest

from desktop.content.library import Library
from tests.unit.calc.bad_input import Place, attack, refusal


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (("streams",), [], "calc.too_few", "streams"),
        (("streams", 0, "measured"), math.nan, "calc.not_finite", "streams[0].measured"),
        (("streams", 0, "measured"), 1e308, "calc.out_of_range", "streams[0].measured"),
        (("streams", 0, "sd"), -1, "calc.out_of_range", "streams[0].sd"),
        (("streams", 0, "sd"), 1e-300, "calc.sd_too_small", "streams[0].sd"),
        (("nodes",), [], "calc.too_few", "nodes"),
        (("confidence",), 95, "calc.out_of_range", "confidence"),
    ],
)
def test_a_slip_is_told_with_its_place(
    library: Library, place: Place, value: object, code: str, path: str
) -> None:
    assert refusal(library, "reconcile", place, value) == (code, path)


def test_nothing_slips_through(library: Library) -> None:
    attack(library, "reconcile")
