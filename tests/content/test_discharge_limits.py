"""Limits of discharge standards as law_and_procedure.md 8.2 to 8.11 prints them, and how monitoring uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from desktop.content.library import Library, load_library
from desktop.document.document import Document
from desktop.model.edit import AddRow, SetValue
from desktop.model.result import Num
from tests.builders import sample

ROWS = {  # cells with a number in the tables of the dossier
    "GB 4915-2013": 22,
    "GB 21900-2008": 46,  # 19 pollutants and pH twice, six of the air table
    "GB 13271-2014": 30,
    "GB 25465-2010": 13,
    "GB 28662-2012": 12,
    "GB 13223-2011": 12,
    "GB 3544-2008": 27,
}
VALUES = [
    ("GB 4915-2013 · 表1 · 水泥窑及窑尾余热利用系统 · 氮氧化物", "400", "mg/m3", "10", "confirmed"),
    ("GB 21900-2008 · 表3 · 车间或生产设施废水排放口 · 总镍", "0.1", "mg/L", "", "confirmed"),
    ("GB 13271-2014 · 表3 · 燃气锅炉 · 氮氧化物", "150", "mg/m3", "3.5", "confirmed"),
    ("GB 8978-1996 · 表4 · 其他排污单位，二级 · 化学需氧量", "150", "mg/L", "", "confirmed"),
    ("GB 16297-1996 · 表2 · 排气筒15 m二级速率 · 硫酸雾", None, "", "", ""),  # two kinds: never one row
    ("GB 25465-2010 · 表5 · 电解槽烟气净化 · 氟化物", "3.0", "mg/m3", "", "confirmed"),
    ("GB 25465-2010 · 表5 · 阳极焙烧炉 · 沥青烟", "20", "mg/m3", "", "recalled"),
    ("GB 28662-2012 · 表2 · 烧结机、球团焙烧设备 · 二噁英", "0.5", "ngTEQ/m3", "", "recalled"),
]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.mark.parametrize(("standard", "rows"), ROWS.items())
def test_every_printed_number_is_a_row(library: Library, standard: str, rows: int) -> None:
    found = Counter(row["standard"] for row in library.reference("discharge_limits").rows.values())
    assert found[standard] == rows


@pytest.mark.parametrize(("name", "limit", "unit", "oxygen", "standing"), VALUES)
def test_a_limit_is_that_of_the_dossier(
    library: Library, name: str, limit: str | None, unit: str, oxygen: str, standing: str
) -> None:
    found = [row for row in library.reference("discharge_limits").rows.values() if row["zh"] == name]
    if limit is None:
        assert found == []
        return
    (row,) = found
    assert (float(row["limit"]), row["unit"], row["oxygen"], row["standing"]) == (
        float(limit),
        unit,
        oxygen,
        standing,
    )


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("electroplating", tmp_path_factory.mktemp("limits") / "sample.qsa")
    yield made
    made.close()


def _key(document: Document, name: str) -> str:
    rows = document.library.reference("discharge_limits").rows
    return next(key for key, row in rows.items() if row["zh"] == name)


def test_a_chosen_limit_judges_and_names_its_source(document: Document) -> None:
    key = _key(document, "GB 21900-2008 · 表2 · 车间或生产设施废水排放口 · 六价铬")
    row = {
        "outlet": "workshop", "substance": "六价铬", "kind": "own", "statistic": "day", "pick": "max", "unit": "mg/L",
        "value": {"value": "0.25", "unit": "mg/L"}, "limit_row": key, "limit_statistic": "day",
    }  # fmt: skip
    document.record([AddRow("monitoring", row, row="tried")])
    assert document.value("monitoring[tried].verdict") == "exceeds"  # 0.25 against 0.2 mg/L
    assert document.value("monitoring[tried].standard_used") == "GB 21900-2008 表2"
    margin = document.value("monitoring[tried].margin")
    assert isinstance(margin, Num)
    assert document.shown("monitoring[tried].margin", "zh").text == "−0.050"
    document.record([SetValue("monitoring[tried].unit", "kg/h")])
    assert document.value("monitoring[tried].verdict") == "undetermined"
    codes = {one.code for one in document.problems() if one.path.startswith("monitoring[tried]")}
    assert "monitoring_limit_unit" in codes
    document.undo()
    document.undo()


def test_the_standard_brings_its_reference_oxygen(document: Document) -> None:
    key = _key(document, "GB 4915-2013 · 表1 · 水泥窑及窑尾余热利用系统 · 颗粒物")
    row = {
        "outlet": "da001", "substance": "颗粒物", "kind": "own", "statistic": "hour", "pick": "max", "unit": "mg/m3",
        "value": {"value": "24", "unit": "mg/m3"}, "limit_row": key, "limit_statistic": "hour",
        "oxygen": {"value": "13", "unit": "%"},
    }  # fmt: skip
    document.record([AddRow("monitoring", row, row="tried")])
    assert document.shown("monitoring[tried].converted", "zh").text == "33.000"  # 24 · (21 − 10)/(21 − 13)
    assert document.value("monitoring[tried].verdict") == "exceeds"
    document.record([SetValue("monitoring[tried].oxygen", {"value": "21", "unit": "%"})])
    assert document.value("monitoring[tried].verdict") == "undetermined"
    assert "monitoring_oxygen_impossible" in {one.code for one in document.problems()}
    document.undo()
    document.undo()
