"""Nothing is typed twice: a figure of the base year stands in one table of a sample, and others take it from there.

Coincidences are told from twins by their digits: a figure of three digits or more that stands in two tables is a twin,
unless the pair of tables is known to hold two facts that happen to be equal.
"""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal

import pytest

from desktop.content.library import Library, load_library
from desktop.content.places import resource_root

DIGITS = 3
# Two facts, each with its own reason to be typed.
APART = {
    frozenset({"water", "water_units"}): "a unit the options leave as it was, in the balance after them",
    frozenset({"effect_records", "products"}): "the output in a measured month, beside the monthly return",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def _typed(sample: str) -> list[tuple[str, str, Decimal, str]]:
    """Table, place, number and unit of what a sample types for the base year or for no period."""
    found = []
    for file in sorted((resource_root() / "samples" / sample).glob("[0-9]*.json")):
        for edit in json.loads(file.read_text(encoding="utf-8"))["edits"]:
            for name, value in (edit.get("values") or {}).items():
                period = name.partition("@")[2]
                of_base = not period or period.startswith("2025") or not period[:1].isdigit()
                if isinstance(value, dict) and "value" in value and of_base:
                    place = f"{edit['table']}[{edit.get('row', '')}].{name}"
                    found.append((edit["table"], place, Decimal(value["value"]), value.get("unit", "")))
    return found


def _telling(number: Decimal) -> bool:
    return len(str(abs(number).normalize()).partition("E")[0].replace(".", "").strip("0")) >= DIGITS


def _shared(sample: str, library: Library) -> list[dict[str, str]]:
    """A place by table, for each figure that stands in more than one."""
    homes: dict[tuple[str, float], dict[str, str]] = defaultdict(dict)
    for table, place, number, unit in _typed(sample):
        if unit and _telling(number):
            parsed = library.units.parse(unit)
            key = (str(parsed.dimension), round(float(number) * float(parsed.factor), 6))
            homes[key].setdefault(table, place)
    return [places for places in homes.values() if len(places) > 1]


@pytest.mark.parametrize("sample", ["aluminium", "electroplating"])
def test_a_figure_stands_in_one_table(sample: str, library: Library) -> None:
    twins = [sorted(places.values()) for places in _shared(sample, library) if frozenset(places) not in APART]
    assert twins == []


def test_what_is_apart_is_still_needed(library: Library) -> None:
    """A pair nobody types any more must not hide a new twin."""
    met = {
        frozenset(places) for sample in ("aluminium", "electroplating") for places in _shared(sample, library)
    }
    assert met == set(APART)
