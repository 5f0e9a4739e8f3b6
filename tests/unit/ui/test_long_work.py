"""Long work of a page: it shows that it runs, can be stopped, and says how it ended."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.model.errors import AuditError
from desktop.ui.long_work import LongWork
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.tasks import Token
from tests.unit.ui.held import Held


class Page(QWidget):
    """A page with one long work, and what was said of it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        session = Session(settings=settings)
        self.said: list[tuple[str, str]] = []
        session.noticed.connect(lambda words, tone: self.said.append((words, tone)))
        self.pool = Held()
        self.work = LongWork(session, self, self.pool, "ui.report.cancelled")
        column = QVBoxLayout(self)
        for widget in (self.work.bar, self.work.doing, self.work.cancel):
            column.addWidget(widget)
        self.results: list[int] = []
        self.failures: list[str] = []
        self.work.failed.connect(self.failures.append)


@pytest.fixture
def page(app: QApplication, settings: Settings) -> Page:
    page = Page(settings)
    page.show()
    return page


def test_it_shows_what_is_being_done_and_hands_over_the_result(page: Page) -> None:
    def job(token: Token) -> int:
        token.step(0.4, "writing")
        return 7

    assert not page.work.bar.isVisible()
    page.work.run(job, page.results.append)
    assert page.work.busy
    assert page.work.bar.isVisible()
    assert page.work.cancel.isVisible()
    page.pool.let_go()
    assert page.results == [7]
    assert not page.work.busy
    assert not page.work.bar.isVisible()
    assert page.said == []


def test_a_stopped_job_hands_over_nothing_and_says_so(page: Page) -> None:
    def job(token: Token) -> int:
        token.step(0.5)
        return 7

    page.work.run(job, page.results.append)
    page.work.cancel.click()
    assert not page.work.cancel.isEnabled()
    page.pool.let_go()
    assert page.results == []
    assert not page.work.busy
    assert [tone for _, tone in page.said] == ["info"]
    page.work.run(job, page.results.append)
    page.pool.let_go()
    assert page.results == [7]


def test_a_refusal_is_told_in_words(page: Page) -> None:
    def job(_: Token) -> int:
        raise AuditError("file.no_space", path="/full")

    page.work.run(job, page.results.append)
    page.pool.let_go()
    assert page.results == []
    assert not page.work.busy
    assert len(page.failures) == 1
    assert "/full" in page.failures[0]
    assert page.said == [(page.failures[0], "error")]
