"""Labels, cards, rules."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import TypeRole, theme

LabelTone = Literal["", "soft", "faint", "accent", "ok", "warning", "error", "info"]


def set_type(widget: QWidget, role: TypeRole, tone: LabelTone = "") -> None:
    """Give a widget a type role and ink of the theme; may be called again when the tone changes."""
    changed = widget.property("tone") != tone or widget.property("type") != role
    widget.setProperty("type", role)
    widget.setProperty("tone", tone)
    if changed and widget.isVisible():
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(
    text: str = "",
    role: TypeRole = "body",
    tone: LabelTone = "",
    *,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain text label."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    set_type(made, role, tone)
    if wrap:  # as tall as its words need, no taller
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


class ElidedLabel(QLabel):
    """One line that ends in … where room is short; the whole text is the tooltip then."""

    def __init__(
        self, text: str = "", role: TypeRole = "body", tone: LabelTone = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_type(self, role, tone)
        self._whole = text
        self._uncut = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def set_uncut(self, uncut: bool) -> None:
        """Claim room for the whole text: half a number reads as another number."""
        self._uncut = uncut
        self.updateGeometry()

    def whole_text(self) -> str:
        """The text before shortening."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters, or for all of them."""
        if self._uncut:
            return self.sizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Another font: shorten anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Card(QFrame):
    """A rounded surface with a hairline around it."""

    def __init__(self, parent: QWidget | None = None, *, padding: int = 16, spacing: int = 8) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)
        self.line = "line"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_surface(painter, QRectF(self.rect()), theme()["surface"], theme()[self.line], radius=10)


class Rule(QWidget):
    """A hairline, as long as it may be."""

    def __init__(self, parent: QWidget | None = None, role: str = "line_soft") -> None:
        super().__init__(parent)
        self._role = role
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The line."""
        QPainter(self).fillRect(self.rect(), theme()[self._role])


def paint_surface(painter: QPainter, box: QRectF, fill: QColor, line: QColor, radius: float) -> None:
    """A rounded box whose hairline lies inside it, sharp at every scale."""
    painter.setPen(QPen(line, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Refill(QWidget):
    """A place whose contents are made anew: ``begin`` lets the old ones go and gives the empty column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None

    def begin(self, spacing: int = 6) -> QVBoxLayout:
        """An empty column. The old contents go later, since one of them may be asking for this."""
        if self._inside is not None:
            self._frame.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        self._frame.addWidget(self._inside)
        return column
