"""Chips: a short text in a tone, with an icon so that colour never speaks alone; and chips to filter by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui.icons import paint_icon
from desktop.ui.theme import Tone, scaled, theme, typeface

_PAD, _GAP, _ICON = 9, 5, 13


def chip_size(text: str, icon_name: str = "") -> QSize:
    """Room a chip needs."""
    metrics = QFontMetricsF(typeface("caption"))
    width = metrics.horizontalAdvance(text) + 2 * _PAD + (_ICON * _scale() + _GAP if icon_name else 0)
    return QSize(int(width + 0.999), scaled(22))


def paint_chip(painter: QPainter, box: QRectF, text: str, tone: Tone = "plain", icon_name: str = "") -> None:
    """Draw a chip into a box (as of ``chip_size``); for tables and other painted widgets."""
    ink, ground = theme().tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    left = box.left() + _PAD
    if icon_name:
        size = _ICON * _scale()
        role = "ink_soft" if tone == "plain" else tone
        paint_icon(painter, icon_name, QRectF(left, box.center().y() - size / 2, size, size), role)
        left += size + _GAP
    painter.setPen(ink)
    painter.setFont(typeface("caption"))
    room = QRectF(left, box.top(), box.right() - left - _PAD + 2, box.height())
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
    painter.restore()


def _scale() -> float:
    return scaled(100) / 100


class Chip(QWidget):
    """A short remark: state, label, count."""

    def __init__(
        self, text: str = "", tone: Tone = "plain", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(text, tone, icon_name)

    def set(self, text: str, tone: Tone = "plain", icon_name: str = "") -> None:
        """Show something else."""
        self._text, self._tone, self._icon_name = text, tone, icon_name
        self.setAccessibleName(text)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words on the chip."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return chip_size(self._text, self._icon_name)

    def minimumSizeHint(self) -> QSize:
        """May be shortened down to a few letters."""
        return QSize(min(scaled(48), self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The chip."""
        paint_chip(QPainter(self), QRectF(self.rect()), self._text, self._tone, self._icon_name)


class FilterChip(QAbstractButton):
    """A chip that can be switched on; shows how many it would leave."""

    def __init__(
        self, text: str, tone: Tone = "plain", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._tone, self._icon_name, self._count = text, tone, icon_name, -1
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._show()

    def set(self, text: str, count: int = -1) -> None:
        """Word it anew, with its count (none where negative)."""
        self._words, self._count = text, count
        self._show()

    def set_tone(self, tone: Tone) -> None:
        """Another tone: what is counted matters, or there is none of it."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return chip_size(self.text(), self._icon_name) + QSize(4, 4)

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and theme."""
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The chip, with a frame where it is chosen or has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        tone: Tone = "accent" if self.isChecked() and self._tone == "plain" else self._tone
        paint_chip(painter, box, self.text(), tone, self._icon_name)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            ink, _ = theme().tone(tone)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink if self.isChecked() or self.hasFocus() else theme()["line"], 1))
            outer = (
                box.adjusted(-0.5, -0.5, 0.5, 0.5)
                if not self.hasFocus()
                else box.adjusted(-1.5, -1.5, 1.5, 1.5)
            )
            painter.drawRoundedRect(outer, outer.height() / 2, outer.height() / 2)

    def _show(self) -> None:
        self.setText(f"{self._words} {self._count}" if self._count >= 0 else self._words)
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()
