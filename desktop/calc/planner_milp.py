"""A mixed-integer linear problem as plain data: variables, rows, and the demands that may be waived.

It is a relaxation by ``SLACK``: what only rounding separates from a limit is let in, and judged exactly afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

SLACK = 1e-7
Terms = dict[int, float]


@dataclass(slots=True)
class Milp:
    """Variables by number with their bounds; rows ``low ≤ Σ terms ≤ high``."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def binary(self, low: int = 0, high: int = 1) -> int:
        """A yes-or-no variable, perhaps one that is decided."""
        return self._variable(low, high, True)

    def amount(self, high: float = math.inf) -> int:
        """An amount of nought or more."""
        return self._variable(0.0, high, False)

    def row(self, terms: Mapping[int, float], low: float = -math.inf, high: float = math.inf) -> None:
        """A row, scaled to coefficients of about 1 so that tolerances mean the same everywhere."""
        size = max((abs(one) for one in terms.values()), default=0.0)
        if not size:
            terms, size = {}, max(abs(end) for end in (low, high, 1.0) if math.isfinite(end))
        self.rows.append(({at: one / size for at, one in terms.items()}, low / size, high / size))

    def copy(self) -> Milp:
        """The same problem, to be narrowed further."""
        return Milp(list(self.lower), list(self.upper), list(self.whole), list(self.rows))

    def _variable(self, low: float, high: float, whole: bool) -> int:
        self.lower.append(low)
        self.upper.append(high)
        self.whole.append(whole)
        return len(self.lower) - 1
