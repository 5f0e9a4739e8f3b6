"""Results of a bound method over the rows of a table: some of their columns, then the published figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop.content.types import Column, NumberColumn, ResultColumn, View
from desktop.model.edit import Changes
from desktop.model.path import parse_path
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.grid.cells import EMPTY, Cell, CellReader
from desktop.ui.sheets.grid.delegate import Index
from desktop.ui.sheets.grid.head import HEAD_ROLE
from desktop.ui.sheets.grid.slots import Head
from desktop.ui.sheets.places import path_text, unit_columns
from desktop.ui.sheets.tones import BALANCE_STATES
from desktop.ui.theme import Tone

_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: a question of the table, or a result of the method."""

    name: str
    column: Column | None = None
    result: ResultColumn | None = None

    @property
    def numeric(self) -> bool:
        """Whether figures stand here."""
        return isinstance(self.column, NumberColumn) or (
            self.result is not None and not self.name.endswith("unit")
        )


class ResultsModel(QAbstractTableModel):
    """Read-only: every figure leads to its explanation."""

    def __init__(
        self, session: Session, findings: Findings, view: View, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.view = view
        self._reader = CellReader(session, findings)
        self.shown: tuple[Shown, ...] = tuple(self._columns())
        self._units = unit_columns(session.library.tables[view.table].columns)
        self.rows: tuple[str, ...] = ()
        self._cells: dict[tuple[int, int], Cell] = {}
        self.rows = self._found()
        session.changed.connect(self.follow)
        session.language_changed.connect(self._reword)
        findings.moved.connect(self._repaint)

    def _found(self) -> tuple[str, ...]:
        """The row of each line."""
        return self.session.document.rows(self.view.table, self.view.filter)

    def _period(self) -> str:
        """The year or edition the figures belong to."""
        values = self.session.document.values
        spec = self.session.library.binding(self.view.method)
        period = values.fit(spec.period, values.base_year if spec.period == "year" else values.edition)
        return period if spec.period != "none" else ""

    def _columns(self) -> list[Shown]:
        library = self.session.library
        results = {one.name: one for one in library.binding(self.view.method).results}
        shown: list[Shown] = []
        for name in self.view.columns or (library.tables[self.view.table].row_label, *results):
            if name in results:
                shown.append(Shown(name, None, results[name]))
            elif (column := library.column(self.view.table, name)) is not None:
                shown.append(Shown(name, column))
        return shown

    # -- places ---------------------------------------------------------------------------------------------

    def path_at(self, index: Index) -> str:
        """The path of a figure."""
        if not index.isValid() or index.row() >= len(self.rows):
            return ""
        shown, row, values = self.shown[index.column()], self.rows[index.row()], self.session.document.values
        if shown.column is not None:
            kind = shown.column.period
            period = values.fit(kind, values.base_year if kind == "year" else values.edition)
            return path_text(self.view.table, row, shown.name, period)
        return path_text(self.view.method, row, shown.name, self._period())

    def column_at(self, index: Index) -> Column | None:
        """Nothing is asked here."""
        del index
        return None

    def table_at(self, index: Index) -> str:
        """The table whose rows these are."""
        del index
        return self.view.table

    def edit_text(self, index: Index) -> str:
        """Nothing is typed here."""
        del index
        return ""

    def enter(self, index: Index, entry: Any) -> bool:
        """Nothing is typed here."""
        del index, entry
        return False

    def index_of(self, path: str) -> QModelIndex:
        """Where a figure stands."""
        place = parse_path(path)
        if place.table not in (self.view.table, self.view.method) or place.row not in self.rows:
            return QModelIndex()
        columns = [number for number, one in enumerate(self.shown) if one.name == place.column]
        return self.index(self.rows.index(place.row), columns[0]) if columns else QModelIndex()

    # -- Qt's questions -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows of the table that pass the filter."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Columns and results."""
        return 0 if parent.isValid() else len(self.shown)

    def cell(self, index: Index) -> Cell:
        """A figure as painted."""
        key = (index.row(), index.column())
        if key not in self._cells:
            self._cells[key] = self._read(index)
        return self._cells[key]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, tooltips, what is read aloud."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index).text
            case Qt.ItemDataRole.ToolTipRole:
                return self.cell(index).note or None
            case Qt.ItemDataRole.AccessibleTextRole:
                cell = self.cell(index)
                row = self.session.document.row_label(
                    self.view.table, self.rows[index.row()], self.session.lang
                )
                return ", ".join(
                    part for part in (row, self.head(index.column()).spoken, cell.text, cell.note) if part
                )
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of figures with their units."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.shown):
            return super().headerData(section, orientation, role)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self.head(section).spoken
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = Qt.AlignmentFlag.AlignRight if self.shown[section].numeric else Qt.AlignmentFlag.AlignLeft
            return right | Qt.AlignmentFlag.AlignVCenter
        return self.head(section) if role == HEAD_ROLE else None

    def head(self, section: int) -> Head:
        """The short sign of a result (NPV) with its unit, a single letter under what it stands for."""
        lang, shown = self.session.lang, self.shown[section]
        symbol = self.session.document.wording.symbol
        if shown.result is not None:
            label = shown.result.label.get(lang)
            unit = symbol(shown.result.display or shown.result.unit, lang)
            if len(shown.name) == 1:
                return Head(shown.name, upper=label.removesuffix(shown.name).strip(), unit=unit, tip=label)
            return Head(shown.name if shown.name.isupper() else label, unit=unit, tip=label)
        assert shown.column is not None
        label = shown.column.label.get(lang)
        unit = (
            shown.column.unit
            if isinstance(shown.column, NumberColumn) and "{" not in shown.column.unit
            else ""
        )
        return Head(label, unit=symbol(unit, lang), tip=label)

    # -- cells ----------------------------------------------------------------------------------------------

    def _read(self, index: Index) -> Cell:
        shown, path = self.shown[index.column()], self.path_at(index)
        document, lang = self.session.document, self.session.lang
        if not path:
            return EMPTY
        if shown.column is not None:
            place = parse_path(path)
            return self._reader.read(
                place.table,
                place.row,
                shown.column,
                place.period,
                first=index.column() == 0,
                unit=shown.name in self._units,
            )
        value = document.value(path)
        if isinstance(value, bool):
            word = self.session.text("ui.sheets.results.yes" if value else "ui.sheets.results.no")
            return Cell(word, "calculated", tone="ok" if value else "error")
        if isinstance(value, str) and value in BALANCE_STATES:
            code = value.replace(" ", "_")
            tone: Tone = BALANCE_STATES[value][0]
            return Cell(self.session.text(f"ui.sheets.balance.status.{code}"), "calculated", tone=tone)
        if isinstance(value, str) and value and shown.name.endswith("unit"):
            return Cell(document.wording.symbol(value, lang), "calculated")
        figure = document.shown(path, lang)
        state = "calculated" if figure.state == "calculated" else figure.state
        return Cell(figure.text or "—", state, note=self._whole(path, figure.note, lang), numeric=True)

    def _whole(self, path: str, note: str, lang: Lang) -> str:
        """The figure with all its decimals, beside why it is missing."""
        full = self.session.document.shown(path, lang)
        return "\n".join(part for part in (full.with_unit, note) if part)

    # -- following ------------------------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Other rows or figures."""
        rows = self._found()
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self._cells.clear()
            self.endResetModel()
            return
        starts = (f"{self.view.table}[", f"{self.view.method}[", "audit.")
        if any(path.startswith(starts) for path in (*changes.paths, *changes.recalculated)):
            self._repaint()

    def _repaint(self, *_: object) -> None:
        self._cells.clear()
        if self.rows and self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.shown) - 1))

    def _reword(self) -> None:
        self._repaint()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self.shown) - 1, 0))
