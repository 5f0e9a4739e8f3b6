"""The list of rows beside a card: their names and what is open in each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.content.types import Column, TextColumn
from desktop.ui.icons import paint_icon
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.sheets.places import path_text
from desktop.ui.theme import scaled, theme, typeface

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
SECOND = Qt.ItemDataRole.UserRole + 1
MARK = Qt.ItemDataRole.UserRole + 2

# What is shown of several things open in a row: the first that is there.
_MARKS = (
    (Filter.PROBLEM, "triangle-alert", "warning"),
    (Filter.OPEN, "circle", "ink_faint"),
    (Filter.LATER, "clock", "warning"),
    (Filter.FLAGGED, "flag", "accent"),
)


class RowsModel(QAbstractListModel):
    """Rows of a table in order; names are read when a line is drawn, so many rows cost nothing."""

    def __init__(self, session: Session, findings: Findings, part: Part) -> None:
        super().__init__()
        self._session, self._findings, self._part = session, findings, part
        self._second = second_name(part)
        self.rows: tuple[str, ...] = ()

    def set_rows(self, rows: tuple[str, ...]) -> None:
        """List other rows."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def touch(self) -> None:
        """Names and marks may be others now."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, second name, mark, spoken text."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.name(row)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (self.name(row), self.second(row)) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                mark = self._mark(row)
                state = self._session.text(f"ui.sheets.filter.{mark[0]}") if mark else ""
                return ", ".join(part for part in (self.name(row), self.second(row), state) if part)
            case _ if role == ROW:
                return row
            case _ if role == SECOND:
                return self.second(row)
            case _ if role == MARK:
                return self._mark(row)
        return None

    def name(self, row: str) -> str:
        """What people call a row."""
        return self._session.document.row_label(self._part.table.id, row, self._session.lang)

    def second(self, row: str) -> str:
        """A longer name where the first is but a code."""
        if self._second is None:
            return ""
        path = path_text(self._part.table.id, row, self._second.id)
        return self._session.document.shown(path, self._session.lang).text

    @property
    def is_double(self) -> bool:
        """Whether each row has two lines."""
        return self._second is not None

    def _mark(self, row: str) -> tuple[Filter, str, str] | None:
        there = set(self._findings.of_row(f"{self._part.table.id}[{row}]"))
        return next((mark for mark in _MARKS if mark[0] in there), None)


def second_name(part: Part) -> Column | None:
    """The column that names a row better than its short code."""
    named = next((column for column in part.table.columns if column.id == part.table.row_label), None)
    if named is None or named.width != "short":
        return None
    texts = (one for one in part.columns if isinstance(one, TextColumn) and one.id != named.id)
    return next((one for one in texts if one.period == "none" and not one.many), None)


class RowPainter(QStyledItemDelegate):
    """How a row looks in the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """One line or two."""
        model = index.model()
        double = isinstance(model, RowsModel) and model.is_double
        return QSize(scaled(100), scaled(46 if double else 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, second name, mark."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(5, 1, -5, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme()["accent_soft" if chosen else "line_soft"])
            painter.drawRoundedRect(box, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme()["accent"], 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inside = box.adjusted(9, 0, -8, 0)
        mark = index.data(MARK)
        if mark is not None:
            size = scaled(12)
            paint_icon(
                painter,
                mark[1],
                QRectF(inside.right() - size, box.center().y() - size / 2, size, size),
                mark[2],
            )
            inside.setRight(inside.right() - size - 6)
        second = index.data(SECOND)
        first = QRectF(inside)
        if second:
            first.setBottom(inside.center().y() + 1)
            first.setTop(inside.top() + 5)
        painter.setFont(typeface("strong" if chosen else "body"))
        _words(painter, first, index.data(), "accent" if chosen else "ink")
        if second:
            painter.setFont(typeface("caption"))
            below = QRectF(
                inside.left(), first.bottom(), inside.width(), inside.bottom() - first.bottom() - 4
            )
            _words(painter, below, second, "ink_soft")
        painter.restore()


def _words(painter: QPainter, room: QRectF, text: str, role: str) -> None:
    painter.setPen(theme()[role])
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


class RowList(QListView):
    """The list itself.

    Signals:
        chosen: a person went to another row.
    """

    chosen = Signal(str)

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self._model = model
        self._quiet = False
        self.setModel(model)
        self.setItemDelegate(RowPainter(self))
        self.setProperty("nav", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setViewportMargins(0, 5, 0, 5)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_row(self, row: str) -> None:
        """Mark a row without telling."""
        self._quiet = True
        if row in self._model.rows:
            self.setCurrentIndex(self._model.index(self._model.rows.index(row)))
            self.scrollTo(self.currentIndex())
        else:
            self.clearSelection()
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell."""
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.chosen.emit(str(current.data(ROW)))
