"""A few lines of text, ending in … where there is more to say; the whole text is the tooltip then."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import TypeRole, theme, typeface

_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class ClampedLabel(QWidget):
    """Wrapped text of at most ``lines`` lines, in the middle of its height."""

    def __init__(self, lines: int = 3, role: TypeRole = "caption", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._role = lines, role
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Say something else."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def text(self) -> str:
        """The whole text."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        self.ensurePolished()
        return QSize(160, self._height())

    def minimumSizeHint(self) -> QSize:
        """The same height, little width."""
        return QSize(80, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """As much as fits."""
        painter = QPainter(self)
        painter.setFont(typeface(self._role))
        painter.setPen(theme()["ink"])
        painter.drawText(self.rect(), _FLAGS, self._fitting(painter))

    def _height(self) -> int:
        return QFontMetrics(typeface(self._role)).lineSpacing() * self._lines + 4

    def _fitting(self, painter: QPainter) -> str:
        """The longest beginning that fits, by halving."""
        metrics = painter.fontMetrics()
        most = metrics.lineSpacing() * self._lines + metrics.height() // 2

        def fits(text: str) -> bool:
            box = QRect(0, 0, max(self.width(), 1), 10_000)
            return metrics.boundingRect(box, _FLAGS, text).height() <= most

        if fits(self._whole):
            return self._whole
        low, high = 0, len(self._whole)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if fits(self._whole[:middle] + "…") else (low, middle - 1)
        return self._whole[:low].rstrip() + "…"
