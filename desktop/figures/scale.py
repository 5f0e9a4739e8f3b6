"""Value axes: round steps, starting at zero, or broken where zero would hide every difference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_NOTHING = 1e-300  # below it a step can no longer be reckoned: drawn like zero
_BREAK_ABOVE = 0.85
"""An axis is broken where the smallest value is more than this part of the largest."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis from ``low`` to ``high`` with a tick every ``step``; broken where ``low`` hides the zero."""

    low: float
    high: float
    step: float
    broken: bool = False

    def at(self, value: float, bottom: float, top: float) -> float:
        """The y of a value on an axis drawn from ``bottom`` up to ``top``."""
        return bottom - (value - self.low) / (self.high - self.low) * (bottom - top)

    @property
    def ticks(self) -> tuple[float, ...]:
        """The values of the grid lines."""
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + number * self.step for number in range(count + 1))


def scale_of(values: Sequence[float], *, may_break: bool = False, ticks: int = 4) -> Scale:
    """An axis for values. It holds zero, unless ``may_break`` and all values crowd far from it."""
    known = [value for value in values if math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    if max(high, 0.0) - min(low, 0.0) < _NOTHING:
        return Scale(0.0, 1.0, 1.0)
    if may_break and low > 0 and low > high * _BREAK_ABOVE and high > low:
        step = round_step((high - low) * 1.6 / ticks)
        start = math.floor((low - (high - low) * 0.6) / step) * step
        if start > 0:
            return Scale(start, math.ceil(high / step) * step, step, broken=True)
    low, high = min(low, 0.0), max(high, 0.0)
    step = round_step((high - low) / ticks)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def round_step(about: float) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten.

    >>> round_step(0.31), round_step(7.0), round_step(180.0)
    (0.5, 10.0, 200.0)
    """
    power = 10.0 ** math.floor(math.log10(about))
    return next(unit * power for unit in (1.0, 2.0, 2.5, 5.0, 10.0) if unit * power >= about * 0.999999)
