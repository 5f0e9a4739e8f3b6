"""A two-way table of answers: one row per factor, one column per candidate, totals and ranks below."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from desktop.content.types import Column, View
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Changes, Edit, SetValue
from desktop.model.errors import RefusedError
from desktop.model.path import Path, parse_path
from desktop.model.result import Num
from desktop.ui.session import Session
from desktop.ui.sheets.entry import Entry, entry_text
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.grid.cells import EMPTY, Cell, CellReader
from desktop.ui.sheets.grid.delegate import Index
from desktop.ui.sheets.grid.head import HEAD_ROLE
from desktop.ui.sheets.grid.slots import Head
from desktop.ui.sheets.matrix.sides import Sides
from desktop.ui.sheets.places import Question, path_text
from desktop.ui.sheets.writing import Rejected, reason_of, record_most

LineKind = Literal["factor", "add", "total", "rank"]
NAME, WEIGHT, FIRST = 0, 1, 2  # columns; candidates from FIRST on
_ROOT = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Scores by factor and candidate. A score nobody gave yet has no row; typing one makes it.

    Signals:
        relaid: factors or candidates came or went.
        told: results below the table may be others.
    """

    relaid = Signal()
    told = Signal()

    def __init__(
        self, session: Session, findings: Findings, view: View, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.sides = Sides.of(session, view)
        self._findings = findings
        self._reader = CellReader(session, findings)
        self.factors: tuple[str, ...] = ()
        self.candidates: tuple[str, ...] = ()
        self._scores: dict[tuple[str, str], str] = {}
        self._load()
        session.changed.connect(self.follow)
        session.language_changed.connect(self._reword)
        findings.moved.connect(self._repaint)

    # -- places ---------------------------------------------------------------------------------------------

    def kind(self, row: int) -> LineKind:
        """What a line is."""
        if row < len(self.factors):
            return "factor"
        below: tuple[LineKind, ...] = ("add", "total", "rank")
        first = 0 if self.session.document.mode == "rw" else 1
        return below[first + row - len(self.factors)]

    def column_at(self, index: Index) -> Column | None:
        """The question in a cell."""
        library, sides = self.session.library, self.sides
        line = self.kind(index.row())
        if line in ("total", "rank"):
            return None
        if index.column() == NAME:
            return library.column(sides.down.table, library.tables[sides.down.table].row_label)
        if line == "add":
            return None
        return sides.weight if index.column() == WEIGHT else sides.value

    def table_at(self, index: Index) -> str:
        """The table a cell belongs to."""
        return self.sides.down.table if index.column() < FIRST else self.sides.cells

    def path_at(self, index: Index) -> str:
        """The path of a cell; empty where no row holds it yet."""
        if not index.isValid():
            return ""
        column, line = self.column_at(index), self.kind(index.row())
        if line in ("total", "rank"):
            return self._result_path(index, line)
        if column is None or line == "add":
            return ""
        factor = self.factors[index.row()]
        if index.column() < FIRST:
            return path_text(self.sides.down.table, factor, column.id)
        row = self._scores.get((factor, self.candidates[index.column() - FIRST]))
        return path_text(self.sides.cells, row, column.id) if row else ""

    def index_of(self, path: str) -> QModelIndex:
        """Where a path stands."""
        place = parse_path(path)
        if place.table == self.sides.cells:
            where = next((pair for pair, row in self._scores.items() if row == place.row), None)
            if where and where[0] in self.factors and where[1] in self.candidates:
                return self.index(self.factors.index(where[0]), FIRST + self.candidates.index(where[1]))
        if place.table == self.sides.down.table and place.row in self.factors:
            weighs = self.sides.weight is not None and place.column == self.sides.weight.id
            return self.index(self.factors.index(place.row), WEIGHT if weighs else NAME)
        if place.table in (self.sides.across.table, self.sides.binding) and place.row in self.candidates:
            rank = self.rowCount() - (1 if place.column == "ranks" else 2)
            return self.index(rank, FIRST + self.candidates.index(place.row))
        return QModelIndex()

    def questions(self) -> list[Question]:
        """Weights and the scores that have a row."""
        found: list[Question] = []
        for row in range(len(self.factors)):
            for column in range(WEIGHT, self.columnCount()):
                index = self.index(row, column)
                path, asked = self.path_at(index), self.column_at(index)
                if path and asked is not None:
                    found.append(Question(parse_path(path), asked))
        return found

    # -- Qt's questions -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Factors, a line to add one, totals, ranks."""
        return 0 if parent.isValid() else len(self.factors) + (3 if self.session.document.mode == "rw" else 2)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Name, weight, candidates."""
        return 0 if parent.isValid() else FIRST + len(self.candidates)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected, answers edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return usual | Qt.ItemFlag.ItemIsEditable if self.is_editable(index) else usual

    def is_editable(self, index: Index) -> bool:
        """Whether a person can type here."""
        return index.isValid() and self.column_at(index) is not None and self.session.document.mode == "rw"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, tooltips, what is read aloud."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index).text
            case Qt.ItemDataRole.EditRole:
                return self.edit_text(index)
            case Qt.ItemDataRole.ToolTipRole:
                return self.cell(index).note or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Store an entry."""
        return role == Qt.ItemDataRole.EditRole and self.is_editable(index) and self.enter(index, value)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the candidates."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < self.columnCount():
            return super().headerData(section, orientation, role)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self.head(section).spoken
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return right | Qt.AlignmentFlag.AlignVCenter
        return self.head(section) if role == HEAD_ROLE else None

    def head(self, section: int) -> Head:
        """The words above a column."""
        lang, sides = self.session.lang, self.sides
        if section == NAME:
            return Head(sides.down.label.get(lang))
        if section == WEIGHT:
            return Head(sides.weight.label.get(lang) if sides.weight else "")
        name = self.session.document.row_label(sides.across.table, self.candidates[section - FIRST], lang)
        return Head(self.session.text("ui.sheets.matrix.head"), upper=name)

    # -- cells ----------------------------------------------------------------------------------------------

    def cell(self, index: Index) -> Cell:
        """A cell as painted."""
        line, document, lang = self.kind(index.row()), self.session.document, self.session.lang
        if line in ("total", "rank"):
            return self._result(index, line)
        path, column = self.path_at(index), self.column_at(index)
        if line == "add":
            words = self.session.text("ui.sheets.matrix.add") if index.column() == NAME else ""
            return Cell(words, editable=index.column() == NAME)
        if column is None:
            return EMPTY
        if not path:
            key = self._key(index)
            refused = self._reader.rejected.get(key)
            if refused is not None:
                return Cell(refused.text, "rejected", note=refused.reason, numeric=True, editable=True)
            return Cell(self.session.text("ui.sheets.open"), "open", numeric=True, editable=True)
        place = parse_path(path)
        del document, lang
        return self._reader.read(place.table, place.row, column, "", first=index.column() == NAME)

    def product(self, index: Index) -> str:
        """R×W of a score, as the document calculates it."""
        path, sides = self.path_at(index), self.sides
        if sides.product is None or not path or self.kind(index.row()) != "factor" or index.column() < FIRST:
            return ""
        place = parse_path(path)
        return self.session.document.shown(
            path_text(sides.cells, place.row, sides.product.id), self.session.lang
        ).text

    def is_winner(self, column: int) -> bool:
        """Whether a column is that of the first-ranked candidate."""
        if column < FIRST or not self.sides.binding:
            return False
        value = self.session.document.value(f"{self.sides.binding}[{self.candidates[column - FIRST]}].ranks")
        return isinstance(value, Num) and value.value == 1

    def edit_text(self, index: Index) -> str:
        """What an editor starts with."""
        path, column = self.path_at(index), self.column_at(index)
        refused = self._reader.rejected.get(path or self._key(index))
        if refused is not None:
            return refused.text
        return entry_text(self.session.document, column, path, self.session.lang) if path and column else ""

    # -- entries --------------------------------------------------------------------------------------------

    def enter(self, index: Index, entry: Any) -> bool:
        """Store an entry; what is refused stays in its cell."""
        if self.kind(index.row()) == "add" and not str(entry or "").strip():
            return False
        return self.enter_all([(index, str(entry or ""))], "")

    def enter_all(self, entries: list[tuple[Index, str]], label: str) -> bool:
        """Store several entries as one step."""
        reader = Entry(self.session.document, self.session.lang)
        edits: list[Edit] = []
        refused: list[Rejected] = []
        for index, text in entries:
            column = self.column_at(index)
            if column is None or not self.is_editable(index):
                continue
            key = self.path_at(index) or self._key(index)
            self._reader.rejected.pop(key, None)
            try:
                edit = self._edit(index, column, reader.read(column, text, key))
            except RefusedError as error:
                refused.append(Rejected(key, text, reason_of(self.session, error)))
                continue
            if edit is not None:
                edits.append(edit)
        params = {"count": str(len(edits))} if label else {}
        _, later = record_most(self.session, edits, label, self, **params)
        for one in (*refused, *later):
            self._reader.rejected[one.path] = one
            self.session.notify(self.session.text("ui.sheets.not_stored", reason=one.reason), "warning")
        self._repaint()
        return not refused and not later

    def _edit(self, index: Index, column: Column, value: Json) -> Edit | None:
        path, sides = self.path_at(index), self.sides
        if path:
            return SetValue(path, value)
        if value is None:
            return None
        if self.kind(index.row()) == "add":
            return AddRow(sides.down.table, {column.id: value})
        factor, candidate = self.factors[index.row()], self.candidates[index.column() - FIRST]
        return AddRow(sides.cells, {sides.down.id: factor, sides.across.id: candidate, column.id: value})

    # -- following ------------------------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Other factors, candidates or scores."""
        sides = self.sides
        if {sides.cells, sides.down.table, sides.across.table} & set(changes.tables) or any(
            (
                path.startswith(f"{sides.cells}[")
                and path.endswith((f".{sides.down.id}", f".{sides.across.id}"))
            )
            or (sides.across_filter and path.startswith(f"{sides.across.table}["))
            for path in changes.paths
        ):
            before = (self.factors, self.candidates)
            after = (self._rows(sides.down.table), self._across())
            if before != after:
                self.beginResetModel()
                self._load()
                self.endResetModel()
                self.relaid.emit()
            else:
                self._load()
        self._repaint()
        self.told.emit()

    def _load(self) -> None:
        sides, document = self.sides, self.session.document
        self.factors, self.candidates = self._rows(sides.down.table), self._across()
        self._scores = {}
        for row in document.rows(sides.cells):
            factor = document.answer(path_text(sides.cells, row, sides.down.id))
            candidate = document.answer(path_text(sides.cells, row, sides.across.id))
            if isinstance(factor, str) and isinstance(candidate, str):
                self._scores.setdefault((factor, candidate), row)

    def _rows(self, table: str) -> tuple[str, ...]:
        return self.session.document.rows(table)

    def _across(self) -> tuple[str, ...]:
        return self.session.document.rows(self.sides.across.table, self.sides.across_filter)

    def _repaint(self, *_: object) -> None:
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _reword(self) -> None:
        self._repaint()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    # -- results --------------------------------------------------------------------------------------------

    def _result_path(self, index: Index, line: LineKind) -> str:
        if index.column() < FIRST or not self.sides.binding:
            return ""
        name = "totals" if line == "total" else "ranks"
        return f"{self.sides.binding}[{self.candidates[index.column() - FIRST]}].{name}"

    def _result(self, index: Index, line: LineKind) -> Cell:
        if index.column() == NAME:
            return Cell(self.session.text(f"ui.sheets.matrix.{line}"), "calculated")
        path = self._result_path(index, line)
        if not path:
            return EMPTY
        shown = self.session.document.shown(path, self.session.lang)
        return Cell(shown.text or "—", "calculated", note=shown.note, numeric=True)

    def _key(self, index: Index) -> str:
        """A name for a cell that has no row yet, for what was refused in it."""
        factor = self.factors[index.row()] if index.row() < len(self.factors) else ""
        at = index.column() - FIRST
        candidate = self.candidates[at] if 0 <= at < len(self.candidates) else ""
        return str(Path(self.sides.cells, "", f"{factor}_{candidate}"))

    def _spoken(self, index: Index) -> str:
        cell = self.cell(index)
        if self.kind(index.row()) == "add":
            return cell.text
        line = self.cell(self.index(index.row(), NAME)).text
        state = self.session.text(f"ui.sheets.state.{cell.state}")
        return ", ".join(part for part in (line, self.head(index.column()).spoken, cell.text, state) if part)
