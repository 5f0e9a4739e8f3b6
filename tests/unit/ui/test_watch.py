"""A page reads the audit again at once while it is seen, else when it comes into sight."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.watch import Watch


def test_a_page_reads_only_while_it_is_seen(app: QApplication, settings: Settings) -> None:
    session, page, read = Session(settings=settings), QWidget(), []
    Watch(page, session, lambda: read.append(1))
    session.language_changed.emit()
    assert read == []
    page.show()
    assert len(read) == 1
    session.language_changed.emit()
    assert len(read) == 2
    page.hide()
    session.language_changed.emit()
    session.language_changed.emit()
    assert len(read) == 2
    page.show()
    assert len(read) == 3
    page.hide()
    page.show()
    assert len(read) == 3
