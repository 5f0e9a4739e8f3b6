"""How text and tables are set: where lines and pages end, what stays together, how columns share the page."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.reports.model import Cell, Column, Contents, Heading, Prose, Report, Row, Table
from desktop.reports.pdf import lay_out
from desktop.reports.pdf.box import Box, Break, Place, paginate
from desktop.reports.pdf.breaking import Line, break_lines
from desktop.reports.pdf.fonts import MISSING, typeface, unprintable
from desktop.reports.pdf.look import CELL_SIZES, WIDTH
from desktop.reports.pdf.tables import set_table
from desktop.reports.pdf.widths import Wish, fit

CLOSING = "，。、；：！？）》”"
OPENING = "（《“"
THIN = "\u2009"
SIZE = 10.0


def _texts(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def _broken(text: str, width: float, *, together: bool = False) -> list[str]:
    return _texts(break_lines([(typeface("serif"), text, together)], SIZE, width))


# -- lines --------------------------------------------------------------------------------------------------

_ANY = st.text(alphabet="能源消耗，。、；（）《》“”kWh/t 3.14%—−²₂\u2009", max_size=80)


@given(_ANY, st.floats(40, 400))
def test_breaking_loses_nothing(text: str, width: float) -> None:
    said = "".join(_broken(text, width))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", text)


@given(_ANY, st.floats(60, 400))
def test_no_line_is_wider_than_the_page_but_for_hanging_punctuation(text: str, width: float) -> None:
    for line in break_lines([(typeface("serif"), text, False)], SIZE, width):
        assert line.width <= width + 5.0


@given(st.text(alphabet="能源消耗，。、；：！？）》", min_size=1, max_size=80), st.floats(80, 300))
def test_no_line_starts_with_closing_punctuation(text: str, width: float) -> None:
    # A sign with more punctuation behind it than a line holds has to be divided somewhere.
    assume(all(len(run) * SIZE <= width for run in re.findall(f"[^{CLOSING}]?[{CLOSING}]+", text)))
    assert all(line[0] not in CLOSING for line in _broken(text, width)[1:])


@given(st.text(alphabet="能源消耗（《“", min_size=1, max_size=60), st.floats(120, 300))
def test_no_line_ends_with_opening_punctuation(text: str, width: float) -> None:
    assume(all(len(run) * SIZE <= width for run in re.findall(f"[{OPENING}]+[^{OPENING}]?", text)))
    assert all(line[-1] not in OPENING for line in _broken(text, width)[:-1])


@pytest.mark.parametrize("width", range(85, 260, 7))
def test_a_number_stays_with_its_unit(width: int) -> None:
    text = f"综合能耗为12{THIN}985.85{THIN}kWh/t，其中电力占98.1{THIN}%。"
    lines = _broken(text, float(width))
    assert any("12 985.85 kWh/t" in line for line in lines), lines
    assert any("98.1 %" in line for line in lines), lines


def test_a_live_value_in_chinese_units_is_not_divided() -> None:
    face = typeface("serif")
    for width in range(75, 200, 5):
        parts = [
            (face, "预计年节省", False),
            (face, f"2{THIN}042.92{THIN}万元", True),
            (face, "，见下表。", False),
        ]
        assert any("2 042.92 万元" in line for line in _texts(break_lines(parts, 10.0, float(width))))


def test_words_in_english_are_not_divided() -> None:
    text = "In the base year the enterprise used energy—calorific value—and it’s “less” than before."
    words = {word for line in _broken(text, 110.0) for word in line.split()}
    assert {"enterprise", "it’s", "“less”", "before."} <= words


def test_a_word_longer_than_the_line_is_divided_rather_than_lost() -> None:
    lines = _broken("a" * 100, 100.0)
    assert len(lines) > 3
    assert "".join(lines) == "a" * 100


# -- signs --------------------------------------------------------------------------------------------------


def test_signs_come_from_the_next_font_that_has_them() -> None:
    face = typeface("serif")
    assert face["能"][0] == "NotoSerifSC-Regular"
    assert face["₂"][0] == "NotoSans-Regular"
    assert face["³"][0] == "NotoSerifSC-Regular"
    assert face["☑"][0] == "NotoSansSymbols2-Regular"
    assert face["\U0001f600"][1] == MISSING


def test_line_ends_and_joiners_are_no_missing_signs() -> None:
    assert unprintable("能\n源\u200b\u2009☑₂◇〓") == set()
    assert unprintable("a\U0001f600") == {"\U0001f600"}


# -- pages --------------------------------------------------------------------------------------------------


class _Slab(Box):
    def __init__(self, height: float, *, heads: bool = False, key: str = "") -> None:
        self.height, self.keeps_next, self.key = height, heads, key

    def draw(self, place: Place) -> None: ...


@given(st.lists(st.tuples(st.floats(1, 60), st.booleans()), max_size=40))
def test_no_heading_ends_a_page(slabs: list[tuple[float, bool]]) -> None:
    boxes: list[Box] = [_Slab(height, heads=heads) for height, heads in slabs]
    pages, _ = paginate(boxes, 200.0)
    assert [box for page in pages for box, _ in page.boxes] == boxes
    for page in pages[:-1]:
        last = page.boxes[-1][0]
        # Headings upon headings that fill a page by themselves have to be parted.
        assert not last.keeps_next or all(box.keeps_next for box, _ in page.boxes)
    for page in pages:
        assert all(y + box.height <= 200.1 for box, y in page.boxes)


def test_breaks_do_not_make_empty_pages() -> None:
    pages, keys = paginate(
        [Break(), _Slab(10, key="a"), Break(), Break(), _Slab(10, key="b"), Break()], 100.0
    )
    assert len(pages) == 2
    assert keys == {"a": 1, "b": 2}


def _report(*blocks: object) -> Report:
    words = {"continued": "续{number}", "page": "{page} / {pages}", "empty": "（无）"}
    return Report("audit", "zh", "报告", "某厂", "清审", blocks, words=words)  # type: ignore[arg-type]


def _pages(report: Report) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(lay_out(report).content))
    return [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]


def _table(count: int, *, columns: int = 3, text: str = "甲") -> Table:
    heads = tuple(Column(f"列{at}") for at in range(columns))
    rows = tuple(Row((Cell(f"行{at}末"), *(Cell(text) for _ in heads[1:]))) for at in range(count))
    return Table("表 1-1", "长表", heads, rows, "t")


def test_a_long_table_repeats_its_head_and_loses_no_row() -> None:
    pages = _pages(_report(_table(120)))
    assert len(pages) > 2
    assert pages[0].startswith("某厂")
    assert all("列0" in page for page in pages)
    assert all("续表1-1" in page for page in pages[1:])
    assert "续表" not in pages[0]
    assert [f"行{at}末" in "".join(pages) for at in range(120)] == [True] * 120


def test_a_cell_longer_than_a_page_is_divided() -> None:
    words = "".join(f"第{at}句，" for at in range(2500))
    pages = _pages(
        _report(Table("表 1-1", "长", (Column("甲"), Column("乙")), (Row((Cell("a"), Cell(words))),), "t"))
    )
    assert len(pages) > 2
    for at in (0, 1000, 2499):
        assert f"第{at}句" in "".join(pages)


def test_the_head_of_a_group_is_not_the_last_row_of_a_page() -> None:
    for before in range(30, 40):
        rows = [Row((Cell(f"行{at}末"), Cell("甲"))) for at in range(before)]
        rows += [Row((Cell("输出组"),), "group"), *(Row((Cell(f"后{at}末"), Cell("乙"))) for at in range(9))]
        table = Table("表 1-1", "组", (Column("甲"), Column("乙")), tuple(rows), "t")
        (page,) = (page for page in _pages(_report(table)) if "输出组" in page)
        assert "后0末" in page


def test_a_table_with_too_many_columns_keeps_every_figure() -> None:
    heads = (
        Column("方案"),
        *(Column(one, group=f"组{at}", align="right") for at in range(9) for one in ("评估稿", "验收稿")),
    )
    rows = tuple(
        Row((Cell(f"ZG{at}"), *(Cell(f"{at}{col:02d}{THIN}000.0000", "p", 1.0) for col in range(18))))
        for at in range(6)
    )
    grids = set_table(Table("表 5-1", "指标", heads, rows, "t"), {})
    assert len(grids) > 1
    pages = "".join(_pages(_report(Table("表 5-1", "指标", heads, rows, "t"))))
    for at in range(6):
        assert pages.count(f"ZG{at}") == len(grids)
        for col in range(18):
            assert f"{at}{col:02d}000.0000" in pages


def test_a_table_without_rows_says_so() -> None:
    assert "（无）" in _pages(_report(_table(0)))[0]


@given(st.lists(st.tuples(st.floats(1, 20), st.floats(1, 80)), min_size=1, max_size=9))
def test_columns_fill_the_page_and_keep_their_least(wanted: list[tuple[float, float]]) -> None:
    wishes = [Wish(least, max(least, natural)) for least, natural in wanted]
    found = fit(wishes, CELL_SIZES, WIDTH, 4.0)
    if found is None:
        # each column takes its padding and a twentieth of a point, so that no text ends exactly at its edge
        assert sum(wish.least for wish in wishes) * CELL_SIZES[-1] + 8.05 * len(wishes) > WIDTH
        return
    size, widths = found
    assert sum(widths) == pytest.approx(WIDTH)
    for wish, width in zip(wishes, widths, strict=True):
        assert width >= wish.least * size + 8.0 - 0.01


def test_contents_know_pages_that_come_later() -> None:
    body = [Prose(("能源消耗。" * 400,)) for _ in range(4)]
    report = _report(
        Contents("目录", "表目录", "图目录"),
        Heading(1, "1", "准备", "c1"), *body, Heading(1, "2", "预审核", "c2"), *body, Heading(2, "2.1", "概况", "c21"),
    )  # fmt: skip
    laid = lay_out(report)
    pages = _pages(report)
    for text, page in laid.headings:
        assert re.sub(r"\s", "", text) in pages[page - 1]
        assert re.search(rf"{re.sub(r'[^一-鿿]', '', text)}{page}", pages[0]), text
