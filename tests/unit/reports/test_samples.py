"""Every sample, in both editions, goes to paper and into the workbook whole: no figure failed, no sign is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.document.sample import samples
from desktop.model.period import EDITIONS
from desktop.reports import build_report
from desktop.reports.numbers import placed_cells
from desktop.reports.pdf import lay_out
from tests.builders import sample
from tests.recalculated import needs_office
from tests.unit.reports.test_workbook import differing, written


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", samples())
def test_no_figure_of_a_sample_fails_on_paper(tmp_path: Path, name: str, edition: str) -> None:
    with sample(name, tmp_path / "a.qsa", edition) as document:
        snapshot = document.snapshot()
        failed = snapshot.library.message("report.failed", "zh", note="")[:4]
        report = build_report(snapshot, language="zh")
        assert [place for cell, place in placed_cells(report) if failed in cell.text] == []
        assert {one.path for one in document.problems() if one.code == "failed"} == set()
    laid = lay_out(report)
    assert laid.pages > 40
    assert laid.missing == ()


@needs_office
def test_every_figure_of_the_second_sample_recalculates(tmp_path: Path) -> None:
    """Calculated and looked-up choices among them, and answers that read "not applicable"."""
    with sample("electroplating", tmp_path / "a.qsa") as document:
        plan, book = written(document.snapshot(), tmp_path / "a.xlsx")
        assert differing(plan, book) == []
