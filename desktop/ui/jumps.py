"""Jumping through what is left to do: next problem, next unanswered question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.ui.session import Session


class Jumps(QObject):
    """Remembers where the person was. ``problem_reached`` carries the problem jumped to."""

    problem_reached = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._problem = ""
        self._place = ""
        session.cursor_moved.connect(self._keep)

    def to_problem(self, step: int) -> None:
        """The next (1) or previous (-1) problem, round the list."""
        problems = self._session.document.problems()
        if not problems:
            self._session.notify(self._session.text("ui.problems.none"), "ok")
            return
        problem = problems[_next([one.id for one in problems], self._problem, step)]
        self._problem = problem.id
        self._session.go_to(problem.path)
        self.problem_reached.emit(problem)

    def to_open(self, step: int) -> None:
        """The next or previous required question without an answer, from the cursor on."""
        items = [one for one in self._session.document.describe() if one.shown and one.sheet]
        places = [one.path for one in items]
        wanted = [index for index, one in enumerate(items) if one.required and one.state == "absent"]
        if not wanted:
            self._session.notify(self._session.text("ui.open.none"), "ok")
            return
        here = places.index(self._place) if self._place in places else (-1 if step > 0 else len(places))
        if step > 0:
            target = next((index for index in wanted if index > here), wanted[0])
        else:
            target = next((index for index in reversed(wanted) if index < here), wanted[-1])
        self._place = places[target]
        self._session.go_to(self._place)

    def _keep(self, path: str) -> None:
        self._place = path or self._place


def _next(ids: Sequence[str], current: str, step: int) -> int:
    if current not in ids:
        return 0 if step > 0 else len(ids) - 1
    return (ids.index(current) + step) % len(ids)
