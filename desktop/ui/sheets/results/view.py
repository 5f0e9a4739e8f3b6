"""The table of results on the screen; one row is the one looked at."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableView, QWidget

from desktop.ui.sheets.grid.delegate import CellDelegate, Index
from desktop.ui.sheets.grid.frozen import FrozenColumn
from desktop.ui.sheets.grid.head import GridHead
from desktop.ui.sheets.grid.keys import action_of
from desktop.ui.sheets.grid.paint import LEFT, RIGHT, head_width, row_height
from desktop.ui.sheets.results.model import ResultsModel
from desktop.ui.theme import scaled, typeface


class ResultsView(QTableView):
    """Arrow keys walk, Ctrl+C copies, Enter goes down.

    Signals:
        cursor_moved: path under the cursor.
        row_moved: the row looked at.
    """

    cursor_moved = Signal(str)
    row_moved = Signal(str)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = model
        self.frozen = FrozenColumn(self)
        self.setModel(model)
        self.setHorizontalHeader(GridHead(self))
        self.setItemDelegate(CellDelegate(model, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setProperty("flat", True)
        self.setShowGrid(False)
        self.setCornerWidget(QWidget())
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.frozen.watch()
        model.modelReset.connect(self._relaid)

    def sizeHint(self) -> QSize:
        """As tall as all lines."""
        bar = 10 if self.horizontalScrollBar().maximum() > 0 else 0
        height = self.horizontalHeader().sizeHint().height() + self.results.rowCount() * row_height() + bar
        return QSize(super().sizeHint().width(), height)

    def head_height(self) -> int:
        """Height of the head while the table is shown."""
        return self.horizontalHeader().height() if self.isVisible() else 0

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        return QSize(scaled(240), min(self.sizeHint().height(), scaled(36) + 5 * row_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self._fit()
        self.frozen.place()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the cursor is."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.cursor_moved.emit(self.results.path_at(current))
        if current.isValid() and current.row() != previous.row():
            self.row_moved.emit(self.results.rows[current.row()])

    def show_path(self, path: str) -> bool:
        """Put the cursor on a figure."""
        index = self.results.index_of(path)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return index.isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; Enter and Tab as in other tables, Tab leaving at the end."""
        match action_of(event):
            case "copy":
                self._copy()
            case "next" | "down":
                self._go(self.currentIndex().row() + 1, self.currentIndex().column())
            case "up":
                self._go(self.currentIndex().row() - 1, self.currentIndex().column())
            case "right" | "left" as way:
                self.focusNextPrevChild(way == "right")
            case _:
                super().keyPressEvent(event)

    def _go(self, row: int, column: int) -> None:
        index = self.results.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)

    def _copy(self) -> None:
        rows: dict[int, list[str]] = {}
        for index in sorted(
            self.selectionModel().selectedIndexes(), key=lambda one: (one.row(), one.column())
        ):
            shown = self.results.session.document.shown(
                self.results.path_at(index), self.results.session.lang
            )
            plain = repr(shown.value) if shown.value is not None else self.results.cell(index).text
            rows.setdefault(index.row(), []).append(plain)
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def _relaid(self) -> None:
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        """By content; names take what is left, down to what can still be read."""
        metrics = QFontMetricsF(typeface("body"))
        wanted: list[int] = []
        for column, shown in enumerate(self.results.shown):
            texts = [
                self.results.cell(self.results.index(row, column)).text
                for row in range(len(self.results.rows))
            ]
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            chips = 18 if not shown.numeric or shown.name == "acceptable" else 0
            wanted.append(int(max(widest + LEFT + RIGHT + 4 + chips, head_width(self.results.head(column)))))
        spare = self.viewport().width() - sum(wanted)
        takers = [
            n for n, one in enumerate(self.results.shown) if getattr(one.column, "width", "") == "wide"
        ] or [0]
        fits = sum(max(wanted[n] - scaled(140), 0) for n in takers) >= -spare
        for number in takers:
            least = scaled(140) if fits else min(wanted[number], scaled(200))
            wanted[number] = max(wanted[number] + spare // len(takers), least)
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, width)
