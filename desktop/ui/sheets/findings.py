"""What is open at a place: problems, unanswered questions, entries promised for later, evidence still missing.

One index for the whole page, rebuilt only when ``Changes`` brings another problem list.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from desktop.content.types import Column
from desktop.model.edit import Changes
from desktop.model.path import Path, parse_path
from desktop.model.problem import Problem, Severity
from desktop.ui.session import Session
from desktop.ui.sheets.places import path_text

EVIDENCE = "evidence"
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


class Filter(StrEnum):
    """What a list may be narrowed to."""

    ALL = "all"
    NO_EVIDENCE = "no_evidence"
    OPEN = "open"
    PROBLEM = "problem"
    LATER = "later"


class Findings(QObject):
    """Problems and evidence by place.

    Signals:
        moved: rows (``table[row]`` or record field paths) whose findings are not the same as before.
    """

    moved = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._problems: tuple[Problem, ...] = ()
        self._at: dict[str, tuple[Problem, ...]] = {}
        self._rows: dict[str, set[Filter]] = {}
        self.wrong_places: tuple[Path, ...] = ()
        self.open_places: tuple[Path, ...] = ()
        self._evidence: dict[str, int] | None = None
        self._load(session.document.problems())
        session.changed.connect(self.follow)

    # -- reading --------------------------------------------------------------------------------------------

    def at(self, path: str) -> tuple[Problem, ...]:
        """Problems that point exactly here, worst first."""
        return self._at.get(path, ())

    def wrong(self, path: str) -> Problem | None:
        """The worst problem here that says something is wrong (not merely unanswered)."""
        return next((problem for problem in self.at(path) if _filter_of(problem) is Filter.PROBLEM), None)

    def is_open(self, path: str) -> bool:
        """Whether a required answer is missing here."""
        return any(problem.code == "required" for problem in self.at(path))

    def of_row(self, row_path: str) -> set[Filter]:
        """What is open in a row, or at a field of a record."""
        return self._rows.get(row_path, set())

    def evidence_count(self, table: str, row: str) -> int:
        """Pieces of evidence about a row or any of its cells."""
        if self._evidence is None:
            self._evidence = self._count_evidence()
        return self._evidence.get(f"{table}[{row}]" if row else table, 0)

    def evidence_at(self, path: str) -> int:
        """Pieces of evidence about one field."""
        if self._evidence is None:
            self._evidence = self._count_evidence()
        return self._evidence.get(path, 0)

    def lacks_evidence(self, table: str, row: str, columns: Iterable[Column]) -> bool:
        """Whether a row has an answer that ought to have evidence, and has none."""
        if self.evidence_count(table, row):
            return False
        return any(self._answered(table, row, column) for column in columns if column.evidence)

    # -- following ------------------------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Take over what a change brought."""
        touched: set[str] = set()
        if EVIDENCE in changes.tables or any(path.startswith(f"{EVIDENCE}[") for path in changes.paths):
            before, self._evidence = self._evidence or {}, self._count_evidence()
            places = before.keys() | self._evidence.keys()
            touched |= {place for place in places if before.get(place) != self._evidence.get(place)}
        if changes.problems is not self._problems:
            touched |= self._load(changes.problems)
        if touched:
            self.moved.emit(frozenset(touched))

    def _load(self, problems: tuple[Problem, ...]) -> set[str]:
        gone = set(self._problems) ^ set(problems)
        self._problems = problems
        at: dict[str, list[Problem]] = {}
        rows: dict[str, set[Filter]] = {}
        for problem in problems:
            kind = _filter_of(problem)
            for place in (problem.path, *problem.also):
                at.setdefault(place, []).append(problem)
                if kind is not None:
                    rows.setdefault(row_of(place), set()).add(kind)
        self._at = {
            place: tuple(sorted(found, key=lambda one: _RANK[one.severity])) for place, found in at.items()
        }
        self._rows = rows
        kinds = [(problem.path, _filter_of(problem)) for problem in problems]
        self.wrong_places = tuple(parse_path(path) for path, kind in kinds if kind is Filter.PROBLEM)
        self.open_places = tuple(parse_path(path) for path, kind in kinds if kind is Filter.OPEN)
        return {row_of(place) for problem in gone for place in (problem.path, *problem.also)}

    def _answered(self, table: str, row: str, column: Column) -> bool:
        document = self._session.document
        periods = document.values.periods(column.period)
        return any(
            document.answer(path_text(table, row, column.id, period)) is not None for period in periods
        )

    def _count_evidence(self) -> dict[str, int]:
        document = self._session.document
        counts: dict[str, int] = {}
        if EVIDENCE not in document.library.tables:
            return counts
        for row in document.rows(EVIDENCE):
            about = document.answer(path_text(EVIDENCE, row, "about"))
            places = about if isinstance(about, tuple) else (about,) if isinstance(about, str) else ()
            for place in {spot for one in places for spot in (one, row_of(one), one.partition(".")[0])}:
                counts[place] = counts.get(place, 0) + 1
        return counts


def row_of(path: str) -> str:
    """``table[row]`` of a cell, the field itself of a record."""
    head, bracket, _ = path.partition("]")
    return head + bracket if bracket else path.partition("@")[0]


def table_of(path: str) -> str:
    """The table or record a path begins with."""
    return path.partition("[")[0].partition(".")[0]


def _filter_of(problem: Problem) -> Filter | None:
    if problem.code == "later":
        return Filter.LATER
    if problem.code == "required":
        return Filter.OPEN
    return None if problem.severity is Severity.HINT else Filter.PROBLEM
