"""What is open at a place: problems, unanswered questions, entries promised for later, evidence still missing, marks.

One index for all sheets of a session. A change of the problem list touches only the entries that differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal

from desktop.content.types import Column
from desktop.model.edit import Changes
from desktop.model.path import Path, parse_path
from desktop.model.problem import Problem, Severity
from desktop.ui.session import Session
from desktop.ui.sheets.marks import Marks
from desktop.ui.sheets.places import row_of
from desktop.ui.sheets.proofs import Proofs

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


class Filter(StrEnum):
    """What a list may be narrowed to."""

    ALL = "all"
    NO_EVIDENCE = "no_evidence"
    OPEN = "open"
    PROBLEM = "problem"
    LATER = "later"
    FLAGGED = "flagged"
    CHECKED = "checked"


class Findings(QObject):
    """Problems and evidence by place; ``Findings.of(session)`` is the one of a session.

    Signals:
        moved: rows (``table[row]``) and record fields whose findings are not the same as before.
    """

    moved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._problems: tuple[Problem, ...] = ()
        self._at: dict[str, list[Problem]] = {}
        self._rows: dict[str, dict[Filter, int]] = {}
        self._by_kind: dict[Filter, set[str]] = {kind: set() for kind in Filter}
        self._proofs = Proofs(session)
        self._marks = Marks(session)
        session.changed.connect(self.follow)
        session.opened.connect(self._reopened)
        self._reopened()

    @classmethod
    def of(cls, session: Session) -> Findings:
        """The findings of a session, made when first asked for."""
        found = session.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, cls) else cls(session)

    # -- reading --------------------------------------------------------------------------------------------

    def at(self, path: str) -> list[Problem]:
        """Problems that point exactly here, worst first."""
        return self._at.get(path, [])

    def wrong(self, path: str) -> Problem | None:
        """The worst problem here that says something is wrong (not merely unanswered)."""
        return next((problem for problem in self.at(path) if _kind(problem) is Filter.PROBLEM), None)

    def is_open(self, path: str) -> bool:
        """Whether a required answer is missing here."""
        return any(problem.code == "required" for problem in self.at(path))

    def of_row(self, place: str) -> Iterable[Filter]:
        """What is open in a row, or at a field of a record."""
        found: list[Filter] = list(self._rows.get(place, ()))
        return found + [kind for kind in (Filter.FLAGGED, Filter.CHECKED) if place in self.rows_with(kind)]

    def rows_with(self, narrowed: Filter) -> set[str]:
        """Rows and fields of records with something open of a kind."""
        if narrowed is Filter.FLAGGED:
            return self._marks.flagged
        return self._marks.checked if narrowed is Filter.CHECKED else self._by_kind[narrowed]

    def is_marked(self, path: str, kind: Filter) -> bool:
        """Whether somebody flagged or ticked this very question."""
        found = self._marks.at(path)
        return found is not None and (found.flagged if kind is Filter.FLAGGED else found.checked)

    def places(self, kind: Filter) -> Iterable[Path]:
        """Where findings of a kind are, in the order of the problem list."""
        return (parse_path(problem.path) for problem in self._problems if _kind(problem) is kind)

    def evidence_count(self, place: str) -> int:
        """Pieces of evidence about a row or any of its cells, or about a field."""
        return self._proofs.count(place)

    def lacks_evidence(self, table: str, row: str, columns: Iterable[Column]) -> bool:
        """Whether a row has an answer that ought to have evidence, and has none."""
        return self._proofs.is_bare(table, row, columns)

    # -- following ------------------------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Take over what a change brought."""
        touched = self._proofs.follow(changes) | self._marks.follow(changes)
        if changes.batch and changes.problems is not self._problems:
            touched |= self._take(changes.problems)
        if touched:
            self.moved.emit(frozenset(touched))

    def _reopened(self) -> None:
        self._proofs.forget()
        self._marks.read()
        self._take(self._session.document.problems() if self._session.has_document else ())

    def _take(self, problems: tuple[Problem, ...]) -> set[str]:
        """Replace the problem list; the rows and fields whose findings differ."""
        before, self._problems = self._problems, problems
        start, end = _common(before, problems)
        gone = before[start : len(before) - end]
        come = problems[start : len(problems) - end]
        kept = {id(problem) for problem in gone} & {id(problem) for problem in come}
        touched: set[str] = set()
        for change, some in ((-1, gone), (1, come)):
            for problem in some:
                if id(problem) not in kept:
                    touched |= self._count(problem, change)
        return touched

    def _count(self, problem: Problem, change: int) -> set[str]:
        """Put one problem into the index, or take it out."""
        kind = _kind(problem)
        touched: set[str] = set()
        for place in (problem.path, *problem.also):
            here = self._at.setdefault(place, [])
            if change > 0:
                here.append(problem)
                here.sort(key=lambda one: _RANK[one.severity])
            else:
                here[:] = [one for one in here if one is not problem]
            if not here:
                del self._at[place]
            row = row_of(place)
            touched.add(row)
            if kind is not None:
                self._count_row(row, kind, change)
        return touched

    def _count_row(self, row: str, kind: Filter, change: int) -> None:
        counts = self._rows.setdefault(row, {})
        counts[kind] = counts.get(kind, 0) + change
        if counts[kind] > 0:
            self._by_kind[kind].add(row)
            return
        del counts[kind]
        self._by_kind[kind].discard(row)
        if not counts:
            del self._rows[row]


def _common(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> tuple[int, int]:
    """How many problems at the beginning and at the end are the very same."""
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] is after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] is after[-1 - end]:
        end += 1
    return start, end


def _kind(problem: Problem) -> Filter | None:
    """What a problem is to somebody filling in: something open, promised or wrong. Mere hints are none of these."""
    if problem.code == "later":
        return Filter.LATER
    if problem.code == "required":
        return Filter.OPEN
    return None if problem.severity is Severity.HINT else Filter.PROBLEM
