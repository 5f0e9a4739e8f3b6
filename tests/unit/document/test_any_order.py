"""Equal answers give equal results, whatever the order they were entered in and whatever the locale."""

from __future__ import annotations

import contextlib
import locale
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.content.library import load_library
from desktop.document import Document
from desktop.document import sample as samples
from desktop.model.edit import AddRow, Edit, SetValue


def one_by_one(edits: list[Edit], seed: int) -> tuple[list[Edit], list[Edit]]:
    """Rows in their order, then every answer by itself in an order of chance."""
    rows = [AddRow(one.table, {}, row=one.row) for one in edits if isinstance(one, AddRow)]
    answers = [
        SetValue(f"{one.table}[{one.row}].{column}", value)
        for one in edits
        if isinstance(one, AddRow)
        for column, value in one.values.items()
    ]
    answers += [one for one in edits if isinstance(one, SetValue)]
    latest = {one.path: one for one in answers}  # a later answer to the same question takes its place
    shuffled = list(latest.values())
    random.Random(seed).shuffle(shuffled)
    return [*rows], [*shuffled]


def results(document: Document) -> dict[str, object]:
    return {path: repr(document.value(path)) for path in document.result_paths()}


@contextlib.contextmanager
def commas() -> Iterator[None]:
    """A locale that writes decimals with a comma, where this machine has one."""
    before = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"):
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, name)
            break
    try:
        yield
    finally:
        locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_answers_changes_no_result(tmp_path: Path, seed: int) -> None:
    library = load_library()
    edits = list(samples._edits(samples._entries("electroplating"), library, "assessment"))
    with samples.make_sample("electroplating", tmp_path / "a.qsa", library=library) as usual:
        expected = results(usual)
    rows, answers = one_by_one(edits, seed)
    with commas(), Document.create(tmp_path / "b.qsa", library=library) as shuffled:
        shuffled.record(rows)
        half = len(answers) // 2
        shuffled.record(answers[:half])
        results(shuffled)  # what is computed on the way must not stay
        shuffled.record(answers[half:])
        found = results(shuffled)
    assert len(expected) > 1000
    assert found == expected
