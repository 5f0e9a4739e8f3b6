"""Work that may wait a moment and need not be done for every key: counts, progress, advice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

MOMENT = 120  # milliseconds


class Soon(QObject):
    """Calls ``work`` once, a moment after it was last asked for."""

    def __init__(self, work: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MOMENT)
        self._timer.timeout.connect(work)

    def ask(self, *_: object) -> None:
        """Soon, please."""
        self._timer.start()

    def flush(self) -> None:
        """Now, if anybody asked."""
        if self._timer.isActive():
            self._timer.stop()
            self._work()
