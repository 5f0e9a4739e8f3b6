"""A vertical axis: round steps, from zero or visibly not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_FLAT = 0.22  # a range smaller than this part of the largest value is not readable from zero


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from ``low`` to ``high`` laid over ``top`` to ``bottom`` (y downward)."""

    low: float
    high: float
    step: float
    top: float
    bottom: float

    @property
    def broken(self) -> bool:
        """Whether the axis starts above zero."""
        return self.low > 0

    @property
    def ticks(self) -> tuple[float, ...]:
        """Round values to mark, from low to high."""
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + position * self.step for position in range(count + 1))

    @property
    def decimals(self) -> int:
        """Decimals the tick values need."""
        return max(0, min(6, -math.floor(math.log10(self.step)))) + (
            _rest(self.step) if self.step < 10 else 0
        )

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def axis_for(values: Sequence[float], top: float, bottom: float, *, may_break: bool, ticks: int = 4) -> Axis:
    """An axis that holds all values: from zero, unless that would hide their differences and it may be broken."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if may_break and low > 0 and high - low < _FLAT * high and high > low:
        span = high - low
        step = nice_step((high - low + span) / ticks)
        start = math.floor((low - span * 0.6) / step) * step
        if start > 0:
            return Axis(start, _above(high, step), step, top, bottom)
    low, high = min(0.0, low), max(0.0, high)
    if low == high:
        high = 1.0
    step = nice_step((high - low) / ticks)
    return Axis(math.floor(low / step) * step, _above(high, step), step, top, bottom)


def nice_step(rough: float) -> float:
    """The next round step of 1, 2, 2.5, 5 × 10ⁿ that is not smaller."""
    scale = 10.0 ** math.floor(math.log10(rough))
    return next(one * scale for one in _STEPS if one * scale >= rough * (1 - 1e-9))


def _above(high: float, step: float) -> float:
    return math.ceil(high / step - 1e-9) * step


def _rest(step: float) -> int:
    scaled = step * 10.0 ** -math.floor(math.log10(step))
    return 1 if abs(scaled - 2.5) < 1e-6 else 0
