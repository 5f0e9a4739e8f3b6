"""The two-way table on the screen: scores left, their product with the weight beside them, the winner marked."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableView, QWidget

from desktop.ui.sheets.grid.delegate import CellDelegate, Index, Step
from desktop.ui.sheets.grid.head import GridHead
from desktop.ui.sheets.grid.keys import action_of
from desktop.ui.sheets.grid.paint import LEFT, RIGHT, head_width, paint_cell, paint_line_words, row_height
from desktop.ui.sheets.grid.paste import clipboard_text, rectangle
from desktop.ui.sheets.matrix.model import FIRST, NAME, WEIGHT, MatrixModel
from desktop.ui.theme import scaled, theme, typeface
from desktop.ui.widgets import paint_chip
from desktop.ui.widgets.chips import chip_size

_VCENTER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_NARROW = 84


class MatrixView(QTableView):
    """A spreadsheet over a ``MatrixModel``.

    Signals:
        cursor_moved: path under the cursor.
        menu_wanted: global position.
    """

    cursor_moved = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = model
        self.setModel(model)
        self.setHorizontalHeader(GridHead(self))
        self.setItemDelegate(_MatrixDelegate(model, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setProperty("flat", True)
        self.setShowGrid(False)
        self.setCornerWidget(QWidget())
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        model.modelReset.connect(self._relaid)

    def sizeHint(self) -> QSize:
        """As tall as all lines."""
        lines = self.matrix.rowCount() * row_height()
        return QSize(super().sizeHint().width(), self.horizontalHeader().sizeHint().height() + lines)

    def head_height(self) -> int:
        """Height of the head while the table is shown."""
        return self.horizontalHeader().height() if self.isVisible() else 0

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        return QSize(scaled(240), min(self.sizeHint().height(), scaled(420)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room equally among candidates."""
        super().resizeEvent(event)
        self._fit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the cursor is."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.cursor_moved.emit(self.matrix.path_at(current))

    def show_path(self, path: str) -> bool:
        """Put the cursor on a path."""
        index = self.matrix.index_of(path)
        if index.isValid():
            self._go(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return index.isValid()

    def step(self, step: Step) -> None:
        """Move after an entry."""
        here = self.currentIndex()
        if step == "stay" or not here.isValid():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if step in ("right", "left"):
            self._sideways(here, 1 if step == "right" else -1)
            return
        row = here.row() + (-1 if step == "up" else 1)
        if 0 <= row < self.matrix.rowCount():
            self._go(self.matrix.index(row, here.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Spreadsheet keys."""
        match action_of(event):
            case "right" | "left" | "down" | "up" | "next" as step:
                self.step(step)
            case "clear":
                self.matrix.enter_all([(index, "") for index in self.chosen()], "ui.sheets.cleared")
            case "copy":
                self._copy()
            case "paste":
                self._paste()
            case "fill_down":
                self._fill_down()
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def chosen(self) -> list[QModelIndex]:
        """The selected cells in reading order."""
        found = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return sorted(
            (index for index in found if index.isValid()), key=lambda one: (one.row(), one.column())
        )

    def _sideways(self, here: QModelIndex, way: int) -> None:
        width = self.matrix.columnCount()
        place = here.row() * width + here.column() + way
        while 0 <= place < width * self.matrix.rowCount():
            index = self.matrix.index(*divmod(place, width))
            if self.matrix.is_editable(index):
                self._go(index)
                return
            place += way
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(way > 0)
        self.setTabKeyNavigation(True)

    def _go(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _copy(self) -> None:
        rows: dict[int, list[str]] = {}
        for index in self.chosen():
            rows.setdefault(index.row(), []).append(self.matrix.cell(index).text)
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def _paste(self) -> None:
        here = self.chosen()[:1]
        entries: list[tuple[Index, str]] = []
        for down, texts in enumerate(rectangle(clipboard_text()) if here else []):
            for right, text in enumerate(texts):
                index = self.matrix.index(here[0].row() + down, here[0].column() + right)
                if index.isValid():
                    entries.append((index, text))
        self.matrix.enter_all(entries, "ui.sheets.pasted")

    def _fill_down(self) -> None:
        cells = self.chosen()
        tops = {index.column(): self.matrix.edit_text(index) for index in reversed(cells)}
        if len(cells) == 1 and cells[0].row():
            above = self.matrix.index(cells[0].row() - 1, cells[0].column())
            tops = {cells[0].column(): self.matrix.edit_text(above)}
        self.matrix.enter_all([(index, tops[index.column()]) for index in cells], "ui.sheets.filled_down")

    def _relaid(self) -> None:
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        """Name, weight, and the rest shared equally; never too narrow to read."""
        if not self.matrix.candidates:
            self.setColumnWidth(NAME, max(self.viewport().width() - scaled(_NARROW), scaled(160)))
            self.setColumnWidth(WEIGHT, scaled(_NARROW))
            return
        named, weight = scaled(150), max(scaled(72), int(head_width(self.matrix.head(WEIGHT))))
        room = self.viewport().width() - named - weight
        heads = max(int(head_width(self.matrix.head(n))) for n in range(FIRST, self.matrix.columnCount()))
        each = max(room // len(self.matrix.candidates), scaled(104), min(heads, scaled(150)))
        self.setColumnWidth(
            NAME, max(named, self.viewport().width() - weight - each * len(self.matrix.candidates))
        )
        self.setColumnWidth(WEIGHT, weight)
        for column in range(FIRST, self.matrix.columnCount()):
            self.setColumnWidth(column, each)


class _MatrixDelegate(CellDelegate):
    def __init__(self, model: MatrixModel, view: MatrixView) -> None:
        super().__init__(model, view)
        self._model = model
        self._matrix = view

    def ground(self, index: Index) -> str:
        """Totals stand on the ground of the page, the winner on that of the accent."""
        line = self._model.kind(index.row())
        if line in ("total", "rank"):
            return "accent_soft" if self._model.is_winner(index.column()) else "canvas"
        return super().ground(index)

    def paint_words(self, painter: QPainter, box: QRect, index: Index) -> None:
        """Score and product side by side."""
        line, cell = self._model.kind(index.row()), self._model.cell(index)
        if line == "add":
            words = self._model.cell(self._model.index(index.row(), NAME)).text
            paint_line_words(painter, box, self._matrix.columnViewportPosition(0), words, True)
        elif line == "rank" and self._model.is_winner(index.column()):
            text = self._model.session.text("ui.sheets.matrix.first")
            size = chip_size(text, "badge-check")
            left = box.right() - RIGHT - size.width()
            spot = QRectF(
                max(left, box.left() + 2), box.center().y() - size.height() / 2, size.width(), size.height()
            )
            paint_chip(painter, spot, text, "accent", "badge-check")
        elif index.column() < FIRST or line in ("total", "rank"):
            paint_cell(painter, box, cell, strong=line == "total")
        else:
            half = QRect(box.left(), box.top(), box.width() // 2, box.height())
            paint_cell(painter, half, cell)
            painter.setFont(typeface("body"))
            painter.setPen(theme()["ink_soft"])
            rest = QRectF(half.right(), box.top(), box.width() - half.width() - RIGHT, box.height() - 1)
            painter.drawText(rest.adjusted(LEFT, 0, 0, 0), _VCENTER, self._model.product(index))
