"""The list below the search field. The field keeps the focus, so that input methods work as everywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.actions import Actions
from desktop.ui.icons import paint_icon
from desktop.ui.search.results import Result, results
from desktop.ui.session import Session
from desktop.ui.theme import scaled, theme, typeface
from desktop.ui.top_bar import SearchField
from desktop.ui.widgets import label
from desktop.ui.widgets.basic import paint_surface

Index = QModelIndex | QPersistentModelIndex
RESULT = Qt.ItemDataRole.UserRole
RECENT = 6  # the place one is at, and five before it


class ResultModel(QAbstractListModel):
    """The offers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: list[Result] = []

    def show(self, found: list[Result]) -> None:
        """Other offers."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, what a screen reader says, the offer."""
        result = self.found[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{result.title}, {result.detail}" if result.detail else result.title
        return result if role == RESULT else None


class ResultPainter(QStyledItemDelegate):
    """An offer: icon, title, detail at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """One line each."""
        return QSize(scaled(200), scaled(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One offer."""
        result: Result = index.data(RESULT)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme()["accent_soft"])
            painter.drawRoundedRect(box, 6, 6)
        size = scaled(15)
        mark = QRectF(box.left() + 10, box.center().y() - size / 2, size, size)
        paint_icon(painter, result.icon, mark, "accent" if chosen else "ink_soft")
        left = mark.right() + 10
        painter.setFont(typeface("body"))
        title_width = painter.fontMetrics().horizontalAdvance(result.title)
        room = box.right() - 10 - left
        title_room = min(title_width + 2, room if not result.detail else room * 0.62)
        words = painter.fontMetrics().elidedText(result.title, Qt.TextElideMode.ElideRight, int(title_room))
        painter.setPen(theme()["ink"])
        painter.drawText(
            QRectF(left, box.top(), title_room, box.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.setFont(typeface("caption"))
        painter.setPen(theme()["ink_faint"])
        rest = QRectF(left + title_room + 16, box.top(), room - title_room - 16, box.height())
        detail = painter.fontMetrics().elidedText(
            result.detail, Qt.TextElideMode.ElideRight, int(rest.width())
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()


class Palette(QFrame):
    """Opens below the field while there is something to offer; Enter goes there, Esc goes back."""

    def __init__(self, session: Session, actions: Actions, field: SearchField, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._session, self._actions, self._field, self._window = session, actions, field, window
        self._recent: tuple[str, ...] = ()
        self._before: QWidget | None = None
        self.model = ResultModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ResultPainter(self.list))
        self.list.setProperty("nav", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._take)
        self._none = label("", "body", "soft")
        self._none.setContentsMargins(16, 8, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 7, 1, 7)
        column.addWidget(self.list)
        column.addWidget(self._none)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self.look)
        field.textChanged.connect(self._typed)
        field.installEventFilter(self)
        session.place_wanted.connect(self._visited)
        session.opened.connect(self._forget)
        session.language_changed.connect(self.refresh)
        self.refresh()
        self.hide()

    def start(self) -> None:
        """Put the cursor into the field."""
        focus = self._window.focusWidget()
        self._before = focus if focus is not self._field else self._before
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.look()

    def refresh(self) -> None:
        """Names in the language of the window."""
        self.list.setAccessibleName(self._session.text("ui.search.results"))

    def look(self) -> None:
        """Look for the words in the field."""
        if not self._session.has_document:
            return
        self.model.show(results(self._session, self._actions, self._field.text(), self._recent[1:]))
        found = bool(self.model.found)
        self.list.setVisible(found)
        self._none.setVisible(not found)
        self._none.setText(self._session.text("ui.search.nothing", words=self._field.text()))
        if found:
            self.list.setCurrentIndex(self.model.index(0))
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the field move in the list; leaving the field closes it."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.FocusOut and not self.underMouse():
            self.hide()
        elif kind == QEvent.Type.MouseButtonPress and not self.isVisible():
            self.look()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        rows, row = self.model.rowCount(), self.list.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentIndex(self.model.index((row + step) % rows))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():  # typed faster than the list came
                self._timer.stop()
                self.look()
            if self.isVisible() and self.model.found:
                self._take(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True

    def _take(self, index: QModelIndex) -> None:
        result: Result = index.data(RESULT)
        self._leave()
        if result.action:
            self._actions[result.action].trigger()
        else:
            self._session.go_to(result.place)

    def _leave(self) -> None:
        self.hide()
        self._field.clear()
        self._timer.stop()
        self.hide()
        self._field.clearFocus()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        if self._field.hasFocus():
            self._timer.start()

    def _visited(self, place: str) -> None:
        self._recent = (place, *(one for one in self._recent if one != place))[:RECENT]

    def _forget(self) -> None:
        self._recent = ()

    def _place(self) -> None:
        corner = self._field.mapTo(self._window, QPoint(0, self._field.height() + 4))
        width = max(self._field.width(), min(640, self._window.width() - 48))
        left = corner.x() + (self._field.width() - width) // 2
        height = min(12, max(1, self.model.rowCount())) * scaled(34) + 16
        self.setGeometry(left, corner.y(), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_surface(painter, QRectF(self.rect()), theme()["surface"], theme()["line"], 10)
