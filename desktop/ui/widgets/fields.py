"""Fields of forms that keep the promises of the house: the wheel never changes a closed field; state is seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from desktop.ui.icons import paint_icon
from desktop.ui.theme import scaled, theme

_BOX, _GAP = 18, 8


class ComboBox(QComboBox):
    """A choice that only changes when opened, typed into or moved by the arrow keys; an arrow shows what it is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The usual box and the arrow."""
        super().paintEvent(event)
        side = scaled(14)
        spot = QRectF(self.width() - side - 8, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "chevron-down", spot, "ink_soft" if self.isEnabled() else "ink_faint")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()


class CheckBox(QCheckBox):
    """A box whose frame is seen in both themes."""

    def sizeHint(self) -> QSize:
        """Box and words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(
            scaled(_BOX) + (_GAP + words if words else 0) + 4,
            max(scaled(_BOX) + 6, self.fontMetrics().height()),
        )

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002
        """The words belong to the box."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Box, tick, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, self.box(), self.checkState(), focus=self.hasFocus(), enabled=self.isEnabled())
        painter.setPen(theme()["ink" if self.isEnabled() else "ink_faint"])
        left = self.box().right() + _GAP
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def box(self) -> QRectF:
        """Where the box is."""
        side = scaled(_BOX)
        return QRectF(2, (self.height() - side) / 2, side, side)


def paint_box(
    painter: QPainter, box: QRectF, state: Qt.CheckState, *, focus: bool = False, enabled: bool = True
) -> None:
    """Draw a check box; for tables too."""
    colours = theme()
    frame = colours["accent" if (focus or state != Qt.CheckState.Unchecked) and enabled else "ink_faint"]
    full = state != Qt.CheckState.Unchecked
    painter.setPen(QPen(frame, 1.5 if focus else 1))
    painter.setBrush(colours["accent" if full and enabled else "sunken" if not enabled else "surface"])
    inner = box.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inner, 4, 4)
    if state == Qt.CheckState.Checked:
        paint_icon(painter, "check", inner.adjusted(1, 1, -1, -1), "on_accent" if enabled else "ink_faint")
    elif full:
        painter.fillRect(
            QRectF(inner.left() + 4, inner.center().y() - 1, inner.width() - 8, 2), colours["on_accent"]
        )
    if focus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours["accent"], 1))
        painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 5, 5)
