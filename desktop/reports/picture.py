"""A figure before it has a number: the drawing, the values in it, and their table where no other prints them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.content.types import RefColumn
from desktop.content.types_report import ReportFigure
from desktop.figures import Drawing
from desktop.model.format import format_number
from desktop.model.path import Path
from desktop.model.result import Num, Value
from desktop.model.shown import Shown
from desktop.model.text import Lang, Text
from desktop.reports.model import Cell, Column, Row
from desktop.reports.source import Audit


@dataclass(frozen=True, slots=True)
class Picture:
    """``name`` tells pictures of one block apart, ``unit`` stands with the caption, ``about`` is where a click goes."""

    drawing: Drawing
    cells: tuple[Cell, ...]
    name: str = ""
    unit: str = ""
    about: str = ""
    heads: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()


class Reader:
    """Reads what a block wants of the rows of its table, in one language."""

    def __init__(self, audit: Audit, block: ReportFigure, lang: Lang) -> None:
        self.audit, self.block, self.lang = audit, block, lang
        binding = audit.library.bindings.get(block.source)
        self.table = binding.for_each if binding is not None else block.source
        self.cells: list[Cell] = []

    def say(self, code: str, **params: object) -> str:
        """A message."""
        return self.audit.library.message(code, self.lang, **params)

    def words(self, text: Text | None) -> str:
        """A text of the block."""
        return text.get(self.lang) if text is not None else ""

    def rows(self) -> tuple[str, ...]:
        """The rows to draw."""
        found = self.audit.rows(self.table, self.block.where)
        return tuple(row for row in found if self.block.row in ("", row))

    def value(self, row: str, role: str) -> Value | None:
        """What the block's formula of a role gives in a row; ``None`` where it has no such formula."""
        text = self.block.values.get(role, "")
        return self.audit.evaluate(text, self.table, row, self.audit.edition) if text else None

    def flag(self, row: str, role: str) -> bool:
        """Whether a role is surely true."""
        return self.value(row, role) is True

    def text(self, row: str, role: str) -> str:
        """A role in words; empty where it is absent."""
        column = self.audit.library.column(self.table, self.block.values.get(role, ""))
        if column is not None:
            period = self.audit.edition if column.period == "edition" else ""
            shown = self.audit.shown(str(Path(self.table, row, column.id, period)), self.lang)
        else:
            value = self.value(row, role)
            if value is None:
                return ""
            shown = self.audit.wording.of_value(value, self.lang)
        return shown.with_unit if shown.state in ("given", "calculated") else ""

    def label(self, row: str) -> str:
        """What the row is called in the figure."""
        name = self.text(row, "label") or self.audit.row_label(self.table, row, self.lang)
        return f"{name} {self.text(row, 'detail')}".rstrip()

    def number(self, row: str, role: str, decimals: int | None = None) -> Shown | None:
        """A role as a number in its unit, noted among the figures shown; ``None`` where it has none."""
        value = self.value(row, role)
        if not isinstance(value, Num):
            return None
        column = self.audit.library.column(self.table, self.block.values[role])
        places = decimals if decimals is not None else getattr(column, "decimals", None)
        unit = self.block.units.get(role, "")
        if not unit and column is not None:
            unit = self.audit.unit_of(str(Path(self.table, row, column.id)))
        found = self.audit.wording.of_value(value, self.lang, unit, places)
        place = self._place(row, self.block.values[role])
        if place is not None:
            self.cells.append(Cell(found.text, str(place), found.value, found.unit))
        return found

    def _place(self, row: str, text: str) -> Path | None:
        """The place a formula names, where it is nothing but one: of this row, of a row it names, of a method."""
        head, dot, name = text.partition(".")
        library = self.audit.library
        binding = library.bindings.get(head)
        if binding is not None:
            return Path(head, row, name, self.audit.edition if binding.period == "edition" else "")
        table, owner = self.table, row
        if dot:
            named = library.column(self.table, head)
            value = self.audit.value(str(Path(self.table, row, head)))
            if not isinstance(named, RefColumn) or not isinstance(value, str):
                return None
            table, owner, text = named.table, value, name
        column = library.column(table, text)
        if column is None:
            return None
        return Path(table, owner, text, self.audit.edition if column.period == "edition" else "")

    def axis(self, text: Text | None, role: str) -> str:
        """The name of an axis with its unit."""
        unit = self.audit.wording.symbol(self.block.units.get(role, ""), self.lang)
        return " ".join(part for part in (self.words(text), unit) if part)


def tick(value: float) -> str:
    """A value on an axis."""
    return format_number(value)


def places_for(changes: Iterable[float]) -> int:
    """Decimals that show three digits of the smallest change that matters beside the largest.

    >>> places_for([-6.0, -58.873, 4.024]), places_for([-40, -1519]), places_for([0.0402, 0.3])
    (2, 1, 4)
    """
    sizes = [abs(one) for one in changes if one]
    counted = [one for one in sizes if one >= max(sizes) / 1000]
    if not counted:
        return 0
    return min(max(0, 2 - math.floor(math.log10(min(counted)))), 4)
