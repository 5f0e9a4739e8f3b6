"""Long work of a page: its bar, what is being done, the button that stops it, and how it ends.

The page lays the three widgets out where it likes, asks ``run`` and listens to ``turned``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar

from desktop.model.errors import AuditError
from desktop.ui.session import Session
from desktop.ui.tasks import Pool, Task, Token, run
from desktop.ui.widgets import Button, label

T = TypeVar("T")


class LongWork(QObject):
    """One job at a time. ``turned`` tells that it began or ended; ``failed`` carries the sentence of a refusal."""

    turned = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, page: QObject, pool: Pool | None, cancelled: str) -> None:
        """``cancelled`` is the code of the message that says it was stopped."""
        super().__init__(page)
        self._session, self._pool, self._cancelled_code = session, pool, cancelled
        self._task: Task | None = None
        self.busy = False
        self.bar, self.doing = QProgressBar(), label("", "caption", "soft")
        self.bar.setTextVisible(False)
        self.cancel = Button("", "x")
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self._stop)
        self._turn(busy=False)

    def word(self, progress: str) -> None:
        """Words in the language of the window; ``progress`` is the code of the bar's name."""
        self.cancel.setText(self._session.text("ui.cancel"))
        self.bar.setAccessibleName(self._session.text(progress))

    def run(self, job: Callable[[Token], T], on_done: Callable[[T], None]) -> None:
        """Run ``job`` beside the window; ``on_done`` gets its result unless it failed or was stopped."""

        def done(result: T) -> None:
            self._turn(busy=False)
            on_done(result)

        self._turn(busy=True)
        self._task = run(
            job,
            done,
            self._failed,
            self,
            pool=self._pool,
            on_progress=self._progress,
            on_cancelled=self._stopped,
        )

    def _progress(self, fraction: float, word: str) -> None:
        self.bar.setValue(round(fraction * 100))
        self.doing.setText(word)

    def _failed(self, error: Exception) -> None:
        self._turn(busy=False)
        if not isinstance(error, AuditError):
            raise error
        words = self._session.text(error.code, **error.params)
        self.failed.emit(words)
        self._session.notify(words, "error")

    def _stop(self) -> None:
        if self.busy and self._task is not None:
            self._task.cancel()
            self.cancel.setEnabled(False)

    def _stopped(self) -> None:
        self._turn(busy=False)
        self._session.notify(self._session.text(self._cancelled_code), "info")

    def _turn(self, *, busy: bool) -> None:
        self.busy = busy
        self.bar.setValue(0)
        self.doing.setText("")
        self.cancel.setEnabled(busy)
        for widget in (self.bar, self.doing, self.cancel):
            widget.setVisible(busy)
        self.turned.emit()
