"""The one function that rounds: half up as people and spreadsheets do, or GB/T 8170 (half to even).

It works on the shortest decimal text of the number, so that 1.005 rounds to 1.01 as everybody expects.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

RULES = ("half_up", "gb8170")

_WIDE = Context(prec=700)


def rounded(value: float, digits: int, rule: str = "half_up") -> float:
    """``value`` with ``digits`` decimals (negative: tens, hundreds …).

    >>> rounded(2.5, 0), rounded(-2.5, 0), rounded(1.005, 2), rounded(2.5, 0, "gb8170"), rounded(1234.0, -2)
    (3.0, -3.0, 1.01, 2.0, 1200.0)
    """
    mode = ROUND_HALF_EVEN if rule == "gb8170" else ROUND_HALF_UP
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(value)).quantize(step, rounding=mode, context=_WIDE)) + 0.0
