"""Order of rows by fractional keys: a new key always fits between two neighbours, nothing is ever renumbered.

A key is an integer part, whose first letter tells its length (``a`` two characters, ``b`` three, … upwards,
``Z`` two, ``Y`` three, … downwards), and a fraction of base 62 digits without trailing zeros. Keys compare as
plain ASCII text, in Python and in SQLite alike. Appending lengthens a key only with the logarithm of the number
of rows. (The scheme is David Greenspan's "Implementing fractional indexing".)
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_BASE = len(DIGITS)
_FIRST = "a0"
_SMALLEST = "A" + "0" * 26


def is_key(text: str) -> bool:
    """Whether a text is a well-formed key."""
    if not text or not text.isascii() or not text[0].isalpha():
        return False
    whole, fraction = text[: _whole_length(text[0])], text[_whole_length(text[0]) :]
    return (
        len(whole) == _whole_length(text[0])
        and all(digit in _VALUE for digit in text)
        and not fraction.endswith("0")
        and text != _SMALLEST
    )


def key_between(low: str | None, high: str | None) -> str:
    """A key after ``low`` and before ``high``; ``None`` means the respective end.

    Raises:
        ValueError: the keys are malformed or not in order.
    """
    for key in (low, high):
        if key is not None and not is_key(key):
            raise ValueError(f"no order key: {key!r}")
    if low is None:
        return _FIRST if high is None else _before(high)
    if high is None:
        return _after(low)
    if low >= high:
        raise ValueError(f"order keys not ascending: {low!r}, {high!r}")
    low_whole, low_fraction = _split(low)
    high_whole, high_fraction = _split(high)
    if low_whole == high_whole:
        return low_whole + _middle(low_fraction, high_fraction)
    following = _increment(low_whole)
    if following is not None and following < high:
        return following
    return low_whole + _middle(low_fraction, None)


def keys_between(low: str | None, high: str | None, count: int) -> list[str]:
    """Ascending keys between two neighbours, spread so that they stay short."""
    if count <= 0:
        return []
    if high is None:
        return _chain(low, count)
    middle = key_between(low, high)
    left = (count - 1) // 2
    return [*keys_between(low, middle, left), middle, *keys_between(middle, high, count - 1 - left)]


def _chain(low: str | None, count: int) -> list[str]:
    keys: list[str] = []
    for _ in range(count):
        low = key_between(low, None)
        keys.append(low)
    return keys


def _whole_length(head: str) -> int:
    return ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2


def _split(key: str) -> tuple[str, str]:
    length = _whole_length(key[0])
    return key[:length], key[length:]


def _before(high: str) -> str:
    whole, fraction = _split(high)
    if whole == _SMALLEST:
        return whole + _middle("", fraction)
    if fraction:
        return whole
    lower = _decrement(whole)
    # The smallest integer part alone is no key: nothing would fit before it.
    return lower + _middle("", None) if lower == _SMALLEST else lower


def _after(low: str) -> str:
    whole, fraction = _split(low)
    following = _increment(whole)
    return whole + _middle(fraction, None) if following is None else following


def _middle(low: str, high: str | None) -> str:
    """A fraction between two fractions; ``None`` is the open end 1."""
    if high is not None:
        common = 0
        while common < len(high) and (low[common] if common < len(low) else "0") == high[common]:
            common += 1
        if common:
            return high[:common] + _middle(low[common:], high[common:])
    first = _VALUE[low[0]] if low else 0
    last = _BASE if high is None else _VALUE[high[0]]
    if last - first > 1:
        return DIGITS[(first + last + 1) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], None)


def _increment(whole: str) -> str | None:
    head, digits = whole[0], list(whole[1:])
    for place in reversed(range(len(digits))):
        value = _VALUE[digits[place]] + 1
        if value < _BASE:
            digits[place] = DIGITS[value]
            return head + "".join(digits)
        digits[place] = "0"
    if head == "z":
        return None
    if head == "Z":
        return _FIRST
    longer = chr(ord(head) + 1)
    return longer + "0" * (_whole_length(longer) - 1)


def _decrement(whole: str) -> str:
    head, digits = whole[0], list(whole[1:])
    for place in reversed(range(len(digits))):
        value = _VALUE[digits[place]] - 1
        if value >= 0:
            digits[place] = DIGITS[value]
            return head + "".join(digits)
        digits[place] = DIGITS[-1]
    if head == "a":
        return "Z" + DIGITS[-1]
    shorter = chr(ord(head) - 1)
    return shorter + DIGITS[-1] * (_whole_length(shorter) - 1)
