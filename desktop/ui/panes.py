"""F6 goes round the parts of the window, each time to where the focus last was in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class Panes(QObject):
    """The parts in their order."""

    def __init__(self, panes: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._panes = tuple(panes)
        self._last: dict[int, QWidget] = {}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._remember)

    def move(self, step: int) -> None:
        """Go to the next (1) or previous (-1) part that can take the focus."""
        here = self._index_of(QApplication.focusWidget())
        count = len(self._panes)
        for distance in range(1, count + 1):
            index = (
                (here + step * distance) % count
                if here >= 0
                else (distance - 1 if step > 0 else -distance) % count
            )
            target = self._target(index)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _target(self, index: int) -> QWidget | None:
        pane = self._panes[index]
        if not pane.isVisible():
            return None
        last = self._last.get(index)
        if last is not None and _takes_focus(last) and pane.isAncestorOf(last):
            return last
        if _takes_focus(pane):
            return pane
        return next((child for child in pane.findChildren(QWidget) if _takes_focus(child)), None)

    def _index_of(self, widget: QWidget | None) -> int:
        for index, pane in enumerate(self._panes):
            if widget is not None and (pane is widget or pane.isAncestorOf(widget)):
                return index
        return -1

    def _remember(self, _old: QWidget | None, new: QWidget | None) -> None:
        index = self._index_of(new)
        if new is not None and index >= 0:
            self._last[index] = new
            new.destroyed.connect(self._forget)

    def _forget(self, gone: QObject) -> None:
        self._last = {index: widget for index, widget in self._last.items() if widget is not gone}


def _takes_focus(widget: QWidget) -> bool:
    tabbed = Qt.FocusPolicy.TabFocus.value
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy().value & tabbed)
