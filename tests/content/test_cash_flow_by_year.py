"""Cash flow of the options year by year, on sheet X5-04, in the report and in the workbook.

ZG1 of the aluminium dossier (assessment edition): I = 2 850, F = 549.9075 万元, depreciation and life 8 years, 8 %.
Worked by hand: factor of year 3 is 1/1.08³ = 0.793832241, its present value 549.9075 × 0.793832241 = 436.534304, and
the running total −2 850 + 549.9075 × (0.925925926 + 0.857338820 + 0.793832241) = −1 432.835038. The last total is the
dossier's NPV, 310.1199.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl import Workbook

from desktop.document.document import Document
from desktop.model.edit import SetValue
from desktop.model.errors import AuditError
from desktop.model.result import NA, Num
from desktop.reports import build_report, numbers
from desktop.reports.model import Table
from desktop.reports.xlsx.book import build
from tests.builders import sample
from tests.content.figures import computed
from tests.content.slips import amount


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("aluminium", tmp_path_factory.mktemp("flow") / "a.qsa")
    yield made
    made.close()


@pytest.fixture(scope="module")
def table(document: Document) -> Table:
    blocks = build_report(document.snapshot()).blocks
    (found,) = [
        one for one in blocks if isinstance(one, Table) and one.caption.startswith("年现金流量与累计现值")
    ]
    return found


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("flow_0", -2850, "万元"),
        ("flow_3", 549.9075, "万元"),
        ("factor_3", 0.793832241, ""),
        ("present_3", 436.534304, "万元"),
        ("cumulative_3", -1432.835038, "万元"),
    ],
)
def test_a_figure_of_a_year_has_a_path(document: Document, name: str, value: float, unit: str) -> None:
    found = computed(document, f"economics[zg1].{name}@assessment", unit)
    assert found == pytest.approx(value, abs=1e-6)


def test_the_last_total_is_the_net_present_value(document: Document) -> None:
    """Life is 8 years; there is no year 9."""
    last = computed(document, "economics[zg1].cumulative_8@assessment", "万元")
    assert last == pytest.approx(310.1199, abs=0.00005)
    assert isinstance(document.value("economics[zg1].cumulative_9@assessment"), NA)
    for wrong in ("cumulative", "cumulative_x", "total_3"):
        with pytest.raises(AuditError):
            document.explain(f"economics[zg1].{wrong}@assessment", "en")


def test_a_year_is_worded_and_explained(document: Document) -> None:
    path = "economics[zg1].cumulative_3@assessment"
    assert "第 3 年" in document.label(path, "zh")
    said = document.explain(path, "en")
    assert said.text == "−1\u2009432.84"
    assert said.formula.startswith("cumulative present value to year 3 = ")


def test_the_report_lists_the_years_of_each_option(document: Document, table: Table) -> None:
    """Eight medium- and high-cost options, ZG1 with 8 years and the others with 10: a head and n + 1 lines each."""
    heads = [row.cells[0].text for row in table.rows if row.kind == "group"]
    assert heads == [f"ZG{n}" for n in range(1, 9)]
    assert len(table.rows) == 8 + 9 + 7 * 11
    line = [cell.text for cell in table.rows[4].cells]
    assert line == ["第 3 年", "549.91", "0.7938", "436.53", "−1\u2009432.84"]
    printed = {one.path for one in numbers(build_report(document.snapshot()))}
    assert "economics[zg1].cumulative_3@assessment" in printed


def test_the_workbook_links_each_year_to_its_step(document: Document) -> None:
    book, _ = build(document.snapshot(), "zh")
    assert isinstance(book, Workbook)
    page = book["X5-04"]
    heads = [row for row in page.iter_rows() if row[1].value == "年"]
    assert len(heads) == 1
    first = heads[0][0].row
    assert first is not None
    lines = [
        [cell.value for cell in row[:6]] for row in page.iter_rows(min_row=first + 1, max_row=first + 86)
    ]
    assert [line[:2] for line in lines[:9]] == [["ZG1", year] for year in range(9)]
    assert all(str(cell).startswith("='") for line in lines for cell in line[2:])
    assert len({cell for line in lines for cell in line[2:]}) == 86 * 4


def test_a_longer_life_has_more_years(document: Document) -> None:
    document.record([SetValue("options[zg1].life_years", amount("9", "a"))], label="document.edited")
    try:
        assert isinstance(document.value("economics[zg1].cumulative_9@assessment"), Num)
    finally:
        document.undo()
