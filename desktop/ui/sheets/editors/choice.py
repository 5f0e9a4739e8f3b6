"""Choosing from a list: searched by typing, also by part of a word and by pinyin; the wheel changes no closed field."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from desktop.content.types import ChoiceColumn, RefColumn
from desktop.document.search import sounds
from desktop.model.answer import Json
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.entry import Entry
from desktop.ui.sheets.places import Question
from desktop.ui.widgets import ComboBox

LANGS: tuple[Lang, Lang] = ("zh", "en")
FOUND_BY = Qt.ItemDataRole.UserRole + 1


class ChoiceEditor(ComboBox):
    """One value from a list of choices or rows; an empty text is no answer."""

    typed = Signal()
    settled = Signal()

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.question = question
        self._start = ""
        self._line = QLineEdit(self)
        self.setLineEdit(self._line)
        # Tab goes to the box; through the line it may come back.
        self._line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fill()
        completer = Finder(self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        completer.activated.connect(self._chosen)
        self.activated.connect(self._chosen)
        self._line.textEdited.connect(self.typed)
        self._line.returnPressed.connect(self.settled)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody is going to type: now the list can be searched by sound."""
        self._spell()
        super().focusInEvent(event)

    def _spell(self) -> None:
        """Words by which each entry is found: both languages, the key, pinyin in full and by initials."""
        column = self.question.column
        if not isinstance(column, ChoiceColumn) or self.itemData(0, FOUND_BY) is not None:
            return
        library = self.session.library
        for at in range(self.count()):
            value = str(self.itemData(at))
            names = [library.choice_label(column, value, lang) for lang in LANGS]
            self.setItemData(at, " ".join((*names, value, sounds(names[0]))), FOUND_BY)

    def fill(self) -> None:
        """Read the list anew; rows of other tables come and go."""
        column = self.question.column
        if not isinstance(column, ChoiceColumn | RefColumn):
            raise TypeError(type(column).__name__)
        self.blockSignals(True)
        text = self.currentText()
        self.clear()
        for value, label in Entry(self.session.document, self.session.lang).options(column).items():
            self.addItem(label, value)
        self.setEditText(text)
        self.blockSignals(False)

    def setAccessibleName(self, name: str) -> None:
        """The line inside takes the focus, so it has the name too."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def start(self, text: str) -> None:
        """Show a starting point."""
        self._start = text
        self.blockSignals(True)
        self.setCurrentIndex(self.findText(text, Qt.MatchFlag.MatchExactly))
        self.setEditText(text)
        self._line.setCursorPosition(0)
        self.blockSignals(False)

    def entry(self) -> Json:
        """The value whose label stands there, else the text itself."""
        text = self.currentText().strip()
        found = self.findText(text, Qt.MatchFlag.MatchExactly)
        if text and found >= 0:
            return str(self.itemData(found))
        column = self.question.column
        if isinstance(column, ChoiceColumn) and column.open:  # a name of an entry, or a value the list lacks
            return Entry(self.session.document, self.session.lang).read(column, text)
        return text

    def is_dirty(self) -> bool:
        """Whether something else was chosen or typed."""
        return self.currentText() != self._start

    def is_composing(self) -> bool:
        """Input methods write into the line inside; half words are no problem, nothing is stored before leaving."""
        return False

    def _chosen(self) -> None:
        self.typed.emit()
        self.settled.emit()


class Finder(QCompleter):
    """Looks in all the words an entry is found by, and completes to its label."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box.model(), box)
        self.setCompletionRole(FOUND_BY)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The label, whatever it was found by."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class RefEditor(ChoiceEditor):
    """One row of another table, by its label; the list is read when it opens, so new rows are there."""

    def showPopup(self) -> None:
        """Open the list as it is now."""
        self.fill()
        super().showPopup()
