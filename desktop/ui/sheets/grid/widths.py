"""How wide columns are: by their content and kind, room left over goes to the first; changes are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from desktop.content.types import ChoiceColumn, DateColumn, FlagColumn, NumberColumn, PeriodColumn, RefColumn
from desktop.ui.sheets.findings import Filter
from desktop.ui.sheets.grid.lines import common_columns
from desktop.ui.sheets.grid.paint import GAP, LEFT, RIGHT, head_width, icon_size
from desktop.ui.sheets.grid.slots import Slot, main_slots
from desktop.ui.theme import scaled, typeface

if TYPE_CHECKING:
    from desktop.ui.sheets.grid.view import GridView

_MARKED = ("evidence", "later", "rejected")
_LOOKED_AT = 40  # rows measured
_LEAST = {"short": 56, "normal": 84, "wide": 140}
_MOST = {"short": 120, "normal": 170, "wide": 300}
_KEPT = 220  # what names a row keeps of its text where the table must be scrolled anyway


class Widths:
    """Widths and visibility of the columns of one table."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._wanted: list[int] = []
        self._by_hand: set[str] = set()
        self._shown_by_hand: dict[str, bool] = {}
        self._busy = False
        view.horizontalHeader().sectionResized.connect(self._resized)
        self.start()

    def open_up(self, rows: frozenset[str] | None = None) -> None:
        """Show columns that hold open questions (of some rows): what must be filled in is never out of sight."""
        grid = self._view.grid
        hidden = [n for n in range(len(grid.slots)) if self._view.isColumnHidden(n)]
        if not hidden:
            return
        places = rows if rows is not None else grid.findings.rows_with(Filter.OPEN)
        keys = grid.layout.open_keys(places) - self._shown_by_hand.keys()
        wanted = [number for number in hidden if grid.slots[number].key in keys]
        for number in wanted:
            self._view.setColumnHidden(number, False)
        if wanted:
            self.fit()

    def start(self) -> None:
        """Measure anew: other columns, other language."""
        grid = self._view.grid
        named = grid.parts[0].table.row_label
        main = main_slots(grid.session.document, grid.slots, named, common_columns(grid.parts))
        for number, slot in enumerate(grid.slots):
            self._view.setColumnHidden(number, not self._shown_by_hand.get(slot.key, slot.key in main))
        self._wanted = [self._measure(number, slot) for number, slot in enumerate(self._view.grid.slots)]
        self.open_up()
        self.fit()

    def fit(self) -> None:
        """Give columns what they want; the first takes what is left."""
        if self._busy or not self._wanted:
            return
        self._busy = True
        view = self._view
        shown = [n for n in range(len(self._wanted)) if not view.isColumnHidden(n)]
        spare = view.viewport().width() - sum(self._wanted[n] for n in shown)
        extra = self._shares(shown, spare)
        for number in shown:
            view.setColumnWidth(number, self._wanted[number] + extra.get(number, 0))
        self._busy = False

    def show(self, number: int, shown: bool) -> None:
        """Show or hide a column, by hand."""
        self._shown_by_hand[self._view.grid.slots[number].key] = shown
        self._view.setColumnHidden(number, not shown)
        self.fit()
        self._view.updateGeometry()

    def forget(self) -> None:
        """Back to the main columns at their own widths."""
        self._by_hand.clear()
        self._shown_by_hand.clear()
        self.start()
        self._view.updateGeometry()

    def reveal(self, number: int) -> None:
        """Make sure a column can be seen because the cursor goes there."""
        if self._view.isColumnHidden(number):
            self._view.setColumnHidden(number, False)
            self.fit()

    def wants_unit(self, number: int) -> bool:
        """Whether cells of a column must say their unit because neither head nor a column in sight does."""
        column = self._view.grid.slots[number].column
        if not isinstance(column, NumberColumn) or (column.unit and "{" not in column.unit):
            return False
        places = [n for n, slot in enumerate(self._view.grid.slots) if slot.id == column.unit_from]
        return not places or self._view.isColumnHidden(places[0])

    def state(self) -> str:
        """What was changed by hand, to be remembered."""
        widths = [
            f"{slot.key}={self._wanted[number]}"
            for number, slot in enumerate(self._view.grid.slots)
            if slot.key in self._by_hand
        ]
        shown = [f"{key}={'show' if on else 'hide'}" for key, on in self._shown_by_hand.items()]
        return ";".join(widths + shown)

    def restore(self, state: str) -> None:
        """Take up what was changed by hand before."""
        for part in state.split(";"):
            key, _, value = part.partition("=")
            if value in ("show", "hide"):
                self._shown_by_hand[key] = value == "show"
        self.start()
        keys = [slot.key for slot in self._view.grid.slots]
        for part in state.split(";"):
            key, _, value = part.partition("=")
            if value.isdigit() and key in keys:
                self._by_hand.add(key)
                self._wanted[keys.index(key)] = int(value)
        self.fit()

    def _shares(self, shown: list[int], spare: int) -> dict[int, int]:
        """Who gets the room left over, and who gives where it lacks: names and long texts, else the first column."""
        slots = self._view.grid.slots
        takers = [
            n for n in shown if getattr(slots[n].column, "width", "") == "wide" and not slots[n].numeric
        ]
        if not takers:
            takers = shown[:1]
        if spare <= 0:
            kept = [n for n in takers if slots[n].key not in self._by_hand]
            least = scaled(_LEAST["wide"])
            room = {n: max(self._wanted[n] - least, 0) for n in kept}
            if sum(room.values()) < -spare:  # it does not fit whatever is cut: cut less
                least = scaled(_KEPT)
                room = {n: max(self._wanted[n] - least, 0) for n in kept}
            return {n: -min(room[n], -spare // len(kept)) for n in kept}
        each, rest = divmod(spare, len(takers))
        return {number: each + (rest if place == 0 else 0) for place, number in enumerate(takers)}

    def _measure(self, number: int, slot: Slot) -> int:
        grid = self._view.grid
        metrics = QFontMetricsF(typeface("body"))
        small = QFontMetricsF(typeface("tiny"))
        units = self.wants_unit(number)
        widest = 0.0
        rows = [row for row, line in enumerate(grid.lines) if line.kind == "row"][:_LOOKED_AT]
        for row in rows:
            cell = grid.cell(grid.index(row, number))
            mark = icon_size() + GAP if cell.severity or cell.state in _MARKED else 0
            mark += 14 if cell.tone is not None else 0
            unit = small.horizontalAdvance(cell.unit) + 4 if cell.unit and (units or cell.foreign) else 0
            widest = max(
                widest, metrics.horizontalAdvance(cell.text) + mark + unit + (16 if cell.indent else 0)
            )
        hint = slot.column.width if slot.column is not None else "short"
        least, most = scaled(_LEAST[hint]), scaled(_MOST[hint])
        wanted = max(widest + LEFT + RIGHT + 3, head_width(grid.head(number)))
        if isinstance(slot.column, NumberColumn):
            return int(max(wanted, scaled(76 if hint != "short" else 60)))
        if isinstance(slot.column, FlagColumn | DateColumn | PeriodColumn) or slot.column is None:
            return int(max(wanted, scaled(52)))
        if isinstance(slot.column, ChoiceColumn | RefColumn) and hint != "wide" and number:
            return int(min(max(wanted, least), scaled(150)))
        if number == 0:
            most = max(most, scaled(_MOST["wide"]))
        return int(min(max(wanted, least), most))

    def _resized(self, number: int, before: int, after: int) -> None:  # noqa: ARG002
        if self._busy or number >= len(self._wanted) or not self._view.isVisible():
            return
        self._wanted[number] = after
        self._by_hand.add(self._view.grid.slots[number].key)
