"""With what an audit begins: the preset rows, the last full year, the profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.content.library import Library
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Edit, SetValue


def first_edits(library: Library, year: int, profile: Mapping[str, Json]) -> list[Edit]:
    """The edits of a new audit made in ``year``; ``profile`` holds answers by path."""
    answers: dict[str, Json] = {"audit.base_year": str(year - 1), "audit.edition": "assessment", **profile}
    return [*_presets(library), *(SetValue(key, value) for key, value in answers.items())]


def _presets(library: Library) -> Iterator[AddRow]:
    for table in library.tables.values():
        if table.presets is not None:
            for key in library.references[table.presets.reference].rows:
                yield AddRow(table.id, {table.presets.column: key}, row=key)
