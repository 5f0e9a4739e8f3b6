"""A problem explained leaves the list, and comes back when what it found changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.document import Document
from desktop.model.edit import SetValue
from desktop.model.errors import AuditError
from tests.builders import an_audit, clock, smelter

OUTPUT = "products[p1].output@2025"


def jumpy(path: Path) -> Document:
    """A smelter whose output is far above its capacity."""
    document = an_audit(path, *smelter())
    document.record([SetValue("products[p1].capacity", {"value": "100000", "unit": "t"})])
    return document


def over(document: Document) -> str:
    return next(one.id for one in document.problems() if one.code == "products_over_capacity")


def test_explained_until_the_figure_changes(tmp_path: Path) -> None:
    with jumpy(tmp_path / "a.qsa") as document:
        problem = over(document)
        document.dismiss(problem, "产能批复已变更，见附件")
        assert problem not in {one.id for one in document.problems()}
        assert [one.id for one in document.explained_problems()] == [problem]
        document.record([SetValue("enterprise.name", "示例")])
        assert problem not in {one.id for one in document.problems()}
        document.record([SetValue(OUTPUT, {"value": "300000", "unit": "t"})])
        assert over(document) == problem
        assert document.explained_problems() == ()
        document.undo()
        assert problem not in {one.id for one in document.problems()}
    with Document.open(tmp_path / "a.qsa", clock=clock) as document:
        assert [one.id for one in document.explained_problems()] == [problem]


def test_an_explanation_can_be_undone(tmp_path: Path) -> None:
    with jumpy(tmp_path / "a.qsa") as document:
        problem = over(document)
        document.dismiss(problem, "见附件")
        document.undo()
        assert over(document) == problem


def test_a_reason_and_a_problem_are_needed(tmp_path: Path) -> None:
    with jumpy(tmp_path / "a.qsa") as document:
        problem = over(document)
        with pytest.raises(AuditError) as caught:
            document.dismiss(problem, "  ")
        assert caught.value.code == "document.no_reason"
        with pytest.raises(AuditError) as caught:
            document.dismiss(problem.replace("capacity", "capacty"), "见附件")
        assert caught.value.code == "document.no_problem"
        assert caught.value.params["near"] == problem
