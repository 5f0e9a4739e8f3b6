"""Lucide icons in the colours of the theme, drawn once per size and screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.content.places import resource_root
from desktop.ui.theme import theme


@cache
def _drawing(name: str) -> bytes:
    return (resource_root() / "icons" / f"{name}.svg").read_bytes()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = _drawing(name).replace(b"currentColor", colour.encode())
    # Lucide draws 2 px strokes in a 24 px box; a little thinner is calmer at 16 to 20 px.
    return QSvgRenderer(QByteArray(drawing.replace(b'stroke-width="2"', b'stroke-width="1.9"')))


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, role: str = "ink_soft", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture in the colour of a token."""
    return _pixmap(name, theme()[role].name(), size, ratio)


def icon(name: str, role: str = "ink_soft", size: int = 16, disabled: str = "line", gap: int = 0) -> QIcon:
    """An icon for a button or menu, sharp on every screen scale we support; ``gap`` is air before the words."""
    made, colours = QIcon(), theme()
    for ratio in (1.0, 1.25, 1.5, 2.0, 2.25):
        made.addPixmap(_pixmap(name, colours[role].name(), size, ratio, gap))
        made.addPixmap(_pixmap(name, colours[disabled].name(), size, ratio, gap), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, name: str, box: QRectF, role: str = "ink_soft") -> None:
    """Draw an icon as vectors into a box, for widgets that paint themselves."""
    _renderer(name, theme()[role].name()).render(painter, box)
