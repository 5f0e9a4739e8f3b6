"""Buttons: with text, with an icon only, and a switch between a few views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.ui.icons import icon
from desktop.ui.theme import scaled

Kind = Literal["plain", "primary", "ghost", "link"]
GAP = 3  # between icon and words, besides what the style leaves
_INK: dict[Kind, str] = {"plain": "ink_soft", "primary": "on_accent", "ghost": "ink_soft", "link": "ink_soft"}


class Button(QPushButton):
    """A push button with an optional icon in the ink of its kind."""

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        kind: Kind = "plain",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._role = icon_name, tone or _INK[kind]
        self.setProperty("tone", tone)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._dress()

    def sizeHint(self) -> QSize:
        """A segment turns bold when it is chosen: it has that room from the start, so nothing moves or is cut."""
        hint = super().sizeHint()
        if self.property("segment"):
            bold = self.font()
            bold.setBold(True)
            words = self.text()
            more = QFontMetrics(bold).horizontalAdvance(words) - self.fontMetrics().horizontalAdvance(words)
            hint.setWidth(hint.width() + max(more, 0) + scaled(4))
        return hint

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        if self._icon_name:
            size = scaled(16)
            self.setIcon(icon(self._icon_name, self._role, size, "ink_faint", GAP))
            self.setIconSize(QSize(size + GAP, size))


class IconButton(QToolButton):
    """A button that is an icon; its name is tooltip and accessible name."""

    def __init__(
        self,
        icon_name: str,
        name: str = "",
        size: int = 18,
        role: str = "ink_soft",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._size, self._role = icon_name, size, role
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(name)
        self._dress()

    def set_name(self, name: str, tip: str = "") -> None:
        """Name the button; ``tip`` where the tooltip says more."""
        self.setAccessibleName(name)
        self.setToolTip(tip or name)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        size = scaled(self._size)
        self.setIcon(icon(self._icon_name, self._role, size))
        self.setIconSize(QSize(size, size))


class Segmented(QWidget):
    """A switch between a few views: one is chosen, arrow keys move."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """``choices``: id, text, icon name (may be empty)."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        for key, text, icon_name in choices:
            button = Button(text, icon_name, "ghost")
            button.setCheckable(True)
            button.setProperty("segment", True)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self._group.buttonClicked.connect(self._tell)
        self.set_chosen(choices[0][0])

    def set_chosen(self, key: str) -> None:
        """Choose without telling."""
        self._buttons[key].setChecked(True)

    def set_texts(self, texts: dict[str, str]) -> None:
        """Word the choices anew."""
        for key, text in texts.items():
            self._buttons[key].setText(text)

    def choice(self) -> str:
        """The chosen one."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def _tell(self) -> None:
        self.chosen.emit(self.choice())
