"""A word with its icon, in one tone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.ui.icons import pixmap
from desktop.ui.theme import TypeRole, scaled
from desktop.ui.widgets.basic import ElidedLabel, LabelTone, label, set_type


class Icon(QLabel):
    """An icon that is only to be seen."""

    def __init__(
        self, name: str, role: str = "ink_soft", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self._draw()

    def set(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._role, scaled(self._size), self.devicePixelRatioF()))


class IconLabel(QWidget):
    """Icon and words side by side."""

    def __init__(
        self,
        icon_name: str,
        text: str = "",
        tone: LabelTone = "soft",
        role: TypeRole = "body",
        *,
        size: int = 16,
        elided: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self.icon = Icon(icon_name, _ink(tone), size)
        self.words: QLabel = ElidedLabel(text, role, tone) if elided else label(text, role, tone, wrap=wrap)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)

    def set(self, text: str, icon_name: str, tone: LabelTone) -> None:
        """Say something else."""
        self.words.setText(text)
        self.icon.set(icon_name, _ink(tone))
        set_type(self.words, self._role, tone)


def _ink(tone: LabelTone) -> str:
    return {"": "ink", "soft": "ink_soft", "faint": "ink_faint"}.get(tone, tone)
