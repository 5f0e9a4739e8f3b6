"""Key intensities over more than three years: typed years before, audits and changes of method; honest with three."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace as replaced

from desktop.content.compile import digested
from desktop.content.library import Library, load_base
from desktop.content.types import LibraryData
from desktop.content.types_reference import Reference
from desktop.document.document import Document
from desktop.document.upgrade import EVENTS, plan_upgrade
from desktop.figures.drawing import Label
from desktop.model.edit import AddRow
from desktop.reports import build_report
from desktop.reports.course import course, events
from desktop.reports.model import Figure, Prose
from tests.builders import sample
from tests.content.figures import computed

EARLIER = "trend_years.energy_per_product"
FIGURE = "summary.energy_per_product"


def year(of: str, row: str, output: str, energy: str) -> AddRow:
    values = {
        "year": of,
        "output": {"value": output, "unit": "t"},
        "energy_total": {"value": energy, "unit": "tce"},
    }
    return AddRow("trend_years", values, row=row)


@pytest.fixture
def smelter(tmp_path: Path) -> Iterator[Document]:
    made = sample("aluminium", tmp_path / "sample.qsa")
    yield made
    made.close()


def test_three_years_are_called_too_few(smelter: Document) -> None:
    assert [point.year for point in course(smelter, FIGURE, EARLIER)] == ["2023", "2024", "2025"]
    assert printed(smelter).count("不作趋势判断") == 1


def test_earlier_years_stand_before_the_three_and_gaps_keep_their_place(smelter: Document) -> None:
    smelter.record(
        [
            year("2020", "y20", "236000", "405000"),
            year("2021", "y21", "239000", "407000"),
            year("2024", "y24", "1", "1"),  # held by the audit itself
            AddRow(EVENTS, {"year": "2021", "kind": "audit", "name": "第一轮审核"}),
            AddRow(EVENTS, {"year": "2021", "kind": "factor", "name": "因子换版"}),
        ]
    )
    points = course(smelter, FIGURE, EARLIER)
    assert [point.year for point in points] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    # 405 000 tce over 236 000 t, 407 000 tce over 239 000 t; the last three as in the energy account
    wanted = (405000 / 236, 407000 / 239, None, 409478.10 / 243.2, 413154.04 / 246.3, 415225.47 / 248.5)
    for point, figure in zip(points, wanted, strict=True):
        if figure is None:
            assert smelter.shown(point.path, "zh").value is None
        else:
            assert computed(smelter, point.path, "kgce/t") == pytest.approx(figure, abs=0.001)
    assert events(smelter, EVENTS, "zh") == {"2021": "第一轮审核、因子换版"}
    text = printed(smelter)
    assert "不作趋势判断" not in text
    assert "第一轮审核" in text  # shortened to the room under its year; the table below says all
    assert "历年单位产品综合能耗" in text
    assert "历年单位产品取水量" not in text  # nobody gave water of earlier years


def test_another_library_is_marked_in_the_trend(smelter: Document) -> None:
    """A factor is corrected in the next edition of the content: the upgrade says so under the base year."""
    base = load_base().data
    newer = Library(digested(replaced(corrected(base), version="2027.1-1")))
    plan = plan_upgrade(smelter, newer)
    smelter.upgrade(newer, plan.changes)
    (row,) = smelter.rows(EVENTS)
    assert smelter.value(f"{EVENTS}[{row}].name") == f"{base.version} → 2027.1-1"
    assert smelter.value(f"{EVENTS}[{row}].year") == "2025"
    smelter.undo()
    assert smelter.rows(EVENTS) == ()


def corrected(data: LibraryData) -> LibraryData:
    def row(one: Reference) -> Reference:
        if one.id != "heat_factors":
            return one
        return replaced(one, rows={"purchased": {**one.rows["purchased"], "value": "0.1"}})

    return replaced(data, references=tuple(row(one) for one in data.references))


def printed(document: Document) -> str:
    """What the report says in prose and in its figures."""
    said: list[str] = []
    for block in build_report(document.snapshot()).blocks:
        if isinstance(block, Prose):
            said.append(str(block))
        elif isinstance(block, Figure):
            said += [block.caption, *(one.text for one in block.drawing.shapes if isinstance(one, Label))]
    return "\n".join(said)
