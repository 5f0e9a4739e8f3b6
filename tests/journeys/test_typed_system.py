"""A consultant types a system in from a workbook: overlay, new audit, grade by its id, sheet, report."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.cli import main
from desktop.document import Document
from desktop.document.grading import FILLED, filling, row_of
from desktop.model.edit import AddRow, SetValue
from tests.unit.exchange.test_authoring import edited

SYSTEM = "my-plating-2026"
TITLE = "某市电镀行业评价指标体系"
VALUES = {"01": 16.685, "02": 55, "03": "I"}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An overlay with the system of the workbook."""
    folder = tmp_path / "own"
    assert main(["library", "import", str(edited(tmp_path / "x.xlsx")), str(folder)]) == 0
    return folder


def test_method_by_id(own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"system": SYSTEM, "values": VALUES})))
    capsys.readouterr()
    assert main(["--library", str(own), "method", "grade"]) == 0
    found = json.loads(capsys.readouterr().out)
    # 16.685 is between 8 and 24, 55 % between 50 and 60: both level II; the management is judged level I.
    # Weights 0.6·0.7, 0.6·0.3, 0.4·1: level I reaches 0.4 of the whole, level II all of it.
    assert found["Y"]["I"] == {"low": pytest.approx(40), "high": pytest.approx(40)}
    assert found["Y"]["II"]["low"] == pytest.approx(100)
    assert found["level"] == "II"
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"system": SYSTEM, "values": VALUES})))
    assert main(["method", "grade"]) == 2, "known only with the overlay"


def test_new_audit_sheet_and_report(own: Path, tmp_path: Path) -> None:
    file, pdf = tmp_path / "a.qsa", tmp_path / "a.pdf"
    assert main(["--library", str(own), "new", str(file)]) == 0
    with Document.open(file) as document:
        document.record(
            [AddRow("gradings", {"name": "全厂", "origin": "library", "system": SYSTEM}, row="g")]
        )
        assert document.shown("gradings[g].system", "zh").text == f"{TITLE} [自有数据]"
        edits = filling(document, "g")
        assert len(edits) == 3
        document.record(edits, label=FILLED, params={"count": "3"})
        rows = {key: f"indicator_values[{row_of('g', f'{SYSTEM}.{key}')}]" for key in VALUES}
        document.record(
            [
                SetValue(f"{rows['01']}.actual@assessment", "16.685"),
                SetValue(f"{rows['02']}.actual@assessment", "55"),
                SetValue(f"{rows['03']}.judged@assessment", "I"),
            ]
        )
        assert document.value("gradings[g].level@assessment") == "II"
        assert not [one for one in document.problems() if one.code == "failed"]
    assert main(["report", str(file), "--pdf", str(pdf)]) == 0, (
        "without the overlay: it is pinned in the audit"
    )
    text = "".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    assert TITLE in text
    assert "自有内容库的内容" in text, "own content stands in the annex"
    assert "官方附件尚未收录" in text, "with its reason"
