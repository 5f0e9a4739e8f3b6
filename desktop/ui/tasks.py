"""Long work beside the window: run in the background, tell progress, cancel, come back on the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

T = TypeVar("T")


class CancelledError(Exception):
    """Raised inside a job that noticed it was cancelled."""


class Token:
    """Handed to a job: where it tells how far it is, and learns that nobody wants it any more."""

    def __init__(self, tell: Callable[[float, str], None] = lambda _fraction, _word: None) -> None:
        self._cancelled = threading.Event()
        self._tell = tell

    def cancel(self) -> None:
        """Ask the job to stop at its next look."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    def step(self, fraction: float, word: str = "") -> None:
        """Tell how far (0 to 1) and what is being done.

        Raises:
            CancelledError: somebody asked to stop.
        """
        if self.cancelled:
            raise CancelledError
        self._tell(fraction, word)


class Pool(Protocol):
    """Where jobs run: a thread pool, or at once in tests."""

    def start(self, work: Callable[[], None], /) -> object: ...


class InlinePool:
    """Runs a job before returning, for tests and screenshots."""

    def start(self, work: Callable[[], None], /) -> None:
        """Run it now."""
        work()


class Task(QObject):
    """A job under way. ``progressed`` carries fraction and word; exactly one of done, failed, cancelled follows."""

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.token = Token(self.progressed.emit)

    def cancel(self) -> None:
        """Ask the job to stop."""
        self.token.cancel()


def _work(job: Callable[[Token], object], task: Task) -> None:
    """Do the job; its end arrives on the window's thread as a signal."""
    try:
        result = job(task.token)
    except CancelledError:
        _tell(task.cancelled.emit)
    except Exception as error:
        _tell(task.failed.emit, error)
    else:
        _tell(task.done.emit, result)


def _tell(emit: Callable[..., object], *values: object) -> None:
    try:
        emit(*values)
    except RuntimeError:  # the window is gone; nobody waits for the result
        return


def run(
    job: Callable[[Token], T],
    on_done: Callable[[T], None],
    on_error: Callable[[Exception], None],
    parent: QObject,
    *,
    pool: Pool | None = None,
    on_progress: Callable[[float, str], None] | None = None,
    on_cancelled: Callable[[], None] | None = None,
) -> Task:
    """Run ``job(token)`` beside the window. Jobs get frozen snapshots, never the document.

    The callbacks are called on the window's thread, and not at all once ``parent`` is gone.
    """
    task = Task(parent)
    task.done.connect(_Receiver(on_done, task).take)
    task.failed.connect(_Receiver(on_error, task).take)
    if on_progress is not None:
        task.progressed.connect(_Progress(on_progress, task).take)
    if on_cancelled is not None:
        task.cancelled.connect(_Cancel(on_cancelled, task).take)
    for ended in (task.done, task.failed, task.cancelled):
        ended.connect(task.deleteLater)
    (pool or default_pool()).start(lambda: _work(job, task))
    return task


def default_pool() -> QThreadPool:
    """One job at a time, so that two reports never write at once."""
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(1)
    return pool


class _Receiver(QObject):
    """Lives on the window's thread, so that a signal from the job is delivered there."""

    def __init__(self, call: Callable[..., None], parent: QObject) -> None:
        super().__init__(parent)
        self._call = call

    def take(self, value: object) -> None:
        self._call(value)


class _Progress(_Receiver):
    def take(self, value: object, word: str = "") -> None:
        self._call(value, word)


class _Cancel(_Receiver):
    def take(self, value: object = None) -> None:  # noqa: ARG002
        self._call()
