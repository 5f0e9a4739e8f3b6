"""Windows in tests are drawn offscreen, in our fonts, with settings of their own, over a fresh copy of the sample."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.content.library import Library, load_library
from desktop.document import Document
from desktop.document.sample import make_sample
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.theme import apply_theme


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its light theme; a test that switches need not switch back."""
    apply_theme(qapp, "light")
    yield qapp
    apply_theme(qapp, "light")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings nobody else sees, in Chinese."""
    made = Settings(tmp_path / "window.ini")
    made.lang = "zh"
    made.actor = "王工"
    return made


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
