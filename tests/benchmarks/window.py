"""What the window benchmarks run in a process of its own: the way to a usable window, and its memory."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


def show(path: str) -> None:
    """Open the window on an audit and return when it is drawn."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import create_window
    from desktop.document import Document
    from desktop.ui.settings import Settings

    with TemporaryDirectory() as folder, Document.open(Path(path), mode="ro") as document:
        window = create_window(document, Settings(Path(folder) / "window.ini"))
        window.show()
        QApplication.processEvents()
        window.close()


def grow(path: str, edits: int) -> None:
    """Print resident megabytes of the window before and after many edits."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import create_window
    from desktop.document import Document
    from desktop.model.edit import SetValue
    from desktop.ui.settings import Settings

    with TemporaryDirectory() as folder, Document.open(Path(path)) as document:
        window = create_window(document, Settings(Path(folder) / "window.ini"))
        window.show()
        document.problems()
        QApplication.processEvents()
        print(resident())
        for number in range(edits):
            document.record([SetValue("enterprise.name", f"厂 {number}")])
            QApplication.processEvents()
        print(resident())
        window.close()


def turn(path: str) -> None:
    """Print the milliseconds from asking for a page to its being drawn, for all pages, first visits and second ones."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import create_window
    from desktop.document import Document
    from desktop.ui.main_window import MainWindow
    from desktop.ui.pages import page_ids
    from desktop.ui.settings import Settings

    with TemporaryDirectory() as folder, Document.open(Path(path), mode="ro") as document:
        window = create_window(document, Settings(Path(folder) / "window.ini"))
        assert isinstance(window, MainWindow)
        window.show()
        QApplication.processEvents()
        for _ in range(2):
            print(*(_shown(window, page) for page in page_ids(window.session)))
        window.close()


def _shown(window: MainWindow, page: str) -> float:
    from PySide6.QtWidgets import QApplication

    started = time.perf_counter()
    window.session.go_to(f"page:{page}")
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def empty() -> None:
    """An empty Qt window: the floor of both."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.show()
    application.processEvents()
    print(resident())


def resident() -> float:
    """Resident memory of this process in megabytes (0 where the system does not tell)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["show", file]:
            show(file)
        case ["turn", file]:
            turn(file)
        case ["grow", file, count]:
            grow(file, int(count))
        case _:
            empty()
