"""A card around a table: rounded although the table inside is square."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.theme import theme

RADIUS = 10


class RoundFrame(QFrame):
    """A surface with a hairline; its corners lie over what it holds. ``around`` is the role of the ground outside."""

    def __init__(self, parent: QWidget | None = None, *, around: str = "canvas") -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.head: Callable[[], int] = lambda: (
            0
        )  # height of the table's head, whose ground reaches to the edge
        self._corners = [
            _Corner(self, right, bottom, around) for bottom in (False, True) for right in (False, True)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Surface and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme()["line"], 1))
        painter.setBrush(theme()["surface"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        band = QRectF(1, 1, self.width() - 2, self.head())
        painter.fillRect(band, theme()["sunken"])
        painter.fillRect(
            QRectF(1, band.bottom() - 1, band.width(), 1 if band.height() else 0), theme()["line"]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the corners in the corners."""
        super().resizeEvent(event)
        for corner in self._corners:
            corner.place(self.width(), self.height())


class _Corner(QWidget):
    """One corner: the ground outside and the bend of the line."""

    def __init__(self, parent: QWidget, right: bool, bottom: bool, around: str) -> None:
        super().__init__(parent)
        self._right, self._bottom, self._around = right, bottom, around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(RADIUS, RADIUS)

    def place(self, width: int, height: int) -> None:
        """Go to the corner of a frame of this size, above everything."""
        self.move(width - RADIUS if self._right else 0, height - RADIUS if self._bottom else 0)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Everything outside the bend in the ground of the page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = -RADIUS if self._right else 0
        top = -RADIUS if self._bottom else 0
        box = QRectF(left, top, 2 * RADIUS, 2 * RADIUS)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.addEllipse(box)
        painter.fillPath(outside.subtracted(inside), theme()[self._around])
        painter.setPen(QPen(theme()["line"], 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
