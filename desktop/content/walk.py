"""Going through a library: every part with the name under which faults speak of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.content.types import LibraryData
from desktop.model.text import Source, Text

NAMING_KEYS = ("id", "code", "name", "value", "number")

# Field of LibraryData -> the file or folder it comes from.
FAMILIES = {
    "sources": "sources",
    "choices": "choices",
    "tables": "tables",
    "stages": "stages",
    "sheets": "sheets",
    "bindings": "methods",
    "checks": "checks",
    "references": "references",
    "chapters": "report",
    "overview": "overview",
    "messages": "messages",
}


def walk(data: LibraryData) -> Iterator[tuple[str, Any]]:
    """Every struct and text below the library, as ``tables/energy.amount.label``."""
    for name, family in FAMILIES.items():
        yield from _below(f"{family}/", getattr(data, name))


def texts(data: LibraryData) -> Iterator[tuple[str, Text]]:
    """Everything said in two languages."""
    for where, part in walk(data):
        if isinstance(part, Text):
            yield where, part


def label_of(part: object, position: int) -> str:
    """What people call an entry of a list; the same rule as for what authors write."""
    named = (str(getattr(part, key, "") or "") for key in NAMING_KEYS)
    return next((name for name in named if name), f"#{position}")


def _below(where: str, part: Any) -> Iterator[tuple[str, Any]]:
    match part:
        case Text():
            yield where, part
        case Source():
            yield where, part
            yield f"{where}.document", part.document
        case msgspec.Struct():
            yield where, part
            for name in part.__struct_fields__:
                yield from _below(_join(where, name), getattr(part, name))
        case tuple():
            for position, entry in enumerate(part, start=1):
                yield from _below(_join(where, label_of(entry, position)), entry)
        case dict():
            for key, entry in part.items():
                if not isinstance(entry, str):
                    yield from _below(_join(where, str(key)), entry)
        case _:  # a plain value
            pass


def _join(where: str, name: str) -> str:
    return f"{where}{name}" if where.endswith("/") else f"{where}.{name}"
