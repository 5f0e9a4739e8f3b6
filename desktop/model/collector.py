"""Python's collector of circular rubbish, told that an audit is a great many small objects that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def calm() -> None:
    """For the whole program: look for rubbish seldom; by default all objects would be searched all the time."""
    gc.set_threshold(50_000, 25, 25)


@contextmanager
def building() -> Iterator[None]:
    """While very much is built that stays: no search, and what was built counts as old afterwards."""
    if not gc.isenabled():  # somebody around this, or in another thread, sees to it
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # into the oldest generation, without a search
        gc.enable()


def give_back() -> None:
    """After an audit was closed: its objects hold each other in circles and count as old and stay."""
    gc.collect()
