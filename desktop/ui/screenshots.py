"""A picture of every page of the sample, without a display: for looking at, in both themes and languages."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.model.text import Lang
from desktop.ui.theme import ThemeName

WIDTH, HEIGHT = 1366, 768


def take(directory: Path, theme: str, lang: Lang, width: int = WIDTH, height: int = HEIGHT) -> list[Path]:
    """Write ``<page>-<theme>-<lang>.png`` for the welcome page and all pages of the aluminium sample."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.document.sample import make_sample
    from desktop.ui.main_window import MainWindow
    from desktop.ui.pages import page_ids
    from desktop.ui.session import Session
    from desktop.ui.settings import Settings
    from desktop.ui.start import make_application

    directory.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "window.ini")
        settings.theme, settings.lang = cast(ThemeName, theme), lang
        application = make_application(settings)
        session = Session(settings=settings)
        window = MainWindow(session)
        window.resize(width, height)
        window.show()
        window.activateWindow()  # the cursor of a form is where the focus is
        taken.append(_picture(application, window, directory / f"welcome-{theme}-{lang}.png"))
        session.open(make_sample("aluminium", Path(folder) / "示例铝业.qsa", library=session.library))
        for page in page_ids(session):
            session.go_to(f"page:{page}")
            place = _some_place(session, page)
            if place:
                session.go_to(place)
            taken.append(_picture(application, window, directory / f"{page}-{theme}-{lang}.png"))
        window.close()
        window.deleteLater()
        application.processEvents()
    return taken


def _some_place(session: object, page: str) -> str:
    """A calculated or entered figure of the page, so that the right panel has something to tell."""
    from desktop.ui.session import Session

    assert isinstance(session, Session)
    items = [one for one in session.document.describe() if one.sheet == page and one.shown]
    for wanted in ("number", "text"):
        for item in items:
            if item.type == wanted and item.state in ("given", "calculated"):
                return item.path
    return ""


def _picture(application: QApplication, window: object, file: Path) -> Path:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    assert isinstance(window, QWidget)
    QTest.qWait(150)  # the right panel follows the cursor after a moment
    application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    if not window.grab().save(str(file)):
        raise OSError(f"cannot write {file}")
    return file
