"""Paints figures (``desktop.figures``) in the colours of the theme: the same drawing as in the report."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.figures.drawing import (
    Circle,
    Drawing,
    Label,
    Line,
    Polygon,
    Polyline,
    Rect,
    Role,
    Shape,
    Wedge,
)
from desktop.ui.theme import scaled, theme, typeface

_FAINT = 46  # of 255


def paint_drawing(painter: QPainter, drawing: Drawing, box: QRectF) -> None:
    """Draw a figure as large as fits into a box, in the middle."""
    scale = min(box.width() / drawing.width, box.height() / drawing.height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(
        box.x() + (box.width() - drawing.width * scale) / 2,
        box.y() + (box.height() - drawing.height * scale) / 2,
    )
    painter.scale(scale, scale)
    for shape in drawing.shapes:
        _paint(painter, shape)
    painter.restore()


class DrawingView(QWidget):
    """A figure; what it shows is read out as its title and texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing: Drawing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_drawing(self, drawing: Drawing | None, name: str = "") -> None:
        """Show a figure, or nothing."""
        self._drawing = drawing
        words = [name or drawing.title, *drawing.texts] if drawing is not None else []
        self.setAccessibleName("; ".join(word for word in words if word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A third larger than on paper: screens are looked at from further away."""
        if self._drawing is None:
            return QSize(0, 0)
        return QSize(scaled(self._drawing.width * 1.3), scaled(self._drawing.height * 1.3))

    def minimumSizeHint(self) -> QSize:
        """Small, but legible."""
        return (
            QSize(scaled(240), scaled(self._drawing.height * 1.1))
            if self._drawing is not None
            else QSize(0, 0)
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The figure."""
        if self._drawing is not None:
            paint_drawing(QPainter(self), self._drawing, QRectF(self.rect()))


class WideDrawing(DrawingView):
    """A figure as wide as its place and as high as that makes it: for long ones, in pages that scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Always."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at which nothing is left blank."""
        if self._drawing is None or not self._drawing.width:
            return 0
        return round(width * self._drawing.height / self._drawing.width)

    def minimumSizeHint(self) -> QSize:
        """Little width; the height follows."""
        return QSize(scaled(240), 0)


def _paint(painter: QPainter, shape: Shape) -> None:
    match shape:
        case Line():
            painter.setPen(_pen(shape.role, shape.width, shape.dash))
            painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        case Rect():
            _fill(painter, shape.fill, shape.edge)
            painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
        case Polyline():
            painter.setPen(_pen(shape.role, shape.width, shape.dash))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        case Polygon():
            colour = QColor(_colour(shape.fill))
            if shape.faint:
                colour.setAlpha(_FAINT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(colour))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        case Circle():
            _fill(painter, shape.fill, shape.edge)
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        case Wedge():
            _fill(painter, shape.fill, shape.edge)
            box = QRectF(shape.x - shape.radius, shape.y - shape.radius, 2 * shape.radius, 2 * shape.radius)
            painter.drawPie(box, round((90 - shape.start) * 16), -round(shape.sweep * 16))
        case Label():
            _paint_label(painter, shape)


def _paint_label(painter: QPainter, shape: Label) -> None:
    font = QFont(typeface("strong" if shape.bold else "body"))
    font.setPixelSize(100)  # measured large and scaled down: font sizes in pixels are whole numbers
    factor = shape.size / 100
    width = QFontMetricsF(font).horizontalAdvance(shape.text) * factor
    left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
    painter.save()
    painter.translate(left, shape.y)
    painter.scale(factor, factor)
    painter.setFont(font)
    painter.setPen(_colour(shape.role))
    painter.drawText(QPointF(0, 0), shape.text)
    painter.restore()


def _colour(role: Role) -> QColor:
    return theme()["ink_faint" if role == "muted" else role]


def _pen(role: Role, width: float, dash: tuple[float, ...] = ()) -> QPen:
    pen = QPen(_colour(role), width)
    if dash:
        pen.setDashPattern([length / width for length in dash])
    return pen


def _fill(painter: QPainter, fill: Role, edge: Role | None) -> None:
    painter.setPen(_pen(edge, 0.75) if edge is not None else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QBrush(_colour(fill)))
