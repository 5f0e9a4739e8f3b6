"""Combined scenario 组合情景: the options change the quantities of the base year, and the audit is computed again.

Each option alone and all of them together go through the same engine (targets L1, L3). The sum of what they do alone,
less what they do together, is what adding them up counts twice. Overlaps that were entered are taken off where all
their options are carried out; nothing can be saved that is not used, so a quantity never falls below nought.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.content.types import NumberColumn
from desktop.document.state import Cell
from desktop.document.trial import EFFECTS, OPTIONS, Over, Trial
from desktop.model.path import Path
from desktop.model.result import Num

if TYPE_CHECKING:  # a view is asked for its scenario
    from desktop.document.view import AuditView

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
class Scenario:
    """What the options of an edition come to; ``options`` that change a quantity, quantities, indicators and totals."""

    options: tuple[str, ...]
    quantities: tuple[Line, ...]
    figures: tuple[Line, ...]
    money: Line | None
    over: tuple[Over, ...]


def combined(view: AuditView, watch: Watch = lambda _done, _of: None) -> Scenario | None:
    """The scenario of the edition being written; ``None`` while base year or effects are missing."""
    library = view.library
    if EFFECTS not in library.tables or not view.base_year:
        return None
    trial = Trial(view, view.edition, _watched(view))
    acting = [row for row in trial.options if view.value(f"{OPTIONS}[{row}].counted@{view.edition}") is True]
    if not acting:
        return None
    base = trial.figures()
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


def _watched(view: AuditView) -> Iterator[Cell]:
    """Indicators of the audit before the options, and every yearly figure a record computes."""
    if INDICATORS in view.library.tables:
        for row in view.rows(INDICATORS):
            yield Cell(INDICATORS, row, BEFORE, "")
    for table in view.library.tables.values():
        for column in table.columns if table.single else ():
            if isinstance(column, NumberColumn) and column.period == "year" and column.calculation:
                yield Cell(table.id, "", column.id, view.base_year)


def _money(view: AuditView) -> Line | None:
    """The yearly saving: sum of the options, and less what overlaps."""
    path = str(Path(TOTALS, "", "saving_net", view.edition))
    net, overlap = view.value(path), view.value(str(Path(TOTALS, "", "overlap_money", view.edition)))
    if not isinstance(net, Num) or not isinstance(overlap, Num):
        return None
    return Line(path, Num(0.0, net.dimension), net.value + overlap.value, net.value)
