"""Windows in tests are drawn offscreen, in our fonts, with settings of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

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
