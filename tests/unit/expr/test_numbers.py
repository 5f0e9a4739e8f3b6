"""Rounding, rates of return, dimensions: the numeric rules one by one."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.expr.dimensions import dimension_text, power
from desktop.expr.finance import internal_rate, net_present_value
from desktop.expr.rounding import rounded


@pytest.mark.parametrize(
    ("value", "digits", "half_up", "gb8170"),
    [
        # Half up as spreadsheets (measured, exemplars 3.3); GB/T 8170 examples: 四舍六入五成双
        (2.5, 0, 3.0, 2.0),
        (-2.5, 0, -3.0, -2.0),
        (3.5, 0, 4.0, 4.0),
        (1.005, 2, 1.01, 1.0),
        (12.1498, 1, 12.1, 12.1),
        (10.502, 0, 11.0, 11.0),
        (1.050, 1, 1.1, 1.0),
        (0.35, 1, 0.4, 0.4),
        (1e22, 2, 1e22, 1e22),
    ],
)
def test_rounding(value: float, digits: int, half_up: float, gb8170: float) -> None:
    assert rounded(value, digits) == half_up
    assert rounded(value, digits, "gb8170") == gb8170


@given(st.floats(-1e300, 1e300), st.integers(-15, 15))
def test_rounding_agrees_with_decimal_and_never_raises(value: float, digits: int) -> None:
    found = rounded(value, digits)
    assert math.isfinite(found)
    if abs(value) < 1e10 and digits >= 0:
        exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
        assert found == float(exact)


@given(
    st.floats(0.01, 1e9),
    st.lists(st.floats(0, 1e9), min_size=1, max_size=40).filter(lambda flows: sum(flows) > 1e-3),
)
def test_a_plain_investment_has_one_rate_and_it_is_found(outlay: float, flows: list[float]) -> None:
    rate = internal_rate([-outlay, *flows])
    if isinstance(rate, str):
        # Only where the answer lies beyond -99.9999 % or a million.
        assert rate == "none"
        assert sum(flows) < outlay * 1e-3 or flows[0] > outlay * 1e5
        return
    worth = math.fsum(flow / (1 + rate) ** year for year, flow in enumerate([-outlay, *flows]))
    size = math.fsum(flow / (1 + rate) ** year for year, flow in enumerate([outlay, *flows]))
    assert abs(worth) <= 1e-9 * size


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-70000, 12000, 15000, 18000, 21000, 26000], 0.0866309480),  # Excel's own example of IRR
        ([-1000, 1100], 0.1),
        ([1000, -1100], 0.1),
        ([0, -1000, 0, 1210], 0.1),
        ([-100, 50], -0.5),
        ([-1, 3, -2], "multiple"),
        ([1, 2, 3], "none"),
        ([-1, -2], "none"),
        ([0, 0], "none"),
    ],
)
def test_internal_rate(flows: list[float], rate: float | str) -> None:
    found = internal_rate(flows)
    assert found == rate if isinstance(rate, str) else found == pytest.approx(rate, rel=1e-8)


def test_net_present_value_discounts_the_first_value_as_spreadsheets_do() -> None:
    # Excel's own example: NPV(8%, 8000, 9200, 10000, 12000, 14500) - 40000 = 1922.06
    assert net_present_value(0.08, [8000, 9200, 10000, 12000, 14500]) - 40000 == pytest.approx(
        1922.06, abs=0.005
    )


def test_dimensions_in_words() -> None:
    assert dimension_text(()) == "1"
    assert dimension_text((("energy", 1), ("mass", -1))) == "energy/mass"
    assert dimension_text((("length", -2), ("time", -1))) == "1/length^2·time"
    assert power((("length", 2),), 0.5) == (("length", 1),)
    assert power((("mass", 1),), 0.5) is None
