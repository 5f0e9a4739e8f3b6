"""The benchmarks run: once each, on the sample where that will do. What they measure is no business of a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import rows
from tests.benchmarks.table import Row, Table

# The rows over the reference audit take minutes to set up; ``python3 dev.py bench`` runs them.
QUICK = ("start", "turn", "pdf", "workbook")


@pytest.mark.parametrize("name", QUICK)
def test_a_row_is_measured_and_printed(tmp_path: Path, name: str) -> None:
    world = rows.World(tmp_path, repeat=1)
    found = rows.ALL[name](world)
    table = Table()
    table.add(found)
    lines = str(table).splitlines()
    assert len(lines) == 2 + (1 if isinstance(found, Row) else len(found))
