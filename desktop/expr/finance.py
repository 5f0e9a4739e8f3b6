"""Net present value and internal rate of return of a list of yearly flows.

``npv`` is the spreadsheet's: the first value is already one year away, so an investment of year 0 stands outside:
``npv(rate, [F, F, F]) - I``. ``irr`` takes the whole list, year 0 first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

LOWEST, HIGHEST = -0.999999, 1e6
_STEPS = 200


def net_present_value(rate: float, flows: Sequence[float]) -> float:
    """Σ flow_k / (1 + rate)^k with k from 1."""
    return math.fsum(flow * (1 + rate) ** -(year + 1) for year, flow in enumerate(flows))


def internal_rate(flows: Sequence[float]) -> float | str:
    """The rate at which the flows are worth nothing today, or why there is none: ``none`` or ``multiple``.

    With exactly one change of sign the root above −100 % is unique (Descartes' rule); it is found by bisection in the
    logarithm of 1 + rate, where very high and very low rates are equally far away and nothing overflows. With
    more changes several rates can solve the equation, and none of them is *the* rate.
    """
    signs = [flow > 0 for flow in flows if flow]
    changes = sum(one != other for one, other in pairwise(signs))
    if changes == 0:
        return "none"
    if changes > 1:
        return "multiple"
    scale = max(abs(flow) for flow in flows)
    scaled = [flow / scale for flow in flows]
    falling = signs[0] is False  # first money out, then in: worth falls as the rate rises
    left, right = math.log1p(LOWEST), math.log1p(HIGHEST)
    if (_worth(left, scaled) > 0) != falling or (_worth(right, scaled) > 0) == falling:
        return "none"
    for _ in range(_STEPS):
        middle = (left + right) / 2
        if middle in (left, right):
            break
        if (_worth(middle, scaled) > 0) == falling:
            left = middle
        else:
            right = middle
    return math.expm1((left + right) / 2)


def _worth(growth: float, flows: Sequence[float]) -> float:
    """Worth of the flows at exp(growth) − 1, up to a positive factor: seen from the year that keeps it finite."""
    last = len(flows) - 1
    years = range(len(flows))
    if growth >= 0:
        return math.fsum(flow * math.exp(-growth * year) for flow, year in zip(flows, years, strict=True))
    return math.fsum(flow * math.exp(growth * (last - year)) for flow, year in zip(flows, years, strict=True))
