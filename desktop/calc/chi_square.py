"""The chi-square distribution with whole degrees of freedom, in closed form: no table, no statistics package."""

from __future__ import annotations

import math

_HALVINGS = 200


def survival(statistic: float, degrees: int) -> float:
    """P(χ² > statistic): a finite sum for even degrees, with the complementary error function for odd ones."""
    if statistic <= 0:
        return 1.0
    half = statistic / 2
    if degrees % 2 == 0:
        return _tail(math.exp(-half), half, [float(at) for at in range(1, degrees // 2)])
    whole = math.erfc(math.sqrt(half))
    first = math.exp(-half) * math.sqrt(half) / math.gamma(1.5)
    if degrees == 1:
        return whole
    return whole + _tail(first, half, [at + 0.5 for at in range(1, degrees // 2)])


def critical(confidence: float, degrees: int) -> float:
    """The statistic that is exceeded by chance with probability 1 − confidence."""
    low, high = 0.0, 10.0 * degrees + 100.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if survival(middle, degrees) > 1 - confidence:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _tail(first: float, half: float, divisors: list[float]) -> float:
    """first · (1 + half/d1 + half²/(d1 d2) + …)."""
    total = term = first
    for divisor in divisors:
        term *= half / divisor
        total += term
    return total
