"""The PDF as a reader gets it: every number there, fonts inside, contents that lead, nothing dropped in silence."""

from __future__ import annotations

import errno
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from desktop.document.reporting import write_reports
from desktop.model.edit import SetValue
from desktop.model.errors import AuditError, FileError
from desktop.reports import build_report, numbers
from desktop.reports.model import Report
from desktop.reports.pdf import lay_out
from desktop.reports.pdf.writer import Laid
from tests.builders import an_audit, sample, smelter

SPACES = re.compile(r"[\s\u2009\u202f\u00a0]+")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    with sample("aluminium", tmp_path_factory.mktemp("pdf") / "a.qsa") as document:
        yield build_report(document.snapshot(), kind="audit", language="zh")


@pytest.fixture(scope="module")
def laid(report: Report) -> Laid:
    return lay_out(report)


@pytest.fixture(scope="module")
def reader(laid: Laid) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(laid.content))


@pytest.fixture(scope="module")
def text(reader: pypdf.PdfReader) -> str:
    return SPACES.sub("", "".join(page.extract_text() for page in reader.pages))


def test_every_number_of_the_report_is_on_a_page(report: Report, text: str) -> None:
    lost = [one for one in numbers(report) if SPACES.sub("", one.text) not in text]
    assert lost == []


def test_the_headline_figures_of_the_dossier_are_printed(text: str) -> None:
    """sample_cases.md: power use, total energy, totals of options, closures."""
    for figure in ("12985.85", "415225.5", "1670.93", "5864.5", "2042.92", "0.795", "1.612", "428"):
        assert figure in text, figure


def test_every_font_is_embedded(reader: pypdf.PdfReader) -> None:
    bare = set()
    for page in reader.pages:
        fonts = page["/Resources"].get("/Font", {})  # type: ignore[union-attr]
        for name in fonts:
            font = fonts[name].get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor")
            if descriptor is None or "/FontFile2" not in descriptor.get_object():
                bare.add(str(font["/BaseFont"]))
    assert bare == set()


def test_contents_lead_to_their_pages(reader: pypdf.PdfReader, laid: Laid) -> None:
    def titles(outline: list[object]) -> Iterator[tuple[str, int]]:
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                page = reader.get_destination_page_number(entry)  # type: ignore[arg-type]
                yield str(entry.title), page + 1  # type: ignore[attr-defined]

    marks = dict(titles(reader.outline))
    assert len(marks) > 10
    for title, number in list(marks.items())[1:]:
        words = SPACES.sub("", reader.pages[number - 1].extract_text())
        assert SPACES.sub("", title) in words, title
    links = [
        note.get_object()
        for page in reader.pages[:6]
        for note in page.get("/Annots", [])
        if note.get_object().get("/Subtype") == "/Link"
    ]
    assert len(links) > 10
    assert laid.pages == len(reader.pages)


def test_pages_are_counted_and_a_sample_says_so_on_each(reader: pypdf.PdfReader) -> None:
    pages = [SPACES.sub("", page.extract_text()) for page in reader.pages]
    for number, words in enumerate(pages[1:], 2):
        assert f"{number}/{len(pages)}" in words
        assert "虚构" in words


def test_no_line_begins_with_closing_punctuation(reader: pypdf.PdfReader) -> None:
    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if line.lstrip()[:1] in "，。、；：！？）》”"] == []


def test_a_sign_no_font_has_is_marked_and_told(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        document.record([SetValue("enterprise.name", "某\U0002b820厂 𝄞")])
        (written,) = write_reports(document.snapshot(), pdf=tmp_path / "a.pdf")
    assert written.problems
    assert any("U+1D11E" in problem for problem in written.problems)


def test_the_same_report_is_the_same_bytes(report: Report, laid: Laid) -> None:
    assert lay_out(report).content == laid.content


@pytest.mark.parametrize("language", ["en", "both"])
def test_the_other_languages_are_complete(tmp_path: Path, language: str) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        (written,) = write_reports(document.snapshot(), lang=language, pdf=tmp_path / "a.pdf")
    words = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert "Contents" in words
    assert written.pages > 20
    assert ("目录" in words) == (language == "both")


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "report.no_space"), (errno.EROFS, "report.read_only")]
)
def test_the_old_pdf_stays_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"the old report")

    def fails(*_: object) -> None:
        raise OSError(number, "planted")

    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        monkeypatch.setattr("desktop.reports.check.os.fsync", fails)
        with pytest.raises(FileError) as refused:
            write_reports(document.snapshot(), pdf=target)
    assert refused.value.code == code
    assert target.read_bytes() == b"the old report"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document, pytest.raises(AuditError) as refused:
        write_reports(document.snapshot(), lang="fr", pdf=tmp_path / "a.pdf")
    assert refused.value.code == "report.lang"
