"""Sheets that may not apply: what hides them must be an answer somebody can find and change back."""

from __future__ import annotations

from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.types import Sheet
from desktop.expr import examine
from desktop.expr.nodes import FieldNode
from desktop.expr.walk import walk


def lint_relevance(library: Library, findings: Findings) -> None:
    """Hold the relevance of each sheet against the answers that sheets without one ask."""
    always = {
        (view.table, column)
        for sheet in library.sheets
        if not sheet.relevance
        for view in sheet.views
        if view.kind == "form"
        for column in view.columns
    }
    for sheet in library.sheets:
        if sheet.relevance:
            _sheet(library, findings, sheet, always)


def _sheet(library: Library, findings: Findings, sheet: Sheet, always: set[tuple[str, str]]) -> None:
    bound, faults = examine(sheet.relevance, library.scope())
    if faults:
        return  # told with the formulas
    where = f"sheets/{sheet.id}.relevance"
    fields = {(node.table, node.column) for node in walk(bound.node) if isinstance(node, FieldNode)}
    entered = [place for place in sorted(fields) if not _calculated(library, place)]
    if not entered:
        findings.add("content.relevance_without_answer", where, text=sheet.relevance)
    for table, column in entered:
        if (table, column) not in always:
            findings.add("content.relevance_unasked", where, name=f"{table}.{column}")


def _calculated(library: Library, place: tuple[str, str]) -> bool:
    column = library.column(*place)
    return column is None or bool(column.calculation)
