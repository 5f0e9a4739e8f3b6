"""The nearest known name to a misspelt one, for messages that say what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The closest known name, empty where nothing comes close."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else ""


def nearest_or_dash(name: str, known: Iterable[str]) -> str:
    """The closest known name for a sentence that always has a place for one."""
    return nearest(name, known) or "—"
