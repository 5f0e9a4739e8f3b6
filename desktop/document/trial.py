"""A trial of options: the quantities of the base year less what they save, and every figure computed again (target L1).

The audit itself is left alone: the trial works on a copy of its state, with the same engine. Overlaps that were entered
are taken off where all their options are carried out; nothing can be saved that is not used, so a quantity never falls
below nought.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.content.types import NumberColumn, RefColumn
from desktop.document.state import Cell, State
from desktop.model.answer import Amount
from desktop.model.path import Path
from desktop.model.result import Num

if TYPE_CHECKING:  # a view is asked for its trials
    from desktop.document.view import AuditView

EFFECTS, OVERLAPS, OPTIONS = "option_effects", "overlaps", "options"
AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Over:
    """A row of which the options save more than is used: by so much, in canonical units."""

    path: str
    excess: Num


@dataclass(frozen=True, slots=True)
class _Saving:
    """A saving of one row: by which options (all must be carried out), how much."""

    options: frozenset[str]
    row: tuple[str, str]
    amount: float


class Trial:
    """A copy of the audit in which quantities of the base year are changed and put back.

    Attributes:
        options: those that change a quantity at all, in the order of their table.
        cells: the quantities changed, by table and row.
    """

    def __init__(self, view: AuditView, edition: str, watched: Iterable[Cell]) -> None:
        from desktop.document.view import AuditView  # a view asks for its trials

        self._savings = savings = [
            *_savings(view, EFFECTS, edition, _one),
            *_savings(view, OVERLAPS, edition, _several, -1.0),
        ]
        acting = frozenset[str]().union(*(one.options for one in savings))
        self.options = tuple(row for row in view.rows(OPTIONS) if row in acting)
        self._state: State = view.state.copy()
        self._view = AuditView(view.library, self._state)
        self._year = view.base_year
        acted = {one.row for one in savings}
        self.cells = {
            (table, row): Cell(table, row, AMOUNT, self._year)
            for table in view.library.tables
            for row in view.rows(table)
            if (table, row) in acted
        }
        self._before = {row: self._number(cell) for row, cell in self.cells.items()}
        self._watched = [*self.cells.values(), *watched]
        for row in self.cells:
            self._flatten(row)

    def figures(self, options: Collection[str] = ()) -> dict[str, Num]:
        """Every figure that has a number, with these options carried out."""
        for row, cell in self.cells.items():
            left = max(0.0, self._before[row].value - self._saved(row, options))
            self._put(cell, left)
        self._view.values.touch(self.cells.values(), ())
        found = {}
        for cell in self._watched:
            value = self._view.values.value(cell)
            if isinstance(value, Num):
                found[str(cell.path)] = value
        return found

    def over(self, options: Collection[str]) -> Iterator[Over]:
        """Rows of which more is saved than there is."""
        for row, before in self._before.items():
            excess = self._saved(row, options) - before.value
            if excess > abs(before.value) * 1e-9:
                yield Over(str(self.cells[row].path), Num(excess, before.dimension))

    def _saved(self, row: tuple[str, str], options: Collection[str]) -> float:
        wanted = set(options)
        return sum(one.amount for one in self._savings if one.row == row and one.options <= wanted)

    def _flatten(self, row: tuple[str, str]) -> None:
        """The year's months give way to one figure for the year."""
        months = [
            cell
            for cell in self._state.cells_of(*row)
            if cell.column == AMOUNT and cell.period.startswith(f"{self._year}-")
        ]
        for cell in months:
            self._state.put(cell, None)
        self._put(self.cells[row], self._before[row].value)
        self._view.values.touch([*months, self.cells[row]], ())

    def _put(self, cell: Cell, canonical: float) -> None:
        unit = self._view.wording.unit_of(cell.path)
        factor = self._view.library.units.parse(unit).factor
        self._state.put(cell, Amount(repr(canonical / factor), unit, canonical))

    def _number(self, cell: Cell) -> Num:
        value = self._view.values.value(cell)
        assert isinstance(value, Num)
        return value


def _savings(
    view: AuditView,
    table: str,
    edition: str,
    of: Callable[[AuditView, str], frozenset[str]],
    sign: float = 1.0,
) -> Iterator[_Saving]:
    """What the rows of a table save of rows they refer to, where both have a yearly amount."""
    if table not in view.library.tables:
        return
    columns = [
        column
        for column in view.library.tables[table].columns
        if isinstance(column, RefColumn) and not column.many and _has_amount(view, column.table)
    ]
    for row in view.rows(table):
        quantity = view.value(str(Path(table, row, "quantity", edition)))
        if not isinstance(quantity, Num):
            continue
        for column in columns:
            named = view.value(str(Path(table, row, column.id)))
            used = view.values.value(Cell(column.table, str(named), AMOUNT, view.base_year))
            if isinstance(used, Num) and used.dimension == quantity.dimension:
                yield _Saving(of(view, row), (column.table, str(named)), sign * quantity.value)


def _has_amount(view: AuditView, table: str) -> bool:
    column = view.library.column(table, AMOUNT)
    return isinstance(column, NumberColumn) and column.period == "year"


def _one(view: AuditView, row: str) -> frozenset[str]:
    return frozenset({str(view.value(str(Path(EFFECTS, row, "option"))))})


def _several(view: AuditView, row: str) -> frozenset[str]:
    between = view.value(str(Path(OVERLAPS, row, "between")))
    return frozenset(str(one) for one in between) if isinstance(between, tuple) else frozenset()
