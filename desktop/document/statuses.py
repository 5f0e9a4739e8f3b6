"""What is open in each row of a table: required questions without an answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop.content.types import Column
from desktop.document.engine import Changed, Key
from desktop.document.reached import Reached
from desktop.document.state import Cell
from desktop.document.values import Values
from desktop.model.answer import Later
from desktop.model.problem import Problem, Severity
from desktop.model.result import Absent


@dataclass(frozen=True, slots=True)
class RowStatus:
    """How many required answers are given of how many, by column, and a problem for each that is not."""

    required: dict[str, tuple[int, int]]
    problems: tuple[Problem, ...] = ()


class Statuses:
    """The statuses of rows: nodes ``("#row", table)``, by row."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._reached: dict[str, Reached] = {}
        values.rowwise["#row"] = values.by_row(self._compute, self._rows_reached)

    def _compute(self, key: Key, rows: Sequence[str]) -> dict[str, RowStatus]:
        table, values = key[1], self._values
        columns = [
            one for one in values.library.tables[table].columns if one.required and not one.calculation
        ]
        hidden: dict[str, set[str]] = {}
        missing: dict[str, list[Cell]] = {}
        for column in columns:
            shown = values.applies.rows(table, column.id, values.rows_shown(table, column.id, rows))
            if len(shown) < len(rows):
                for row in {*rows}.difference(shown):
                    hidden.setdefault(row, set()).add(column.id)
            for period in values.periods(column.period):
                cells = values.cells(table, column.id, period)
                values.engine.get(("#entered", table, column.id, period))  # who gives it later, and when
                for row in shown:
                    if type(cells[row]) is Absent:
                        missing.setdefault(row, []).append(Cell(table, row, column.id, period))
        whole = self._status(columns, (), ())  # that of most rows
        return {
            row: whole
            if row not in hidden and row not in missing
            else self._status(columns, hidden.get(row, ()), missing.get(row, ()))
            for row in rows
        }

    def _status(
        self, columns: Sequence[Column], hidden: Collection[str], missing: Collection[Cell]
    ) -> RowStatus:
        required: dict[str, tuple[int, int]] = {}
        for column in columns:
            if column.id not in hidden:
                total = len(self._values.periods(column.period))
                required[column.id] = total - sum(cell.column == column.id for cell in missing), total
        return RowStatus(required, tuple(map(self._unanswered, missing)))

    def _unanswered(self, cell: Cell) -> Problem:
        answer = self._values.state.answers.get(cell)
        if isinstance(answer, Later):
            who = {"who": answer.who, "when": answer.when}
            return Problem("later", Severity.HINT, str(cell.path), params=who)
        return Problem("required", Severity.HINT, str(cell.path))

    def _rows_reached(self, key: Key, read: Key, changed: Changed) -> Collection[str] | None:
        table = key[1]
        known = self._reached.setdefault(table, Reached(self._values, table, (), own=True))
        return known.rows(read, changed, ())
