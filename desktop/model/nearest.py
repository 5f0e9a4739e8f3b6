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


def nearest_first(name: str, known: Iterable[str]) -> list[str]:
    """All known names, the one that was probably meant on top."""
    names = list(known)
    likely = nearest(name, names)
    return sorted(names, key=lambda one: one != likely)


def nearest_or_first(name: str, known: Iterable[str], most: int = 8) -> list[str]:
    """The name that was probably meant, else the first few of the known ones."""
    names = list(known)
    likely = nearest(name, names)
    return [likely] if likely else names[:most]
