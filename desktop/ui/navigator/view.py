"""The list itself: model, painting, and what a click or key does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.icons import paint_icon
from desktop.ui.navigator.entries import Entry, entries
from desktop.ui.session import Session
from desktop.ui.theme import scaled, theme, typeface
from desktop.ui.widgets import paint_ring

Index = QModelIndex | QPersistentModelIndex
_HEIGHTS = {"page": 32, "heading": 36, "stage": 32, "sheet": 28}
ENTRY = Qt.ItemDataRole.UserRole


class EntryModel(QAbstractListModel):
    """The lines as Qt wants them; a screen reader hears text, state and counts."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: list[Entry] = []

    def set_lines(self, lines: list[Entry]) -> None:
        """Show other lines; where only their contents differ, nothing moves."""
        if [line.place for line in lines] == [line.place for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tooltip, spoken text, the entry itself."""
        entry = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return entry if role == ENTRY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are not to be chosen."""
        if self.lines[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _spoken(self, entry: Entry) -> str:
        parts = [entry.text, entry.trailing]
        if entry.errors:
            parts.append(self._session.text("ui.count.errors", count=str(entry.errors)))
        if entry.warnings:
            parts.append(self._session.text("ui.count.warnings", count=str(entry.warnings)))
        return ", ".join(part for part in parts if part)


class EntryPainter(QStyledItemDelegate):
    """How a line looks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Lines are 28 to 36 high."""
        return QSize(scaled(120), scaled(_HEIGHTS[index.data(ENTRY).kind]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        entry: Entry = index.data(ENTRY)
        state, colours = option.state, theme()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind == "heading":
            painter.setFont(typeface("tiny"))
            painter.setPen(colours["ink_faint"])
            painter.drawText(box.adjusted(10, 8, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.text)
            painter.restore()
            return
        self._ground(painter, box, state, chosen)
        left = box.left() + 10
        if entry.kind in ("page", "stage"):
            size = scaled(16)
            mark = QRectF(left, box.center().y() - size / 2, size, size)
            if entry.kind == "stage":
                paint_ring(painter, mark, max(entry.fraction, 0.0))
            else:
                paint_icon(painter, entry.icon, mark, "accent" if chosen else "ink_soft")
            left += size + 10
        else:
            left += 24
        right = self._trailing(painter, box, entry)
        painter.setFont(typeface("strong" if chosen else "body"))
        open_stage = (
            entry.kind == "stage"
            and index.row() + 1 < index.model().rowCount()
            and (index.model().index(index.row() + 1, 0).data(ENTRY).kind == "sheet")
        )
        painter.setPen(colours["accent" if chosen else "ink" if open_stage else "ink_soft"])
        room = QRectF(left, box.top(), right - left - 6, box.height())
        words = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, chosen: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(theme()["accent_soft"])
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme()["line_soft"])
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme()["accent"], 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _trailing(self, painter: QPainter, box: QRectF, entry: Entry) -> float:
        """Count and mark at the right; returns where the room for the text ends."""
        right = box.right() - 10
        painter.setFont(typeface("tiny"))
        count = entry.errors or entry.warnings
        if entry.kind == "sheet" and count:
            role, name = ("error", "circle-x") if entry.errors else ("warning", "triangle-alert")
            size = scaled(12)
            paint_icon(painter, name, QRectF(right - size, box.center().y() - size / 2, size, size), role)
            right -= size + 3
            painter.setPen(theme()[role])
            text = str(count)
        else:
            painter.setPen(theme()["ink_faint"])
            text = entry.trailing
        if not text:
            return right
        width = painter.fontMetrics().horizontalAdvance(text)
        room = QRectF(right - width, box.top(), width + 1, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return right - width


class Navigator(QListView):
    """The left column. ``place_chosen`` carries the place of a line."""

    place_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._unfolded = 0
        self._place = ""
        self.setObjectName("navigator")
        self.setProperty("nav", True)
        self._model = EntryModel(session, self)
        self.setModel(self._model)
        self.setItemDelegate(EntryPainter(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 12, 0, 12)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        session.changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        session.opened.connect(self.refresh)

    def show_place(self, place: str) -> None:
        """Mark the line of a page and unfold its stage."""
        self._place = place
        stage = self._stage_of(place)
        self._unfolded = stage or self._unfolded
        self.refresh()

    def refresh(self) -> None:
        """Compute the lines again."""
        self.setAccessibleName(self._session.text("ui.nav.name"))
        self._model.set_lines(entries(self._session, self._unfolded) if self._session.has_document else [])
        for row, line in enumerate(self._model.lines):
            if line.place == self._place:
                self.setCurrentIndex(self._model.index(row))
                return
        self.clearSelection()

    def _stage_of(self, place: str) -> int:
        name = place.removeprefix("page:")
        if name.startswith("stage") and name[5:].isdigit():
            return int(name[5:])
        return next((sheet.stage for sheet in self._session.library.sheets if sheet.id == name), 0)

    def _choose(self, index: QModelIndex) -> None:
        entry: Entry = index.data(ENTRY)
        if entry.kind != "heading":
            self.place_chosen.emit(entry.place)
