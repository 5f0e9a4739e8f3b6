"""Yes or no, with neither chosen until somebody says so."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.model.answer import Json
from desktop.ui.session import Session
from desktop.ui.sheets.places import Question
from desktop.ui.widgets import Button


class FlagEditor(QWidget):
    """Two buttons; Delete takes the answer back."""

    typed = Signal()
    settled = Signal()

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.question = question
        self._value: bool | None = None
        self._start: bool | None = None
        self.yes, self.no = (Button(kind="plain") for _ in range(2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (self.yes, self.no):
            button.setCheckable(True)
            button.setProperty("answer", True)
            row.addWidget(button)
        row.addStretch(1)
        self.yes.clicked.connect(self._say_yes)
        self.no.clicked.connect(self._say_no)
        self.setFocusProxy(self.yes)
        self._word()
        session.language_changed.connect(self._word)

    def start(self, text: str) -> None:  # noqa: ARG002
        """Show what is stored; the words for it are on the buttons."""
        answer = self.session.document.answer(self.question.text)
        self._start = self._value = answer if isinstance(answer, bool) else None
        self._show()

    def entry(self) -> Json:
        """Yes, no, or no answer."""
        return self._value

    def is_dirty(self) -> bool:
        """Whether it was answered otherwise."""
        return self._value is not self._start

    def is_composing(self) -> bool:
        """Nothing is typed here."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the answer back."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._say(None)
        else:
            super().keyPressEvent(event)

    def setAccessibleName(self, name: str) -> None:
        """Name the question; each button says question and answer."""
        super().setAccessibleName(name)
        for button in (self.yes, self.no):
            button.setAccessibleName(f"{name}: {button.text()}")

    def _say_yes(self) -> None:
        self._say(True)

    def _say_no(self) -> None:
        self._say(False)

    def _say(self, value: bool | None) -> None:
        self._value = value
        self._show()
        self.typed.emit()
        self.settled.emit()

    def _show(self) -> None:
        self.yes.setChecked(self._value is True)
        self.no.setChecked(self._value is False)

    def _word(self) -> None:
        self.yes.setText(self.session.text("ui.sheets.yes"))
        self.no.setText(self.session.text("ui.sheets.no"))
        self.setAccessibleName(self.accessibleName())
