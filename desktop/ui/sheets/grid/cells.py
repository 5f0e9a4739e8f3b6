"""What stands in one cell of a table: words, state, marks, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.content.types import ChoiceColumn, Column, FlagColumn, NumberColumn
from desktop.model.answer import Amount
from desktop.model.period import EDITIONS
from desktop.model.problem import Severity
from desktop.model.shown import Shown
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.places import path_text
from desktop.ui.sheets.tones import TONES
from desktop.ui.sheets.writing import Rejected
from desktop.ui.theme import Tone

CellState = Literal[
    "given",
    "calculated",
    "partial",
    "absent",
    "open",
    "na",
    "later",
    "failed",
    "hidden",
    "rejected",
    "evidence",
    "none",
]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is painted and read out."""

    text: str = ""
    state: CellState = "absent"
    unit: str = ""
    foreign: bool = False  # the unit is not the one its row or column says
    note: str = ""
    severity: Severity | None = None
    numeric: bool = False
    flag: bool | None = None
    tone: Tone | None = None  # shown as a chip
    indent: bool = False
    editable: bool = False
    differs: bool = False  # from what the assessment edition expected


EMPTY = Cell()
NO_QUESTION = Cell(state="none")  # the part of the table this row belongs to does not ask this


class CellReader:
    """Reads cells from the document, in the language and units of the place."""

    def __init__(self, session: Session, findings: Findings) -> None:
        self._session = session
        self._findings = findings
        self.rejected: dict[str, Rejected] = {}

    def read(
        self, table: str, row: str, column: Column, period: str, *, first: bool = False, unit: bool = False
    ) -> Cell:
        """One cell; ``first`` names its row, ``unit`` says the unit of others."""
        path = path_text(table, row, column.id, period)
        document = self._session.document
        editable = document.mode == "rw" and not column.calculation
        numeric = isinstance(column, NumberColumn)
        refused = self.rejected.get(path)
        if refused is not None:
            return Cell(
                refused.text,
                "rejected",
                note=refused.reason,
                severity=Severity.ERROR,
                numeric=numeric,
                editable=True,
            )
        shown = self._shown(path)
        problem = self._findings.wrong(path)
        if problem is None and first:
            problem = self._findings.wrong(f"{table}[{row}]")
        note = shown.note
        if problem is not None:
            worded = document.word(problem, self._session.lang)
            note = "\n".join(part for part in (worded.sentence, worded.fix, note) if part)
        state: CellState = shown.state
        if state == "absent" and self._findings.is_open(path):
            state = "open"
        if state == "hidden":
            editable = False
        if period in EDITIONS and not column.calculation and document.closed(path):
            editable = False
            note = "\n".join(part for part in (note, self._session.text("ui.sheets.closed_edition")) if part)
        expected = document.expected(path, self._session.lang) if period in EDITIONS else None
        if expected is not None:
            said = self._session.text("ui.sheets.expected", value=expected.with_unit)
            note = "\n".join(part for part in (note, said) if part)
        return Cell(
            text=self._symbol(path, shown) if unit and shown.text else self._text(shown, state),
            state=state,
            unit=shown.unit if numeric and shown.text else "",
            foreign=numeric and self._is_foreign(path, shown),
            note=note or self._as_entered(path, numeric),
            severity=problem.severity if problem else None,
            numeric=numeric,
            flag=self._flag(path, column),
            tone=self._tone(path, column) if state == "given" else None,
            indent=first and self._is_part(table, row),
            editable=editable,
            differs=expected is not None,
        )

    def evidence(self, table: str, row: str, columns: tuple[Column, ...]) -> Cell:
        """How many pieces of evidence a row has, or that it ought to have one."""
        text = self._session.text
        count = self._findings.evidence_count(f"{table}[{row}]")
        if count:
            return Cell(str(count), "evidence", note=text("ui.sheets.evidence_count", count=count))
        if self._findings.lacks_evidence(table, row, columns):
            note = text("ui.sheets.evidence_missing.tip")
            return Cell(text("ui.sheets.evidence_missing"), "open", note=note, severity=Severity.WARNING)
        return EMPTY

    def _shown(self, path: str) -> Shown:
        """The value in the unit of its place, whatever unit it was typed in."""
        document, lang = self._session.document, self._session.lang
        shown = document.shown(path, lang)
        if shown.state == "given" and shown.unit:
            wanted = document.unit_of(path)
            if wanted and document.wording.symbol(wanted, lang) != shown.unit:
                return document.shown(path, lang, unit=wanted)
        return shown

    def _is_foreign(self, path: str, shown: Shown) -> bool:
        document = self._session.document
        return bool(shown.unit) and shown.unit != document.wording.symbol(
            document.unit_of(path), self._session.lang
        )

    def _as_entered(self, path: str, numeric: bool) -> str:
        """Where another unit was typed than the one shown, how it was typed."""
        if not numeric:
            return ""
        document = self._session.document
        answer = document.answer(path)
        if not isinstance(answer, Amount) or not answer.unit:
            return ""
        symbol = document.wording.symbol
        if symbol(answer.unit) == symbol(document.unit_of(path)):
            return ""
        return self._session.text(
            "ui.sheets.as_entered", value=answer.value, unit=symbol(answer.unit, self._session.lang)
        )

    def _symbol(self, path: str, shown: Shown) -> str:
        """A unit as it is printed beside figures, not as the list of choices explains it."""
        document = self._session.document
        value = document.value(path)
        known = isinstance(value, str) and document.library.units.known(value)
        return document.wording.symbol(str(value), self._session.lang) if known else shown.text

    def _text(self, shown: Shown, state: CellState) -> str:
        match state:
            case "open":
                return self._session.text("ui.sheets.open")
            case "later":
                return self._session.text("ui.sheets.later")
            case "na":
                return self._session.text("ui.sheets.na") if shown.note else shown.text
            case _:
                return shown.text

    def _flag(self, path: str, column: Column) -> bool | None:
        """Yes, no, or not said: a box nobody ticked is not a no."""
        value = self._session.document.value(path) if isinstance(column, FlagColumn) else None
        return value if isinstance(value, bool) else None

    def _tone(self, path: str, column: Column) -> Tone | None:
        """Answers of a few lists read as chips: how a figure was obtained, how far an option is."""
        if not isinstance(column, ChoiceColumn) or column.choices not in TONES:
            return None
        answer = self._session.document.answer(path)
        return TONES[column.choices].get(answer, "plain") if isinstance(answer, str) else None

    def _is_part(self, table: str, row: str) -> bool:
        """Whether a row is one of "of which": its column ``part_of`` names another row of the table."""
        column = self._session.document.library.column(table, "part_of")
        return (
            column is not None and self._session.document.answer(path_text(table, row, "part_of")) is not None
        )
