"""Answers of an older indicator system reused for the one chosen now, along declared relations (target M6).

The relations are rows of ``indicator_relations``: this indicator of the older system is that one of the newer. Figures
and descriptions are carried; a level judged only where both systems word their levels alike, since it was judged
against the older text. What the newer row already says stays. Nothing is written here: the edits are shown first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.calc.grade_system import INDICATORS
from desktop.document.grading import VALUES
from desktop.model.answer import Json
from desktop.model.edit import Edit, SetValue
from desktop.model.path import Path
from desktop.model.text import Lang

if TYPE_CHECKING:
    from desktop.document.view import AuditView

RELATIONS = "indicator_relations"
CARRIED = "document.carried"
_ALWAYS = ("figure", "actual", "actual_text", "not_applicable", "reason", "share", "note")
_LEVELS = ("level_i", "level_ii", "level_iii")


@dataclass(frozen=True, slots=True)
class Carried:
    """An answer on its way from the row of the older indicator to that of the newer one."""

    source: str
    target: str
    value: Json

    @property
    def edit(self) -> Edit:
        """The edit that carries it."""
        return SetValue(self.target, self.value)


def carrying(view: AuditView, grading: str) -> list[Carried]:
    """What could be carried over for a grading; rows of the newer system must be there."""
    relations = view.library.references.get(RELATIONS)
    if relations is None:
        return []
    rows: dict[str, str] = {}
    current: set[str] = set()
    for row in view.rows(VALUES):
        indicator = view.value(str(Path(VALUES, row, "indicator")))
        if isinstance(indicator, str) and view.value(str(Path(VALUES, row, "grading"))) == grading:
            rows[indicator] = row
            if view.value(str(Path(VALUES, row, "current"))) is True:
                current.add(row)
    found: list[Carried] = []
    for relation in relations.rows.values():
        old, new = rows.get(relation["old"]), rows.get(relation["new"])
        if old is not None and new in current and old not in current:
            found += _answers(view, relation["old"], relation["new"], old, str(new))
    return found


def words_of(view: AuditView, carried: Carried, lang: Lang) -> str:
    """``what: value`` for the preview."""
    shown = view.shown(carried.source, lang)
    return f"{view.label(carried.target, lang)}: {shown.with_unit or carried.value}"


def _answers(view: AuditView, old_key: str, new_key: str, old: str, new: str) -> Iterator[Carried]:
    indicators = view.library.reference(INDICATORS).rows
    alike = all(indicators[old_key][one] == indicators[new_key][one] for one in _LEVELS)
    for name in (*_ALWAYS, "judged") if alike else _ALWAYS:
        column = view.library.column(VALUES, name)
        if column is None or (name == "actual" and not _same_unit(view, old, new)):
            continue
        for period in view.periods(column.period):
            source, target = Path(VALUES, old, name, period), Path(VALUES, new, name, period)
            value = view.stored(str(source))
            if value is not None and view.stored(str(target)) is None:
                yield Carried(str(source), str(target), value)


def _same_unit(view: AuditView, old: str, new: str) -> bool:
    """Whether a figure in the unit of one row is one in that of the other."""
    units = [view.value(str(Path(VALUES, row, "unit"))) for row in (old, new)]
    known = [
        view.library.units.parse(one)
        for one in units
        if isinstance(one, str) and view.library.units.known(one)
    ]
    return len(known) == 2 and known[0].dimension == known[1].dimension
