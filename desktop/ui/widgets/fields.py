"""Fields of forms that keep a promise of the house: the wheel never changes a closed field."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ComboBox(QComboBox):
    """A choice that only changes when opened, typed into or moved by the arrow keys."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()
