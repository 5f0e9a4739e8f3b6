"""The content handbook: complete, well-formed, escaped, and without anything from outside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from desktop.cli import main
from desktop.content.library import Library, load_library
from desktop.content.types import Table, TextColumn
from desktop.model.text import Text
from desktop.reports.handbook import handbook
from desktop.reports.handbook.formulas import formula_in_words
from desktop.reports.handbook.markup import tag

_VOID = {"meta", "br"}


class _Reader(HTMLParser):
    """Ids, links and text of a page; notes an element that is not closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.names: set[str] = set()
        self.pieces: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.pieces.append(data)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def page(library: Library) -> str:
    return handbook(library, "both")


@pytest.fixture(scope="module")
def read(page: str) -> _Reader:
    return _Reader(page)


def test_everything_has_its_place(library: Library, read: _Reader) -> None:
    data = library.data
    wanted = [f"stage-{stage.number}" for stage in data.stages]
    wanted += [f"sheet-{sheet.id}" for sheet in data.sheets]
    wanted += [f"table-{table.id}" for table in data.tables]
    wanted += [f"question-{table.id}-{column.id}" for table in data.tables for column in table.columns]
    wanted += [f"method-{binding.id}" for binding in data.bindings]
    wanted += [f"check-{check.code}" for check in data.checks]
    wanted += [f"reference-{reference.id}" for reference in data.references]
    wanted += [f"choices-{name}" for name in data.choices]
    wanted += [f"source-{name}" for name in data.sources]
    wanted += [f"chapter-{chapter.id}" for chapter in data.chapters]
    assert sorted(set(wanted) - set(read.ids)) == []
    assert len(read.ids) == len(set(read.ids)), "an anchor that stands twice leads to the wrong place"


def test_every_link_leads_somewhere_in_the_page(read: _Reader) -> None:
    assert {link for link in read.links if not link.startswith("#")} == set()
    assert {link.removeprefix("#") for link in read.links} - set(read.ids) == set()


def test_guidance_messages_rows_and_sources_are_printed(library: Library, read: _Reader) -> None:
    said = set(read.pieces)
    for table in library.data.tables:
        for column in table.columns:
            texts = [column.label, column.hint, column.constraint_message]
            if column.help:
                texts += [column.help.what, column.help.why, column.help.where, column.help.evidence]
            for text in texts:
                assert text is None or {text.zh, text.en} <= said, f"{table.id}.{column.id}"
    for check in library.data.checks:
        assert {check.message.zh, check.message.en, check.fix.zh, check.fix.en} <= said, check.code
    for reference in library.data.references:
        for key, row in reference.rows.items():
            assert key in said, (reference.id, key)
            assert row["source"] in said, (reference.id, key)
    for source in library.data.sources.values():
        assert source.document.zh in said


def test_nothing_comes_from_outside(page: str, read: _Reader) -> None:
    assert read.names.isdisjoint({"script", "img", "link", "iframe", "object", "form", "base"})
    assert read.attributes <= {
        "class", "id", "href", "lang", "charset", "http-equiv", "content", "name", "aria-label"
    }  # fmt: skip
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src &#x27;none&#x27;" in page


def test_light_dark_and_paper_have_their_colours(page: str) -> None:
    assert "--accent:#0F766E;" in page
    assert re.search(r"@media screen and \(prefers-color-scheme:dark\)\{:root\{[^}]*--accent:#3DB8A6;", page)
    assert "@media print" in page


def test_what_an_author_writes_cannot_become_markup(library: Library) -> None:
    hostile = Table(
        id="hostile",
        title=Text("<b>表</b>", "<b>table</b>"),
        columns=(TextColumn(id="x", label=Text("</span><script>alert(1)</script>", '"&<i>')),),
    )
    changed = Library(msgspec.structs.replace(library.data, tables=(*library.data.tables, hostile)))
    read = _Reader(handbook(changed, "both"))
    assert read.names.isdisjoint({"script", "b", "i"})
    assert "</span><script>alert(1)</script>" in read.pieces
    assert tag("a", "x", href='"><script>') == '<a href="&quot;&gt;&lt;script&gt;">x</a>'


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "年节省合计（未扣新增运行费） − 新增年运行费"),
        ("en", "Savings per year before extra cost − Extra operating cost per year"),
    ],
)
def test_a_formula_is_told_in_words(library: Library, lang: str, words: str) -> None:
    column = library.column("options", "annual_saving")
    assert column is not None
    said = formula_in_words(library, column.calculation, "options", "zh" if lang == "zh" else "en")
    assert said == words


def test_a_period_in_a_formula_is_told_in_words(library: Library) -> None:
    said = formula_in_words(library, "summary.energy_total[base-1]", "", "zh")
    assert said == "汇总 · 综合能耗（当量值） (基准年−1)"


def test_one_language_says_nothing_in_the_other(library: Library) -> None:
    chinese, english = handbook(library, "zh"), handbook(library, "en")
    assert "en-below" not in chinese.partition("</style>")[2]
    words = set(_Reader(english).pieces)
    for table in library.data.tables:
        for column in table.columns:
            assert column.label.en in words
            if column.help:
                assert column.help.what.en in words
                assert column.help.what.zh not in words - {column.help.what.en}
    assert handbook(library, "zh") == chinese, "the same content gives the same bytes"


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handbook", str(tmp_path / "h.html"), "--lang", "both"]) == 0
    assert "h.html" in capsys.readouterr().out
    assert (tmp_path / "h.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["handbook", str(tmp_path)]) == 2
    assert capsys.readouterr().err
