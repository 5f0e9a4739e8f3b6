"""A person at the window: sits down before an audit, types into whatever has the focus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import create_window
from desktop.ui.main_window import MainWindow
from desktop.ui.settings import Settings
from tests.builders import sample


@contextmanager
def seated(name: str, target: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of a sample audit, shown and waiting for the keyboard."""
    document = sample(name, target)
    made = create_window(document, Settings(target.with_name("window.ini")))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield made
    made.close()
    document.close()


def focused() -> QWidget:
    """What the keyboard goes to."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_here(text: str) -> None:
    """Type as a person does: into whatever has the focus, an editor opening under the first key."""
    QTest.keyClicks(focused(), text[0])
    QApplication.processEvents()
    QTest.keyClicks(focused(), text[1:])
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QApplication.processEvents()
