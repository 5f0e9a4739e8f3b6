"""The profile is asked first; what it hides stands folded together, each sheet with the answer that hid it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.document import Document
from desktop.document.profile import profile_paths
from desktop.model.edit import AddRow, SetValue
from desktop.ui.main_window import MainWindow
from desktop.ui.navigator.entries import FOLDER, Entry, entries
from desktop.ui.overview.todo import todos
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.sheets.editors.choice import ChoiceEditor
from desktop.ui.todo_line import TodoLine
from tests.builders import an_audit


@pytest.fixture
def window(app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(Session(an_audit(tmp_path / "a.qsa"), settings=settings))
    made.show()
    made._opened()
    QApplication.processEvents()
    yield made
    made.close()
    shiboken6.delete(made)


def lines(window: MainWindow) -> list[Entry]:
    return window.navigator.list._model.lines


def line(window: MainWindow, place: str) -> int:
    return next(row for row, one in enumerate(lines(window)) if one.place == place)


def numbers(window: MainWindow, kind: str) -> list[str]:
    return [one.text.split()[0] for one in lines(window) if one.kind == kind]


def click(window: MainWindow, row: int) -> None:
    model = window.navigator.list._model
    window.navigator.list.clicked.emit(model.index(row))
    QApplication.processEvents()


def test_the_profile_page_asks_its_questions(window: MainWindow) -> None:
    session = window.session
    session.go_to("page:profile")
    page = window.findChild(QWidget, "page:profile")
    assert page is not None
    for path in profile_paths(session.library):
        if session.document.is_shown(path):
            assert page.findChild(QWidget, f"field:{path}") is not None, path


def test_the_first_step_of_a_new_audit_is_its_profile(window: MainWindow) -> None:
    session = window.session
    steps = todos(session)
    assert 6 <= len(steps) <= 10
    assert (steps[0].number, steps[0].place) == ("P-00", "enterprise.industry_code")
    assert all(step.why and step.place for step in steps)
    session.record([SetValue("enterprise.industry_code", "3216")], "document.started")
    assert todos(session)[0].place == "enterprise.province"
    assert "P-00" not in {step.number for step in todos(session)[1:]}


def test_what_does_not_apply_is_folded_and_leads_to_the_answer(window: MainWindow) -> None:
    session = window.session
    session.record(
        [SetValue("environment.routes", ["stack"]), SetValue("audit.edition", "acceptance")],
        "document.started",
    )
    folder = lines(window)[line(window, FOLDER)]
    assert "1" in folder.text
    assert numbers(window, "hidden") == []
    click(window, line(window, FOLDER))
    assert numbers(window, "hidden") == ["X2-06"]
    hidden = lines(window)[line(window, FOLDER) + 1]
    assert "有组织废气" in hidden.note
    window.navigator.list.show_place("page:stage2")
    assert "X2-06" not in numbers(window, "sheet")
    assert "X2-05" in numbers(window, "sheet")
    click(window, line(window, FOLDER))
    click(window, line(window, FOLDER) + 1)
    assert window.pages.current == "profile"
    assert window.focusWidget().objectName() == "field:environment.routes"
    session.record([SetValue("environment.routes", ["stack", "water"])], "document.started")
    assert FOLDER not in {one.place for one in lines(window)}
    window.navigator.list.show_place("page:stage2")
    assert "X2-06" in numbers(window, "sheet")


def test_the_folder_opens_and_closes_by_keys(window: MainWindow) -> None:
    window.navigator.list._mark(FOLDER)
    QTest.keyClick(window.navigator.list, Qt.Key.Key_Right)
    assert len(numbers(window, "hidden")) == 7  # what the assessment edition does not have
    QTest.keyClick(window.navigator.list, Qt.Key.Key_Left)
    assert numbers(window, "hidden") == []


def test_a_sheet_that_does_not_apply_is_found_with_its_reason(window: MainWindow) -> None:
    found = entries(window.session, 0, "6-4")
    assert [(one.kind, one.place) for one in found[1:]] == [("hidden", "audit.edition")]
    assert "评估稿" in found[1].note


def test_a_page_that_does_not_apply_says_why_and_leads_to_the_answer(window: MainWindow) -> None:
    session = window.session
    session.go_to("page:s6_4")
    banner = window.pages.page("s6_4").findChild(TodoLine, "sheet:hidden")
    assert banner is not None
    assert banner.isVisible()
    assert "评估稿" in banner.text()
    banner.click()
    assert session.cursor == "audit.edition"
    session.record([SetValue("audit.edition", "acceptance")], "document.started")
    session.go_to("page:s6_4")
    QApplication.processEvents()
    window.pages.page("s6_4").settle()  # type: ignore[attr-defined]
    assert not banner.isVisible()


def test_the_next_open_question_is_never_a_hidden_one(window: MainWindow) -> None:
    session = window.session
    session.record(
        [
            AddRow("toxics", {"name": "铬酐"}, row="t"),
            SetValue("environment.hazards", ["none"]),
            SetValue("audit.edition", "acceptance"),
        ],
        "document.started",
    )
    session.cursor_moved.emit("toxics[t].name")
    window.jumps.to_open(1)
    assert not session.cursor.startswith("toxics")


@pytest.mark.parametrize("typed", ["3216", "铝冶", "lvyelian", "lyl", "aluminium smelting"])
def test_an_industry_is_found_by_code_name_and_sound(window: MainWindow, typed: str) -> None:
    editor = _editor(window, "enterprise.industry_code")
    completer = editor.completer()
    completer.setCompletionPrefix(typed)
    found = {
        completer.pathFromIndex(completer.completionModel().index(row, 0))
        for row in range(completer.completionCount())
    }
    assert "3216 铝冶炼" in found
    assert len(found) < 10


def test_a_class_the_list_lacks_is_taken_as_typed(window: MainWindow) -> None:
    editor = _editor(window, "enterprise.industry_code")
    editor.setEditText("9999")
    editor.typed.emit()
    editor.settled.emit()
    assert window.session.document.answer("enterprise.industry_code") == "9999"


def test_a_name_of_the_list_is_taken_for_its_class(window: MainWindow) -> None:
    editor = _editor(window, "enterprise.industry_code")
    editor.setEditText("铝冶炼")
    assert editor.entry() == "3216"


def _editor(window: MainWindow, path: str) -> ChoiceEditor:
    window.session.go_to(path)
    QApplication.processEvents()
    page = window.pages.page("profile")
    editor = next(one for one in page.findChildren(ChoiceEditor) if str(one.question.path) == path)
    editor.setFocus()
    editor._spell()
    return editor


def test_a_new_file_opens_on_its_profile(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "new.qsa"
    monkeypatch.setattr(window.files._dialogs, "save_file", lambda *_: target)
    window.files.new()
    assert isinstance(window.session.document, Document)
    assert window.session.document.path == target
    assert window.pages.current == "profile"
