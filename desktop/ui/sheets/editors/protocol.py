"""What every editor can do, whatever it looks like."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSignalBlocker, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.model.answer import Json


class Editor(Protocol):
    """One question's editor; always a ``QWidget`` as well (see ``widget_of``).

    Attributes:
        typed: the person changed something; not stored yet.
        settled: what stands there is complete and wants to be stored (something was chosen, Enter was pressed).
    """

    @property
    def typed(self) -> SignalInstance: ...

    @property
    def settled(self) -> SignalInstance: ...

    def start(self, text: str) -> None:
        """Show ``text`` as the starting point; nothing counts as typed."""

    def entry(self) -> Json:
        """What stands there: text to be read as typed, or a value chosen."""

    def is_dirty(self) -> bool:
        """Whether the person changed it since ``start``."""

    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word."""


def widget_of(editor: Editor) -> QWidget:
    """The editor as a widget."""
    if not isinstance(editor, QWidget):
        raise TypeError(f"{type(editor).__name__} is no widget")
    return editor


def blocked(editor: Editor) -> QSignalBlocker:
    """Silence while an editor is filled by the program."""
    return QSignalBlocker(widget_of(editor))
