"""The rehearsal: what to lay on the table in its order, and the way to paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel

from desktop.model.edit import SetValue
from desktop.ui.main_window import MainWindow
from desktop.ui.rehearsal_page import RehearsalPage
from desktop.ui.report_page import ReportPage
from desktop.ui.session import Session


@pytest.fixture
def window(session: Session) -> Iterator[MainWindow]:
    made = MainWindow(session)
    made.show()
    made._opened()
    QApplication.processEvents()
    yield made
    made.close()
    shiboken6.delete(made)


def test_papers_stand_in_the_order_chosen_and_the_page_leads_to_paper(window: MainWindow) -> None:
    session = window.session
    second, first = session.document.rows("evidence")[:2]
    session.document.record([SetValue("objections[goals].papers", [first, second])])
    session.go_to("page:rehearsal")
    page = window.findChild(RehearsalPage)
    assert page is not None
    names = [session.document.row_label("evidence", row, "zh") for row in (first, second)]
    said = [one.text() for one in page.findChildren(QLabel)]
    assert f"摆出：1. {names[0]}　2. {names[1]}" in said
    page.export.click()
    report = window.findChild(ReportPage)
    assert report is not None
    assert (window.pages.current, report.kind) == ("report", "findings")
