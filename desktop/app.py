"""Composition root: hands the window opener and the screenshot taker to the command line. Qt loads only when used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import main as command_line
from desktop.model.collector import calm
from desktop.model.text import Lang

if TYPE_CHECKING:
    from desktop.document import Document
    from desktop.ui.main_window import MainWindow
    from desktop.ui.settings import Settings


def run(arguments: Sequence[str]) -> int:
    """Run the program; returns its exit code."""
    calm()
    return command_line(arguments, open_window=open_window, take_screenshots=take_screenshots)


def open_window(file: Path | None) -> int:
    """Show the window, on a file if one is given, until it is closed."""
    from desktop.ui.start import show

    return show(file)


def take_screenshots(directory: Path, theme: str, lang: Lang) -> list[Path]:
    """Pictures of every page of the sample."""
    from desktop.ui.screenshots import take

    return take(directory, theme, lang)


def create_window(document: Document, settings: Settings | None = None) -> MainWindow:
    """A window on an open document, for tests and scripts; ``settings`` other than the person's own."""
    from desktop.ui.main_window import MainWindow
    from desktop.ui.session import Session
    from desktop.ui.settings import Settings
    from desktop.ui.start import make_application

    chosen = settings or Settings()
    make_application(chosen)
    return MainWindow(Session(settings=chosen, document=document))
