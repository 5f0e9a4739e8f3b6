"""The sentences of the report, filled from the sample: every live value is there, in both editions and languages.

Papers that are handed in print what is open as open and where to fill it in (tests/unit/reports/test_kinds.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from desktop.content.types_report import Chapter, Prose
from desktop.document.document import Document
from desktop.model.period import EDITIONS
from desktop.model.result import NA, Absent, Failed
from tests import builders

_HOLE = re.compile(r"\{([^{}]*)\}")


@pytest.fixture(scope="module", params=EDITIONS)
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    path = tmp_path_factory.mktemp("prose") / "sample.qsa"
    made = builders.sample("aluminium", path, edition=request.param)
    yield made
    made.close()


def _chapters(document: Document) -> list[Chapter]:
    return [chapter for chapter in document.library.data.chapters if chapter.kind == "audit"]


def _printed(document: Document) -> Iterator[tuple[str, Prose]]:
    for chapter in _chapters(document):
        for section in chapter.sections:
            for block in section.blocks:
                if isinstance(block, Prose) and (not block.when or document.evaluate(block.when) is True):
                    yield section.id, block


def test_every_hole_of_a_printed_sentence_has_a_value(document: Document) -> None:
    empty = [
        (section, hole)
        for section, block in _printed(document)
        for hole in _HOLE.findall(block.text.zh)
        if isinstance(document.evaluate(hole.split("|")[0].strip()), Absent | NA | Failed)
    ]
    assert empty == []


def test_every_chapter_says_something(document: Document) -> None:
    said = {section for section, _ in _printed(document)}
    for chapter in _chapters(document):
        assert said & {section.id for section in chapter.sections}, chapter.id


def test_the_assessment_edition_never_prints_an_after(document: Document) -> None:
    text = " ".join(block.text.zh for _, block in _printed(document))
    assert ("[acceptance]" in text) is (document.edition == "acceptance")


def test_the_basis_of_the_listing_follows_its_date(document: Document) -> None:
    text = " ".join(block.text.zh for _, block in _printed(document))
    assert "清洁生产促进法" in text
    # Listed before the Code came into force; the acceptance edition says that it replaced the law since.
    assert ("生态环境法典" in text) is (document.edition == "acceptance")
