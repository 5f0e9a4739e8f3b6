"""How numbers are shown: thin-space thousands, fixed decimals, real minus. Presentation only, never stored."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

THIN_SPACE = "\u2009"
MINUS = "\u2212"
_WRITTEN_OUT = 1e21
"""From here on digits are counted by a power of ten; nobody reads them out."""


def format_number(value: float, decimals: int | None = None) -> str:
    """Show a number the way practitioners print it; ``decimals`` None chooses by magnitude.

    >>> format_number(12985.849, 2), format_number(-0.5), format_number(248500.0)
    ('12\u2009985.85', '\u22120.5', '248\u2009500')
    """
    if abs(value) >= _WRITTEN_OUT:
        return f"{value:.6g}".replace("-", MINUS, 1) if value < 0 else f"{value:.6g}"
    if decimals is None:
        return _grouped(_trimmed(value))
    number = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return _grouped(format(number, "f"))


def format_entered(text: str) -> str:
    """Show an entered decimal text with its own decimals, only grouped."""
    return _grouped(format(Decimal(text), "f"))


def _trimmed(value: float) -> str:
    """Up to seven significant digits, at most six decimals, no trailing zeros; whole digits are never cut."""
    number = Decimal(repr(value))
    if not number:
        return "0"
    decimals = max(0, min(6, 6 - number.adjusted()))
    text = format(number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _grouped(text: str) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, fraction = digits.partition(".")
    if not whole.strip("0") and not fraction.strip("0"):
        sign = ""
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)][::-1]
    return (MINUS if sign else "") + THIN_SPACE.join(groups) + dot + fraction
