"""Fractional keys: always room between two neighbours, short keys, never renumbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.order import is_key, key_between, keys_between


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=200))
def test_any_sequence_of_insertions_keeps_the_order(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        low = keys[at - 1] if at else None
        high = keys[at] if at < len(keys) else None
        keys.insert(at, key_between(low, high))
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(is_key(key) for key in keys)


@given(st.integers(min_value=0, max_value=300), st.integers(min_value=0, max_value=20))
def test_many_keys_between_two_neighbours(count: int, skip: int) -> None:
    ends = keys_between(None, None, skip + 2)
    keys = keys_between(ends[skip], ends[skip + 1], count)
    assert [ends[skip], *keys, ends[skip + 1]] == sorted({ends[skip], *keys, ends[skip + 1]})
    assert len(keys) == count


@pytest.mark.parametrize("count", [62, 63, 64, 3843, 3844, 3845, 3907, 3908, 5000])
def test_appending_and_prepending_stay_short(count: int) -> None:
    after = keys_between(None, None, count)
    assert after == sorted(set(after))
    assert max(map(len, after)) <= 4
    first: str | None = None
    before: list[str] = []
    for _ in range(count):
        first = key_between(None, first)
        before.append(first)
    assert before == sorted(set(before), reverse=True)
    assert max(map(len, before)) <= 4


def test_halving_thousands_of_times_grows_slowly() -> None:
    low, high = keys_between(None, None, 2)
    for turn in range(1000):
        middle = key_between(low, high)
        low, high = (middle, high) if turn % 2 else (low, middle)
    assert len(middle) < 1000 / 5


def test_the_ends_of_the_scale() -> None:
    largest = "z" + "z" * 26
    assert key_between(largest, None) > largest
    smallest = "A" + "0" * 26
    assert not is_key(smallest)
    low = key_between(None, smallest + "1")
    assert smallest < low < smallest + "1"


@pytest.mark.parametrize("text", ["", "0", "a", "a00", "a0 ", "ä0", "b0", "a0!", "1a"])
def test_malformed_keys_are_told_apart(text: str) -> None:
    assert not is_key(text)
    with pytest.raises(ValueError, match="no order key"):
        key_between(text, None)


@pytest.mark.parametrize(("low", "high"), [("a1", "a0"), ("a0", "a0")])
def test_neighbours_in_the_wrong_order_are_refused(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="not ascending"):
        key_between(low, high)
