"""How a table is laid out: its parts, columns and lines, and which rows a narrowing leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.model.path import Path
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.grid.lines import Line, Part, common_columns, lines_of
from desktop.ui.sheets.grid.slots import Slot, joined_columns, slots_of
from desktop.ui.sheets.places import Question, path_text


class Layout:
    """Lines × slots of one table; knows no Qt model."""

    def __init__(self, session: Session, findings: Findings, parts: list[Part]) -> None:
        self._session, self._findings = session, findings
        self.parts = parts
        self.slots: tuple[Slot, ...] = ()
        self.lines: list[Line] = []
        self.narrowed = Filter.ALL
        self._line_of: dict[tuple[str, str], int] = {}
        self.load()

    def load(self) -> None:
        """Read rows and columns again."""
        document = self._session.document
        for part in self.parts:
            part.load(document)
        columns = joined_columns((part.table.row_label, part.columns) for part in self.parts)
        self.slots = slots_of(document, columns, common_columns(self.parts))
        self.take(self.lines_now())

    def take(self, lines: list[Line]) -> None:
        """Lines as they are now."""
        self.lines = lines
        self._line_of = {
            (self.parts[line.part].table.id, line.row): number
            for number, line in enumerate(lines)
            if line.kind == "row"
        }

    def line_at(self, table: str, row: str) -> int | None:
        """Where a row stands; ``None`` where it does not."""
        return self._line_of.get((table, row))

    def lines_now(self) -> list[Line]:
        """The lines there should be."""
        keep: Callable[[Part, str], bool] | None = None
        if self.narrowed is not Filter.ALL:
            keep = self._keeps
        return lines_of(self.parts, keep, self._session.document.mode == "rw")

    def passes(self, part: Part, row: str, narrowed: Filter) -> bool:
        """Whether a row belongs to a narrowed list."""
        match narrowed:
            case Filter.ALL:
                return True
            case Filter.NO_EVIDENCE:
                return self._findings.lacks_evidence(part.table.id, row, part.columns)
            case _:
                return narrowed in self._findings.of_row(f"{part.table.id}[{row}]")

    def count(self, narrowed: Filter) -> int:
        """How many rows a narrowing leaves."""
        if narrowed is Filter.ALL:
            return sum(len(part.rows) for part in self.parts)
        if narrowed is Filter.NO_EVIDENCE:
            return sum(self.passes(part, row, narrowed) for part in self.parts for row in part.rows)
        return sum(len(part.paths & self._findings.rows_with(narrowed)) for part in self.parts)

    def questions(self, narrowed: Filter) -> list[Question]:
        """Every cell a person can fill, row by row."""
        found: list[Question] = []
        document = self._session.document
        for part in self.parts:
            for row in part.rows:
                if not self.passes(part, row, narrowed):
                    continue
                for column in part.columns:
                    if column.calculation or not document.is_shown(path_text(part.table.id, row, column.id)):
                        continue
                    for period in document.values.periods(column.period):
                        found.append(Question(Path(part.table.id, row, column.id, period), column))
        return found

    def open_keys(self, rows: Iterable[str]) -> frozenset[str]:
        """Columns (with their periods) in which some of these rows have an open question."""
        found: set[str] = set()
        waiting = self._findings.rows_with(Filter.OPEN)
        for part in self.parts:
            for place in waiting.intersection(rows) & part.paths:
                found.update(slot.key for slot in self.slots if self._findings.is_open(f"{place}.{slot.key}"))
        return frozenset(found)

    def _keeps(self, part: Part, row: str) -> bool:
        return self.passes(part, row, self.narrowed)
