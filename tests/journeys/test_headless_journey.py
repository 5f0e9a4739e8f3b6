"""A consultant's evening without a window: new audit, data by script, problems, reports, proof, undo."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pypdf
import pytest

from desktop.cli import main


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_from_nothing_to_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    audit = tmp_path / "某 厂.qsa"
    edits = tmp_path / "edits.json"
    edits.write_text(
        json.dumps(
            [
                {"set": "enterprise.name", "value": "某某铝厂"},
                {"set": "audit.base_year", "value": "2025"},
                {"add": "lines", "row": "plant", "values": {"name": "全厂"}},
                {"add": "products", "row": "p1", "values": {"name": "铝液", "unit": "t", "is_base": True,
                                                            "output@2025": 248500}},
                {"add": "energy", "row": "e1", "values": {
                    "name": "整流交流电", "carrier": "electricity", "flow": "purchased", "scope": "plant",
                    "unit": "万kWh", "per": "p1", "specific_unit": "kWh/t", "amount@2025": "322698.36"}},
            ]
        ),
        encoding="utf-8",
    )  # fmt: skip
    assert run("new", audit) == 0
    assert run("--actor", "张工", "apply", audit, edits) == 0
    capsys.readouterr()
    # 322 698.36 万kWh over 248 500 t are 12 985.85 kWh/t (aluminium sample)
    assert run("--json", "get", audit, "energy[e1].specific@2025") == 0
    assert json.loads(capsys.readouterr().out)["energy[e1].specific@2025"]["text"] == "12\u2009985.85"
    pdf, book, numbers = (tmp_path / name for name in ("r.pdf", "r.xlsx", "r.json"))
    assert run("report", audit, "--pdf", pdf, "--xlsx", book, "--numbers", numbers) == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    assert "某某铝厂" in text
    # 322 698.36 万kWh at 0.1229 kgce/kWh are 396 596.28 tce
    assert "396 596.28" in re.sub(r"[\u2009\u202f\u00a0]", " ", text)
    assert "2-3" in openpyxl.load_workbook(book, read_only=True).sheetnames
    assert any(
        one["path"] == "energy[e1].amount@2025" for one in json.loads(numbers.read_text(encoding="utf-8"))
    )
    assert run("verify", audit) == 0


def test_a_report_follows_the_data_and_replaces_its_own_older_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audit, pdf, numbers = tmp_path / "s.qsa", tmp_path / "s.pdf", tmp_path / "s.json"
    assert run("sample", "aluminium", audit) == 0

    def printed(path: str) -> set[float]:
        assert run("report", audit, "--pdf", pdf, "--numbers", numbers) == 0
        return {
            one["value"] for one in json.loads(numbers.read_text(encoding="utf-8")) if one["path"] == path
        }

    before = printed("energy[e5].amount@2025")
    assert before == {994}
    old = pdf.read_bytes()
    assert run("set", audit, "energy[e5].amount@2025=1000") == 0
    assert printed("energy[e5].amount@2025") == {1000}
    assert pdf.read_bytes() != old
    assert run("undo", audit) == 0
    assert printed("energy[e5].amount@2025") == {994}


def test_the_same_data_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    audit = tmp_path / "s.qsa"
    assert run("--now", "2026-05-29T09:00:00+08:00", "sample", "aluminium", audit) == 0
    for name in ("a.pdf", "b.pdf"):
        assert run("report", audit, "--pdf", tmp_path / name) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("edition", ["assessment", "acceptance"])
def test_the_sample_holds_in_both_editions(
    tmp_path: Path, edition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Totals of options: assessment 5 864.5 / 2 042.918, acceptance 5 839.5 / 1 794.9545 (sample_cases.md)."""
    audit = tmp_path / "s.qsa"
    assert run("sample", "aluminium", audit, "--edition", edition) == 0
    capsys.readouterr()
    paths = [f"summary.investment_total@{edition}", f"summary.saving_net@{edition}"]
    assert run("--json", "get", audit, *paths) == 0
    found = json.loads(capsys.readouterr().out)
    expected = {"assessment": (5864.5, 2042.918), "acceptance": (5839.5, 1794.9545)}[edition]
    assert [found[path]["value"] for path in paths] == pytest.approx(expected, abs=1e-6)
    assert run("check", audit) == 0
