"""A listed plant in the window: scoring by the table of its place, a problem explained until its value changes, and a
profile answer that hides a filled-in sheet and gives it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.model.edit import AddRow, SetValue
from desktop.reports import build_report
from desktop.reports.model import Facts, Table
from desktop.ui.main_window import MainWindow
from desktop.ui.navigator.entries import FOLDER
from desktop.ui.problems_page import ProblemsPage
from tests.journeys.person import seated, type_here


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with seated("electroplating", tmp_path / "a.qsa", qtbot) as made:
        yield made


def type_at(window: MainWindow, qtbot: QtBot, place: str, text: str) -> None:
    """Go to a cell and type as a person does."""
    window.session.go_to(place)
    qtbot.waitUntil(lambda: window.session.cursor == place)
    type_here(text)


def printed(window: MainWindow) -> str:
    """The record of checks: every cell and line of its tables and forms."""
    report = build_report(window.session.document.snapshot(), kind="findings", language="zh")
    words: list[str] = []
    for block in report.blocks:
        if isinstance(block, Table):
            words += [cell.text for row in block.rows for cell in row.cells]
        if isinstance(block, Facts):
            words += [f"{fact.label}={fact.cell.text}" for fact in block.facts]
    return "\n".join(words)


def test_the_scoring_table_of_the_place_is_typed_in_scores_and_prints(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, document = window.session, window.session.document
    rows: list[str] = []
    for line, points, score in (
        ("Preparation", "30", "25"),
        ("Balances", "40", "32.5"),
        ("Options", "30", "26"),
    ):
        session.go_to("page:p_61")
        made = document.record([AddRow("local_scoring", {"part": "assessment"})]).added[0]
        rows.append(made)
        type_at(window, qtbot, f"{made}.line", line)
        type_at(window, qtbot, f"{made}.points", points)
        type_at(window, qtbot, f"{made}.score", score)
    shown = [
        document.shown(f"self_score.assessment_{name}", "zh").text for name in ("points", "score", "outcome")
    ]
    assert shown == ["100.0", "83.5", "70至90分：按专家意见补充修改后再实施中/高费方案"]
    said = printed(window)
    assert "Balances" in said
    assert "评估自评得分=83.5" in said.replace(" ", "")
    assert "local_points_total" not in {problem.code for problem in document.problems()}
    type_at(window, qtbot, f"{rows[0]}.points", "20")
    assert "local_points_total" in {problem.code for problem in document.problems()}


def test_an_explanation_is_printed_and_expires_with_the_value(window: MainWindow, qtbot: QtBot) -> None:
    session, document = window.session, window.session.document
    waste = document.rows("wastes", "hazardous")[0]
    place = f"wastes[{waste}].code"
    document.record([SetValue(place, "336-054-44")])
    wrong = next(one for one in document.problems() if one.code == "waste_code_no_such")
    session.go_to("page:problems")
    page = window.findChild(ProblemsPage)
    assert page is not None
    row = next(
        at for at in range(page.model.rowCount())
        if getattr(page.model.lines[at], "problem", None) is not None
        and page.model.lines[at].problem.id == wrong.id
    )  # fmt: skip
    page.list.setCurrentIndex(page.model.index(row, 0))
    page.explain.reason.setFocus()
    page.explain.reason.setText("已向主管部门咨询")
    QTest.keyClick(page.explain.reason, Qt.Key.Key_Return)
    assert wrong.id not in {one.id for one in document.problems()}
    assert "已向主管部门咨询" in printed(window)
    document.record([SetValue(place, "336-063-43")])  # another wrong code: the explanation was not about it
    assert wrong.id in {one.id for one in document.problems()}


def test_a_profile_answer_hides_a_sheet_and_gives_all_of_it_back(window: MainWindow, qtbot: QtBot) -> None:
    session, document = window.session, window.session.document
    before = {path: document.stored(path) for path in _paths(window)}
    states = {one.path: (one.shown, one.state) for one in document.describe()}
    assert before
    session.go_to("environment.hazards")
    qtbot.waitUntil(lambda: session.cursor == "environment.hazards")
    given = document.stored("environment.hazards")
    session.record([SetValue("environment.hazards", ["none"])], "document.started")
    hidden = {sheet.number: document.hidden_by(f"page:{sheet.id}") for sheet in document.hidden_sheets()}
    assert hidden["X2-08"] == ("environment.hazards",)
    assert FOLDER in {entry.place for entry in window.navigator.list._model.lines}
    assert "profile_no_toxics" in {problem.code for problem in document.problems()}  # hidden data are told
    assert {path: document.stored(path) for path in before} == before  # and nothing is lost
    session.record([SetValue("environment.hazards", given)], "document.started")
    assert {path: document.stored(path) for path in before} == before
    assert {one.path: (one.shown, one.state) for one in document.describe()} == states


def _paths(window: MainWindow) -> list[str]:
    document = window.session.document
    columns = ("name", "cas", "lists", "purpose", "material", "concentration", "step")
    return [f"toxics[{row}].{column}" for row in document.rows("toxics") for column in columns]
