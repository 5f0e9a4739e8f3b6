"""Notices: a message at the foot of the window that never stops the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.icons import pixmap
from desktop.ui.theme import Tone, theme
from desktop.ui.widgets import IconButton, label

_ICONS: dict[Tone, str] = {
    "plain": "info",
    "accent": "info",
    "info": "info",
    "ok": "circle-check",
    "warning": "triangle-alert",
    "error": "circle-x",
}
SHORT, LONG = 5000, 12000


class Notice(QFrame):
    """One message with its icon; the newest replaces the one before. Errors stay longer, all can be closed."""

    def __init__(self, window: QWidget, close_name: str) -> None:
        super().__init__(window)
        self.setObjectName("notice")
        self._window = window
        self._tone: Tone = "info"
        self._icon = QLabel()
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = IconButton("x", close_name, 16)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 8, 10)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_text(self, text: str, tone: Tone = "info") -> None:
        """Say something."""
        self._tone = tone
        self._icon.setPixmap(
            pixmap(_ICONS[tone], tone if tone != "plain" else "ink_soft", 18, self.devicePixelRatioF())
        )
        self._text.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(LONG if tone in ("error", "warning") else SHORT)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A card with the line of its tone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, _ = theme().tone(self._tone)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(theme()["surface"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

    def _place(self) -> None:
        room = self._window.size()
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 110
        self.setFixedWidth(min(wanted, 640, room.width() - 48))
        self.setFixedHeight(max(self.heightForWidth(self.width()), 44))
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 48)
