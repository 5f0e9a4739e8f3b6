"""Looking up greenhouse gas factors by key, Chinese or English name, and choosing the electricity factor of a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.content.library import Library

FUELS, GRID, PROCESSES, GASES = "carbon_fuels", "grid_factors", "process_factors", "warming_potentials"
HEAT, BOUGHT_HEAT = "heat_factors", "purchased"
"""The default of heat and steam bought; the supplier's own figure is better."""
NATIONAL = "全国"
_SUFFIX = re.compile(r"(壮族自治区|回族自治区|维吾尔自治区|自治区|省|市|区域电网|电网).*$")

Kind = Literal["average", "residual", "ets"]


def find_row(library: Library, table: str, name: str) -> str | None:
    """The key of a row by key, name in either language or formula."""
    rows = library.reference(table).rows
    wanted = name.strip().lower()
    if wanted in rows:
        return wanted
    for key, row in rows.items():
        if wanted in (row["zh"].lower(), row["en"].lower(), row.get("gas", "").lower()):
            return key
    return None


@dataclass(frozen=True, slots=True)
class GridChoice:
    """The row chosen, its data year and region; ``fallback``: the region had none for that year."""

    key: str
    year: int
    region: str
    fallback: bool


def grid_factor(library: Library, kind: Kind, year: int, region: str | None) -> GridChoice | None:
    """The factor of the data year, else the latest one published for an earlier year; for the region where it has one
    for that year, else the national one."""
    rows = {key: row for key, row in library.reference(GRID).rows.items() if row["kind"] == kind}
    years = sorted(
        {int(row["year"]) for row in rows.values() if row["zh"] == NATIONAL and int(row["year"]) <= year}
    )
    if not years:
        return None
    chosen = years[-1]
    wanted = _plain(region) if region else NATIONAL
    own = _of(rows, chosen, wanted)
    if own is not None:
        return GridChoice(own, chosen, rows[own]["zh"], fallback=False)
    national = _of(rows, chosen, NATIONAL)
    assert national is not None
    return GridChoice(national, chosen, NATIONAL, fallback=True)


def region_known(library: Library, region: str) -> bool:
    """Whether any factor names the region."""
    wanted = _plain(region)
    return any(wanted in (row["zh"], row["en"].lower()) for row in library.reference(GRID).rows.values())


def regions(library: Library) -> list[str]:
    """The regions with a factor of their own."""
    return list(dict.fromkeys(row["zh"] for row in library.reference(GRID).rows.values()))


def _of(rows: Mapping[str, Mapping[str, str]], year: int, region: str) -> str | None:
    for key, row in rows.items():
        if int(row["year"]) == year and region in (row["zh"], row["en"].lower()):
            return key
    return None


def _plain(region: str) -> str:
    return _SUFFIX.sub("", region.strip()) or NATIONAL if not region.isascii() else region.strip().lower()
