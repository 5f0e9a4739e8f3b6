"""What the data say to each line of the self-scoring: counts of the dossiers, and never "clear" without any data."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.document import Document
from desktop.model.edit import AddRow, SetValue
from tests.builders import an_audit, library, sample

PERSON = {"as-framework", "as-logic", "ac-report", "ve-fraud", "ve-local"}


def _facts(document: Document, item: str) -> tuple[str, str, str]:
    found, of, says = (document.shown(f"scoring[{item}].{name}", "zh") for name in ("found", "of", "says"))
    return found.text, of.text, says.text


@pytest.mark.parametrize(
    ("name", "item", "facts", "left"),
    [  # options, goals and remarks as the dossiers count them
        ("aluminium", "as-low", ("13", "13", "数据齐全"), ""),
        ("aluminium", "as-high", ("7", "8", "部分"), "电解槽分区双烟管集气改造（220台）"),
        ("aluminium", "ac-options", ("6", "7", "部分"), "铸造保持炉蓄热式燃烧改造"),
        ("aluminium", "ac-goals", ("6", "6", "数据齐全"), ""),
        ("aluminium", "ac-opinion", ("6", "7", "部分"), "省级绿电消费比例要求未列出"),
        ("electroplating", "as-low", ("9", "9", "数据齐全"), ""),
        ("electroplating", "ac-options", ("3", "4", "部分"), "高频开关电源替代可控硅整流"),
        ("electroplating", "ac-goals", ("6", "7", "部分"), "单位产品电耗"),
    ],
)
def test_data_fill_in_what_they_answer(
    tmp_path: Path, name: str, item: str, facts: tuple[str, str, str], left: str
) -> None:
    with sample(name, tmp_path / "a.qsa", "acceptance") as document:
        assert _facts(document, item) == facts
        assert document.shown(f"scoring[{item}].open", "zh").text == left


def test_a_person_judges_what_data_cannot(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa", "acceptance") as document:
        said = {row for row in document.rows("scoring") if _facts(document, row)[2] == "由人判断"}
    assert said == PERSON
    assert set(library().references["scoring_facts"].rows) == set(library().references["scoring_items"].rows)


def test_a_veto_without_data_is_not_called_clear(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", AddRow("lines", {"name": "全厂"})) as document:
        for item in ("ve-limits", "ve-policy", "ve-level", "ve-violation"):
            assert _facts(document, item)[2] == "缺数据，无法统计", item
        document.record([AddRow("equipment", {"name": "旧炉", "obsolete": True})])
        assert _facts(document, "ve-policy")[2] == "数据显示触犯"
        assert document.shown("scoring[ve-policy].open", "zh").text == "旧炉"
        document.record([SetValue("environment.events_none", True)])
        assert _facts(document, "ve-violation")[2] == "数据未显示触犯"
