"""Checklists and policy check: every question of the dossier once, answers counted, applicability by industry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.content.library import Library, load_library
from desktop.document.document import Document
from desktop.model.edit import SetValue
from desktop.model.result import Num
from tests.builders import clock

# How many questions the method dossier lists for each checklist.
QUESTIONS = {
    "ck-1": 5, "ck-2": 7, "ck-3": 6, "ck-4": 6, "ck-5": 5, "ck-6": 6, "ck-7": 5,
    "ck-a": 6, "ck-b": 6, "ck-c": 6, "ck-d": 5, "ck-e": 6, "ck-f": 5, "ck-g": 6, "ck-h": 6,
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with Document.create(tmp_path / "a.qsa", clock=clock) as made:
        yield made


def _number(document: Document, path: str) -> float:
    value = document.value(path)
    assert isinstance(value, Num), f"{path}: {value}"
    return value.value


def test_each_checklist_has_its_questions_and_its_sheet(library: Library) -> None:
    rows = library.reference("checklist_items").rows
    assert Counter(row["list"] for row in rows.values()) == QUESTIONS
    assert tuple(library.reference("checklists").rows) == tuple(QUESTIONS)
    sheets = {sheet.number: sheet for sheet in library.sheets}
    for key, row in library.reference("checklists").rows.items():
        sheet = sheets[row["number"]]
        assert (str(sheet.stage), sheet.step) == (row["stage"], row["step"])
        assert [view.filter for view in sheet.views] == [f'list == "{key}"']


def test_the_sheet_of_a_checklist_shows_its_questions_only(document: Document) -> None:
    view = document.library.sheet("ck_3").views[0]
    assert document.rows(view.table, view.filter) == tuple(f"ck-3-{number}" for number in range(1, 7))


def test_a_checklist_counts_what_is_answered(document: Document) -> None:
    document.record(
        [
            SetValue("checklist[ck-1-1].answer", "yes"),
            SetValue("checklist[ck-1-2].answer", "no"),
            SetValue("checklist[ck-1-3].answer", "na"),
        ]
    )
    found = {name: _number(document, f"checklists[ck-1].{name}") for name in ("answered", "yes", "no")}
    assert found == {"answered": 3, "yes": 1, "no": 1}
    assert _number(document, "checklists[ck-1].score") == 0.5
    assert document.shown("checklists[ck-2].score", "zh").state == "hidden"
    unexplained = [one.path for one in document.problems() if one.code == "checklist_no_unexplained"]
    assert unexplained == ["checklist[ck-1-2].note"]


def test_the_policy_covers_all_35_measures_with_57_questions(library: Library) -> None:
    items = library.reference("policy_items").rows
    measures = library.reference("policy_measures").rows
    assert (len(items), len(measures)) == (57, 35)
    for measure in measures.values():
        named = measure["items"].split()
        assert named
        assert all(measure["number"] in items[item]["measures"].split() for item in named)
    for name in ("policy_topics", "policy_targets", "policy_evidence"):
        assert tuple(library.reference(name).rows) == tuple(items)


def test_industries_documents_and_conditions_of_the_policy_exist(library: Library) -> None:
    industries = library.reference("industries").rows
    for item in library.reference("policy_items").rows.values():
        assert item["source_id"] in library.reference("policy_documents").rows
        assert item["source_id"] in library.data.sources
        assert item["condition"] in ("", *library.reference("policy_conditions").rows)
        for code in item["industries"].split():
            assert code in industries


@pytest.mark.parametrize(
    ("code", "count", "shown", "not_shown"),
    [
        ("3216", 48, "e02", "c10"),  # electrolytic aluminium: the answers of its dossier
        ("3360", 30, "e05", "e02"),  # electroplating: likewise
    ],
)
def test_an_industry_is_asked_what_concerns_it(
    document: Document, code: str, count: int, shown: str, not_shown: str
) -> None:
    document.record([SetValue("enterprise.industry_code", code)])
    view = document.library.sheet("p_41").views[0]
    rows = document.rows(view.table, view.filter)
    assert len(rows) == count == _number(document, "policy_summary.questions")
    assert shown in rows
    assert not_shown not in rows


def test_without_an_industry_everything_is_asked(document: Document) -> None:
    assert _number(document, "policy_summary.questions") == 57


def test_a_condition_on_the_region_is_read_from_the_enterprise(document: Document) -> None:
    document.record(
        [
            SetValue("enterprise.industry_code", "3216"),
            SetValue("enterprise.key_air_region", True),
            SetValue("policy[a01].answer", "na"),
        ]
    )
    assert document.value("policy[a01].applies") is True
    assert "policy_key_region" in {one.code for one in document.problems()}
    document.record([SetValue("enterprise.key_air_region", False)])
    assert document.value("policy[a01].applies") is False
    assert document.value("policy[e07].applies") is True
    assert "policy_key_region" not in {one.code for one in document.problems()}


def test_a_figure_is_asked_in_the_unit_of_its_question(document: Document) -> None:
    document.record(
        [
            SetValue("enterprise.industry_code", "3216"),
            SetValue("policy[c18].value", {"value": "12985.85", "unit": "kWh/t"}),
        ]
    )
    assert document.value("policy[c18].done") is True
    assert document.value("policy[c20].done") is False
    assert document.shown("policy[c18].value", "zh").with_unit.replace("\u2009", " ") == "12 985.85 kWh/t"
    assert document.shown("policy[e07].value", "zh").state == "hidden"
