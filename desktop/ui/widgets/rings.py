"""A ring that fills as a stage gets on; a tick once it is complete."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.icons import paint_icon
from desktop.ui.theme import scaled, theme


def paint_ring(painter: QPainter, box: QRectF, fraction: float) -> None:
    """Draw a ring into a square box."""
    if fraction >= 1:
        paint_icon(painter, "circle-check", box, "ok")
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = box.width() / 6
    inner = box.adjusted(width / 2 + 0.5, width / 2 + 0.5, -width / 2 - 0.5, -width / 2 - 0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme()["line"], width))
    painter.drawEllipse(inner)
    if fraction > 0:
        painter.setPen(QPen(theme()["accent"], width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(inner, 90 * 16, -round(fraction * 360 * 16))
    painter.restore()


class Ring(QWidget):
    """A ring of its own."""

    def __init__(self, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._fraction = size, 0.0

    def set_fraction(self, fraction: float) -> None:
        """How far, 0 to 1."""
        self._fraction = fraction
        self.setAccessibleName(f"{round(fraction * 100)}%")
        self.update()

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(scaled(self._size), scaled(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The ring."""
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_ring(QPainter(self), box, self._fraction)
