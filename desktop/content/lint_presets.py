"""Tables that begin with preset rows: the reference table, the column that holds its keys, keys fit to be row ids."""

from __future__ import annotations

import re

from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.types import ChoiceColumn, Presets, Table

_ROW_ID = re.compile(r"[A-Za-z0-9_-]+")


def lint_presets(library: Library, findings: Findings, table: Table, presets: Presets) -> None:
    """Preset rows stand for the keys of a reference table, which name rows and are chosen in a column."""
    where = f"tables/{table.id}.presets"
    if table.single:
        findings.add("content.presets_single", where, table=table.id)
    if not findings.expect("reference", f"{where}.reference", presets.reference, library.references):
        return
    choosing = [
        column.id
        for column in table.columns
        if isinstance(column, ChoiceColumn)
        and column.reference == presets.reference
        and not (column.many or column.calculation or column.period != "none")
    ]
    names = [column.id for column in table.columns]
    if presets.column not in names:
        findings.unknown("column", f"{where}.column", presets.column, choosing or names)
    elif presets.column not in choosing:
        findings.add(
            "content.preset_column",
            f"{where}.column",
            next(iter(choosing), ""),
            name=presets.column,
            reference=presets.reference,
        )
    for key in library.references[presets.reference].rows:
        if not _ROW_ID.fullmatch(key):
            meant = re.sub(r"[^A-Za-z0-9_-]+", "-", key).strip("-")
            findings.add("content.preset_key", f"references/{presets.reference}.{key}", meant, name=key)
