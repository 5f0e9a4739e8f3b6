"""From ``forms/`` and ``resources/`` to ``LibraryData``, strictly, with every mistake at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from desktop.content.decode import BAD, Decoder, compose, name_of
from desktop.content.faults import ContentFault, in_order
from desktop.content.reference import read_reference, read_units
from desktop.content.types import (
    CONTENT_SCHEMA,
    Binding,
    Check,
    Choice,
    Edition,
    Headline,
    LibraryData,
    Sheet,
    Stage,
    Table,
)
from desktop.content.types_reference import Reference, ReferenceHeader, UnitRow
from desktop.content.types_report import Chapter
from desktop.model.nearest import nearest
from desktop.model.text import Source, Text

# One file each, and what it holds.
FILES: dict[str, Any] = {
    "library.yaml": Edition,
    "stages.yaml": tuple[Stage, ...],
    "overview.yaml": tuple[Headline, ...],
}
# Folders of any depth; a file holds items by name.
MAPPINGS: dict[str, Any] = {
    "sources": Source,
    "choices": tuple[Choice, ...],
}
# Folders of any depth; a file holds one item or a list of them.
FOLDERS: dict[str, Any] = {
    "tables": Table,
    "sheets": Sheet,
    "methods": Binding,
    "checks": Check,
    "report": Chapter,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item was written."""

    file: str
    line: int


@dataclass(slots=True)
class Reading:
    """What came of reading: the data (``None`` where something could not be read), the mistakes, where items stand.

    ``places`` is keyed by family and item: ``tables/energy.amount.label``. ``partial`` is the data where all mistakes
    could be read over: nothing runs on it, but the rest of it can be linted.
    """

    data: LibraryData | None = None
    partial: LibraryData | None = None
    lost: bool = False
    faults: list[ContentFault] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def note(self, family: str, file: str, lines: dict[str, int]) -> None:
        """Remember where the items of a file stand."""
        for item, line in lines.items():
            self.places.setdefault(f"{family}/{item}", Place(file, line))


def read_content(forms: Path, resources: Path) -> tuple[LibraryData | None, list[ContentFault]]:
    """The library as written, or ``None`` with all faults."""
    reading = read_all(forms, resources)
    return reading.data, reading.faults


def read_all(forms: Path, resources: Path) -> Reading:
    """As ``read_content``, with the places of all items (for lint)."""
    reading = Reading()
    single = {name: _read_file(reading, forms, name, wanted) for name, wanted in FILES.items()}
    many = {name: read_folder(reading, forms, name, wanted) for name, wanted in FOLDERS.items()}
    named = {name: _read_mappings(reading, forms, name, wanted) for name, wanted in MAPPINGS.items()}
    _refuse_strays(reading, forms)
    units = _read_units(reading, resources / "reference" / "units.csv")
    references = _read_references(reading, resources / "reference")
    reading.lost = reading.lost or any(fault.file.endswith(".csv") for fault in reading.faults)
    messages = _read_messages(reading, resources)
    reading.faults = in_order(reading.faults)
    if reading.lost:
        return reading
    edition: Edition = single["library.yaml"] or Edition(version="0")
    reading.partial = LibraryData(
        version=edition.version,
        schema=CONTENT_SCHEMA,
        digest="",
        sources=named["sources"],
        units=units,
        choices=named["choices"],
        tables=tuple(many["tables"]),
        stages=single["stages.yaml"] or (),
        sheets=_in_layout_order(many["sheets"]),
        bindings=tuple(many["methods"]),
        checks=tuple(many["checks"]),
        references=references,
        chapters=tuple(sorted(many["report"], key=lambda chapter: chapter.number)),
        overview=single["overview.yaml"] or (),
        messages=messages,
    )
    if not reading.faults:
        reading.data = reading.partial
    return reading


def read_text(path: Path, file: str, faults: list[ContentFault]) -> str | None:
    """The text of a file; unreadable files and other encodings become faults."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(ContentFault("content.not_utf8", file, params={"position": str(error.start)}))
    except OSError as error:
        faults.append(
            ContentFault("content.unreadable", file, params={"reason": error.strerror or str(error)})
        )
    return None


def _in_layout_order(sheets: list[Sheet]) -> tuple[Sheet, ...]:
    """By stage and printed number, so that 2-4 stands before 2-11."""

    def rank(sheet: Sheet) -> tuple[int, list[tuple[int, str]]]:
        parts = sheet.number.replace("-", ".").split(".")
        return sheet.stage, [(int(part), "") if part.isdigit() else (1000, part) for part in parts]

    return tuple(sorted(sheets, key=rank))


def _read_yaml(reading: Reading, root: Path, path: Path, family: str, read: Callable[..., Any]) -> Any:
    file = path.relative_to(root.parent).as_posix()
    text = read_text(path, file, reading.faults)
    node = compose(text, file, reading.faults) if text is not None else None
    if node is None:
        reading.lost = reading.lost or bool(text)
        return None
    decoder = Decoder(file, reading.faults)
    value = read(decoder, node)
    reading.note(family, file, decoder.lines)
    reading.lost = reading.lost or value is BAD
    return None if value is BAD else value


def _read_file(reading: Reading, forms: Path, name: str, wanted: Any) -> Any:
    path = forms / name
    if not path.is_file():
        return None
    family = name.removesuffix(".yaml")
    return _read_yaml(reading, forms, path, family, lambda decoder, node: decoder.decode(node, wanted))


def read_folder(reading: Reading, forms: Path, name: str, wanted: Any) -> list[Any]:
    """The items of a folder of any depth; a file holds one item or a list of them."""
    items: list[Any] = []
    seen: dict[str, str] = {}

    def read_items(decoder: Decoder, node: yaml.Node) -> None:
        entries = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for position, entry in enumerate(entries, start=1):
            known_as = name_of(entry)
            with decoder.inside(known_as or f"#{position}"):
                if known_as in seen:
                    decoder.fault("content.duplicate_id", entry, id=known_as, other=seen[known_as])
                elif known_as:
                    seen[known_as] = decoder.file
                value = decoder.decode(entry, wanted)
            if value is BAD:
                reading.lost = True
            else:
                items.append(value)

    for path in sorted((forms / name).rglob("*.yaml")):
        _read_yaml(reading, forms, path, name, read_items)
    return items


def _read_mappings(reading: Reading, forms: Path, name: str, wanted: Any) -> dict[str, Any]:
    items: dict[str, Any] = {}
    homes: dict[str, str] = {}

    def read_items(decoder: Decoder, node: yaml.Node) -> None:
        for known_as, entry in decoder.mapping(node).items():
            with decoder.inside(known_as):
                if known_as in items:
                    decoder.fault("content.duplicate_id", entry, id=known_as, other=homes[known_as])
                value = decoder.decode(entry, wanted)
            if value is BAD:
                reading.lost = True
            else:
                items.setdefault(known_as, value)
                homes.setdefault(known_as, decoder.file)

    for path in sorted((forms / name).rglob("*.yaml")):
        _read_yaml(reading, forms, path, name, read_items)
    return items


def _refuse_strays(reading: Reading, forms: Path) -> None:
    """A file nobody reads is a mistake: its author thinks it counts."""
    folders = [*MAPPINGS, *FOLDERS]
    known = [*FILES, *(f"{folder}/" for folder in folders)]
    for path in sorted(forms.rglob("*")):
        inside = path.relative_to(forms)
        is_content = path.suffix == ".yaml" and (str(inside) in FILES or inside.parts[0] in folders)
        if path.is_file() and not is_content and path.name != "README.md" and not path.name.startswith("."):
            file = f"{forms.name}/{inside.as_posix()}"
            params = {"known": ", ".join(known)}
            near = (
                nearest(f"{inside.parts[0]}/", known)
                if len(inside.parts) > 1
                else nearest(inside.name, known)
            )
            reading.faults.append(ContentFault("content.stray_file", file, params=params, nearest=near))


def _read_units(reading: Reading, path: Path) -> tuple[UnitRow, ...]:
    file = f"{path.parent.parent.name}/reference/{path.name}"
    text = read_text(path, file, reading.faults)
    if text is None:
        return ()
    rows, lines = read_units(text, file, reading.faults)
    reading.note("units", file, lines)
    return rows


def _read_references(reading: Reading, folder: Path) -> tuple[Reference, ...]:
    """Headers of any depth; the rows of a table stand beside its header."""
    headers: list[tuple[Path, ReferenceHeader]] = []
    for header in sorted(folder.rglob("*.yaml")):
        found: tuple[ReferenceHeader, ...] | None = _read_yaml(
            reading,
            folder.parent,
            header,
            "references",
            lambda decoder, node: decoder.decode(node, tuple[ReferenceHeader, ...]),
        )
        headers.extend((header.parent, head) for head in found or ())
    references = []
    for home, head in headers:
        path = home / f"{head.id}.csv"
        file = path.relative_to(folder.parent.parent).as_posix()
        text = read_text(path, file, reading.faults)
        if text is not None:
            reference, lines = read_reference(head, text, file, reading.faults)
            references.append(reference)
            reading.note("references", file, lines)
    return tuple(references)


def read_messages(resources: Path, faults: list[ContentFault]) -> dict[str, Text]:
    """Sentences by code from every file that can be read; ``resources/messages/<room>.yaml``."""
    reading = Reading(faults=faults)
    return _read_messages(reading, resources)


def _read_messages(reading: Reading, resources: Path) -> dict[str, Text]:
    messages: dict[str, Text] = {}
    homes: dict[str, str] = {}
    for path in sorted((resources / "messages").glob("*.yaml")):
        file = f"{resources.name}/messages/{path.name}"
        found: dict[str, Text] | None = _read_yaml(reading, resources, path, "messages", _sentences)
        for code, text in (found or {}).items():
            if code in messages:
                params = {"id": code, "other": homes[code]}
                reading.faults.append(ContentFault("content.duplicate_id", file, code, params=params))
            messages[code] = text
            homes[code] = file
    return messages


def _sentences(decoder: Decoder, node: yaml.Node) -> dict[str, Text]:
    """One by one: the sound ones must still be said when another is broken."""
    found: dict[str, Text] = {}
    for code, entry in decoder.mapping(node).items():
        with decoder.inside(code):
            text = decoder.decode(entry, Text)
        if text is not BAD:
            found[code] = text
    return found
