"""The environmental protection tax of the aluminium sample, worked by hand from annex 2 of the law."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.content.library import load_library
from desktop.document.document import Document
from desktop.model.edit import SetValue
from desktop.model.result import NA
from tests.builders import sample
from tests.content.figures import computed

# 31.8 t fluoride / 0.87, 536.5 t SO2 / 0.95, 65.0 t general dust / 4: three of one outlet
AIR = 31800 / 0.87 + 536500 / 0.95 + 65000 / 4
# 3.46 t COD / 1, 0.204 t ammonia nitrogen / 0.8
WATER = 3460 / 1 + 204 / 0.8
ITEMS = {"a1": "air_f", "a3": "air_so2", "a5": "air_dust", "a13": "w2_cod", "a14": "w2_nh3n"}


@pytest.fixture
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("aluminium", tmp_path_factory.mktemp("tax") / "sample.qsa")
    made.record([SetValue(f"pollutants[{row}].tax_item", item) for row, item in ITEMS.items()])
    yield made
    made.close()


def _rates(document: Document, air: str, water: str) -> None:
    document.record(
        [
            SetValue("tax_account.air_rate", {"value": air, "unit": "元"}),
            SetValue("tax_account.water_rate", {"value": water, "unit": "元"}),
        ]
    )


def test_without_a_rate_there_is_no_tax(document: Document) -> None:
    assert isinstance(document.value("tax_account.total@2025"), NA)


def test_the_tax_of_each_medium(document: Document) -> None:
    _rates(document, "1.2", "1.4")
    assert computed(document, "tax_account.air@2025", "元") == pytest.approx(AIR * 1.2)
    assert computed(document, "tax_account.water@2025", "元") == pytest.approx(WATER * 1.4)
    total = computed(document, "tax_account.total@2025", "万元")
    assert total == pytest.approx((AIR * 1.2 + WATER * 1.4) / 10000)
    assert computed(document, "air_tax[a3].equivalents@2025", "") == pytest.approx(536500 / 0.95)


def test_only_the_first_three_of_an_outlet_count(document: Document) -> None:
    _rates(document, "1.2", "1.4")
    document.record(
        [SetValue("pollutants[a11].outlet", "da001-004"), SetValue("pollutants[a11].tax_item", "air_nox")]
    )
    assert document.value("air_tax[a11].counts@2025") is False  # 7.8 t / 0.95 is the fourth
    assert computed(document, "tax_account.air@2025", "元") == pytest.approx(AIR * 1.2)


def test_a_rate_outside_the_law_is_told(document: Document) -> None:
    _rates(document, "0.6", "1.4")
    assert any(one.path == "tax_account.air_rate" for one in document.problems())
    document.undo()
    _rates(document, "12", "14")
    assert not any(one.path == "tax_account.air_rate" for one in document.problems())


def test_the_ranges_are_those_of_annex_1() -> None:
    rows = load_library().reference("tax_rates").rows
    found = {
        key: (float(row["low"]), float(row["high"])) for key, row in rows.items() if key in ("air", "water")
    }
    assert found == {"air": (1.2, 12.0), "water": (1.4, 14.0)}


def test_media_are_not_mixed(document: Document) -> None:
    document.record([SetValue("pollutants[a13].tax_item", "air_so2")])
    assert "tax_item_medium" in {one.code for one in document.problems()}
