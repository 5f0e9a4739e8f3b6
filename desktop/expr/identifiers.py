"""Numbers that things carry: whether a text can be one at all, by its form and, where it has one, its check digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_CAS = re.compile(r"[1-9]\d{1,6}-\d{2}-\d")
_CREDIT = re.compile(r"[0-9A-Z]{18}")


def is_cas(text: str) -> bool:
    """A CAS number: the last digit is the sum of the others, each times its place from the right, modulo 10."""
    if not _CAS.fullmatch(text):
        return False
    *digits, check = (int(sign) for sign in text if sign != "-")
    return sum(place * digit for place, digit in enumerate(reversed(digits), 1)) % 10 == check


def is_credit_code(text: str) -> bool:
    """A unified social credit code: 18 digits and capitals. Its check sign is not computed."""
    return _CREDIT.fullmatch(text) is not None


KINDS: Mapping[str, Callable[[str], bool]] = {
    "cas": is_cas,
    "credit_code": is_credit_code,
}
