"""A pool whose jobs wait until a test lets them go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication


class Held:
    """Keeps jobs until they are let go."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def start(self, work: Callable[[], None], /) -> None:
        self.jobs.append(work)

    def let_go(self) -> None:
        """Run the last job and let its end arrive."""
        self.jobs.pop()()
        QApplication.processEvents()
