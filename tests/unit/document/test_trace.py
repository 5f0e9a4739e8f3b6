"""Traces of figures of the samples: in words, with the numbers, only what counts, factors with source."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document import Document
from desktop.document.sample import samples
from tests.builders import sample

# Names of steps and codes of the program, which no reader of a report should meet.
_INNER = re.compile(r"\b[a-z]+_[a-z0-9_]+\b")


@pytest.fixture(scope="module", params=samples())
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with sample(request.param, tmp_path_factory.mktemp("trace") / "sample.qsa") as made:
        yield made


def test_twenty_figures_at_random_are_readable_in_both_languages(document: Document) -> None:
    chosen: dict[str, list[str]] = {}
    for path in document.result_paths():
        shown = document.shown(path, "zh")
        if shown.value is not None and shown.text:
            chosen.setdefault(path.split("[")[0].split(".")[0], []).append(path)
    tables = sorted(chosen)
    picked = random.Random(20).sample(tables, 20)
    for table in picked:
        path = random.Random(table).choice(chosen[table])
        for lang in ("zh", "en"):
            told = document.explain(path, lang)
            assert told.rounding, path
            if told.origin == "months":
                assert told.inputs, path
                continue
            assert told.formula, path
            assert told.with_numbers, path
            told_lines = [told.formula, told.with_numbers, *(one.line() for one in told.steps)]
            for line in told_lines:
                assert not _INNER.search(line), (path, line)


def test_only_rows_that_count_are_named_as_inputs(tmp_path: Path) -> None:
    """ZG3 of the aluminium dossier cuts 52 t of SO2, NOx and particulates; no other option belongs to its sum."""
    with sample("aluminium", tmp_path / "a.qsa") as document:
        told = document.explain("options[zg3].air_pollutants_cut@assessment", "zh")
        assert {one.path.split("[")[1].split("-")[0] for one in told.inputs} == {"zg3"}
        none = document.explain("options[zg1].saving_labour@assessment", "zh")
        assert none.inputs == ()
        assert none.with_numbers == "0（没有符合条件的行）"


def test_a_method_names_its_inputs_and_factors(tmp_path: Path) -> None:
    with sample("electroplating", tmp_path / "e.qsa") as document:
        told = document.explain("co_control[zg5].unit_cost_APeq@assessment", "en")
        assert told.formula == "cost of ZG5 per APeq = net cost per year of ZG5 ÷ APeq of ZG5"
        assert [(one.name, one.standing.value) for one in told.factors] == [
            ("chromic acid mist · Equivalent", "confirmed")
        ]
        assert "options[zg5].total_investment@assessment" in {one.path for one in told.inputs}
        assert not any("zg4" in one.path for one in told.inputs)


def test_the_branch_that_is_taken_is_written_with_its_numbers(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        assert document.explain("prices[el].used", "zh").with_numbers == "0.42\u2009元/kWh"
        assert document.explain("summary.balances_tested", "zh").with_numbers.isdigit()
