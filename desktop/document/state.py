"""The current state of an audit in memory: answers by cell, rows in order. Plain data, no rules."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop.model.answer import Answer
from desktop.model.path import Path
from desktop.model.period import kind_of, year_of


class Cell(NamedTuple):
    """Key of one cell; a tuple because the engine hashes millions of them."""

    table: str
    row: str
    column: str
    period: str

    @property
    def path(self) -> Path:
        """The cell as an address."""
        return Path(*self)


def cell_of(path: Path) -> Cell:
    """The key of an address."""
    return Cell(path.table, path.row, path.column, path.period)


@dataclass(slots=True)
class State:
    """Answers and rows with their order keys. Records (single tables) have no rows."""

    answers: dict[Cell, Answer] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    orders: dict[str, dict[str, str]] = field(default_factory=dict)
    by_row: dict[tuple[str, str], set[Cell]] = field(default_factory=dict)
    months: dict[Cell, int] = field(default_factory=dict)  # how many months of a year's cell are answered

    @classmethod
    def of(cls, answers: dict[Cell, Answer], orders: dict[str, dict[str, str]]) -> State:
        """A state of many answers at once; ``orders`` name the rows of a table in order."""
        state = cls(answers, {table: list(keys) for table, keys in orders.items()}, orders)
        for cell in answers:
            table, row, _, period = cell
            state.by_row.setdefault((table, row), set()).add(cell)
            if period and kind_of(period) == "month":
                year = cell._replace(period=year_of(period))
                state.months[year] = state.months.get(year, 0) + 1
        return state

    def put(self, cell: Cell, answer: Answer) -> None:
        """Set or clear (``None``) one answer."""
        row = (cell.table, cell.row)
        if kind_of(cell.period) == "month" and (cell in self.answers) != (answer is not None):
            year = cell._replace(period=year_of(cell.period))
            count = self.months.pop(year, 0) + (1 if answer is not None else -1)
            if count:
                self.months[year] = count
        if answer is None:
            self.answers.pop(cell, None)
            self.by_row.get(row, set()).discard(cell)
        else:
            self.answers[cell] = answer
            self.by_row.setdefault(row, set()).add(cell)

    def cells_of(self, table: str, row: str) -> tuple[Cell, ...]:
        """The answered cells of a row, in a fixed order."""
        return tuple(sorted(self.by_row.get((table, row), ())))

    def has_row(self, table: str, row: str) -> bool:
        """Whether the row exists."""
        return row in self.orders.get(table, ())

    def insert(self, table: str, row: str, order: str) -> None:
        """Put a row where its order key belongs."""
        orders = self.orders.setdefault(table, {})
        rows = self.rows.setdefault(table, [])
        if row in orders:
            rows.remove(row)
        orders[row] = order
        bisect.insort(rows, row, key=lambda one: (orders[one], one))

    def remove(self, table: str, row: str) -> None:
        """Drop a row; its answers must be gone already."""
        self.rows[table].remove(row)
        del self.orders[table][row]
        self.by_row.pop((table, row), None)

    def neighbours(self, table: str, before: str) -> tuple[str | None, str | None]:
        """Order keys between which a row before ``before`` (or at the end) belongs."""
        rows, orders = self.rows.get(table, []), self.orders.get(table, {})
        at = rows.index(before) if before else len(rows)
        low = orders[rows[at - 1]] if at else None
        return low, orders[before] if before else None

    def copy(self) -> State:
        """An independent copy (answers themselves are frozen)."""
        return State(
            dict(self.answers),
            {table: list(rows) for table, rows in self.rows.items()},
            {table: dict(orders) for table, orders in self.orders.items()},
            {row: set(cells) for row, cells in self.by_row.items()},
            dict(self.months),
        )
