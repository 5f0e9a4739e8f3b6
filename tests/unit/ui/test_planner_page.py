"""The planner's page: target and budget are kept, the answer comes from the background, nothing is applied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui.planner_page import PlannerPage
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.tasks import InlinePool
from tests.builders import sample
from tests.unit.ui.held import Held


def shown(page: PlannerPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def press(page: PlannerPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


@pytest.fixture
def page(app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[PlannerPage]:
    with sample("electroplating", tmp_path / "a.qsa") as document:
        made = PlannerPage(Session(document, settings=settings), InlinePool())
        made.resize(1100, 900)
        made.show()
        yield made
        made.close()


def test_the_set_the_indicators_and_the_scenario_are_shown(page: PlannerPage) -> None:
    digest = page._session.document.digest
    press(page, "compute")
    told = shown(page)
    assert "再实施 1 个方案，投资 68.00 万元" in told
    assert "已实施 9 个" in told
    assert "电镀生产线要求" in told
    assert "水重复利用率" in told
    assert any("ZG1" in one.text() for one in page.findChildren(QPushButton))
    assert page._session.document.digest == digest


def test_target_and_budget_are_kept_and_the_answer_grows_stale(page: PlannerPage) -> None:
    document = page._session.document
    press(page, "compute")
    assert not page._stale_word.isVisible()
    page.budget.setFocus()
    page.budget.selectAll()
    QTest.keyClicks(page.budget, "60")
    QTest.keyClick(page.budget, Qt.Key.Key_Return)
    assert document.stored("planning.budget") == {"value": "60", "unit": "万元"}
    assert page._stale_word.isVisible()
    press(page, "compute")
    assert not page._stale_word.isVisible()
    assert "还差 8" in shown(page)
    QTest.mouseClick(page.target._buttons["I"], Qt.MouseButton.LeftButton)
    assert document.answer("planning.target") == "I"
    page.budget.clear()
    QTest.keyClick(page.budget, Qt.Key.Key_Return)
    assert document.answer("planning.budget") is None
    press(page, "compute")
    assert "达不到Ⅰ级" in shown(page)


def test_a_budget_that_is_no_number_is_refused_in_words(page: PlannerPage) -> None:
    said: list[str] = []
    page._session.noticed.connect(lambda words, _tone: said.append(words))
    page.budget.setFocus()
    QTest.keyClicks(page.budget, "much")
    QTest.keyClick(page.budget, Qt.Key.Key_Return)
    assert len(said) >= 1
    assert page.budget.text() == ""
    assert page._session.document.answer("planning.budget") is None


def test_it_can_be_stopped(app: QApplication, tmp_path: Path, settings: Settings) -> None:
    pool = Held()
    with sample("electroplating", tmp_path / "a.qsa") as document:
        page = PlannerPage(Session(document, settings=settings), pool)
        page.show()
        press(page, "compute")
        assert page.work.bar.isVisible()
        press(page, "cancel")
        pool.let_go()
        assert not page.work.bar.isVisible()
        assert page._answer is None
        press(page, "compute")
        pool.let_go()
        assert page._answer is not None
        page.close()


def test_it_speaks_english(page: PlannerPage) -> None:
    page._session.set_lang("en")
    press(page, "compute")
    told = shown(page)
    assert "with further options (1) for 68.00 10⁴ yuan" in told
    assert "Combined scenario" in told


def test_the_answer_is_worded_again_when_the_language_changes(page: PlannerPage) -> None:
    press(page, "compute")
    page._session.set_lang("en")
    QApplication.processEvents()
    assert "Indicators and limits, before and after" in shown(page)
