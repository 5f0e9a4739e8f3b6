"""The three preset cases of co-control side by side, and the printed numbers of its figures at their own steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.document.sample import make_sample
from desktop.reports.drawings import pictures
from tests.unit.reports.test_option_pictures import blocks


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with make_sample("aluminium", tmp_path_factory.mktemp("cases") / "a.qsa") as made:
        yield made


def number(document: Document, path: str) -> float:
    found = document.shown(f"options[zg2].{path}@assessment", "zh").value
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("case", "equivalents", "share"),
    [("low", 75296.33, 73.99), ("middle", 35501.33, 44.84), ("high", 25154.63, 22.15)],
)
def test_zg2_in_three_cases(document: Document, case: str, equivalents: float, share: float) -> None:
    """By hand: 11.6 t F ÷ 0.87 + 25 t dust ÷ 4 = 19 583.33; 955.08 t CO2 × 70/1.2, × 100/6, × 70/12 besides."""
    assert number(document, f"co_iapeq_{case}") == pytest.approx(equivalents, abs=0.05)
    assert number(document, f"co_share_{case}") == pytest.approx(share, abs=0.01)


def test_the_case_in_force_agrees_with_its_column(document: Document) -> None:
    """The sample takes 70 yuan/t and 1.2 yuan per equivalent, the low case."""
    assert number(document, "co_iapeq_low") == pytest.approx(
        document.shown("co_control[zg2].IAPeq@assessment", "zh").value or 0
    )


def test_the_order_turns_with_the_terms(document: Document) -> None:
    """WD1 cuts pollutants alone: 9th at a low tax, 4th at a high one; ZG1 is first in all."""
    ranks = [document.shown(f"options[wd1].co_rank_{case}@assessment", "zh").text for case in ("low", "high")]
    assert ranks == ["9", "4"]
    assert document.value("options[zg1].co_steady@assessment") is True
    assert document.value("options[wd1].co_steady@assessment") is False


@pytest.mark.parametrize("kind", ["quadrants", "abatement"])
def test_numbers_beside_the_figures_can_be_explained(document: Document, kind: str) -> None:
    explained = 0
    for block in blocks(document.library, kind):
        for picture in pictures(document, block, "zh"):
            for row in picture.rows:
                for cell in row.cells:
                    name = cell.path.partition("@")[0].rpartition(".")[2]
                    if cell.value is None or name == "curves":
                        continue
                    told = document.explain(cell.path, "zh")
                    assert told.formula, cell.path
                    assert told.text == cell.text, cell.path
                    explained += 1
    assert explained >= 10


def test_a_share_is_called_by_option_and_pollutant(document: Document) -> None:
    label = document.label("co_control.share_1_0@assessment", "zh")
    assert "WD1" in label
    assert "CO2e" in label
