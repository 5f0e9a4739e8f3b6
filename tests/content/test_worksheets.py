"""Every step of the method and every worksheet is there, and says what it is for, who does it and when it is done.

``worksheets.csv`` lists the 35 steps and the 99 worksheets of the method dossier (41 of the handbook, 43 extended, 15
checklists) with the stage and step they belong to; it was copied from there.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.content.library import Library, load_library
from desktop.content.types import Column, Sheet, Stage
from desktop.model.text import Text

LISTED = list(
    csv.DictReader((Path(__file__).parent / "worksheets.csv").read_text(encoding="utf-8").splitlines())
)
STEPS = [row for row in LISTED if row["kind"] == "step"]
WORKSHEETS = [row for row in LISTED if row["kind"] != "step"]
# What goes without saying: words that are typed once and proven by the whole sheet.
NO_EVIDENCE = ("无需证据", "同上")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def sheets(library: Library) -> dict[str, Sheet]:
    return {sheet.number: sheet for sheet in library.sheets}


def _stage(library: Library, number: str) -> Stage:
    return next(stage for stage in library.data.stages if str(stage.number) == number)


def _said(text: Text | None) -> bool:
    return text is not None and len(text.zh.strip()) > 1 and len(text.en.strip()) > 1


def _places(library: Library) -> set[str]:
    chapters = library.data.chapters
    return {chapter.id for chapter in chapters} | {
        part.id for chapter in chapters for part in chapter.sections
    }


def _required(library: Library, sheet: Sheet) -> Iterator[tuple[str, Column]]:
    for view in sheet.views:
        shown = view.columns or tuple(column.id for column in library.tables[view.table].columns)
        for name in shown:
            column = library.column(view.table, name)
            if column is not None and column.required:
                yield f"{view.table}.{name}", column


def test_the_list_is_whole() -> None:
    assert Counter(row["kind"] for row in LISTED) == {
        "step": 35,
        "manual": 41,
        "extended": 43,
        "checklist": 15,
    }
    assert Counter(row["stage"] for row in STEPS) == dict(zip("1234567", (4, 6, 5, 7, 5, 4, 4), strict=True))


@pytest.mark.parametrize("row", STEPS, ids=lambda row: row["number"])
def test_a_step_says_what_it_is_for_and_when_it_is_done(row: dict[str, str], library: Library) -> None:
    stage = _stage(library, row["stage"])
    assert stage.steps[row["number"]].zh == row["title"]
    guide = stage.about[row["number"]]
    assert all(_said(text) for text in (guide.purpose, guide.who, guide.evidence, guide.done))
    own = {sheet.id for sheet in library.sheets if sheet.step == row["number"]}
    assert own or guide.sheets, "written down nowhere"


@pytest.mark.parametrize("row", WORKSHEETS, ids=lambda row: row["number"])
def test_a_worksheet_is_complete(row: dict[str, str], library: Library, sheets: dict[str, Sheet]) -> None:
    sheet = sheets[row["number"]]
    assert (str(sheet.stage), sheet.step) == (row["stage"], row["step"])
    assert sheet.step in _stage(library, row["stage"]).steps
    assert all(_said(text) for text in (sheet.title, sheet.purpose, sheet.who))
    assert sheet.done, "no done-criterion"
    assert sheet.chapter in _places(library), "feeds no chapter"
    assert sheet.source in library.data.sources
    assert any(view.columns for view in sheet.views)
    for name, column in _required(library, sheet):
        help_ = column.help
        assert help_ is not None, name
        assert help_.example is not None, name
        assert all(_said(text) for text in (help_.what, help_.why, help_.where, help_.evidence)), name
        assert help_.sources, name


@pytest.mark.parametrize("row", WORKSHEETS, ids=lambda row: row["number"])
def test_a_worksheet_asks_for_some_proof(
    row: dict[str, str], library: Library, sheets: dict[str, Sheet]
) -> None:
    """Not every word needs its paper, but a sheet with required figures names the papers that prove it."""
    asked = dict(_required(library, sheets[row["number"]]))
    if asked:
        helps = [column.help for column in asked.values() if column.help is not None]
        papers = [help_.evidence.zh.strip("。") for help_ in helps if help_.evidence is not None]
        assert any(paper not in NO_EVIDENCE for paper in papers), row["number"]
