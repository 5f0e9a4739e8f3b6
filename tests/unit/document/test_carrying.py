"""Another system for the same thing graded: answers along declared relations, shown first, carried as one action."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.document import Document
from desktop.document.carrying import CARRIED, carrying, words_of
from desktop.document.grading import filling, row_of
from desktop.model.edit import AddRow, SetValue
from tests.builders import an_audit

OLD, NEW = "pcb-hj450-2008", "pcb-2020s-weighted"
COPPER = (f"{OLD}.hj450-26", f"{NEW}.pcb28")  # 金属铜回收率
WATER = (f"{OLD}.hj450-13", f"{NEW}.pcb30")  # 废水产生量（单面板）


def place(indicator: str, column: str) -> str:
    return f"indicator_values[{row_of('g', indicator)}].{column}"


@pytest.fixture
def changed(tmp_path: Path) -> Document:
    """Graded under the older standard, then under the newer system, whose rows are filled in."""
    document = an_audit(
        tmp_path / "a.qsa", AddRow("gradings", {"name": "全厂", "origin": "library", "system": OLD}, row="g")
    )
    document.record(filling(document, "g"))
    document.record(
        [
            SetValue(place(COPPER[0], "actual@assessment"), "91"),
            SetValue(place(COPPER[0], "note"), "按铜平衡"),
            SetValue(place(WATER[0], "not_applicable"), True),
            SetValue(place(WATER[0], "reason"), "不生产单面板"),
            SetValue(place(f"{OLD}.hj450-1", "judged@assessment"), "II"),
        ]
    )
    document.record([SetValue("gradings[g].system", NEW)])
    document.record(filling(document, "g"))
    return document


def test_what_relations_lead_to_is_shown_and_carried(changed: Document) -> None:
    with changed as document:
        found = carrying(document, "g")
        assert {one.target: one.value for one in found} == {
            place(COPPER[1], "actual@assessment"): {"value": "91", "unit": "%"},
            place(COPPER[1], "note"): "按铜平衡",
            place(WATER[1], "not_applicable"): True,
            place(WATER[1], "reason"): "不生产单面板",
        }
        assert any(
            "金属铜回收率" in words_of(document, one, "zh") and "91" in words_of(document, one, "zh")
            for one in found
        )
        assert document.stored(place(COPPER[1], "actual@assessment")) is None, "nothing is written yet"
        document.record([one.edit for one in found], label=CARRIED, params={"count": str(len(found))})
        # 91 % is between the 88 of level II and the 95 of level I
        assert document.value(place(COPPER[1], "reached@assessment")) == "II"
        assert carrying(document, "g") == []
        document.undo()
        assert document.stored(place(COPPER[1], "actual@assessment")) is None
        assert len(carrying(document, "g")) == 4


def test_what_the_newer_row_says_stays(changed: Document) -> None:
    with changed as document:
        document.record([SetValue(place(COPPER[1], "actual@assessment"), "96")])
        assert place(COPPER[1], "actual@assessment") not in {one.target for one in carrying(document, "g")}


def test_command(changed: Document, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(changed.path)
    changed.close()
    assert main(["--json", "grade", path, "--carry", "g", "--dry-run"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 4
    assert main(["grade", path, "--carry", "g"]) == 0
    assert "4" in capsys.readouterr().out
    assert main(["--json", "grade", path, "--carry", "g"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_relations_join_indicators_of_one_name_unit_and_direction() -> None:
    folder = Path(__file__).parents[3] / "resources" / "reference" / "indicators"

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    indicators = {row["id"]: row for row in rows("indicators")}
    relations = rows("indicator_relations")
    assert len(relations) > 20
    for row in relations:
        old, new = indicators[row["old"]], indicators[row["new"]]
        assert [old[one] for one in ("zh", "unit", "direction")] == [
            new[one] for one in ("zh", "unit", "direction")
        ]
        assert row["standing"] == "derived"
