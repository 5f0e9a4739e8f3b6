"""Figures of streams: one for each present balance of the sample, its sizes those of the dossier."""

from __future__ import annotations

import pytest

from desktop.document.sample import make_sample
from desktop.reports import build_report
from desktop.reports.model import Figure
from tests.builders import library


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[Figure]:
    document = make_sample("aluminium", tmp_path_factory.mktemp("flows") / "a.qsa", library=library())
    blocks = build_report(document.snapshot()).blocks
    document.close()
    return [one for one in blocks if isinstance(one, Figure) and one.caption.startswith("物料流向")]


def test_each_present_balance_has_a_figure_with_its_unit(figures: list[Figure]) -> None:
    captions = [one.caption for one in figures]
    assert "物料流向：电解车间物料平衡（72h实测）（t）" in captions
    assert len(captions) == len(set(captions)) == 7


def test_its_streams_and_its_gap_are_those_of_the_dossier(figures: list[Figure]) -> None:
    """method_and_worksheets.md 3.3: 3917.0 t alumina in, 2036.5 t metal out, 40.9 t left over."""
    (pots,) = [one for one in figures if "72h" in one.caption]
    words = " ".join(pots.drawing.texts).replace("\u2009", "")
    for figure in ("氧化铝  3917 ", "出铝量  2036.5 ", "未能平衡的差额  40.9 "):
        assert figure in words
    paths = [cell.path for cell in pots.cells]
    assert "balances[mb72].difference" in paths
    assert len(paths) == len(set(paths))
