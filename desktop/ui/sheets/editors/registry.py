"""Which editor serves which kind of question.

To add a kind: a Struct in ``desktop.content.types``, a class here beside the others, a line in ``EDITORS``; a test
fails until all kinds are there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.content.types import (
    ChoiceColumn,
    Column,
    DateColumn,
    FlagColumn,
    NumberColumn,
    PeriodColumn,
    RefColumn,
    TextColumn,
)
from desktop.ui.session import Session
from desktop.ui.sheets.editors.choice import ChoiceEditor, RefEditor
from desktop.ui.sheets.editors.date import DateEditor
from desktop.ui.sheets.editors.flag import FlagEditor
from desktop.ui.sheets.editors.many import ManyEditor
from desktop.ui.sheets.editors.protocol import Editor
from desktop.ui.sheets.editors.text import LongTextEditor, NumberEditor, PeriodEditor, TextEditor
from desktop.ui.sheets.entry import entry_text
from desktop.ui.sheets.places import Question

EditorMaker = Callable[[Session, Question, QWidget | None], Editor]

EDITORS: dict[type[Column], EditorMaker] = {
    TextColumn: TextEditor,
    NumberColumn: NumberEditor,
    FlagColumn: FlagEditor,
    DateColumn: DateEditor,
    PeriodColumn: PeriodEditor,
    ChoiceColumn: ChoiceEditor,
    RefColumn: RefEditor,
}


def make_editor(
    session: Session, question: Question, parent: QWidget | None = None, text: str | None = None
) -> Editor:
    """The editor of a question, showing what is stored, or ``text``."""
    column = question.column
    maker: EditorMaker = EDITORS[type(column)]
    if isinstance(column, TextColumn) and column.long:
        maker = LongTextEditor
    if isinstance(column, ChoiceColumn | RefColumn) and column.many:
        maker = ManyEditor
    editor = maker(session, question, parent)
    editor.start(entry_text(session.document, column, question.text, session.lang) if text is None else text)
    return editor
