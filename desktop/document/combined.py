"""Combined scenario 组合情景: the options change the quantities of the base year, and the audit is computed again.

Each option alone and all of them together go through the same engine (targets L1, L3). The sum of what they do alone,
less what they do together, is what adding them up counts twice. Overlaps that were entered are taken off where all
their options are carried out; nothing can be saved that is not used, so a quantity never falls below nought.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.content.types import NumberColumn, RefColumn
from desktop.document.state import Cell, State
from desktop.model.answer import Amount
from desktop.model.path import Path
from desktop.model.result import Num

if TYPE_CHECKING:  # a view is asked for its scenario
    from desktop.document.view import AuditView

EFFECTS, OVERLAPS, OPTIONS = "option_effects", "overlaps", "options"
AMOUNT = "amount"
INDICATORS, BEFORE = "outcomes", "before"
TOTALS = "summary"

Watch = Callable[[int, int], None]
"""Told how many options of how many were looked at; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the base year and its changes, in canonical units: ``sum`` of each option alone, ``together``."""

    path: str
    base: Num
    sum: float
    together: float

    @property
    def twice(self) -> float:
        """What adding the options up overstates: together less sum, nought where only rounding differs."""
        twice = self.together - self.sum
        return twice if abs(twice) > _noise(self) else 0.0

    @property
    def after(self) -> float:
        """The figure with all options."""
        return self.base.value + self.together


def _noise(line: Line) -> float:
    return max(abs(line.base.value), abs(line.sum)) * 1e-12


@dataclass(frozen=True, slots=True)
class Over:
    """A row of which the options save more than is used: by so much, in canonical units."""

    path: str
    excess: Num


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the options of an edition come to; ``options`` that change a quantity, quantities, indicators and totals."""

    options: tuple[str, ...]
    quantities: tuple[Line, ...]
    figures: tuple[Line, ...]
    money: Line | None
    over: tuple[Over, ...]


@dataclass(frozen=True, slots=True)
class _Saving:
    """A saving of one row: by which options (all must be carried out), how much."""

    options: frozenset[str]
    row: tuple[str, str]
    amount: float


def combined(view: AuditView, watch: Watch = lambda _done, _of: None) -> Scenario | None:
    """The scenario of the edition being written; ``None`` while base year or effects are missing."""
    library = view.library
    if EFFECTS not in library.tables or not view.base_year:
        return None
    counted = [
        row for row in view.rows(OPTIONS) if view.value(f"{OPTIONS}[{row}].counted@{view.edition}") is True
    ]
    savings = [*_savings(view, EFFECTS, _one), *_savings(view, OVERLAPS, _several, -1.0)]
    acting = [row for row in counted if any(row in one.options for one in savings)]
    if not acting:
        return None
    trial = _Trial(view, savings)
    base = trial.figures(frozenset())
    sums = dict.fromkeys(base, 0.0)
    for at, option in enumerate(acting):
        watch(at, len(acting) + 1)
        for path, value in trial.figures({option}).items():
            if path in base:
                sums[path] += value.value - base[path].value
    watch(len(acting), len(acting) + 1)
    together = trial.figures(acting)
    lines = [
        Line(path, value, sums[path], together[path].value - value.value)
        for path, value in base.items()
        if path in together
    ]
    lines = [one for one in lines if max(abs(one.sum), abs(one.together)) > _noise(one)]
    quantities = {str(cell.path) for cell in trial.cells.values()}
    return Scenario(
        tuple(acting),
        tuple(one for one in lines if one.path in quantities),
        tuple(_distinct(lines, quantities)),
        _money(view),
        tuple(trial.over(acting)),
    )


def _distinct(lines: list[Line], quantities: Collection[str]) -> Iterator[Line]:
    """Figures that are no quantity, and say nothing that a line before them says."""
    told = {_numbers(one) for one in lines if one.path in quantities}
    for one in lines:
        if one.path not in quantities and _numbers(one) not in told:
            told.add(_numbers(one))
            yield one


def _numbers(line: Line) -> tuple[float, float, float]:
    return line.base.value, line.sum, line.together


class _Trial:
    """A copy of the audit in which quantities of the base year are changed and put back."""

    def __init__(self, view: AuditView, savings: list[_Saving]) -> None:
        from desktop.document.view import AuditView  # a view asks for its scenario

        self._savings = savings
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
        self._watched = [*self.cells.values(), *_watched(self._view)]
        for row in self.cells:
            self._flatten(row)

    def figures(self, options: Collection[str]) -> dict[str, Num]:
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


def _watched(view: AuditView) -> Iterator[Cell]:
    """Indicators of the audit before the options, and every yearly total."""
    library = view.library
    if INDICATORS in library.tables:
        for row in view.rows(INDICATORS):
            yield Cell(INDICATORS, row, BEFORE, "")
    for column in library.tables[TOTALS].columns if TOTALS in library.tables else ():
        if isinstance(column, NumberColumn) and column.period == "year":
            yield Cell(TOTALS, "", column.id, view.base_year)


def _savings(
    view: AuditView, table: str, of: Callable[[AuditView, str], frozenset[str]], sign: float = 1.0
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
        quantity = view.value(str(Path(table, row, "quantity", view.edition)))
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


def _money(view: AuditView) -> Line | None:
    """The yearly saving: sum of the options, and less what overlaps."""
    path = str(Path(TOTALS, "", "saving_net", view.edition))
    net, overlap = view.value(path), view.value(str(Path(TOTALS, "", "overlap_money", view.edition)))
    if not isinstance(net, Num) or not isinstance(overlap, Num):
        return None
    return Line(path, Num(0.0, net.dimension), net.value + overlap.value, net.value)
