"""The table as Qt's model: lines × slots, read from the document on demand, refreshed only where ``Changes`` says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.content.types import Column
from desktop.model.edit import Changes
from desktop.model.path import parse_path
from desktop.ui.session import Session
from desktop.ui.sheets.entry import entry_text
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.grid.cells import EMPTY, NO_QUESTION, Cell, CellReader
from desktop.ui.sheets.grid.layout import Layout
from desktop.ui.sheets.grid.lines import Line, Part, contiguous, line_words
from desktop.ui.sheets.grid.slots import Head, Slot, head_of
from desktop.ui.sheets.places import path_text, table_of
from desktop.ui.sheets.writing import Rejected, begin_row, store_entry

CELL = int(Qt.ItemDataRole.UserRole) + 1
HEAD = int(Qt.ItemDataRole.UserRole) + 2
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_REMEMBERED = 20_000
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridModel(QAbstractTableModel):
    """Rows of one or more views with the same columns.

    Signals:
        rejections_changed: what could not be stored is another list now.
        lines_changed: rows came, went or moved.
        row_begun: something was typed into the last line; the path where it stands now.
    """

    rejections_changed = Signal()
    lines_changed = Signal()
    row_begun = Signal(str)

    def __init__(
        self, session: Session, findings: Findings, parts: list[Part], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.findings = findings
        self.layout = Layout(session, findings, parts)
        self._reader = CellReader(session, findings)
        self._cells: dict[tuple[int, int], Cell] = {}
        session.changed.connect(self.follow)
        session.language_changed.connect(self.reword)
        findings.moved.connect(self._marks_moved)

    @property
    def parts(self) -> list[Part]:
        """The parts of the table."""
        return self.layout.parts

    @property
    def lines(self) -> list[Line]:
        """Its lines, in order."""
        return self.layout.lines

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Its columns, in order."""
        return self.layout.slots

    # -- places ---------------------------------------------------------------------------------------------

    def column_at(self, index: Index) -> Column | None:
        """The question in a cell; ``None`` in headings and in the column of evidence."""
        line = self.lines[index.row()]
        return None if line.kind == "head" else self.parts[line.part].by_id.get(self.slots[index.column()].id)

    def path_at(self, index: Index) -> str:
        """The path of a cell; of its row in the column of evidence; empty outside rows."""
        if not index.isValid():
            return ""
        line, slot = self.lines[index.row()], self.slots[index.column()]
        if line.kind != "row":
            return ""
        table = self.parts[line.part].table.id
        known = slot.id in self.parts[line.part].by_id
        return path_text(table, line.row, slot.id, slot.period) if known else f"{table}[{line.row}]"

    def table_at(self, index: Index) -> str:
        """The table a line belongs to."""
        return self.parts[self.lines[index.row()].part].table.id

    def row_path(self, row: int) -> str:
        """``table[row]`` of a line; empty for headings and the line to add."""
        line = self.lines[row]
        return f"{self.parts[line.part].table.id}[{line.row}]" if line.kind == "row" else ""

    def index_of(self, path: str) -> QModelIndex:
        """Where a path stands; invalid where it does not."""
        place = parse_path(path)
        row = self.layout.line_at(place.table, place.row)
        if row is None:
            return QModelIndex()
        year = place.period[:4] if place.period[:1].isdigit() else place.period
        columns = [
            i for i, slot in enumerate(self.slots) if slot.id == place.column and slot.period in ("", year)
        ]
        return self.index(row, columns[0] if columns else 0)

    def part_at(self, row: int) -> Part:
        """The part a line belongs to."""
        return self.parts[self.lines[row].part]

    def head(self, column: int) -> Head:
        """The words above a column."""
        return head_of(self.session.document, self.slots, self.slots[column], self.session.lang)

    # -- Qt's questions -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.slots)

    def cell(self, index: Index) -> Cell:
        """A cell as painted; read when first looked at."""
        key = (index.row(), index.column())
        known = self._cells.get(key)
        if known is None:
            if len(self._cells) > _REMEMBERED:
                self._cells.clear()
            known = self._cells[key] = self._read(*key)
        return known

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index).text
            case Qt.ItemDataRole.EditRole:
                return self.edit_text(index)
            case Qt.ItemDataRole.ToolTipRole:
                return self.cell(index).note or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.slots[index.column()].numeric else _LEFT
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case _ if role == CELL:
                return self.cell(index)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.slots):
            return super().headerData(section, orientation, role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.head(section).spoken
            case Qt.ItemDataRole.ToolTipRole:
                return self.head(section).tip or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.slots[section].numeric else _LEFT
            case _ if role == HEAD:
                return self.head(section)
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].kind == "head":
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return usual | Qt.ItemFlag.ItemIsEditable if self.is_editable(index) else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_editable(index):
            return False
        return self.enter(index, value)

    def is_editable(self, index: Index) -> bool:
        """Whether a person can type here; in the line to add, wherever a new row could be typed into."""
        line = self.lines[index.row()]
        column = self.column_at(index)
        if line.kind == "head" or column is None or self.session.document.mode != "rw":
            return False
        return not column.calculation if line.kind == "add" else self.cell(index).editable

    # -- entries --------------------------------------------------------------------------------------------

    def edit_text(self, index: Index) -> str:
        """What an editor starts with: what was refused, else the entry as typed."""
        path, column = self.path_at(index), self.column_at(index)
        if not path or column is None:
            return ""
        refused = self._reader.rejected.get(path)
        if refused is not None:
            return refused.text
        return entry_text(self.session.document, column, path, self.session.lang)

    def enter(self, index: Index, entry: Any) -> bool:
        """Store an entry: text as typed, or a JSON value chosen. What is refused stays visible in its cell."""
        column = self.column_at(index)
        if column is None:
            return False
        if self.lines[index.row()].kind == "add":
            return self._begin(index, column, entry)
        path = self.path_at(index)
        self.forgive([path])
        refused = store_entry(self.session, column, path, entry, self)
        if refused is not None:
            self.reject([refused])
        return refused is None

    def _begin(self, index: Index, column: Column, entry: Any) -> bool:
        """Begin a row with what was typed into the last line."""
        if entry in ("", None):
            return False
        part, key = self.part_at(index.row()), self.slots[index.column()].key
        path, refused = begin_row(self.session, part.table.id, key, column, entry, part.defaults, self)
        if refused is not None:
            self.reject([refused])
        if path:
            self.row_begun.emit(path)
        return bool(path)

    # -- what was refused -----------------------------------------------------------------------------------

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Everything that waits to be corrected or given up."""
        return tuple(self._reader.rejected.values())

    def reject(self, refused: Iterable[Rejected]) -> None:
        """Keep refused entries in their cells."""
        for one in refused:
            self._reader.rejected[one.path] = one
            self._refresh_path(one.path)
        self.rejections_changed.emit()

    def forgive(self, paths: Iterable[str]) -> None:
        """Forget refused entries: corrected, cleared or given up."""
        gone = [path for path in paths if self._reader.rejected.pop(path, None) is not None]
        for path in gone:
            self._refresh_path(path)
        if gone:
            self.rejections_changed.emit()

    # -- narrowing ------------------------------------------------------------------------------------------

    def narrow(self, narrowed: Filter) -> None:
        """Show only some rows."""
        self.layout.narrowed = narrowed
        self._relay()

    def replace(self, parts: list[Part]) -> None:
        """Show other rows (the streams of another balance)."""
        self.beginResetModel()
        self.layout.parts = parts
        self.layout.load()
        self._cells.clear()
        self.endResetModel()
        self.lines_changed.emit()

    # -- following the document -----------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Refresh the rows a change names, and the lines if rows came or went."""
        document = self.session.document
        if "audit.base_year" in changes.paths or "audit.edition" in changes.paths:
            self.beginResetModel()
            self.layout.load()
            self._cells.clear()
            self.endResetModel()
            self.lines_changed.emit()
            return
        moved = [part.follow(document, changes) for part in self.parts]
        if any(moved):
            self._relay()
        touched: set[int] = set()
        for path in (*changes.paths, *changes.recalculated, *changes.shown_or_hidden):
            head, bracket, _ = path.partition("]")
            if bracket:
                table, _, row = head.partition("[")
                line = self.layout.line_at(table, row)
                if line is not None:
                    touched.add(line)
        self._refresh_lines(touched)
        if not any(moved):
            self._refresh_references(changes)

    def reword(self) -> None:
        """Another language: the same cells in other words."""
        self._cells.clear()
        if self.lines and self.slots:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.slots) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.slots) - 1)

    def _marks_moved(self, rows: frozenset[str]) -> None:
        """Findings of rows are others; a narrowed list may lose or gain lines."""
        if self.layout.narrowed is not Filter.ALL:
            self._relay()
        touched = set()
        for place in rows:
            table, bracket, row = place.removesuffix("]").partition("[")
            line = self.layout.line_at(table, row) if bracket else None
            if line is not None:
                touched.add(line)
        self._refresh_lines(touched)

    def _refresh_references(self, changes: Changes) -> None:
        """Rows that name another row by its label show the new label."""
        tables = self.session.library.tables
        renamed = {
            table for path in changes.paths if path.endswith(f".{tables[table := table_of(path)].row_label}")
        }
        for number, slot in enumerate(self.slots):
            if self.lines and getattr(slot.column, "table", "") in renamed:
                for key in [key for key in self._cells if key[1] == number]:
                    del self._cells[key]
                self.dataChanged.emit(self.index(0, number), self.index(len(self.lines) - 1, number))

    def _refresh_lines(self, lines: set[int]) -> None:
        for row in sorted(lines):
            for column in range(len(self.slots)):
                self._cells.pop((row, column), None)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.slots) - 1))

    def _refresh_path(self, path: str) -> None:
        place = parse_path(path)
        line = self.layout.line_at(place.table, place.row)
        if line is not None:
            self._refresh_lines({line})

    def _relay(self) -> None:
        """Bring the lines up to date by one insertion or removal where that is all, so that cursor and scroll stay."""
        after = self.layout.lines_now()
        block = contiguous(self.lines, after)
        if block is None:
            return
        start, gone, come = block
        if gone and not come:
            self.beginRemoveRows(QModelIndex(), start, start + gone - 1)
            self._take(after)
            self.endRemoveRows()
        elif come and not gone:
            self.beginInsertRows(QModelIndex(), start, start + come - 1)
            self._take(after)
            self.endInsertRows()
        else:
            self._reorder(after)
        self.lines_changed.emit()

    def _reorder(self, after: list[Line]) -> None:
        """Lines moved about: each persistent index follows its line."""
        self.layoutAboutToBeChanged.emit()
        before = self.lines
        self._take(after)
        place = {line: row for row, line in enumerate(after)}
        for old in self.persistentIndexList():
            row = place.get(before[old.row()], -1)
            self.changePersistentIndex(old, self.index(row, old.column()) if row >= 0 else QModelIndex())
        self.layoutChanged.emit()

    def _take(self, lines: list[Line]) -> None:
        self.layout.take(lines)
        self._cells.clear()

    # -- cells ----------------------------------------------------------------------------------------------

    def _read(self, row: int, column: int) -> Cell:
        line, slot = self.lines[row], self.slots[column]
        part = self.parts[line.part]
        if line.kind != "row":
            return Cell(text=line_words(line, part, self.session)) if column == 0 else EMPTY
        if slot.column is None:
            return self._reader.evidence(part.table.id, line.row, part.columns)
        question = part.by_id.get(slot.id)
        if question is None:
            return NO_QUESTION
        return self._reader.read(
            part.table.id, line.row, question, slot.period, first=column == 0, unit=slot.id in part.units
        )

    def _spoken(self, index: Index) -> str:
        """A cell read aloud: row, column, value with its unit, state."""
        cell, line = self.cell(index), self.lines[index.row()]
        if line.kind != "row":
            return cell.text
        document, lang = self.session.document, self.session.lang
        row = document.row_label(self.parts[line.part].table.id, line.row, lang)
        unit = document.wording.symbol(document.unit_of(self.path_at(index)), lang) if cell.numeric else ""
        state = self.session.text(f"ui.sheets.state.{cell.state}")
        words = [row, self.head(index.column()).spoken, f"{cell.text} {unit}".strip(), state, cell.note]
        return ", ".join(word for word in words if word)
