"""A large audit for benchmarks: the aluminium sample many times over, about 8,000 rows, with 300 attachments.

Copies hang together as the sample does: the streams of a copy belong to the balances of that copy, sub-meters to its
meters, effects to its options; what is related to output is related to the main product of the plant.
"""

from __future__ import annotations

import random
from pathlib import Path

from desktop.content.types import NumberColumn, RefColumn
from desktop.document import Document
from desktop.model.answer import Json
from desktop.model.edit import AddRow
from tests.builders import clock, sample

ROWS = {"products": 200, "meters": 300, "materials": 2200, "energy": 1300, "water": 500, "options": 200,
        "option_effects": 600, "balances": 270, "streams": 2100, "team": 100}  # fmt: skip
"""How many rows; a table after those it refers to."""

ATTACHMENTS = 300
COMMON = ("products", "lines")  # one plant: copies share its main product and its lines


def large_audit(path: Path) -> Document:
    """The aluminium sample grown to the size of the reference audit, open."""
    document = sample("aluminium", path)
    made = random.Random(7)
    models = {table: document.rows(table) for table in ROWS}
    sizes = [made.uniform(0.97, 1.03) for _ in range(max(ROWS.values()))]
    edits = [
        _copy(document, table, models, number, sizes)
        for table, count in ROWS.items()
        for number in range(count)
    ]
    document.record(edits)
    for number in range(ATTACHMENTS):
        source = path.with_name(f"evidence-{number}.txt")
        source.write_bytes(made.randbytes(2000))
        row = _name("materials", models, number)
        document.attach(source, f"materials[{row}]", kind="bill", period="2025", date="2026-01-15")
        source.unlink()
    return document


def _copy(
    document: Document, table: str, models: dict[str, tuple[str, ...]], number: int, sizes: list[float]
) -> AddRow:
    """A row of the sample once more, as part of a copy of the plant of another size."""
    model = models[table][number % len(models[table])]
    copy = number // len(models[table])
    values: dict[str, Json] = {}
    for cell in document.state.cells_of(table, model):
        column = document.library.column(table, cell.column)
        stored = document.stored(str(cell.path))
        if len(cell.period) == 7:  # months only in the rows they were entered in
            continue
        if isinstance(column, NumberColumn) and not column.whole:
            stored = _sized(stored, sizes[copy])
        elif isinstance(column, RefColumn):
            names = stored if isinstance(stored, list) else [stored]
            copies: list[Json] = [_copied(column.table, models, str(name), copy) for name in names]
            stored = copies if column.many else copies[0]
        elif cell.column in ("name", "code", "title"):
            stored = f"{stored}-{copy + 1}"
        values[f"{cell.column}@{cell.period}" if cell.period else cell.column] = stored
    return AddRow(table, values, row=_name(table, models, number))


def _name(table: str, models: dict[str, tuple[str, ...]], number: int) -> str:
    return f"{models[table][number % len(models[table])]}-c{number // len(models[table])}"


def _copied(table: str, models: dict[str, tuple[str, ...]], row: str, copy: int) -> str:
    """The row that stands for another in a copy of the plant; itself where that was not copied so often."""
    if table in COMMON or row not in models.get(table, ()):
        return row
    number = copy * len(models[table]) + models[table].index(row)
    return f"{row}-c{copy}" if number < ROWS[table] else row


def _sized(stored: Json, size: float) -> Json:
    if isinstance(stored, dict) and "unit" in stored and stored["unit"] != "%":
        return {"value": str(round(float(str(stored["value"])) * size, 6)), "unit": stored["unit"]}
    return stored


__all__ = ["clock", "large_audit"]
