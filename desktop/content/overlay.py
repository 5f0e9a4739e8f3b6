"""The user's overlay as written: own rows and questions, kept apart from the base so that updates keep working.

A folder holds ``reference/<table>.csv`` (rows added to a reference table, or put in the place of a row of the base;
the columns of the table and ``reason``, where needed ``removed`` and ``base``), ``questions/*.yaml`` (questions added)
and ``changes/*.yaml`` (questions hidden or worded in one's own way). Everything has a reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desktop.content.faults import ContentFault, in_order
from desktop.content.overlay_files import CHANGES, QUESTIONS, ROWS, overlay_files, row_files
from desktop.content.read import Place, Reading, read_folder, read_text
from desktop.content.reference import read_reference
from desktop.content.types import LibraryData
from desktop.content.types_overlay import ChangedQuestion, OwnQuestion
from desktop.content.types_reference import Reference, ReferenceColumn, ReferenceHeader
from desktop.model.nearest import nearest
from desktop.model.text import Text

REASON, REMOVED, BASE = "reason", "removed", "base"
OWN_COLUMNS = (
    ReferenceColumn(id=REASON, label=Text("理由", "Reason")),
    ReferenceColumn(id=REMOVED, label=Text("删去", "Removed")),
    ReferenceColumn(id=BASE, label=Text("所依据的原行", "Base row it was written against")),
)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of the overlay. ``cells`` are those of the table; ``removed`` takes the row of the base away."""

    cells: dict[str, str]
    reason: str
    removed: bool = False
    base: str = ""


@dataclass(slots=True)
class Overlay:
    """What an overlay folder says, and where each thing stands in it."""

    rows: dict[str, dict[str, OwnRow]] = field(default_factory=dict)
    questions: tuple[OwnQuestion, ...] = ()
    changes: tuple[ChangedQuestion, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows or self.questions or self.changes)


def fingerprint(item: Mapping[str, str] | msgspec.Struct) -> str:
    """Eight characters that tell whether a row or question of the base is still the same."""
    return hashlib.blake2b(msgspec.json.encode(item, order="sorted"), digest_size=4).hexdigest()


def read_overlay(folder: Path, base: LibraryData) -> tuple[Overlay, list[ContentFault]]:
    """The overlay of a folder with all mistakes of reading; a folder that is not there is an empty overlay."""
    overlay, reading = Overlay(), Reading()
    if folder.is_dir():
        overlay.questions = tuple(read_folder(reading, folder, QUESTIONS, OwnQuestion))
        overlay.changes = tuple(read_folder(reading, folder, CHANGES, ChangedQuestion))
        for path in row_files(folder):
            _read_rows(overlay, reading, folder, path, base)
        _refuse_strays(reading, folder)
    overlay.places = reading.places
    return overlay, in_order(reading.faults)


def header_with_reason(table: Reference) -> ReferenceHeader:
    """The columns a file of own rows has."""
    return ReferenceHeader(
        id=table.id, title=table.title, key=table.key, columns=(*table.columns, *OWN_COLUMNS)
    )


def _read_rows(overlay: Overlay, reading: Reading, folder: Path, path: Path, base: LibraryData) -> None:
    tables = {table.id: table for table in base.references}
    file = path.relative_to(folder.parent).as_posix()
    table = tables.get(path.stem)
    if table is None:
        params = {"name": path.stem}
        fault = ContentFault(
            "content.unknown_reference", file, params=params, nearest=nearest(path.stem, tables)
        )
        reading.faults.append(fault)
        return
    text = read_text(path, file, reading.faults)
    if text is None:
        return
    found, lines = read_reference(
        header_with_reason(table), text, file, reading.faults, optional=(REMOVED, BASE)
    )
    reading.note("references", file, lines)
    columns = [column.id for column in table.columns]
    for key, row in found.rows.items():
        line = lines[f"{table.id}.{key}"]
        if not row[REASON]:
            reading.faults.append(ContentFault("content.own_reason", file, f"{table.id}.{key}", line))
        if row[REMOVED] not in ("", "yes"):
            params = {"found": row[REMOVED], "known": "yes"}
            reading.faults.append(
                ContentFault("content.indicator_word", file, f"{table.id}.{key}.{REMOVED}", line, params)
            )
        cells = {column: row[column] for column in columns}
        overlay.rows.setdefault(table.id, {})[key] = OwnRow(
            cells, row[REASON], row[REMOVED] == "yes", row[BASE]
        )


def _refuse_strays(reading: Reading, folder: Path) -> None:
    """A file nobody reads is a mistake: its author thinks it counts."""
    read = {*overlay_files(folder)}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".yml", ".csv") and path.is_file() and path not in read:
            known = f"{ROWS}/*.csv, {QUESTIONS}/*.yaml, {CHANGES}/*.yaml"
            file = path.relative_to(folder.parent).as_posix()
            reading.faults.append(ContentFault("content.stray_file", file, params={"known": known}))
