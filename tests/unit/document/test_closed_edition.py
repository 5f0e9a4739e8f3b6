"""The assessment edition stands while the acceptance edition is written; what differs from it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document import Document
from desktop.document.sample import make_sample
from desktop.model.edit import SetValue
from desktop.model.errors import RefusedError

INVESTMENT = "options[zg4].investment"


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with make_sample("aluminium", tmp_path / "a.qsa", edition="acceptance") as made:
        yield made


def test_an_answer_of_the_assessment_is_refused_with_a_reason(document: Document) -> None:
    with pytest.raises(RefusedError) as error:
        document.record([SetValue(f"{INVESTMENT}@assessment", {"value": "870", "unit": "万元"})])
    assert error.value.code == "edit.closed_edition"
    for lang in ("zh", "en"):
        assert INVESTMENT in document.library.message(error.value.code, lang, **error.value.params)
    assert document.shown(f"{INVESTMENT}@assessment", "zh").text == "860"
    document.record([SetValue(f"{INVESTMENT}@acceptance", {"value": "890", "unit": "万元"})])
    assert document.shown(f"{INVESTMENT}@acceptance", "zh").text == "890"


def test_taken_back_to_the_assessment_it_can_be_corrected_and_undone(document: Document) -> None:
    document.record([SetValue("audit.edition", "assessment")])
    assert not document.closed(f"{INVESTMENT}@assessment")
    document.record([SetValue(f"{INVESTMENT}@assessment", {"value": "870", "unit": "万元"})])
    document.record([SetValue("audit.edition", "acceptance")])
    assert document.closed(f"{INVESTMENT}@assessment")
    for _ in range(3):
        document.undo()
    assert document.shown(f"{INVESTMENT}@assessment", "zh").text == "860"


def test_what_differs_says_what_was_expected(document: Document) -> None:
    """Dossier: ZG4 cost 884 instead of 860; its name belongs to no edition."""
    expected = document.expected("options[zg4].total_investment@acceptance", "zh")
    assert expected is not None
    assert expected.with_unit == "860.00\u2009万元"
    assert document.expected("options[zg4].total_investment@assessment", "zh") is None
    assert document.expected("options[zg3].total_investment@acceptance", "zh") is None  # not built, as it was
    assert document.expected("options[zg4].name", "zh") is None
