"""One question at a time, with its help open: the same data as the table, for people who fill a sheet once a year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from desktop.content.types import Column, Help
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.editors.protocol import widget_of
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.form.field import Field
from desktop.ui.sheets.places import Question
from desktop.ui.widgets import Button, Card, Refill, Rule, label

_HELP = ("what", "why", "where", "evidence", "example")


class GuidedCard(QWidget):
    """Goes through a list of questions. Ctrl+Enter or Page Down is next, Page Up is back."""

    def __init__(self, session: Session, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guided")
        self._session, self._findings = session, findings
        self._questions: list[Question] = []
        self._at = 0
        self._field: Field | None = None
        self._count = label("", "caption", "faint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._place = label("", "caption", "soft")
        self._asked = label("", "heading", wrap=True)
        self._help = Refill()
        self._help.setProperty("page", True)
        self._slot = Refill()
        self._back = Button("", "arrow-up")
        self._next = Button("", "arrow-down", "primary")
        self._na, self._later = Button("", "circle", "ghost"), Button("", "clock", "ghost")
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.next)
        self._na.clicked.connect(lambda: self._state("na"))
        self._later.clicked.connect(lambda: self._state("later"))
        self._lay_out()
        session.language_changed.connect(self._reword)
        findings.moved.connect(self._refresh)
        self._reword()

    @property
    def path(self) -> str:
        """The question in front."""
        return self._questions[self._at].text if self._questions else ""

    def load(self, questions: list[Question], here: str) -> None:
        """Take a list of questions and start at ``here``, else at the first one still open."""
        self._questions = questions
        texts = [question.text for question in questions]
        opened = next((n for n, text in enumerate(texts) if self._findings.is_open(text)), 0)
        self._at = texts.index(here) if here in texts else opened
        self._show()

    def show_path(self, path: str) -> bool:
        """Go to a question."""
        texts = [question.text for question in self._questions]
        if path not in texts:
            return False
        self._at = texts.index(path)
        self._show()
        return True

    def next(self) -> None:
        """The next question; what stands in this one is stored first."""
        self._move(1)

    def back(self) -> None:
        """The question before."""
        self._move(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up, Page Down, Ctrl+Enter."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_PageDown or (
            entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.next()
        elif event.key() == Qt.Key.Key_PageUp:
            self.back()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        card = Card(padding=20, spacing=12)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._count)
        top.addWidget(self._bar, 1)
        card.body.addLayout(top)
        card.body.addWidget(self._place)
        card.body.addWidget(self._asked)
        card.body.addWidget(self._slot)
        states = QHBoxLayout()
        states.addWidget(self._na)
        states.addWidget(self._later)
        states.addStretch(1)
        states.addWidget(self._back)
        states.addWidget(self._next)
        card.body.addLayout(states)
        card.body.addWidget(Rule())
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._help)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.body.addWidget(area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)

    def _move(self, step: int) -> None:
        if self._field is not None:
            for box in self._field.boxes:
                if box.link is not None and not box.link.commit():
                    return
        if 0 <= self._at + step < len(self._questions):
            self._at += step
            self._show()

    def _show(self) -> None:
        slot = self._slot.begin()
        self._field = None
        self._refresh()
        if not self._questions:
            return
        question = self._questions[self._at]
        self._field = Field(self._session, self._findings, [question])
        slot.addWidget(self._field)
        self._session.cursor_moved.emit(question.text)
        editor = self._field.boxes[0].editor
        if editor is not None and self.isVisible():
            widget_of(editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self, *_: object) -> None:
        """Words, counts and help of the question in front."""
        session, total = self._session, len(self._questions)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(self._at + 1 if total else 0)
        self._bar.setAccessibleName(self._count.text())
        for button in (self._back, self._next, self._na, self._later):
            button.setEnabled(total > 0)
        if not total:
            self._count.setText(session.text("ui.sheets.guided.none"))
            self._place.setText("")
            self._asked.setText("")
            self._help.begin()
            return
        self._back.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < total - 1)
        self._count.setText(session.text("ui.sheets.guided.count", number=self._at + 1, total=total))
        question = self._questions[self._at]
        path = question.path
        lang = session.lang
        row = session.document.row_label(path.table, path.row, lang) if path.row else ""
        table = session.library.tables[path.table].title.get(lang)
        self._place.setText(" › ".join(part for part in (table, row) if part))
        period = session.document.wording.period(path.period, lang) if path.period else ""
        self._asked.setText(" · ".join(part for part in (question.column.label.get(lang), period) if part))
        self._show_help(question.column, lang)

    def _show_help(self, column: Column, lang: Lang) -> None:
        body = self._help.begin(10)
        found = column.help
        if found is not None:
            for name in _HELP:
                self._paragraph(body, name, found, lang)
            for source in found.sources:
                cited = self._session.library.data.sources.get(source)
                if cited is not None:
                    body.addWidget(label(cited.cite(lang), "caption", "faint", wrap=True))
        elif column.hint is not None:
            body.addWidget(label(column.hint.get(lang), "body", "soft", wrap=True))
        else:
            body.addWidget(label(self._session.text("ui.sheets.guided.no_help"), "caption", "faint"))
        body.addStretch(1)

    def _paragraph(self, body: QVBoxLayout, name: str, found: Help, lang: Lang) -> None:
        text = getattr(found, name)
        if text is None:
            return
        body.addWidget(label(self._session.text(f"ui.sheets.help.{name}"), "caption", "faint"))
        body.addWidget(label(text.get(lang), "body", "", wrap=True))

    def _state(self, state: str) -> None:
        if self._field is not None:
            self._field.boxes[0].ask_state(state)

    def _reword(self) -> None:
        text = self._session.text
        self._back.setText(text("ui.sheets.guided.back"))
        self._next.setText(text("ui.sheets.guided.next"))
        self._na.setText(text("ui.sheets.do.na"))
        self._later.setText(text("ui.sheets.do.later"))
        self._refresh()
        if self._field is not None:
            self._field.refresh()
