"""The thread between an editor and its answer: stores on leaving or after a pause, shows what others changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.model.edit import Changes
from desktop.ui.session import Session
from desktop.ui.sheets.editors import Editor
from desktop.ui.sheets.editors.choice import ChoiceEditor
from desktop.ui.sheets.editors.protocol import widget_of
from desktop.ui.sheets.entry import entry_text
from desktop.ui.sheets.places import Question
from desktop.ui.sheets.writing import store_entry

PAUSE = 900  # milliseconds without a key before an entry is stored


class Link(QObject):
    """Keeps one editor and one answer together.

    Signals:
        refused: why the entry could not be stored; empty once it could.
        entered: the focus came to the editor.
        reverted: the person took an entry back with Esc.
    """

    refused = Signal(str)
    entered = Signal()
    reverted = Signal()

    def __init__(
        self, session: Session, question: Question, editor: Editor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent or widget_of(editor))
        self.session = session
        self.question = question
        self.editor = editor
        self.trouble = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        editor.typed.connect(self._pause.start)
        editor.settled.connect(self.commit)
        widget = widget_of(editor)
        for one in (widget, *widget.findChildren(QObject)):
            one.installEventFilter(self)
        session.changed.connect(self._follow)
        session.language_changed.connect(self._reword)

    def commit(self) -> bool:
        """Store what stands there; a refusal is shown and the text stays."""
        self._pause.stop()
        if not self.editor.is_dirty():
            return True
        if self.editor.is_composing():
            self._pause.start()
            return False
        entry = self.editor.entry()
        refused = store_entry(self.session, self.question.column, self.question.text, entry, self)
        self._tell(refused.reason if refused else "")
        if refused is None:
            widget = widget_of(self.editor)
            keep = (
                str(entry)
                if widget.hasFocus() and isinstance(entry, str) and _is_words(self.editor)
                else None
            )
            self.editor.start(self._stored() if keep is None else keep)
        return refused is None

    def reload(self) -> None:
        """Show what is stored, whatever was typed."""
        self._pause.stop()
        self.editor.start(self._stored())
        self._tell("")

    def revert(self) -> bool:
        """Esc: back to what is stored; Ctrl+Z in the field brings the typed text back."""
        if not self.editor.is_dirty():
            return False
        self._pause.stop()
        stored = self._stored()
        widget = self.editor
        if isinstance(widget, QLineEdit) and not widget.isReadOnly():
            widget.selectAll()
            widget.insert(stored)
        elif isinstance(widget, QPlainTextEdit):
            widget.selectAll()
            widget.insertPlainText(stored)
        else:
            self.editor.start(stored)
        self._pause.stop()
        self._tell("")
        self.reverted.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving stores, Esc takes back, coming tells where the cursor is."""
        match event.type():
            case QEvent.Type.FocusOut:
                QTimer.singleShot(0, self, self._left)
            case QEvent.Type.FocusIn:
                self.entered.emit()
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                if self.revert():
                    return True
        return super().eventFilter(watched, event)

    def _left(self) -> None:
        """The focus went; unless only to a list the editor opened, store."""
        if widget_of(self.editor).hasFocus():
            return
        if self.commit() and not self.trouble:
            self.editor.start(self._stored())

    def _follow(self, changes: Changes) -> None:
        if changes.by is self or self.editor.is_dirty():
            return
        place = self.question.path
        if place.row and place.row not in self.session.document.rows(place.table):
            return  # the row has just gone
        if self.question.text in changes.paths or self.question.path.table in changes.tables:
            self.reload()

    def _reword(self) -> None:
        if isinstance(self.editor, ChoiceEditor):
            self.editor.fill()
        if not self.editor.is_dirty():
            self.reload()

    def _stored(self) -> str:
        question = self.question
        return entry_text(self.session.document, question.column, question.text, self.session.lang)

    def _tell(self, reason: str) -> None:
        if reason != self.trouble:
            self.trouble = reason
            self.refused.emit(reason)


def _is_words(editor: Editor) -> bool:
    return isinstance(editor, QLineEdit | QPlainTextEdit) and not (
        isinstance(editor, QLineEdit) and editor.isReadOnly()
    )
