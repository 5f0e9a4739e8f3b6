"""A handful of bars for a card: from zero, with their values and captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import scaled, theme, typeface

Bar = tuple[str, str, float | None]


class Bars(QWidget):
    """Bars over captions. A missing value leaves its place empty, and says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: Sequence[Bar] = ()
        self._marks: Mapping[int, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], name: str = "", marks: Mapping[int, str] | None = None) -> None:
        """``bars``: caption, value in words, value (None = absent). ``marks``: what happened, by position."""
        self._bars, self._marks = bars, marks or {}
        told = [
            f"{caption} {words or '—'} {self._marks.get(at, '')}".rstrip()
            for at, (caption, words, _) in enumerate(bars)
        ]
        self.setAccessibleName(f"{name}: " + "; ".join(told))
        self.setToolTip("\n".join(f"{bars[at][0]}  {mark}" for at, mark in self._marks.items()))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a few bars."""
        return QSize(scaled(200), scaled(88))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The bars."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(typeface("tiny"))
        line = painter.fontMetrics().height()
        base, top = self.height() - line - 3, line + 2
        highest = max((value for *_, value in self._bars if value), default=0.0)
        slot = self.width() / len(self._bars)
        for index, (caption, words, value) in enumerate(self._bars):
            middle = (index + 0.5) * slot
            height = max((base - top) * value / highest, 1.0) if value and highest and value > 0 else 0.0
            wide = min(scaled(22), slot * 0.5)
            if value is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme()["series0"])
                painter.drawRect(QRectF(round(middle - wide / 2), base - height, wide, height))
            said = words if value is not None else "—"
            fits = painter.fontMetrics().horizontalAdvance(said) < slot - scaled(3)
            self._words(
                painter,
                said if fits or index in (0, len(self._bars) - 1) else "",
                middle,
                base - height - line - 1,
                slot,
                "ink_soft",
            )
            marked = index in self._marks
            self._words(
                painter,
                f"▲ {caption}" if marked else caption,
                middle,
                base + 3,
                slot,
                "accent" if marked else "ink_faint",
            )
        painter.fillRect(QRectF(0, base, self.width(), 1), theme()["line"])

    @staticmethod
    def _words(painter: QPainter, text: str, middle: float, top: float, slot: float, role: str) -> None:
        painter.setPen(theme()[role])
        box = QRectF(middle - slot / 2, top, slot, painter.fontMetrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
