"""The self-check on the audit's own data: both samples as their dossiers say, gaps never shown as "no"."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.document import Document
from desktop.document.screening import screening
from desktop.model.edit import AddRow, SetValue
from tests.builders import clock, sample

LABELS = ("OVER_STD", "OVER_TOTAL", "TOXIC_USE", "TOXIC_DISCHARGE", "HIGH_ENERGY")


@pytest.mark.parametrize(
    ("name", "values"),
    [  # label_screening of the dossiers; OVER_STD is false there by the plant's word on its monitoring reports: of
        # waste water only annual means are on record, which by themselves show nothing
        ("aluminium", (False, False, None, True, False)),
        ("electroplating", (False, False, True, True, None)),
    ],
)
def test_labels_of_the_samples(tmp_path: Path, name: str, values: tuple[bool | None, ...]) -> None:
    with sample(name, tmp_path / "a.qsa") as document:
        found = screening(document)
        assert found is not None
        assert found.status == "listed"
        assert tuple(label.value for label in found.labels) == values
        assert tuple(label.id for label in found.labels) == LABELS
        toxic = found.labels[3]
        assert toxic.listed
        assert {reason.path.partition("[")[0] for reason in toxic.reasons} <= {"wastes", "pollutants"}
        assert "清洁生产促进法" in toxic.basis.zh  # listed before 2026-08-15


@pytest.mark.parametrize("name", ["aluminium", "electroplating"])
def test_a_statement_of_the_plant_is_called_a_statement(tmp_path: Path, name: str) -> None:
    with sample(name, tmp_path / "a.qsa") as document:
        stated = document.screening()
        assert stated is not None
        assert stated.labels[0].reasons[0].text.zh.startswith("企业说明（以监测报告为证，不是由数值算出）")
        document.record([SetValue("triggers[over-std].fact", None)])
        silent = document.screening()
        assert silent is not None
        assert silent.labels[0].value is None  # annual means prove nothing
        document.record(
            [SetValue("triggers[over-std].fact", "有超标"), SetValue("triggers[over-std].hit", True)]
        )
        denied = document.screening()
        assert denied is not None
        assert denied.labels[0].value is None  # only a statement that nothing exceeded settles it


def test_a_statement_does_not_outweigh_a_value_or_a_gap(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        row = document.rows("monitoring", 'pick == "max"')[0]
        unit = str(document.answer(f"monitoring[{row}].unit"))
        limit = document.stored(f"monitoring[{row}].limit")
        document.record([SetValue(f"monitoring[{row}].limit", None)])
        gap = document.screening()
        assert gap is not None
        assert gap.labels[0].value is None
        document.record([SetValue(f"monitoring[{row}].limit", limit)])
        document.record([SetValue(f"monitoring[{row}].value", {"value": "99999", "unit": unit})])
        over = document.screening()
        assert over is not None
        assert over.labels[0].value is True


def test_what_is_not_filled_in_is_unknown(tmp_path: Path) -> None:
    with Document.create(tmp_path / "a.qsa", clock=clock) as document:
        assert screening(document) is None  # no date of the facts yet
        document.record([SetValue("audit.screened_on", "2026-09-01")])
        found = screening(document)
        assert found is not None
        assert found.status == "cannot_decide"
        assert [label.value for label in found.labels] == [None] * 5
        assert found.labels[3].missing == ("wastes", "pollutants")
        assert "生态环境法典" in found.labels[0].basis.zh
        document.record([AddRow("wastes", {"name": "电镀污泥", "hazardous": True})])
        found = screening(document)
        assert found is not None
        assert (found.status, found.labels[3].value) == ("may_meet", True)
        assert found.labels[3].reasons[0].path == f"wastes[{document.rows('wastes')[0]}]"


def test_a_value_over_its_limit_and_the_same_in_another_statistic(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        row = document.rows("monitoring", 'pick == "max"')[0]
        unit = str(document.answer(f"monitoring[{row}].unit"))
        document.record([SetValue(f"monitoring[{row}].value", {"value": "99999", "unit": unit})])
        found = screening(document)
        assert found is not None
        assert found.labels[0].value is True
        assert found.labels[0].reasons[0].path == f"monitoring[{row}]"
        statistic = document.answer(f"monitoring[{row}].statistic")
        document.record([SetValue(f"monitoring[{row}].limit", None)])
        found = screening(document)
        assert found is not None
        assert f"monitoring[{row}]" in found.labels[0].missing
        document.undo()
        document.record([SetValue(f"monitoring[{row}].statistic", "day" if statistic != "day" else "hour")])
        found = screening(document)
        assert found is not None
        assert found.labels[0].value is None
