"""A large audit for benchmarks: about 8,000 rows over the tables of the library, with 300 attachments."""

from __future__ import annotations

import random
from pathlib import Path

from desktop.document import Document
from desktop.model.edit import AddRow, Edit
from tests.builders import clock, sample

ROWS = {"materials": 2500, "energy": 1500, "water": 500, "products": 200, "streams": 2300, "team": 100, "options": 200,
        "option_effects": 700}  # fmt: skip
ATTACHMENTS = 300


def large_audit(path: Path) -> Document:
    """The aluminium sample grown to the size of the reference audit, open."""
    document = sample("aluminium", path)
    made = random.Random(7)
    for table, count in ROWS.items():
        document.record(list(_rows(document, table, count, made)))
    for number in range(ATTACHMENTS):
        source = path.with_name(f"evidence-{number}.txt")
        source.write_bytes(made.randbytes(2000))
        document.attach(source, f"materials[big{number}]", period="2025")
        source.unlink()
    return document


def _rows(document: Document, table: str, count: int, made: random.Random) -> list[Edit]:
    """Copies of the table's own rows with other numbers, so that every formula has something to do."""
    rows = document.rows(table)
    edits: list[Edit] = []
    for number in range(count):
        model = rows[number % len(rows)]
        values = {}
        for cell in document.state.cells_of(table, model):
            key = f"{cell.column}@{cell.period}" if cell.period else cell.column
            if len(cell.period) == 7:  # months only in the rows they were entered in
                continue
            whole = getattr(document.library.column(table, cell.column), "whole", False)
            stored = document.stored(str(cell.path))
            values[key] = stored if whole else _varied(stored, made)
        edits.append(AddRow(table, values, row=f"big{number}"))
    return edits


def _varied(value: object, made: random.Random) -> object:
    if isinstance(value, dict) and "unit" in value:
        return {"value": str(round(float(value["value"]) * made.uniform(0.5, 1.5), 3)), "unit": value["unit"]}
    return value


__all__ = ["clock", "large_audit"]
