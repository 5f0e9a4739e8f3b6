"""Results a method has for each year, such as a cash flow: a line for each year of each row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from desktop.model.edit import Changes
from desktop.model.path import parse_path
from desktop.ui.sheets.grid.cells import Cell
from desktop.ui.sheets.grid.delegate import Index
from desktop.ui.sheets.grid.slots import Head
from desktop.ui.sheets.places import path_text
from desktop.ui.sheets.results.model import ResultsModel, Shown

YEAR = "#year"


class YearlyModel(ResultsModel):
    """Row and year before the figures; ``rows`` names the row of each line, ``years`` its year."""

    def _columns(self) -> list[Shown]:
        library = self.session.library
        binding = library.binding(self.view.method)
        label = library.tables[self.view.table].row_label
        known = {one.name: one for one in binding.yearly}
        shown = [known[name] for name in self.view.columns if name in known] or list(binding.yearly)
        return [
            Shown(label, library.column(self.view.table, label)),
            Shown(YEAR),
            *(Shown(one.name, None, one) for one in shown),
        ]

    def _found(self) -> tuple[str, ...]:
        """Lines: the years of each row the method ran for."""
        lines: list[tuple[str, str]] = []
        for row in super()._found():
            result = self.session.document.run(self.view.method, row, self._period()).result
            years = result.members(self.shown[-1].name) if result is not None else ()
            lines += [(row, year) for year in years]
        self.years = tuple(year for _, year in lines)
        return tuple(row for row, _ in lines)

    def path_at(self, index: Index) -> str:
        """The path of a figure; the year itself leads to the first figure beside it."""
        if not index.isValid() or index.row() >= len(self.rows) or index.column() == 0:
            return super().path_at(index)
        shown = self.shown[index.column()] if self.shown[index.column()].result else self.shown[2]
        name = f"{shown.name}_{self.years[index.row()]}"
        return path_text(self.view.method, self.rows[index.row()], name, self._period())

    def index_of(self, path: str) -> QModelIndex:
        """Where a figure stands."""
        place = parse_path(path)
        name, _, year = place.column.rpartition("_")
        columns = [number for number, one in enumerate(self.shown) if one.result and one.name == name]
        if place.table != self.view.method or not columns:
            return super().index_of(path)
        lines = zip(self.rows, self.years, strict=True)
        found = [at for at, line in enumerate(lines) if line == (place.row, year)]
        return self.index(found[0], columns[0]) if found else QModelIndex()

    def head(self, section: int) -> Head:
        """The head of the years has words of its own."""
        if self.shown[section].name == YEAR:
            return Head(self.session.text("ui.sheets.results.year"))
        return super().head(section)

    def follow(self, changes: Changes) -> None:
        """An economic life may have grown or shrunk: other lines."""
        years = self.years
        rows = self._found()
        if (rows, self.years) != (self.rows, years):
            self.beginResetModel()
            self.rows = rows
            self._cells.clear()
            self.endResetModel()
            return
        super().follow(changes)

    def _read(self, index: Index) -> Cell:
        if self.shown[index.column()].name == YEAR:
            return Cell(self.years[index.row()], "calculated")
        return super()._read(index)
