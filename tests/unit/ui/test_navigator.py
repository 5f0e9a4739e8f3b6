"""The left column stays usable with many sheets: stages fold, steps are named, sheets are found by number or title."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.content.library import Library
from desktop.document import Document
from desktop.model.text import Text
from desktop.ui.navigator import Navigator, entries
from desktop.ui.navigator.entries import MANY
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from tests.builders import library


def crowded() -> Library:
    """The installed library, stage 2 with a sheet for every step and many for its first."""
    data = library().data
    model = library().sheet("s2_1")
    more = [
        structs.replace(
            model, id=f"many{n}", number=f"X2-{n}", title=Text(f"调查表{n}", f"Survey {n}"), step=step
        )
        for n, step in enumerate(["2.3", "2.2"] + ["2.1"] * MANY, 50)
    ]
    return Library(structs.replace(data, sheets=(*data.sheets, *more)))


@pytest.fixture
def session(app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[Session]:
    with Document.create(tmp_path / "a.qsa", library=crowded(), actor="王工") as document:
        yield Session(document, settings=settings)


@pytest.fixture
def column(session: Session) -> Iterator[Navigator]:
    made = Navigator(session)
    made.resize(244, 700)
    made.show_place("page:s2_3")
    made.show()
    QApplication.processEvents()
    yield made
    made.close()
    shiboken6.delete(made)


def kinds(column: Navigator) -> list[str]:
    return [line.kind for line in column.list._model.lines]


def chosen(column: Navigator) -> str:
    return column.list._model.lines[column.list.currentIndex().row()].place


def test_the_stage_of_the_page_is_unfolded_and_its_steps_are_named(session: Session) -> None:
    lines = [line for line in entries(session, 2) if line.kind in ("step", "sheet")]
    steps = [line.text[:3] for line in lines if line.kind == "step"]
    assert steps == sorted(steps)
    assert len(steps) == len(set(steps)) >= 3
    assert lines[0].kind == "step"
    assert sum(line.kind == "sheet" for line in lines) == sum(s.stage == 2 for s in session.library.sheets)


def test_a_stage_with_few_sheets_needs_no_steps(
    app: QApplication, tmp_path: Path, settings: Settings
) -> None:
    data = library().data
    few = Library(
        structs.replace(data, sheets=tuple(one for one in crowded().sheets if one.stage == 2)[:MANY])
    )
    with Document.create(tmp_path / "few.qsa", library=few) as document:
        lines = entries(Session(document, settings=settings), 2)
    assert sum(line.kind == "sheet" for line in lines) == MANY
    assert all(line.kind != "step" for line in lines)


def test_the_right_end_of_a_stage_folds_it_without_going_there(column: Navigator) -> None:
    went: list[str] = []
    column.place_chosen.connect(went.append)
    row = next(n for n, line in enumerate(column.list._model.lines) if line.place == "page:stage2")
    box = column.list.visualRect(column.list._model.index(row))
    end = QPoint(box.right() - 20, box.center().y())
    assert "sheet" in kinds(column)
    QTest.mouseClick(column.list.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert "sheet" not in kinds(column)
    QTest.mouseClick(column.list.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert "sheet" in kinds(column)
    assert went == []
    QTest.mouseClick(column.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert went == ["page:stage2"]


def test_left_and_right_fold_by_keyboard(column: Navigator) -> None:
    QTest.keyClick(column.list, Qt.Key.Key_Left)
    assert "sheet" not in kinds(column)
    assert chosen(column) == "page:stage2"
    QTest.keyClick(column.list, Qt.Key.Key_Right)
    assert "sheet" in kinds(column)


def test_sheets_are_found_by_number_and_title_of_either_language(column: Navigator) -> None:
    went: list[str] = []
    column.place_chosen.connect(went.append)
    for words, place in (("x2-53", "page:many53"), ("survey 55", "page:many55"), ("调查表57", "page:many57")):
        column.search.setText(words)
        assert [line.place for line in column.list._model.lines if line.kind == "sheet"] == [place]
        QTest.keyClick(column.search, Qt.Key.Key_Return)
        assert went[-1] == place
    column.search.setText("nothing like it")
    assert kinds(column) == ["heading"]
    QTest.keyClick(column.search, Qt.Key.Key_Escape)
    assert column.search.text() == ""
    assert "page" in kinds(column)


def test_a_found_sheet_ends_the_search(column: Navigator) -> None:
    column.search.setText("调查表57")
    column.show_place("page:many57")
    assert column.search.text() == ""
    assert chosen(column) == "page:many57"


def test_headings_and_steps_lead_nowhere(column: Navigator) -> None:
    model = column.list._model
    for row, line in enumerate(model.lines):
        if line.kind in ("heading", "step"):
            assert model.flags(model.index(row)) == Qt.ItemFlag.NoItemFlags
