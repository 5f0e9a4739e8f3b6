"""Energy carriers of the reference table ``coal_equivalent``: by key or by name, and what kind of carrier each is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from desktop.content.library import Library

REFERENCE = "coal_equivalent"

_PRIMARY = frozenset(
    {"raw_coal", "coal_slime", "middlings", "gangue", "crude_oil", "natural_gas", "biogas", "electricity"}
)
"""Carriers a plant may win itself from nature or waste; whatever else it makes, it makes from energy counted already.
Own electricity is taken as primary (photovoltaics, wind, water); from a captive plant it is ``from_purchased``."""

_USUAL_NAMES = {
    "电": "electricity",
    "电能": "electricity",
    "electricity_calorific": "electricity",
    "power": "electricity",
    "热": "heat",
    "蒸汽": "heat",
    "heat_calorific": "heat",
    "steam": "heat",
    "coal": "raw_coal",
    "水": "fresh_water",
}
_BRACKETED = re.compile(r"[（(].*?[)）]")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A row of the table. ``unit`` is that of the factor, ``per`` the unit of quantity under the stroke."""

    id: str
    zh: str
    category: str
    unit: str
    per: str
    cells: Mapping[str, str]

    @property
    def label(self) -> str:
        """The carrier in a sentence of either language."""
        return f"{self.zh} ({self.id})"

    @property
    def is_medium(self) -> bool:
        """Energy-carrying media 耗能工质 have an equal value only."""
        return self.category == "medium"

    @property
    def is_fuel(self) -> bool:
        """Fuels: their equal value is the calorific one."""
        return self.category == "fuel"

    @property
    def is_made(self) -> bool:
        """Whether own production of it stems from energy that is counted already."""
        return self.id not in _PRIMARY

    @property
    def valid_to(self) -> str:
        """Last day of a superseded row, empty for one in force."""
        return self.cells.get("valid_to", "")

    def figure(self, column: str) -> float | None:
        """A number of the row, ``None`` where the cell is empty."""
        text = self.cells.get(column, "")
        return float(text) if text else None


_by_name: WeakKeyDictionary[Library, dict[str, str]] = WeakKeyDictionary()


def find_carrier(library: Library, name: str) -> Carrier | None:
    """A carrier by key, Chinese or English name."""
    rows = library.reference(REFERENCE).rows
    key = name if name in rows else _names(library).get(_plain(name), "")
    return carrier_of(library, key) if key in rows else None


def carrier_of(library: Library, key: str) -> Carrier:
    """The carrier of a row."""
    cells = library.reference(REFERENCE).rows[key]
    return Carrier(key, cells["zh"], cells["category"], cells["unit"], cells["quantity_unit"], cells)


def _names(library: Library) -> dict[str, str]:
    known = _by_name.get(library)
    if known is None:
        known = _by_name[library] = dict(_USUAL_NAMES)
        for key, row in library.reference(REFERENCE).rows.items():
            for name in (row["zh"], row["en"]):
                known.setdefault(_plain(name), key)
    return known


def _plain(name: str) -> str:
    return _BRACKETED.sub("", name).strip().lower()
