"""Pollution equivalents by substance: key, Chinese or English name, formula or CAS number, within one medium."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from desktop.content.library import Library
from desktop.model.nearest import nearest_or_first

REFERENCE = "pollution_equivalents"
Medium = Literal["air", "water"]


def find_pollutant(library: Library, medium: Medium, name: str) -> str | None:
    """The key of a substance in a medium."""
    wanted = _plain(name)
    for key, row in _rows(library, medium).items():
        if wanted in (key, _plain(row["zh"]), _plain(row["en"])) or wanted in _names(row):
            return key
    return None


def near_pollutants(library: Library, medium: Medium, name: str) -> str:
    """What was probably meant, for a message."""
    rows = _rows(library, medium)
    if name in ("颗粒物", "PM", "pm"):
        return "烟尘, 一般性粉尘"
    return "、".join(nearest_or_first(name, (row["zh"] for row in rows.values())))


def _rows(library: Library, medium: Medium) -> Mapping[str, Mapping[str, str]]:
    return {key: row for key, row in library.reference(REFERENCE).rows.items() if row["medium"] == medium}


def _names(row: Mapping[str, str]) -> list[str]:
    return [_plain(one) for one in row["aliases"].split()]


def _plain(name: str) -> str:
    return name.strip().lower().replace("（", "(").replace("）", ")")
