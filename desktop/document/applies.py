"""What applies to this plant: sheets whose ``relevance`` is surely false are hidden, with the answers that hid them.

A hidden sheet is not asked, not counted and not printed. Its answers stay as they are, so that another answer brings
everything back. A question that stands on several sheets is asked while one of them applies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from desktop.content.library import Library
from desktop.content.types import Sheet
from desktop.document.engine import Key
from desktop.document.place import Place
from desktop.document.state import Cell
from desktop.expr import Bound, evaluate
from desktop.expr.nodes import ColumnNode, FieldNode, RowNode
from desktop.expr.walk import walk
from desktop.model.result import ABSENT, Absent, Value

if TYPE_CHECKING:  # Values holds what applies; this only reads back from it
    from desktop.document.values import Values

_Shown = tuple[str, str]
"""A sheet that shows a column, and the filter of the rows it shows."""


class Applies:
    """Which sheets, and so which questions, apply. Nodes are ``("#applies", sheet)``."""

    def __init__(self, values: Values) -> None:
        self._values = values
        values.kinds["#applies"] = self._compute
        self._shown_on = _at_risk(values.library)

    def sheet(self, sheet: str) -> bool:
        """Whether a sheet applies; as long as the answers are not known, it does."""
        return self._values.engine.get(("#applies", sheet)) is True

    def hidden_sheets(self) -> tuple[Sheet, ...]:
        """The sheets that do not apply, in their order."""
        return tuple(one for one in self._values.library.sheets if one.relevance and not self.sheet(one.id))

    def asked(self, table: str, row: str, column: str) -> bool:
        """Whether some sheet that applies asks a question; what stands on no sheet at all is not hidden by one."""
        return bool(self.rows(table, column, (row,)))

    def rows(self, table: str, column: str, rows: Sequence[str]) -> Sequence[str]:
        """Those of some rows in which a question is not hidden with its sheets."""
        shown_on = self._shown_on.get((table, column), ())
        hiding = [where for sheet, where in shown_on if not self.sheet(sheet)]
        if not hiding:
            return rows
        hidden: set[str] = set()
        for where in hiding:
            hidden.update(self._rows(table, where))
        for sheet, where in shown_on:
            if self.sheet(sheet):
                hidden.difference_update(self._rows(table, where))
        return [row for row in rows if row not in hidden]

    def _rows(self, table: str, where: str) -> Sequence[str]:
        return self._values.rows_where(table, where) if where else self._values.places(table)

    def _compute(self, key: Key) -> bool:
        relevance = self._values.library.sheet(key[1]).relevance
        return not relevance or self._values.evaluate(self._values.library.bound(relevance)) is not False

    # -- why ----------------------------------------------------------------------------------------------------

    def hiding_sheet(self, sheet: str) -> tuple[str, ...]:
        """Paths of the answers that hide a sheet; none where it applies."""
        if self.sheet(sheet):
            return ()
        return self._causes(self._values.library.bound(self._values.library.sheet(sheet).relevance))

    def hiding(self, table: str, row: str, column: str) -> tuple[str, ...]:
        """Paths of the answers that hide a question, by its own relevance or with its sheets."""
        library = self._values.library
        question = library.column(table, column)
        if question is not None and not self._values.shown(table, row, column):
            return self._causes(library.bound(question.relevance, table), table, row)
        if self.asked(table, row, column):
            return ()
        sheets = dict(self._shown_on.get((table, column), ()))
        return tuple(dict.fromkeys(path for sheet in sheets for path in self.hiding_sheet(sheet)))

    def _causes(self, bound: Bound, table: str = "", row: str = "") -> tuple[str, ...]:
        """The answers without which a relevance would not be false; where none alone decides, all it reads."""
        entered = [cell for cell in self._entered(bound, table, row, 0) if self._is_given(cell)]
        alone = [
            cell
            for cell in entered
            if evaluate(bound.node, _Without(self._values, cell, table, row)) is not False
        ]
        found = dict.fromkeys(str(cell.path) for cell in alone or entered)
        if not found:  # no answer, but the want of rows
            nodes = (node for node in walk(bound.node) if isinstance(node, ColumnNode))
            found = dict.fromkeys(node.table for node in nodes)
        return tuple(found)

    def _is_given(self, cell: Cell) -> bool:
        return not isinstance(self._values.value(cell), Absent)

    def _entered(self, bound: Bound, table: str, row: str, depth: int) -> Iterator[Cell]:
        """The answers a formula reads in single cells, through calculated ones."""
        library = self._values.library
        for node in walk(bound.node):
            if isinstance(node, FieldNode):
                cell = Cell(node.table, "", node.column, "")
            elif isinstance(node, RowNode):
                cell = Cell(table, row, node.column, "")
            else:
                continue
            question = library.column(cell.table, cell.column)
            presets = library.tables[cell.table].presets
            if question is None or question.period != "none" or (presets and presets.column == question.id):
                continue
            if not question.calculation:
                yield cell
            elif depth < _DEEPEST:
                below = library.bound(question.calculation, cell.table)
                yield from self._entered(below, cell.table, cell.row, depth + 1)


_DEEPEST = 4  # calculated cells followed to the answers behind them


class _Without(Place):
    """A place in which one answer is missing, also behind what is calculated from it."""

    __slots__ = ("_missing",)

    def __init__(
        self, values: Values, missing: Cell, table: str = "", row: str = "", period: str = ""
    ) -> None:
        super().__init__(values, table, row, period)
        self._missing = missing

    def field(self, table: str, column: str, period: str) -> Value:
        """A record field."""
        return self._read(Cell(table, "", column, period))

    def cell(self, table: str, row: str, column: str, period: str) -> Value:
        """A cell of a named row."""
        return self._read(Cell(table, row, column, period))

    def _read(self, cell: Cell) -> Value:
        if cell == self._missing:
            return ABSENT
        library = self._values.library
        question = library.column(cell.table, cell.column)
        if question is None or not question.calculation or not self._values.shown(*cell[:3]):
            return self._values.read(*cell)
        below = library.bound(question.calculation, cell.table)
        return evaluate(below.node, _Without(self._values, self._missing, *cell[:2], cell.period))


def _at_risk(library: Library) -> dict[tuple[str, str], tuple[_Shown, ...]]:
    """By table and column the sheets that show it, as far as it might be hidden with them."""
    found: dict[tuple[str, str], list[_Shown]] = {}
    conditional: set[tuple[str, str]] = set()
    always: set[tuple[str, str]] = set()
    for sheet in library.sheets:
        for view in sheet.views:
            for column in view.columns or [one.id for one in library.tables[view.table].columns]:
                place = (view.table, column)
                found.setdefault(place, []).append((sheet.id, view.filter))
                if sheet.relevance:
                    conditional.add(place)
                elif not view.filter:
                    always.add(place)
    return {place: tuple(found[place]) for place in conditional - always}
