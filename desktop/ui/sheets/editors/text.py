"""Editors of words: one line, several lines, a number with its unit, a period."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.model.answer import Json
from desktop.ui.session import Session
from desktop.ui.sheets.places import Question


class TextEditor(QLineEdit):
    """One line of text."""

    typed = Signal()
    settled = Signal()

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.question = question
        self._start = ""
        self._composing = False
        self.textEdited.connect(self.typed)
        self.returnPressed.connect(self.settled)

    def start(self, text: str) -> None:
        """Show a starting point."""
        self._start = text
        self.setText(text)
        self.setCursorPosition(0 if not self.hasFocus() else len(text))

    def entry(self) -> Json:
        """The text."""
        return self.text()

    def is_dirty(self) -> bool:
        """Whether it is another text now."""
        return self.text() != self._start

    def is_composing(self) -> bool:
        """Whether an input method holds half a word."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a word is half written."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self.typed.emit()


class NumberEditor(TextEditor):
    """A number, perhaps with a unit of its own: ``3.2 万kWh``; right-aligned, whole text selected on entering."""

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(session, question, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole number when coming by key or jump, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason):
            self.selectAll()


class PeriodEditor(TextEditor):
    """A year, a month or a span of months."""

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(session, question, parent)
        self.setPlaceholderText("2026-03")


class LongTextEditor(QPlainTextEdit):
    """Several lines of text. Tab leaves it; Ctrl+Enter is done."""

    typed = Signal()
    settled = Signal()
    _LINES = 4

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.question = question
        self._start = ""
        self._composing = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.typed)

    def start(self, text: str) -> None:
        """Show a starting point."""
        self._start = text
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)

    def entry(self) -> Json:
        """The text."""
        return self.toPlainText()

    def is_dirty(self) -> bool:
        """Whether it is another text now."""
        return self.toPlainText() != self._start

    def is_composing(self) -> bool:
        """Whether an input method holds half a word."""
        return self._composing

    def sizeHint(self) -> QSize:
        """A few lines."""
        return QSize(240, self.fontMetrics().lineSpacing() * self._LINES + 20)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a word is half written."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter stores at once."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.settled.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font: another height."""
        super().changeEvent(event)
        self.updateGeometry()
