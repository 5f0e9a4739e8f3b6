"""Dimensions of products, quotients, powers and roots, remembered because formulas repeat them by the thousand.

A plain zero fits every dimension: nothing is nothing in any unit. So ``amount > 0``, ``if_missing(amount, 0)`` and
the sum of no rows need no unit.
"""

from __future__ import annotations

from functools import lru_cache

from desktop.model.quantity import PLAIN, Dimension, multiply_dimensions
from desktop.model.result import Num

MAX_POWER = 12


@lru_cache(maxsize=4096)
def product(left: Dimension, right: Dimension) -> Dimension:
    """Dimension of left × right."""
    return multiply_dimensions(left, right)


@lru_cache(maxsize=4096)
def quotient(left: Dimension, right: Dimension) -> Dimension:
    """Dimension of left ÷ right."""
    return multiply_dimensions(left, right, -1)


def power(base: Dimension, exponent: float) -> Dimension | None:
    """Dimension of a power; None where it has none (a fractional power of kg)."""
    if not base:
        return PLAIN
    if abs(exponent) > MAX_POWER:
        return None
    raised = [(name, count * exponent) for name, count in base]
    if any(count != round(count) for _, count in raised):
        return None
    return tuple((name, round(count)) for name, count in raised if count)


def is_neutral(number: Num) -> bool:
    """A plain zero."""
    return not number.dimension and not number.value


def common(left: Num, right: Num) -> Dimension | None:
    """The dimension two numbers share, so that they can be added or compared; None where they cannot."""
    if left.dimension == right.dimension or is_neutral(right):
        return left.dimension
    return right.dimension if is_neutral(left) else None


def dimension_text(dimension: Dimension) -> str:
    """For messages: ``kgce/kg``; a plain number is ``1``."""
    over = "·".join(_raised(name, count) for name, count in dimension if count > 0)
    under = "·".join(_raised(name, -count) for name, count in dimension if count < 0)
    return (over or "1") + (f"/{under}" if under else "")


def _raised(name: str, count: int) -> str:
    return name if count == 1 else f"{name}^{count}"
