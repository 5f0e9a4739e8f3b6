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
    [  # label_screening of the dossiers; OVER_STD is false there by the plant's word, but of waste water only annual
        # means are on record, which do not show that no day was above its limit
        ("aluminium", (None, False, None, True, False)),
        ("electroplating", (None, False, True, True, None)),
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
