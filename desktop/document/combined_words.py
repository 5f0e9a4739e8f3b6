"""The combined scenario in words and figures with their units, for the window and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.document.combined import Line, Scenario
from desktop.model.answer import Json
from desktop.model.format import MINUS
from desktop.model.path import parse_path
from desktop.model.result import Num
from desktop.model.text import Lang

if TYPE_CHECKING:
    from desktop.document.view import AuditView


@dataclass(frozen=True, slots=True)
class Said:
    """A line as people read it; changes carry their sign, ``twice`` is empty where nothing is counted twice."""

    path: str
    label: str
    unit: str
    base: str
    sum: str
    twice: str
    together: str
    after: str


DIGITS = 3
"""A change far smaller than its figure still shows what it is."""


def said(view: AuditView, line: Line, lang: Lang) -> Said:
    """A line in the unit of its figure."""

    def number(value: float) -> str:
        return view.wording.of_value(Num(value, line.base.dimension), lang, unit, decimals, least=DIGITS).text

    unit, place = view.unit_of(line.path), parse_path(line.path)
    column = view.library.column(place.table, place.column)
    decimals = getattr(column, "decimals", None)
    label = column.label.get(lang) if column and not place.row else ""
    return Said(
        line.path,
        label or view.row_label(place.table, place.row, lang),
        view.wording.symbol(unit, lang),
        number(line.base.value),
        number(line.sum),
        number(line.twice) if line.twice else "",
        number(line.together),
        number(line.after),
    )


def numbers(view: AuditView, line: Line) -> dict[str, Json]:
    """A line as plain numbers in the unit of its figure."""
    unit = view.unit_of(line.path)
    units = view.library.units
    factor = units.parse(unit).factor if unit and units.known(unit) else 1.0
    values = {"base": line.base.value, "sum": line.sum, "twice": line.twice, "together": line.together}
    return {"path": line.path, "unit": unit, **{name: value / factor for name, value in values.items()}}


def lines_of(view: AuditView, found: Scenario, lang: Lang) -> Iterator[str]:
    """The scenario line by line: figure, base year, sum, counted twice, together, after."""
    say = view.library.message
    names = "、".join(view.row_label("options", one, lang) for one in found.options)
    yield say("scenario.options", lang, count=len(found.options), names=names)
    yield "\t".join(
        say(f"scenario.{head}", lang) for head in ("figure", "unit", "base", "sum", "twice", "after")
    )
    for line in (*found.quantities, *found.figures):
        one = said(view, line, lang)
        yield "\t".join((one.label, one.unit, one.base, one.sum, one.twice or "—", one.after))
    if found.money is not None:
        one = said(view, found.money, lang)
        twice = one.twice.lstrip(MINUS) or "0"
        yield say("scenario.money", lang, sum=one.sum, twice=twice, together=one.together, unit=one.unit)
    for over in found.over:
        excess = view.wording.of_value(over.excess, lang, view.unit_of(over.path)).with_unit
        yield say("scenario.over", lang, place=view.label(over.path, lang), excess=excess)
