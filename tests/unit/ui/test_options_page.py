"""The page of the options: totals of the dossier, figures that can be seen, each leading to its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui.main_window import MainWindow
from desktop.ui.options_page import OptionsPage
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from tests.builders import an_audit, sample


@pytest.fixture(params=["acceptance"])
def window(
    request: pytest.FixtureRequest, app: QApplication, tmp_path: Path, settings: Settings
) -> Iterator[MainWindow]:
    with sample("aluminium", tmp_path / "a.qsa", edition=request.param) as document:
        made = MainWindow(Session(document, settings=settings))
        made.resize(1366, 768)
        made.show()
        made.session.go_to("page:options")
        QApplication.processEvents()
        yield made
        made.close()


def page_of(window: MainWindow) -> OptionsPage:
    page = window.pages.page("options")
    assert isinstance(page, OptionsPage)
    return page


def test_the_totals_are_those_of_the_dossier(window: MainWindow) -> None:
    """method_and_worksheets.md 7.1, totals of both editions."""
    wanted = {
        "assessment": ("5\u2009864.50", "2\u2009042.92"),
        "acceptance": ("5\u2009839.50", "1\u2009794.95"),
    }[window.session.document.edition]
    shown = [label.text() for card in page_of(window).figures for label in card.findChildren(QLabel)]
    for figure in wanted:
        assert figure in shown


def test_the_frame_names_the_edition_everywhere(window: MainWindow) -> None:
    session = window.session
    edition = session.document.edition
    for place in ("page:options", "page:overview", "page:x6_04"):
        session.go_to(place)
        assert window.top.scenario.isVisible()
        assert window.top.scenario.text() == session.text(f"ui.scenario.{edition}")


def test_every_figure_is_shown_and_leads_to_a_sheet(window: MainWindow) -> None:
    page = page_of(window)
    shown = [card for card in (*page.pictures, *page.plans) if card.isVisible()]
    assert len(shown) >= 5
    sheets = {sheet.id for sheet in window.session.library.sheets}
    for card in shown:
        window.session.go_to("page:options")
        card.open.click()
        QApplication.processEvents()
        assert window.pages.current in sheets, card.accessibleName()


def test_an_option_leads_to_its_own_field(window: MainWindow) -> None:
    button = page_of(window).findChild(QPushButton, "option:zg4")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.session.cursor == "options[zg4].code"


def test_a_bridge_can_be_chosen(window: MainWindow) -> None:
    card = next(card for card in page_of(window).pictures if card.choice.count() > 1 and card.isVisible())
    before = card.view.accessibleName()
    card.choice.setCurrentIndex(1)
    assert card.view.accessibleName() != before


def test_without_options_the_page_says_what_to_do(
    app: QApplication, tmp_path: Path, settings: Settings
) -> None:
    """Sums of nothing keep their unit; the way to the first option is told."""
    with an_audit(tmp_path / "a.qsa") as document:
        page = OptionsPage(Session(document, settings=settings))
        page.refresh()
        assert not page.empty.isHidden()
        assert document.shown("summary.investment_total@assessment", "zh", unit="万元").unit == "万元"
    page.close()
