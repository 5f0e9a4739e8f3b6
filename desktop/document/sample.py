"""Sample audits: complete fictional plants, recorded through the same doorway as anybody's answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from desktop.content.library import Library, load_library
from desktop.content.places import resource_root
from desktop.document.clock import Clock, now
from desktop.document.document import Document
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.model.errors import AuditError


def samples() -> tuple[str, ...]:
    """Names of the samples there are."""
    return tuple(sorted(file.parent.name for file in (resource_root() / "samples").glob("*/meta.json")))


def make_sample(
    name: str,
    path: Path,
    *,
    library: Library | None = None,
    edition: str = "assessment",
    clock: Clock = now,
    force: bool = False,
) -> Document:
    """Write a sample audit and leave it open.

    Raises:
        AuditError: ``document.no_sample``; FileError as for any new audit.
    """
    if name not in samples():
        raise AuditError("document.no_sample", name=name, known=", ".join(samples()))
    library = library or load_library()
    document = Document.create(path, library=library, clock=clock, force=force)
    try:
        document.record(list(_edits(_entries(name), library, edition)), label="document.sample")
    except BaseException:
        document.close()
        path.unlink(missing_ok=True)
        raise
    return document


def _entries(name: str) -> Iterator[dict[str, Json]]:
    """What a sample answers, file by file in the order of their names."""
    for file in sorted((resource_root() / "samples" / name).glob("*.json")):
        yield from json.loads(file.read_text(encoding="utf-8")).get("edits", ())


def _edits(entries: Iterator[dict[str, Json]], library: Library, edition: str) -> Iterator[Edit]:
    """Rows first, then answers of records and of the rows every audit begins with.

    An entry that names an ``edition`` belongs to that one alone: what happened after the assessment is not yet known
    in its edition. A later entry for the same row changes it.
    """
    made: set[tuple[str, str]] = set()
    late: list[Edit] = []
    for entry in entries:
        if entry.get("edition", edition) != edition:
            continue
        table, row = str(entry["table"]), str(entry.get("row") or "")
        values = entry["values"]
        assert isinstance(values, dict)
        presets = library.tables[table].presets if table in library.tables else None
        preset = presets is not None and row in library.references[presets.reference].rows
        if row and not preset and (table, row) not in made:
            made.add((table, row))
            yield AddRow(table, values, row=row)
        else:
            place = f"{table}[{row}]" if row else table
            late.extend(SetValue(f"{place}.{column}", value) for column, value in values.items())
    yield from late
    yield SetValue("audit.edition", edition)
