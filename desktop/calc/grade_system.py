"""An indicator system as ``grade`` works with it, whether given inline or taken from the reference tables.

Levels are numbered 1 to 3 (Ⅰ, Ⅱ, Ⅲ); 4 stands for "level III not reached". What a system does not say stays ``None``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_or_first
from desktop.model.text import Standing, Text

SYSTEMS, GROUPS, INDICATORS = "indicator_systems", "indicator_groups", "indicators"
LEVELS = ("I", "II", "III")
NOT_REACHED = 4
_COLUMNS = ("level_i", "level_ii", "level_iii")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

Rule = Literal["index", "three_grade", "p_score", ""]
Level = float | str | None


@dataclass(frozen=True, slots=True)
class Pool:
    """A weight that several rows share: equally, by output, or for the one row that applies."""

    name: str
    weight: float
    share: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A level-2 indicator. ``formula`` says that its levels are expressions in ``n``."""

    id: str
    name: Text
    weight: float | None
    limiting: bool | None
    direction: str
    levels: tuple[Level, ...]
    path: str
    unit: str = ""
    pool: Pool | None = None
    formula: bool = False
    source: str = ""
    standing: Standing | None = None

    @property
    def compares(self) -> bool:
        """Whether a number is compared with the levels."""
        return self.direction != "qualitative"


@dataclass(frozen=True, slots=True)
class Group:
    """A level-1 indicator; ``bonus`` groups come on top of the others."""

    name: Text
    weight: float | None
    indicators: tuple[Indicator, ...]
    path: str
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """A whole system. ``whole`` is what the tables say of its completeness; inline systems are taken as whole."""

    id: str
    title: Text
    rule: Rule
    groups: tuple[Group, ...]
    names: tuple[Text, ...] = ()
    others_at_ii: bool = False
    whole: bool = True
    standing: Standing | None = None
    source: str = ""

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All rows in order."""
        return tuple(one for group in self.groups for one in group.indicators)


def level_name(number: int | None) -> str | None:
    """``I``, ``II``, ``III`` or ``not reached``."""
    if number is None:
        return None
    return "not reached" if number == NOT_REACHED else LEVELS[number - 1]


def find_system(library: Library, name: str) -> System:
    """A system of the reference tables.

    Raises:
        AuditError: ``calc.unknown_system`` naming the likely ones.
    """
    row = _row(library, SYSTEMS, name, "system")
    groups = tuple(
        _group(library, name, key, group)
        for key, group in library.reference(GROUPS).rows.items()
        if group["system"] == name
    )
    source, standing = library.citation(SYSTEMS, name)
    rule: Rule = row["rule"]  # type: ignore[assignment]  # lint holds the column to the known rules
    return System(
        id=name,
        title=Text(row["zh"], row["en"]),
        rule=rule,
        groups=groups,
        names=tuple(Text(row[f"{column}_zh"], row[f"{column}_en"]) for column in _COLUMNS),
        others_at_ii=row["level_i_condition"] == "others_at_ii",
        whole=row["complete"] == "yes",
        standing=standing,
        source=source,
    )


def find_indicator(library: Library, name: str) -> Indicator:
    """One row of the reference tables by its full id.

    Raises:
        AuditError: ``calc.unknown_indicator`` naming the likely ones.
    """
    row = _row(library, INDICATORS, name, "indicator")
    return _indicator(library, row["system"], name, row)


def _row(library: Library, table: str, name: str, asked: str) -> dict[str, str]:
    """A row of a reference table; ``asked`` is the input that named it."""
    rows = library.reference(table).rows
    if name not in rows:
        known = ", ".join(nearest_or_first(name, rows))
        raise AuditError(f"calc.unknown_{asked}", path=asked, name=name, known=known)
    return rows[name]


def _group(library: Library, system: str, key: str, group: dict[str, str]) -> Group:
    indicators = tuple(
        _indicator(library, system, name, row)
        for name, row in library.reference(INDICATORS).rows.items()
        if row["group"] == key
    )
    return Group(
        Text(group["zh"], group["en"]),
        _number(group["weight"]),
        indicators,
        f"{GROUPS}[{key}]",
        group["bonus"] == "yes",
    )


def _indicator(library: Library, system: str, key: str, row: dict[str, str]) -> Indicator:
    source, standing = library.citation(INDICATORS, key)
    compares = row["direction"] != "qualitative"
    cells = [row[column] for column in _COLUMNS]
    formula = compares and any(cell and not _NUMBER.fullmatch(cell) for cell in cells)
    levels = tuple(_number(cell) if compares and not formula else cell or None for cell in cells)
    pool = Pool(row["pool"], float(row["pool_weight"]), row["pool_share"]) if row["pool"] else None
    return Indicator(
        id=key.removeprefix(f"{system}."),
        name=Text(row["zh"], row["en"]),
        weight=_number(row["weight"]),
        limiting={"yes": True, "no": False}.get(row["limiting"]),
        direction=row["direction"],
        levels=levels,
        path=f"{INDICATORS}[{key}]",
        unit=row["unit"],
        pool=pool,
        formula=formula,
        source=source,
        standing=standing,
    )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
