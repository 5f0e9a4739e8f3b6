"""Sample audits: complete fictional plants, recorded through the same doorway as anybody's answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from desktop.content.library import Library, load_library
from desktop.content.places import resource_root
from desktop.document.document import Clock, Document, now
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.model.errors import AuditError


def samples() -> tuple[str, ...]:
    """Names of the samples there are."""
    return tuple(sorted(file.stem for file in (resource_root() / "samples").glob("*.json")))


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
    source = resource_root() / "samples" / f"{name}.json"
    if not source.is_file():
        raise AuditError("document.no_sample", name=name, known=", ".join(samples()))
    data = json.loads(source.read_text(encoding="utf-8"))
    document = Document.create(path, library=library or load_library(), clock=clock, force=force)
    try:
        document.record(list(_edits(data["edits"], edition)), label="document.sample")
    except BaseException:
        document.close()
        path.unlink(missing_ok=True)
        raise
    return document


def _edits(entries: list[dict[str, Json]], edition: str) -> Iterator[Edit]:
    """Rows first without their references to later rows, then those: tables may refer to each other."""
    late: list[Edit] = []
    for entry in entries:
        table, row = str(entry["table"]), str(entry.get("row") or "")
        values = entry["values"]
        assert isinstance(values, dict)
        if row:
            yield AddRow(table, values, row=row)
        else:
            late.extend(SetValue(f"{table}.{column}", value) for column, value in values.items())
    yield from late
    yield SetValue("audit.edition", edition)
