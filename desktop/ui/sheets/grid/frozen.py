"""The first column stays in sight while the table is scrolled sideways: painted over it, by the same delegate."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from desktop.ui.sheets.grid.head import GridHead
from desktop.ui.theme import theme

_PLAIN = QStyle.StateFlag.State_Enabled
_CHOSEN = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Selected


class FrozenColumn(QWidget):
    """A picture of the first column. A click goes to the cell itself and scrolls back."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hide()

    def watch(self) -> None:
        """Follow the view, which has its model by now."""
        view = self._view
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.place)
        view.horizontalHeader().sectionResized.connect(self.place)
        model = view.model()
        for signal in (
            model.dataChanged,
            model.modelReset,
            model.layoutChanged,
            model.rowsInserted,
            model.rowsRemoved,
        ):
            signal.connect(self._repaint)
        view.selectionModel().selectionChanged.connect(self._repaint)

    def covered(self) -> int:
        """Width it covers, 0 while the table is not scrolled."""
        return self.width() if self.isVisibleTo(self._view) else 0

    def place(self) -> None:
        """Show up exactly while the first column is scrolled out."""
        view = self._view
        wanted = view.horizontalScrollBar().value() > 0
        head = view.horizontalHeader()
        height = head.height() + view.viewport().height()
        self.setGeometry(QRect(0, 0, view.columnWidth(0) + 1, height))
        self.setVisible(wanted)
        if wanted:
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Head and cells."""
        view, head = self._view, self._view.horizontalHeader()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme()["surface"])
        width, top = view.columnWidth(0), head.height()
        painter.setClipRect(QRect(0, top, width, self.height() - top))
        option = QStyleOptionViewItem()
        selection = view.selectionModel()
        for row in self._rows():
            index = view.model().index(row, 0)
            option.rect = QRect(0, top + view.rowViewportPosition(row), width, view.rowHeight(row))
            option.state = _CHOSEN if selection.isSelected(index) else _PLAIN
            view.itemDelegate().paint(painter, option, index)
        painter.setClipping(False)
        if isinstance(head, GridHead):
            head.paintSection(painter, QRect(0, 0, width, top), 0)
        painter.fillRect(QRect(width, 0, 1, self.height()), theme()["line"])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the cell that was clicked."""
        row = self._view.rowAt(int(event.position().y()) - self._view.horizontalHeader().height())
        if row >= 0:
            self._view.setCurrentIndex(self._view.model().index(row, 0))
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _repaint(self, *_: object) -> None:
        self.update()

    def _rows(self) -> range:
        view = self._view
        first = max(view.rowAt(0), 0)
        last = view.rowAt(view.viewport().height() - 1)
        return range(first, (last if last >= 0 else view.model().rowCount() - 1) + 1)
