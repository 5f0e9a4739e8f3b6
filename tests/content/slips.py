"""A mistake typed into a sample: the right rule finds it where it was made, and it goes with undo."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.document.document import Document
from desktop.model.answer import Json
from desktop.model.edit import Edit


def amount(value: str, unit: str) -> Json:
    """A number as people type it."""
    return {"value": value, "unit": unit}


def assert_found_and_undone(document: Document, edits: Sequence[Edit], wanted: str) -> None:
    """``wanted`` is ``code:place``: not there before, there after the edits with words and a fix, gone with undo."""
    before = {problem.id for problem in document.problems()}
    assert wanted not in before
    document.record(edits, label="document.edited")
    try:
        found = [problem for problem in document.problems() if problem.id == wanted]
        assert found, sorted({problem.id for problem in document.problems()} - before)
        for lang in ("zh", "en"):
            worded = document.word(found[0], lang)
            assert worded.sentence
            assert worded.fix
            assert "{" not in worded.sentence + worded.fix
    finally:
        document.undo()
    assert {problem.id for problem in document.problems()} == before
