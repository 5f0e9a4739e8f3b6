"""The list itself: model, painting, and what a click or key does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.icons import paint_icon
from desktop.ui.navigator.entries import FOLDER, HIDDEN, Entry, entries
from desktop.ui.session import Session
from desktop.ui.theme import scaled, theme, typeface
from desktop.ui.widgets import paint_ring

Index = QModelIndex | QPersistentModelIndex
_HEIGHTS = {"page": 32, "heading": 36, "stage": 32, "step": 26, "sheet": 28, "folder": 32, "hidden": 44}
_CHEVRON = 30  # the right end of a stage folds and unfolds it
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
        if self.lines[index.row()].kind in ("heading", "step"):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _spoken(self, entry: Entry) -> str:
        parts = [entry.text, entry.note, entry.trailing]
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
        if entry.kind in ("heading", "step"):
            painter.setFont(typeface("tiny"))
            painter.setPen(colours["ink_faint"])
            step = entry.kind == "step"
            room = box.adjusted(34 if step else 10, 6 if step else 8, -8, 0)
            words = painter.fontMetrics().elidedText(
                entry.text, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            painter.restore()
            return
        self._ground(painter, box, state, chosen)
        left = box.left() + 10
        if entry.kind in ("page", "stage", "folder"):
            size = scaled(16)
            mark = QRectF(left, box.center().y() - size / 2, size, size)
            if entry.kind == "stage":
                paint_ring(painter, mark, max(entry.fraction, 0.0))
            else:
                paint_icon(painter, entry.icon, mark, "accent" if chosen else "ink_soft")
            left += size + 10
        else:
            left += 24
        folds = entry.kind in ("stage", "folder")
        open_stage = folds and _is_open(index)
        if folds:
            size = scaled(14)
            mark = QRectF(box.right() - size - 6, box.center().y() - size / 2, size, size)
            paint_icon(painter, "chevron-down" if open_stage else "chevron-right", mark, "ink_faint")
            right = self._trailing(painter, box.adjusted(0, 0, -size - 2, 0), entry)
        else:
            right = self._trailing(painter, box, entry)
        painter.setFont(typeface("strong" if chosen else "body"))
        painter.setPen(colours["accent" if chosen else "ink" if open_stage else "ink_soft"])
        room = QRectF(left, box.top(), right - left - 6, box.height() / (2 if entry.note else 1))
        _write(painter, room, entry.text, Qt.AlignmentFlag.AlignBottom if entry.note else _MIDDLE)
        if entry.note:
            painter.setFont(typeface("tiny"))
            painter.setPen(colours["ink_faint"])
            _write(painter, room.translated(0, room.height()), entry.note, Qt.AlignmentFlag.AlignTop)
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


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _write(painter: QPainter, room: QRectF, text: str, where: Qt.AlignmentFlag) -> None:
    """One line of text, cut with dots where it is too long."""
    words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, where, words)


def _is_open(index: Index) -> bool:
    """Whether the sheets of a stage, or those that do not apply, stand below it."""
    below = index.model().index(index.row() + 1, 0)
    return below.isValid() and below.data(ENTRY).kind in ("step", "sheet", "hidden")


class EntryList(QListView):
    """The lines. ``place_chosen`` carries the place of a line; the right end of a stage folds it."""

    place_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._unfolded = 0
        self._place = ""
        self._sought = ""
        self.setProperty("nav", True)
        self._model = EntryModel(session, self)
        self.setModel(self._model)
        self.setItemDelegate(EntryPainter(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 2, 0, 12)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        session.changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        session.opened.connect(self.refresh)
        session.newer_found.connect(self.refresh)

    def show_place(self, place: str) -> None:
        """Mark the line of a page and unfold its stage."""
        self._place = place
        stage = self._stage_of(place)
        self._unfolded = stage or self._unfolded
        self.refresh()
        self.scrollTo(self.currentIndex())

    def seek(self, words: str) -> None:
        """List only sheets whose number or title holds these words; all lines without any."""
        self._sought = words
        self.refresh()
        if words.strip():
            self.scrollToTop()
        else:
            self.scrollTo(self.currentIndex())

    def choose_first(self) -> bool:
        """Go to the first sheet listed; false where there is none."""
        first = next((line for line in self._model.lines if line.kind == "sheet"), None)
        if first is not None:
            self.place_chosen.emit(first.place)
        return first is not None

    def fold(self, stage: int) -> None:
        """Put the sheets of a stage out of sight where they are in sight, else show them."""
        self._unfolded = 0 if self._unfolded == stage else stage
        self.refresh()

    def refresh(self) -> None:
        """Compute the lines again."""
        self.setAccessibleName(self._session.text("ui.nav.name"))
        session = self._session
        self._model.set_lines(entries(session, self._unfolded, self._sought) if session.has_document else [])
        for row, line in enumerate(self._model.lines):
            if line.place == self._place:
                self.setCurrentIndex(self._model.index(row))
                return
        self.clearSelection()

    def _stage_of(self, place: str) -> int:
        """The stage a line belongs to, or ``HIDDEN``."""
        if place == FOLDER:
            return HIDDEN
        name = place.removeprefix("page:")
        if name.startswith("stage") and name[5:].isdigit():
            return int(name[5:])
        return next((sheet.stage for sheet in self._session.library.sheets if sheet.id == name), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right end of a stage folds and unfolds it without going there."""
        index = self.indexAt(event.position().toPoint())
        entry: Entry | None = index.data(ENTRY) if index.isValid() else None
        if entry is not None and entry.kind == "stage":
            end = self.visualRect(index).right() - 8
            if event.position().x() > end - scaled(_CHEVRON):
                self.fold(self._stage_of(entry.place))
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left folds the stage one is in, Right unfolds the stage under the cursor."""
        entry: Entry | None = self.currentIndex().data(ENTRY)
        stage = 0 if entry is None else HIDDEN if entry.kind == "hidden" else self._stage_of(entry.place)
        wanted = Qt.Key.Key_Left if self._unfolded == stage else Qt.Key.Key_Right
        if stage and event.key() == wanted:
            self.fold(stage)
            self._mark(FOLDER if stage == HIDDEN else f"page:stage{stage}")
        else:
            super().keyPressEvent(event)

    def _mark(self, place: str) -> None:
        """Put the cursor on a line without going there."""
        for row, line in enumerate(self._model.lines):
            if line.place == place:
                self.setCurrentIndex(self._model.index(row))

    def _choose(self, index: QModelIndex) -> None:
        entry: Entry = index.data(ENTRY)
        if entry.kind == "folder":
            self.fold(HIDDEN)
        elif entry.place:
            self.place_chosen.emit(entry.place)
