"""A typed-in system into an overlay folder: rows beside those of other systems, the base itself never touched."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from desktop.content.messages import Messages
from desktop.content.overlay import BASE, REASON, REMOVED, Overlay, OwnRow, fingerprint, read_overlay
from desktop.content.overlay_files import ROWS
from desktop.content.types import LibraryData
from desktop.content.types_reference import Reference
from desktop.exchange.authoring.system import TypedSystem
from desktop.model.errors import AuditError, FileError


def save_system(folder: Path, base: LibraryData, system: TypedSystem, *, force: bool = False) -> list[Path]:
    """Write the rows of a system into the files of an overlay; returns the files.

    A row that stands in the place of one of the base names the base row it was written against; rows of the base
    that the workbook no longer has are written as removed.

    Raises:
        AuditError: ``authoring.exists`` where the folder holds the system with other content and ``force`` is not
            given; ``content.own_broken`` where what the folder holds already cannot be read.
        FileError: ``file.not_a_folder``.
    """
    if folder.exists() and not folder.is_dir():
        raise FileError("file.not_a_folder", path=str(folder))
    overlay, faults = read_overlay(folder, base)
    if faults:
        told = Messages(base.messages).list_faults(faults)
        raise AuditError("content.own_broken", folder=str(folder), count=len(faults), faults=told)
    references = {one.id: one for one in base.references}
    reason = system.facts.get(REASON, "")
    wanted = {
        table: _own_rows(references[table], rows, system.id, reason) for table, rows in system.tables.items()
    }
    found = {table: _rows_of(overlay, table, system.id) for table in wanted}
    if any(found.values()) and found != wanted and not force:
        raise AuditError("authoring.exists", folder=str(folder), name=system.id)
    written = []
    for table, rows in wanted.items():
        others = {key: row for key, row in overlay.rows.get(table, {}).items() if key not in found[table]}
        path = folder / ROWS / f"{table}.csv"
        _write(path, _csv(references[table], {**others, **rows}))
        written.append(path)
    return written


def _own_rows(
    table: Reference, rows: Mapping[str, Mapping[str, str]], system: str, reason: str
) -> dict[str, OwnRow]:
    names = [column.id for column in table.columns]
    own: dict[str, OwnRow] = {}
    for key, row in rows.items():
        base = table.rows.get(key)
        mark = fingerprint(base) if base is not None else ""
        own[key] = OwnRow({name: row.get(name, "") for name in names}, reason, base=mark)
    for key, row in table.rows.items():
        if key not in own and _belongs(key, system):
            cells = {**dict.fromkeys(names, ""), table.key: key}
            own[key] = OwnRow(cells, reason, removed=True, base=fingerprint(row))
    return own


def _rows_of(overlay: Overlay, table: str, system: str) -> dict[str, OwnRow]:
    return {key: row for key, row in overlay.rows.get(table, {}).items() if _belongs(key, system)}


def _belongs(key: str, system: str) -> bool:
    return key == system or key.startswith(f"{system}.")


def _csv(table: Reference, rows: Mapping[str, OwnRow]) -> str:
    names = [column.id for column in table.columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, REASON, REMOVED, BASE])
    for row in rows.values():
        cells = [row.cells[name] for name in names]
        writer.writerow([*cells, row.reason, "yes" if row.removed else "", row.base])
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    """Beside, then swapped: what stood there stays whole whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".rows-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
