"""The workbook: its live formulas give the program's figures when a spreadsheet recalculates them."""

from __future__ import annotations

import errno
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from desktop.content.types import FlagColumn, NumberColumn
from desktop.document.snapshot import AuditSnapshot
from desktop.model.edit import AddRow, SetValue
from desktop.model.errors import FileError
from desktop.model.result import Num, Value
from desktop.reports.xlsx.book import build, write_workbook
from desktop.reports.xlsx.layout import Plan, path_text
from tests.builders import an_audit, sample, smelter
from tests.recalculated import agree, needs_office, recalculated


def written(snapshot: AuditSnapshot, path: Path) -> tuple[Plan, Workbook]:
    """The plan of a workbook and what LibreOffice computes in it."""
    _, plan = build(snapshot, "zh")
    write_workbook(snapshot, path)
    return plan, recalculated(path)


def differing(plan: Plan, book: Workbook) -> list[str]:
    """Every figure of tables and methods whose recalculated cell is not the program's value."""
    wrong: list[str] = []
    source = plan.source
    for table in plan.tables.values():
        sheet = book[table.sheet]
        for slot in table.slots.values():
            if not isinstance(slot.column, NumberColumn | FlagColumn):
                continue
            for row in table.rows:
                path = path_text(slot.table, row, slot.column.id, slot.period)
                value, found = source.value(path), sheet.cell(table.line(row), slot.read).value
                if not _same(found, value):
                    wrong.append(f"{path}: {found!r} for {value!r}")
    results = book[plan.results_sheet]
    for (binding, row, period), run in plan.runs.items():
        assert run.run.result is not None
        terms = [*run.run.result.inputs, *run.run.result.steps]
        largest = max((abs(one.value.value) for one in terms if isinstance(one.value, Num)), default=0.0)
        for step in run.run.result.steps:
            found = results.cell(run.names[step.name], 3).value
            if not _same(found, step.value, largest):
                wrong.append(f"{binding}[{row}]@{period} {step.name}: {found!r} for {step.value!r}")
    return wrong


def _same(found: object, value: Value, largest: float = 0.0) -> bool:
    if isinstance(value, Num):
        return agree(found, value.value, largest)
    if isinstance(value, bool):
        return found is value
    return not isinstance(found, int | float) or isinstance(found, bool)


@needs_office
@pytest.mark.parametrize("edition", ["assessment", "acceptance"])
def test_every_figure_of_the_sample_recalculates(tmp_path: Path, edition: str) -> None:
    with sample("aluminium", tmp_path / "a.qsa", edition) as document:
        plan, book = written(document.snapshot(), tmp_path / "a.xlsx")
        assert differing(plan, book) == []


@needs_office
def test_changing_an_input_changes_the_results(tmp_path: Path) -> None:
    """The workbook follows its inputs by itself: an expert types another output and the specific use moves."""
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        plan, _ = written(document.snapshot(), tmp_path / "a.xlsx")
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        products, energy = plan.tables["products"], plan.tables["energy"]
        output = products.slots["output", "2025"]
        book[products.sheet].cell(products.line("p1"), output.value).value = 250_000
        book.save(tmp_path / "b.xlsx")
        specific = energy.slots["specific", "2025"]
        found = recalculated(tmp_path / "b.xlsx")[energy.sheet].cell(energy.line("e1"), specific.value).value
        assert agree(found, 3_226_983_600 / 250_000)


@needs_office
def test_gaps_stay_gaps_and_zero_stays_zero(tmp_path: Path) -> None:
    rows = [
        AddRow("energy", {"name": "无数据", "carrier": "diesel", "flow": "purchased", "unit": "t", "per": "p1",
                          "specific_unit": "kg/t"}, row="gap"),
        AddRow("energy", {"name": "零", "carrier": "diesel", "flow": "purchased", "unit": "t", "per": "p1",
                          "specific_unit": "kg/t", "amount@2025": 0}, row="zero"),
        AddRow("energy", {"name": "停用", "carrier": "diesel", "flow": "purchased", "unit": "t", "per": "p1",
                          "specific_unit": "kg/t", "amount@2025": {"state": "na", "reason": "已停用"}}, row="na"),
    ]  # fmt: skip
    with an_audit(tmp_path / "a.qsa", *smelter(), *rows) as document:
        plan, book = written(document.snapshot(), tmp_path / "a.xlsx")
        assert differing(plan, book) == []
        energy = plan.tables["energy"]
        cells = {
            row: book[energy.sheet].cell(energy.line(row), energy.slots["specific", "2025"].value).value
            for row in ("gap", "zero", "na")
        }
        assert cells["zero"] == 0
        assert cells["gap"] in (None, "")
        assert cells["na"] == "（不适用）"


@needs_office
def test_npv_and_irr_of_the_worked_example_are_live(tmp_path: Path) -> None:
    """ZG4 of the sample: NPV 441.7558, IRR 18.3869 % (method dossier 3.9)."""
    with sample("aluminium", tmp_path / "a.qsa") as document:
        plan, book = written(document.snapshot(), tmp_path / "a.xlsx")
        run = plan.runs["economics", "zg4", "assessment"]
        source = openpyxl.load_workbook(tmp_path / "a.xlsx")[plan.results_sheet]
        sheet = book[plan.results_sheet]
        assert "NPV(" in str(source.cell(run.names["NPV"], 3).value)
        assert "IRR(" in str(source.cell(run.names["IRR"], 3).value)
        assert sheet.cell(run.names["NPV"], 3).value == pytest.approx(441.7558, abs=5e-5)
        assert sheet.cell(run.names["IRR"], 3).value == pytest.approx(0.183869, abs=5e-7)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    hostile = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "\tx", "a\x00b"]
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        document.record([AddRow("materials", {"name": text}) for text in hostile])
        document.record([SetValue("enterprise.name", "=2+2")])
        write_workbook(document.snapshot(), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    typed = {
        cell.value: cell.data_type
        for sheet in book.worksheets
        if sheet.title.startswith("数据")
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and ("1+1" in cell.value or "cmd" in cell.value or "2+2" in cell.value)
    }
    assert {"=1+1", "+cmd|' /C calc'!A0", "=2+2"} <= set(typed)
    assert set(typed.values()) == {"s"}


def test_the_old_file_stays_until_the_new_one_is_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"the old workbook")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        monkeypatch.setattr("desktop.reports.check.os.fsync", full)
        with pytest.raises(FileError) as refused:
            write_workbook(document.snapshot(), target)
    assert refused.value.code == "report.no_space"
    assert target.read_bytes() == b"the old workbook"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx") == ["a.xlsx"]


def test_sheets_have_the_official_numbers_and_english_reads_english(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        write_workbook(document.snapshot(), tmp_path / "a.xlsx", "en")
        names = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True).sheetnames
    assert {"1-1", "2-1", "2-3", "2-4", "2-11", "X2-03", "X3-01", "5-3"} <= set(names)
    assert names[0] == "About"
    assert len(set(map(str.casefold, names))) == len(names)
    assert max(map(len, names)) <= 31


@needs_office
def test_fixed_questions_stand_in_words(tmp_path: Path) -> None:
    """Data cells hold the key of a question; the page says the question, looked up beside it."""
    with sample("aluminium", tmp_path / "a.qsa") as document:
        _, book = written(document.snapshot(), tmp_path / "a.xlsx")
        items = document.library.references["checklist_items"].rows
        shown = {str(row[0].value) for row in book["CK-1"].iter_rows()}
        assert {row["zh"] for key, row in items.items() if key.startswith("ck-1-")} <= shown
        assert not shown & set(items)
        clauses = {str(row[1].value) for row in book["X2-02"].iter_rows()}
        keys = set(document.library.references["compliance_rules"].rows)
        assert not clauses & keys


def test_the_five_conditions_stand_on_a_sheet_and_codes_in_words(tmp_path: Path) -> None:
    with sample("electroplating", tmp_path / "a.qsa") as document:
        write_workbook(document.snapshot(), tmp_path / "w.xlsx")
        titles = [label.title.zh for label in document.screening().labels]  # type: ignore[union-attr]
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    rows = [[cell.value for cell in row] for row in book["强制性审核自查"].iter_rows(min_row=2)]
    assert [row[0] for row in rows[:5]] == titles
    used = rows[2]
    assert used[1] == "可能符合"
    assert "铬酐" in str(used[4])
    assert "清洁生产促进法" in str(used[5])
    says = [
        str(cell.value) for row in book["P-61"].iter_rows() for cell in row if "数据齐全" in str(cell.value)
    ]
    assert all('"complete","数据齐全"' in text for text in says)
    assert says


def test_every_sheet_is_listed_on_the_first_and_leads_back(tmp_path: Path) -> None:
    """Hundreds of sheets: the first lists each once, with a link; the title of each leads back."""
    with sample("electroplating", tmp_path / "a.qsa") as document:
        book, _ = build(document.snapshot(), "en")
    front = book.worksheets[0]
    targets = [
        cell.hyperlink.location.rpartition("!")[0].strip("'")
        for (cell,) in front.iter_rows(max_col=1)
        if cell.hyperlink is not None
    ]
    assert sorted(targets) == sorted(book.sheetnames[1:])
    assert all(sheet["A1"].hyperlink is not None for sheet in book.worksheets[1:])
    assert all(sheet.sheet_properties.tabColor is not None for sheet in book.worksheets[1:])
