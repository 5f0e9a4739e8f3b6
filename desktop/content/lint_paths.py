"""Lint of paths in the content: the place they name must exist."""

from __future__ import annotations

from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.path import parse_path


def check_path(library: Library, findings: Findings, where: str, text: str) -> None:
    """A path of a result, a cell, or a whole column (``table.column``)."""
    try:
        path = parse_path(text)
    except AuditError:
        findings.add("content.path_malformed", where, path=text)
        return
    if path.table in library.bindings:
        names = [result.name for result in library.bindings[path.table].results]
        findings.expect("result", where, path.column, names)
    elif findings.expect("table", where, path.table, [*library.tables, *library.bindings]):
        table = library.tables[path.table]
        findings.expect("column", where, path.column, [column.id for column in table.columns])
        if path.row and table.presets is not None and table.presets.reference in library.references:
            rows = library.references[table.presets.reference].rows
            findings.expect("row", where, path.row, rows)
