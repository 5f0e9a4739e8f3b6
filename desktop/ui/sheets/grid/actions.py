"""What keys and menu do to the data of a table. Each is one batch, so one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtGui import QGuiApplication

from desktop.model.answer import Json
from desktop.model.edit import AddRow, Changes, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.period import months_of
from desktop.store import new_row_id
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.sheets.grid.model import GridModel
from desktop.ui.sheets.grid.paste import Paste, clipboard_text, copied_text
from desktop.ui.sheets.writing import record_most

if TYPE_CHECKING:
    from desktop.ui.sheets.grid.view import GridView


class GridActions:
    """Actions by name, on the selected cells of a view."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._session = model.session

    def run(self, name: str, view: GridView) -> None:
        """Do what a key or menu entry names."""
        getattr(self, name)(view)

    # -- cells ----------------------------------------------------------------------------------------------

    def clear(self, view: GridView) -> None:
        """Empty the selected cells."""
        cells = [index for index in view.chosen() if self._typed_here(index)]
        paths = [self._model.path_at(index) for index in cells]
        self._model.forgive(paths)
        self._record([SetValue(path, None) for path in paths], "ui.sheets.cleared", count=str(len(paths)))

    def set_all(self, view: GridView, value: Json, label: str) -> None:
        """One value (a state of not being there) for all selected cells."""
        paths = [self._model.path_at(index) for index in view.chosen() if self._typed_here(index)]
        self._model.forgive(paths)
        self._record([SetValue(path, value) for path in paths], label, count=str(len(paths)))

    def fill_down(self, view: GridView) -> None:
        """Copy the top cell of each selected column downwards; from the cell above where one cell is selected."""
        self._fill(view, along_rows=True)

    def fill_right(self, view: GridView) -> None:
        """Copy the first cell of each selected row to the right."""
        self._fill(view, along_rows=False)

    def _fill(self, view: GridView, *, along_rows: bool) -> None:
        cells = view.chosen()
        groups: dict[int, list[QModelIndex]] = {}
        for index in cells:
            groups.setdefault(index.column() if along_rows else index.row(), []).append(index)
        edits: list[Edit] = []
        for group in groups.values():
            source = group[0]
            targets = group[1:]
            if len(cells) == 1:
                source, targets = self._neighbour(view, group[0], along_rows), group
            if source.isValid() and self._model.path_at(source):
                edits += self._copies(source, targets)
        self._model.forgive([edit.path for edit in edits if isinstance(edit, SetValue)])
        self._record(edits, "ui.sheets.filled_down", count=str(len(edits)))

    def _neighbour(self, view: GridView, index: QModelIndex, above: bool) -> QModelIndex:
        row, column = index.row() - (1 if above else 0), index.column()
        if not above:
            column = next((n for n in range(column - 1, -1, -1) if not view.isColumnHidden(n)), -1)
        return self._model.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def _copies(self, source: QModelIndex, targets: list[QModelIndex]) -> list[Edit]:
        value = self._json(self._model.path_at(source))
        return [SetValue(self._model.path_at(index), value) for index in targets if self._typed_here(index)]

    # -- clipboard ------------------------------------------------------------------------------------------

    def copy(self, view: GridView) -> None:
        """Put the selection on the clipboard as a table."""
        QGuiApplication.clipboard().setText(copied_text(self._model, view.chosen()))

    def cut(self, view: GridView) -> None:
        """Copy, then empty."""
        self.copy(view)
        self.clear(view)

    def paste(self, view: GridView) -> None:
        """Put a table from the clipboard at the cursor; rows are added as needed, refused cells stay in place."""
        start = view.chosen()[0] if view.chosen() else view.currentIndex()
        text = clipboard_text()
        if not start.isValid() or not text:
            return
        columns = [n for n in range(start.column(), len(self._model.slots)) if not view.isColumnHidden(n)]
        paste = Paste(self._model, start.row(), columns, text, view.chosen())
        changes, rejected = record_most(
            self._session, paste.edits, "ui.sheets.pasted", self._model, count=str(paste.cells)
        )
        self._model.forgive(paste.paths)
        if changes is not None:
            self._model.reject([*paste.rejected, *rejected])
        words = self._session.text("ui.sheets.pasted", count=str(paste.cells - len(rejected)))
        refused = len(paste.rejected) + len(rejected)
        if refused:
            words = self._session.text("ui.sheets.pasted_partly", words=words, refused=str(refused))
        if paste.skipped:
            words += self._session.text("ui.sheets.paste_skipped", count=str(paste.skipped))
        self._session.notify(words, "warning" if refused else "ok")

    # -- rows -----------------------------------------------------------------------------------------------

    def insert_row(self, view: GridView) -> None:
        """A new row above the current one."""
        row = view.currentIndex().row()
        if row < 0 or self._model.part_at(row).fixed:
            return
        part, line = self._model.part_at(row), self._model.lines[row]
        made = self._record(
            [AddRow(part.table.id, dict(part.defaults), before=line.row)], "ui.sheets.inserted"
        )
        if made and made.added:
            self._stand_on(view, made.added[0], view.currentIndex().column())

    def duplicate_rows(self, view: GridView) -> None:
        """The selected rows again, right below them."""
        groups = self._rows(view)
        if not groups or groups[0][0].fixed:
            return
        part = groups[0][0]
        rows = [row for other, row in groups if other is part]
        following = self._following(part, rows[-1])
        taken = list(part.rows)
        edits: list[Edit] = []
        for row in rows:
            new = new_row_id(taken)
            taken.append(new)
            edits.append(AddRow(part.table.id, self._values(part, row), before=following, row=new))
        made = self._record(edits, "ui.sheets.duplicated", count=str(len(rows)))
        if made and made.added:
            self._stand_on(view, made.added[0], view.currentIndex().column())

    def delete_rows(self, view: GridView) -> None:
        """Remove the selected rows; undo brings them back with everything in them."""
        groups = [(part, row) for part, row in self._rows(view) if not part.fixed]
        if not groups:
            return
        here, column = view.currentIndex().row(), view.currentIndex().column()
        edits: list[Edit] = [DeleteRow(f"{part.table.id}[{row}]") for part, row in groups]
        if self._record(edits, "ui.sheets.deleted", count=str(len(edits))) is not None:
            row = min(here, len(self._model.lines) - 1)
            if row >= 0:
                view.setCurrentIndex(self._model.index(row, column))
            self._session.notify(self._session.text("ui.sheets.deleted_undo", count=str(len(edits))))

    def move_up(self, view: GridView) -> None:
        """The selected rows one line up."""
        self._move(view, up=True)

    def move_down(self, view: GridView) -> None:
        """The selected rows one line down."""
        self._move(view, up=False)

    def _move(self, view: GridView, *, up: bool) -> None:
        groups = self._rows(view)
        if not groups or groups[0][0].fixed:
            return
        part = groups[0][0]
        rows = [row for other, row in groups if other is part]
        at = list(part.rows)
        first, last = at.index(rows[0]), at.index(rows[-1])
        if (up and first == 0) or (not up and last == len(at) - 1):
            return
        if up:  # the neighbour goes to the other side of the block
            edit = MoveRow(f"{part.table.id}[{at[first - 1]}]", self._following(part, rows[-1]))
        else:
            edit = MoveRow(f"{part.table.id}[{at[last + 1]}]", rows[0])
        self._record([edit], "ui.sheets.moved")

    # -- pieces ---------------------------------------------------------------------------------------------

    def _record(self, edits: list[Edit], label: str, **params: str) -> Changes | None:
        if not edits:
            return None
        changes, rejected = record_most(self._session, edits, label, self._model, **params)
        if rejected:
            self._model.reject(rejected)
        return changes

    def _rows(self, view: GridView) -> list[tuple[Part, str]]:
        """The rows the selection touches, in order."""
        numbers = sorted({index.row() for index in view.chosen()})
        lines = [self._model.lines[number] for number in numbers]
        return [(self._model.parts[line.part], line.row) for line in lines if line.kind == "row"]

    def _following(self, part: Part, row: str) -> str:
        """The row after one, in the whole table (which may hold rows this view does not show)."""
        rows = self._session.document.rows(part.table.id)
        place = rows.index(row) + 1
        return rows[place] if place < len(rows) else ""

    def _values(self, part: Part, row: str) -> dict[str, Json]:
        """Everything entered in a row."""
        values: dict[str, Json] = {}
        document = self._session.document
        for column in part.table.columns:
            if column.calculation:
                continue
            periods = list(document.values.periods(column.period))
            if getattr(column, "months", False):
                periods += [month for year in document.years for month in months_of(year)]
            for period in periods:
                key = f"{column.id}@{period}" if period else column.id
                value = self._json(f"{part.table.id}[{row}].{key}")
                if value is not None:
                    values[key] = value
        return values

    def _json(self, path: str) -> Json:
        from desktop.model.answer import answer_to_json

        return answer_to_json(self._session.document.answer(path))

    def _typed_here(self, index: QModelIndex) -> bool:
        return bool(self._model.path_at(index)) and self._model.is_editable(index)

    def _stand_on(self, view: GridView, path: str, column: int) -> None:
        index = self._model.index_of(f"{path}.{self._model.slots[column].id}")
        if index.isValid():
            there = self._model.index(index.row(), column)
            view.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            view.scrollTo(there)
