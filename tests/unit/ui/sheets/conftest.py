"""Sheet pages in tests stand over the real document: the aluminium sample, a fresh copy for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.content.library import Library, load_library
from desktop.document import Document
from desktop.document.sample import make_sample
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.sheets import SheetPage, create_sheet_page
from desktop.ui.sheets.grid.card import GridCard


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screen that is none cannot raise windows or grab keys for popups, and says so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped content."""
    return load_library()


@pytest.fixture(scope="session")
def sample_file(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, written once."""
    file = tmp_path_factory.mktemp("sample") / "aluminium.qsa"
    make_sample("aluminium", file, library=library).close()
    return file


@pytest.fixture
def document(sample_file: Path, tmp_path: Path) -> Iterator[Document]:
    """A copy of the sample, open."""
    file = tmp_path / "audit.qsa"
    shutil.copy(sample_file, file)
    with Document.open(file, actor="王工") as opened:
        yield opened


@pytest.fixture
def session(app: QApplication, document: Document, settings: Settings) -> Session:
    """A session in Chinese over the sample; what it tells the person is kept in ``notices``."""
    made = Session(document, settings=settings)
    notices: list[str] = []
    made.noticed.connect(lambda text, tone: notices.append(text))
    made.setProperty("notices", notices)
    return made


@pytest.fixture
def open_page(session: Session, qtbot: object) -> Iterator[Callable[[str], SheetPage]]:
    """Open the page of a sheet as the window shows it at 1366×768."""
    pages: list[QWidget] = []

    def opened(sheet: str) -> SheetPage:
        page = create_sheet_page(session.library.sheet(sheet), session)
        assert isinstance(page, SheetPage)
        page.resize(818, 686)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
        shiboken6.delete(page)  # at once: whatever lives on is styled again by every later test


@pytest.fixture
def consumption(open_page: Callable[[str], SheetPage]) -> GridCard:
    """The table of sheet 2-3: materials, energy and water."""
    card = open_page("s2_3").groups[0].parts[0]
    assert isinstance(card, GridCard)
    return card


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key into whatever has the focus."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, held)
    QApplication.processEvents()


def type_text(text: str) -> None:
    """Characters into whatever has the focus, one by one."""
    for sign in text:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, sign)
    QApplication.processEvents()
