"""Jobs end in exactly one way, on the window's thread, and can be cancelled."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.tasks import InlinePool, Token, run


class Ends:
    """Writes down how a job ended, and on which thread."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Any]] = []
        self.threads: set[int] = set()

    def note(self, kind: str, value: Any = None) -> None:
        self.seen.append((kind, value))
        self.threads.add(threading.get_ident())

    def done(self, value: object) -> None:
        self.note("done", value)

    def failed(self, error: Exception) -> None:
        self.note("failed", str(error))

    def cancelled(self) -> None:
        self.note("cancelled")

    def progress(self, fraction: float, word: str) -> None:
        self.note("progress", (fraction, word))


def start(job: Any, ends: Ends, parent: QObject, pool: Any = None) -> Any:
    return run(
        job, ends.done, ends.failed, parent, pool=pool, on_progress=ends.progress, on_cancelled=ends.cancelled
    )


def test_a_job_brings_its_result_to_the_window_thread(app: QApplication, qtbot: QtBot) -> None:
    ends, threads = Ends(), []

    def job(token: Token) -> int:
        threads.append(threading.get_ident())
        token.step(0.5, "half")
        return 42

    parent = QObject()
    start(job, ends, parent)
    qtbot.waitUntil(lambda: len(ends.seen) == 2)
    assert ends.seen == [("progress", (0.5, "half")), ("done", 42)]
    assert ends.threads == {threading.get_ident()}
    assert threads != [threading.get_ident()]


def test_a_failing_job_tells_its_error(app: QApplication, qtbot: QtBot) -> None:
    def job(token: Token) -> None:
        raise ValueError("no")

    ends, parent = Ends(), QObject()
    start(job, ends, parent)
    qtbot.waitUntil(lambda: bool(ends.seen))
    assert ends.seen == [("failed", "no")]


def test_a_cancelled_job_stops_at_its_next_step(app: QApplication, qtbot: QtBot) -> None:
    gate = threading.Event()
    reached = []

    def job(token: Token) -> None:
        gate.wait(5)
        token.step(0.1)
        reached.append("too far")

    ends, parent = Ends(), QObject()
    task = start(job, ends, parent)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ends.seen))
    assert (ends.seen, reached) == ([("cancelled", None)], [])


def test_inline_pool_ends_before_it_returns(app: QApplication) -> None:
    ends, parent = Ends(), QObject()
    start(lambda token: "now", ends, parent, InlinePool())
    assert ends.seen == [("done", "now")]
