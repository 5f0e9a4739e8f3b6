"""What differs between two libraries: questions, rows of reference tables, checks, sheets, methods, report texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from desktop.content.types import LibraryData
from desktop.model.text import Text

Kind = Literal["added", "removed", "renamed", "reworded", "changed"]
KINDS: tuple[Kind, ...] = ("added", "removed", "renamed", "changed", "reworded")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an item that differs; what has no languages is the same in both."""

    name: str
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """An item of the content that differs.

    ``family``: ``questions``, ``references``, ``checks``, ``sheets``, ``methods``, ``report``, ``choices``,
    ``sources``, ``units``, ``tables``, ``stages``. ``item``: its id; of a question ``table.column``, of a reference
    row ``table.key``. ``renamed`` tells the new id of a question. ``reworded``: only what is said differs.
    """

    kind: Kind
    family: str
    item: str
    label: Text
    parts: tuple[Part, ...] = ()
    renamed: str = ""


def differences(before: LibraryData, after: LibraryData) -> list[Difference]:
    """Every difference, family by family, in the order of the library."""
    old, new = dict(_families(before)), dict(_families(after))
    renamed = {
        f"{table.id}.{was}": f"{table.id}.{now}"
        for table in after.tables
        for was, now in table.renamed.items()
    }
    found: list[Difference] = []
    for family, items in new.items():
        moved = renamed if family == "questions" else {}
        found.extend(_between(family, old[family], items, moved))
    return found


def _between(
    family: str, old: Mapping[str, _Item], new: Mapping[str, _Item], renamed: Mapping[str, str]
) -> Iterator[Difference]:
    moved = {was: now for was, now in renamed.items() if was in old and was not in new and now in new}
    arrived = {now: was for was, now in moved.items() if now not in old}
    for key, item in new.items():
        was = arrived.get(key, key)
        if was not in old:
            yield Difference("added", family, key, item.label)
            continue
        parts = tuple(_parts(old[was].parts, item.parts))
        if key in arrived:
            yield Difference("renamed", family, was, item.label, parts, key)
        elif parts:
            said = all(part.name.partition(".")[0] in _SAID for part in parts)
            yield Difference("reworded" if said else "changed", family, key, item.label, parts)
    for key, item in old.items():
        if key not in new and key not in moved:
            yield Difference("removed", family, key, item.label)


_SAID = ("label", "title", "hint", "help", "message", "fix", "constraint_message", "purpose", "who", "note")


@dataclass(frozen=True, slots=True)
class _Item:
    label: Text
    parts: dict[str, Text]


def _families(data: LibraryData) -> Iterator[tuple[str, dict[str, _Item]]]:
    yield (
        "questions",
        {
            f"{table.id}.{column.id}": _item(column, column.label, without=("id",))
            for table in data.tables
            for column in table.columns
        },
    )
    yield (
        "references",
        {f"{table.id}.{key}": _row(key, row) for table in data.references for key, row in table.rows.items()},
    )
    yield "checks", {one.code: _item(one, one.message, without=("examples",)) for one in data.checks}
    yield "sheets", {one.id: _item(one, one.title) for one in data.sheets}
    yield "methods", {one.id: _item(one, one.title) for one in data.bindings}
    yield (
        "report",
        {
            f"{chapter.id}.{section.id}": _item(section, section.title)
            for chapter in data.chapters
            for section in chapter.sections
        },
    )
    yield (
        "choices",
        {
            f"{name}.{one.value}": _item(one, one.label)
            for name, listed in data.choices.items()
            for one in listed
        },
    )
    yield "sources", {key: _item(one, one.document) for key, one in data.sources.items()}
    yield "units", {one.id: _item(one, one.name) for one in data.units}
    yield "tables", {one.id: _item(one, one.title, without=("columns", "renamed")) for one in data.tables}
    yield "stages", {str(one.number): _item(one, one.title) for one in data.stages}


def _row(key: str, row: Mapping[str, str]) -> _Item:
    label = Text(row.get("zh") or key, row.get("en") or row.get("zh") or key)
    return _Item(label, {name: Text(cell, cell) for name, cell in row.items() if cell})


def _item(item: Any, label: Text, without: tuple[str, ...] = ()) -> _Item:
    names = getattr(item, "__struct_fields__", None) or item.__slots__
    parts: dict[str, Text] = {}
    for name in names:
        if name not in without:
            parts |= _told(name, getattr(item, name))
    if isinstance(item, msgspec.Struct) and (tag := item.__struct_config__.tag):
        parts["type"] = Text(str(tag), str(tag))
    return _Item(label, parts)


def _told(name: str, value: Any) -> dict[str, Text]:
    """A part in words; what is empty is not told, so that a new key of the types is no difference."""
    match value:
        case Text():
            return {name: value}
        case msgspec.Struct():
            return _told(name, {part: getattr(value, part) for part in value.__struct_fields__})
        case dict():
            return {
                told: said
                for part, inner in value.items()
                for told, said in _told(f"{name}.{part}", inner).items()
            }
        case None | "" | () | False:
            return {}
        case str():
            return {name: Text(value, value)}
        case _:
            if not value and not isinstance(value, int | float):
                return {}
            text = msgspec.json.encode(value, order="sorted").decode()
            return {name: Text(text, text)}


def _parts(old: Mapping[str, Text], new: Mapping[str, Text]) -> Iterator[Part]:
    nothing = Text("", "")
    for name in dict.fromkeys([*new, *old]):
        before, after = old.get(name, nothing), new.get(name, nothing)
        if before != after:
            yield Part(name, before, after)
