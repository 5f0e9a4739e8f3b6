"""Title, who fills the sheet in, how far it is, and the switch of modes, in one line that knows what may give way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.widgets import Chip, ElidedLabel, Segmented

_GAP = 12
_LEAST = 90  # a chip narrower than this says nothing


class TitleRow(QWidget):
    """The title comes first, the state is never cut, who fills it in gives way.

    Signals:
        crowded: there is no room for who fills it in (or there is again).
    """

    crowded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", "title", parent=self)
        self.who = Chip(icon_name="users", parent=self)
        self.state = Chip(parent=self)
        self.modes = Segmented((("table", "", "table-2"), ("guided", "", "list-checks")), self)
        self._crowded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its highest part."""
        parts = (self.title, self.who, self.state, self.modes)
        return QSize(600, max(part.sizeHint().height() for part in parts))

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(320, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything."""
        super().resizeEvent(event)
        self.place()

    def showEvent(self, event: QShowEvent) -> None:
        """Sizes are known once the styles are."""
        super().showEvent(event)
        self.place()

    def place(self) -> None:
        """Share the line."""
        modes = self.modes.sizeHint().width()
        state = self.state.sizeHint().width() + _GAP if not self.state.isHidden() else 0
        room = self.width() - modes - state - 2 * _GAP
        title = min(self.title.sizeHint().width(), room)
        rest = room - title - _GAP
        crowded = rest < min(_LEAST, self.who.sizeHint().width())
        who = 0 if crowded else min(self.who.sizeHint().width(), rest)
        self.who.setVisible(not crowded)
        left = 0
        for part, width in ((self.title, title), (self.who, who), (self.state, state - _GAP if state else 0)):
            height = part.sizeHint().height()
            part.setGeometry(left, (self.height() - height) // 2, width, height)
            left += width + _GAP if width else 0
        height = self.modes.sizeHint().height()
        self.modes.setGeometry(self.width() - modes, (self.height() - height) // 2, modes, height)
        if crowded != self._crowded:
            self._crowded = crowded
            self.crowded.emit(crowded)
