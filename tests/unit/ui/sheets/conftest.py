"""Sheet pages in tests stand over the real document: the aluminium sample, a fresh copy for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.session import Session
from desktop.ui.sheets import SheetPage, create_sheet_page
from desktop.ui.sheets.grid.card import GridCard


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
