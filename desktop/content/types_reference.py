"""What a looked-up table is made of: its typed header, its rows as they are written, the units."""

from __future__ import annotations

from typing import Literal

from desktop.content.item import Item
from desktop.model.text import Text


class ReferenceColumn(Item, frozen=True, kw_only=True):
    """A column of a reference table; numbers carry a unit."""

    id: str
    label: Text
    type: Literal["text", "number", "date"] = "text"
    unit: str = ""
    unit_from: str = ""


class ReferenceHeader(Item, frozen=True, kw_only=True):
    """The typed header of a reference table in ``resources/reference/``; rows are in ``<id>.csv``."""

    id: str
    title: Text
    key: str
    columns: tuple[ReferenceColumn, ...]


class Reference(Item, frozen=True, kw_only=True):
    """A looked-up table (CSV with a typed header): factors, limits, industries. Rows keyed by ``key``."""

    id: str
    title: Text
    key: str
    columns: tuple[ReferenceColumn, ...]
    rows: dict[str, dict[str, str]]


class UnitRow(Item, frozen=True, kw_only=True):
    """One unit atom of ``resources/reference/units.csv``."""

    id: str
    symbol: str
    dimension: dict[str, int]
    factor: float
    aliases: tuple[str, ...] = ()
    name: Text = Text("", "")
