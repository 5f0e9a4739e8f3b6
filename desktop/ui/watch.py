"""A page that keeps up with the audit and the language, and reads nothing while nobody looks at it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.session import Session


class Watch(QObject):
    """Calls ``refresh`` after a change: at once while the page is in sight, else when it comes into sight."""

    def __init__(self, page: QWidget, session: Session, refresh: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._refresh = page, refresh
        self._stale = True
        page.installEventFilter(self)
        session.changed.connect(self._changed)
        session.language_changed.connect(self._changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Coming into sight."""
        if event.type() == QEvent.Type.Show and self._stale:
            self._stale = False
            self._refresh()
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self._stale = not self._page.isVisible()
        if not self._stale:
            self._refresh()
