"""Does a list of flows have one internal rate of return, none, or several? And the one, where a search is needed.

With at most one change of sign Descartes' rule settles it and the language's own ``irr`` gives the rate. With more
changes the rates are counted exactly: the flows are the coefficients of a polynomial in x = 1/(1 + rate), whose
distinct positive roots Sturm's theorem counts in whole numbers. A spreadsheet's or library's IRR would return
whichever of several rates it meets first; here none of them is passed off as *the* rate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

RateStatus = Literal["unique", "none", "multiple"]

_FARTHEST = math.log1p(1e6)
_HALVINGS = 200
_RESIDUAL = 1e-9


def sign_changes(flows: Sequence[float]) -> int:
    """How often the flows change direction."""
    signs = [flow > 0 for flow in flows if flow]
    return sum(one != other for one, other in pairwise(signs))


def rate_status(flows: Sequence[float]) -> RateStatus:
    """How many rates above −100 % make the flows worth nothing."""
    changes = sign_changes(flows)
    if changes <= 1:
        return "unique" if changes else "none"
    polynomial = _whole(flows)
    roots = _positive_roots(polynomial)
    if roots == 0:
        return "none"
    crosses = (polynomial[0] > 0) != (polynomial[-1] > 0)
    return "unique" if roots == 1 and crosses else "multiple"


def search_rate(flows: Sequence[float]) -> float | None:
    """The only rate of flows that change direction several times; accepted where their worth is practically zero."""
    scale = max(abs(flow) for flow in flows)
    scaled = [flow / scale for flow in flows]
    left, right = -_FARTHEST, _FARTHEST
    rising = _worth(right, scaled) > 0
    if (_worth(left, scaled) > 0) == rising:
        return None
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        if (_worth(middle, scaled) > 0) == rising:
            right = middle
        else:
            left = middle
    growth = (left + right) / 2
    terms = _terms(growth, scaled)
    size = math.fsum(abs(term) for term in terms)
    return math.expm1(growth) if abs(math.fsum(terms)) <= _RESIDUAL * size else None


def _terms(growth: float, flows: Sequence[float]) -> list[float]:
    """Flows discounted to the year that keeps every term finite."""
    last = len(flows) - 1 if growth < 0 else 0
    return [flow * math.exp(-growth * (year - last)) for year, flow in enumerate(flows)]


def _worth(growth: float, flows: Sequence[float]) -> float:
    return math.fsum(_terms(growth, flows))


# -- exact counting ----------------------------------------------------------------------------------------


def _whole(flows: Sequence[float]) -> list[int]:
    """The flows as typed (decimals), as whole numbers in proportion; zeros at both ends cut off."""
    exact = [Fraction(repr(flow)) for flow in flows]
    common = math.lcm(*(one.denominator for one in exact))
    whole = [int(one * common) for one in exact]
    kept = [at for at, one in enumerate(whole) if one]
    return _primitive(whole[kept[0] : kept[-1] + 1])


def _positive_roots(polynomial: list[int]) -> int:
    """Distinct roots above zero; coefficients from the constant term up, the constant not zero (Sturm)."""
    chain = [polynomial, _primitive([power * one for power, one in enumerate(polynomial)][1:])]
    while len(chain[-1]) > 1:
        rest = _negated_remainder(chain[-2], chain[-1])
        if not rest:
            break
        chain.append(rest)
    return _variations([one[0] for one in chain]) - _variations([one[-1] for one in chain])


def _negated_remainder(left: list[int], right: list[int]) -> list[int]:
    """−(left mod right), up to a positive factor, in whole numbers."""
    rest = list(left)
    lead = right[-1]
    factor, sign = abs(lead), 1 if lead > 0 else -1
    while len(rest) >= len(right):
        top = rest[-1] * sign
        shift = len(rest) - len(right)
        rest = [one * factor for one in rest]
        for at, one in enumerate(right):
            rest[at + shift] -= top * one
        while rest and not rest[-1]:
            rest.pop()
    return _primitive([-one for one in rest])


def _primitive(polynomial: list[int]) -> list[int]:
    """Without the common divisor of the coefficients."""
    divisor = math.gcd(*polynomial) if polynomial else 1
    return [one // divisor for one in polynomial] if divisor > 1 else polynomial


def _variations(values: Sequence[int]) -> int:
    return sign_changes([float((one > 0) - (one < 0)) for one in values])
