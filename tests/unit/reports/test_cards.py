"""A view that shows one row at a time: on paper a form for each row under one number, in the workbook likewise."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from msgspec import structs

from desktop.content.library import Library
from desktop.content.types_report import ReportTable
from desktop.document.sample import make_sample
from desktop.document.snapshot import AuditSnapshot
from desktop.model.text import Text
from desktop.reports import build_report, numbers
from desktop.reports.cells import Cells
from desktop.reports.model import Facts, Report
from desktop.reports.numbering import Numbering
from desktop.reports.numbers import placed_cells
from desktop.reports.pdf import lay_out
from desktop.reports.tables import Tables
from desktop.reports.words import Words
from desktop.reports.xlsx.book import write_workbook
from tests.builders import library

COLUMNS = ("code", "name", "investment", "annual_saving", "depreciation_years", "despite_economics")
BLOCK = ReportTable(caption=Text("方案明细", "Options"), sheet="s5_3", view="options")


def with_cards() -> Library:
    """The installed library, the options of 5-3 one at a time."""
    data = library().data
    sheet = library().sheet("s5_3")
    views = tuple(
        structs.replace(view, kind="cards", columns=COLUMNS, filter='cost_class == "high"')
        for view in sheet.views
        if view.id == "options"
    )
    changed = structs.replace(sheet, views=views, headlines=())
    sheets = tuple(changed if one.id == sheet.id else one for one in data.sheets)
    return Library(structs.replace(data, sheets=sheets, chapters=()))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditSnapshot]:
    with make_sample(
        "aluminium", tmp_path_factory.mktemp("cards") / "a.qsa", library=with_cards()
    ) as document:
        yield document.snapshot()


@pytest.fixture(scope="module")
def forms(snapshot: AuditSnapshot) -> list[Facts]:
    words = Words(snapshot.library, "zh")
    made = list(Tables(Cells(snapshot, words)).of(BLOCK, Numbering(words, "5")))
    assert all(isinstance(one, Facts) for one in made)
    return [one for one in made if isinstance(one, Facts)]


@pytest.fixture(scope="module")
def report(snapshot: AuditSnapshot, forms: list[Facts]) -> Report:
    whole = build_report(snapshot, language="zh")
    return Report(whole.kind, "zh", whole.title, whole.running, whole.footer, tuple(forms), words=whole.words)


def test_there_is_a_form_for_each_row_under_one_number(snapshot: AuditSnapshot, forms: list[Facts]) -> None:
    rows = snapshot.rows("options", 'cost_class == "high"')
    assert [form.part for form in forms] == [snapshot.row_label("options", row, "zh") for row in rows]
    assert {form.number for form in forms} == {"表 5-1"}
    assert [bool(form.caption) for form in forms] == [True] + [False] * (len(rows) - 1)
    assert len({form.key for form in forms}) == len(rows)


def test_every_form_tells_the_answers_of_its_row(forms: list[Facts]) -> None:
    """ZG4 of the dossier: 860 万元, ten years of depreciation."""
    (form,) = (one for one in forms if one.part == "ZG4")
    said = {fact.label: fact.cell for fact in form.facts}
    assert said["投资（估算或决算）"].value == 860
    assert said["投资（估算或决算）"].path == "options[zg4].investment@assessment"
    assert said["折旧年限Y"].value == 10


def test_where_a_figure_stands_names_table_and_row(report: Report) -> None:
    places = {cell.path: place for cell, place in placed_cells(report)}
    assert places["options[zg4].investment@assessment"] == "表 5-1 ZG4 投资（估算或决算）"


def test_the_pdf_lists_the_table_once_and_prints_every_row(report: Report) -> None:
    reader = pypdf.PdfReader(io.BytesIO(lay_out(report).content))
    text = re.sub(r"[\s\u2009\u202f\u00a0]+", "", "".join(page.extract_text() for page in reader.pages))
    assert text.count("方案明细") == 1
    for block in report.blocks:
        assert isinstance(block, Facts)
        assert block.part in text
    assert [one for one in numbers(report) if re.sub(r"\s+", "", one.text) not in text] == []


def test_the_workbook_has_a_form_for_each_row(snapshot: AuditSnapshot, tmp_path: Path) -> None:
    write_workbook(snapshot, tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["5-3"]
    heads = [page.cell(line, 1).value for line in range(1, page.max_row + 1)]
    parts = [
        snapshot.row_label("options", row, "zh") for row in snapshot.rows("options", 'cost_class == "high"')
    ]
    assert [head for head in heads if head in parts] == parts
    at = heads.index("ZG4") + 1
    inside = heads[at : heads.index(parts[parts.index("ZG4") + 1])]
    invested = at + 1 + next(n for n, head in enumerate(inside) if str(head).startswith("投资（估算或决算）"))
    assert str(page.cell(invested, 2).value).startswith("=")
    assert page.cell(invested, 3).value == "万元"
