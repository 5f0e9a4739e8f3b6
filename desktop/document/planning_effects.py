"""What options do to indicators and limited amounts: tried by the engine, or typed where no quantity says it."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.document.state import Cell, cell_of
from desktop.document.trial import OVERLAPS, Trial
from desktop.model.path import Path
from desktop.model.result import Num, Value

if TYPE_CHECKING:  # a view is asked for its plan
    from desktop.document.view import AuditView

LINKS, VALUES, INDICATORS = "indicator_effects", "indicator_values", "outcomes"
EDITION = "assessment"
"""A plan is made on today's values and expected effects."""

Rows = frozenset[str]
Changes = dict[str, float]


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure that options may move: where it stands, and the factor of the unit it is told in."""

    path: str
    factor: float


class Effects:
    """Changes by name of an indicator or amount, each in its unit, for any set of options."""

    def __init__(
        self, view: AuditView, watched: Mapping[str, Watched], indicators: Mapping[str, str]
    ) -> None:
        self._view = view
        self._watched = watched
        self._names = {row: name for name, row in indicators.items()}
        self._trial = Trial(view, EDITION, [_cell(view, one.path) for one in watched.values()])
        self._base = self._trial.figures()

    def tried(self, options: Collection[str]) -> Changes:
        """What a set of options does, computed with all of them at once."""
        if not set(options) & set(self._trial.options):
            return {}
        after = self._trial.figures(options)
        found: Changes = {}
        for name, one in self._watched.items():
            if one.path in after and one.path in self._base:
                before = self._base[one.path].value
                change = after[one.path].value - before
                if abs(change) > abs(before) * 1e-12:
                    found[name] = change / one.factor
        return found

    def typed(self, option: str) -> dict[str, float | str]:
        """What was typed of an option: changes, and levels reached."""
        view, found = self._view, dict[str, float | str]()
        for row in view.rows(LINKS):
            name = self._names.get(text(view, Path(LINKS, row, "indicator")))
            if name is None or text(view, Path(LINKS, row, "option")) != option:
                continue
            judged = text(view, Path(LINKS, row, "judged"))
            change = number(
                view.value(str(Path(LINKS, row, "change"))),
                factor(view, text(view, Path(LINKS, row, "unit"))),
            )
            if judged:
                found[name] = judged
            elif change is not None:
                found[name] = change
        return found

    def overlaps(self, options: Collection[str]) -> dict[Rows, tuple[Changes, float]]:
        """For each set of options that overlap: what changes besides the sum of smaller sets, and the money."""
        view, money = self._view, dict[Rows, float]()
        for row in view.rows(OVERLAPS):
            between = view.value(str(Path(OVERLAPS, row, "between")))
            of = frozenset(str(one) for one in between) if isinstance(between, tuple) else frozenset[str]()
            if len(of) > 1 and of <= set(options):
                saved = number(view.value(str(Path(OVERLAPS, row, "money", EDITION))), factor(view, "万元"))
                money[of] = money.get(of, 0.0) - (saved or 0.0)
        found: dict[Rows, tuple[Changes, float]] = {}
        alone = {one: self.tried({one}) for one in set(itertools.chain.from_iterable(money))}
        for of in sorted(money, key=lambda one: (len(one), sorted(one))):
            parts = [alone[one] for one in of] + [found[other][0] for other in found if other < of]
            found[of] = (less(self.tried(of), parts), money[of])
        return found


def less(whole: Changes, parts: list[Changes]) -> Changes:
    """The whole less the sum of its parts, where they differ by more than rounding."""
    found: Changes = {}
    for name in dict.fromkeys(itertools.chain(whole, *parts)):
        total = sum(one.get(name, 0.0) for one in parts)
        left = whole.get(name, 0.0) - total
        if abs(left) > 1e-9 * max(abs(total), abs(whole.get(name, 0.0))):
            found[name] = left
    return found


def watched_indicators(view: AuditView, indicators: Mapping[str, str]) -> dict[str, Watched]:
    """Indicators whose value is taken from a row of outcomes, which the engine computes."""
    found = {}
    for name, row in indicators.items():
        outcome = text(view, Path(VALUES, row, "figure"))
        if outcome:
            unit = text(view, Path(VALUES, row, "base_unit"))
            found[name] = Watched(str(Path(INDICATORS, outcome, "before")), factor(view, unit))
    return found


def text(view: AuditView, path: Path) -> str:
    """A text or reference at a path, empty where there is none."""
    value = view.value(str(path))
    return value if isinstance(value, str) else ""


def number(value: Value, unit_factor: float) -> float | None:
    """A number in a unit, ``None`` where there is none."""
    return value.value / unit_factor if isinstance(value, Num) else None


def factor(view: AuditView, unit: str) -> float:
    """The canonical size of a unit, 1 for none."""
    units = view.library.units
    return units.parse(unit).factor if unit and units.known(unit) else 1.0


def _cell(view: AuditView, path: str) -> Cell:
    return cell_of(view.at(path))
