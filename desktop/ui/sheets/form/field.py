"""One field of a form: label, editor, unit, state, hint, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.content.types import Column, NumberColumn
from desktop.model.answer import Answer, Json, Later, NotApplicable
from desktop.model.edit import SetValue
from desktop.model.problem import Severity
from desktop.ui.icons import icon
from desktop.ui.session import Session
from desktop.ui.sheets.editors import Editor, make_editor
from desktop.ui.sheets.editors.protocol import widget_of
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.grid.keys import action_of
from desktop.ui.sheets.linking import Link
from desktop.ui.sheets.places import Question
from desktop.ui.sheets.states import StatePanel
from desktop.ui.sheets.writing import record_cell
from desktop.ui.widgets import Button, label, set_type
from desktop.ui.widgets.basic import LabelTone
from desktop.ui.widgets.icon_label import Icon, IconLabel


class Box(QWidget):
    """One editor at one place (a field has several where it is asked by year), with its unit and its state.

    Signals:
        moved_here: the focus came.
        told: what is wrong with the entry, empty when nothing is.
    """

    moved_here = Signal(str)
    told = Signal(str)

    def __init__(
        self, session: Session, question: Question, dated: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.question = question
        self._head = label("", "tiny", "faint") if dated else None
        self.calculated = bool(question.column.calculation)
        self.editor: Editor | None = None
        self.link: Link | None = None
        self._figure: QLabel | None = None
        self._unit = label("", "caption", "faint") if isinstance(question.column, NumberColumn) else None
        self._state: StateLine | None = None
        row = self._row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if self.calculated:
            self._figure = label("", "body", "soft", wrap=getattr(question.column, "long", False))
            row.addWidget(self._figure, 0 if self._unit is not None else 1)
        else:
            self.editor = make_editor(session, question)
            self.link = Link(session, question, self.editor, self)
            self.link.entered.connect(self._entered)
            self.link.refused.connect(self.told)
            row.addWidget(widget_of(self.editor), 1)
        if self._unit is not None:
            row.addWidget(self._unit)
            if self.calculated:  # the unit stands beside its figure, not at the far end
                row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if self._head is not None:
            column.addWidget(self._head)
        column.addLayout(row)
        widget = widget_of(self.editor) if self.editor is not None else self._figure
        assert widget is not None
        widget.setObjectName(f"field:{question.path}")
        self.setFocusProxy(widget)

    def name(self, text: str) -> None:
        """Name it for screen readers."""
        self._say_period()
        if self.editor is not None:
            head = f" {self._head.text()}" if self._head is not None else ""
            widget_of(self.editor).setAccessibleName(text + head)

    def _say_period(self) -> None:
        """The year, or the edition in words and what it was expected to say."""
        if self._head is not None:
            document, lang = self.session.document, self.session.lang
            expected = document.expected(self.question.text, lang)
            said = self.session.text("ui.sheets.expected", value=expected.with_unit) if expected else ""
            period = document.wording.period(self.question.path.period, lang)
            self._head.setText(" · ".join(part for part in (period, said) if part))

    def refresh(self) -> None:
        """Unit, state, figure."""
        self._say_period()
        document, path = self.session.document, self.question.text
        answer = document.answer(path)
        stated = isinstance(answer, NotApplicable | Later)
        if self._unit is not None:
            self._unit.setText(document.wording.symbol(document.unit_of(path), self.session.lang))
            self._unit.setVisible(bool(self._unit.text()) and not stated)
        if self._figure is not None:
            self._figure.setText(document.shown(path, self.session.lang).text or "—")
        elif self.editor is not None:
            widget_of(self.editor).setVisible(not stated)
            closed = document.closed(path)
            widget_of(self.editor).setEnabled(document.mode == "rw" and not closed)
            self.setToolTip(self.session.text("ui.sheets.closed_edition") if closed else "")
        self._show_state(answer)

    def _show_state(self, answer: Answer) -> None:
        if not isinstance(answer, NotApplicable | Later):
            if self._state is not None:
                self._state.hide()
            return
        if self._state is None:
            self._state = StateLine(self.session)
            self._state.taken_back.connect(self._take_state_back)
            self._row.insertWidget(0, self._state, 1)
        self._state.show_answer(answer)
        self._state.show()

    def mark(self, wrong: bool) -> None:
        """Frame the editor in the colour of trouble."""
        if self.editor is None:
            return
        widget = widget_of(self.editor)
        if bool(widget.property("trouble")) != wrong:
            widget.setProperty("trouble", wrong)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def ask_state(self, state: str) -> None:
        """Ask for a reason, or who and when."""
        if self.editor is None or self.session.document.mode != "rw":
            return
        panel = StatePanel(self.session, state, 1, self, self.session.document.answer(self.question.text))
        panel.said.connect(self._say)
        panel.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Shift+N and Ctrl+Shift+L, as in tables."""
        name = action_of(event)
        if name in ("na", "later"):
            self.ask_state(name)
        else:
            super().keyPressEvent(event)

    def _entered(self) -> None:
        self.moved_here.emit(self.question.text)

    def _say(self, value: Json) -> None:
        refused = record_cell(self.session, self.question.text, value, self)
        self.told.emit(refused.reason if refused else "")

    def _take_state_back(self) -> None:
        self.session.record([SetValue(self.question.text, None)], "", self)
        if self.editor is not None:
            widget_of(self.editor).setFocus(Qt.FocusReason.OtherFocusReason)


class StateLine(QWidget):
    """Stands in place of an editor: why there is no figure, and a way back to filling it in."""

    taken_back = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._words = IconLabel("circle", "", "soft", elided=True)
        self._back = Button(kind="link")
        self._back.clicked.connect(self.taken_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._back)

    def show_answer(self, answer: NotApplicable | Later) -> None:
        """Say it."""
        text = self._session.text
        self._back.setText(text("ui.sheets.state.fill_in"))
        self._back.setVisible(self._session.document.mode == "rw")
        if isinstance(answer, NotApplicable):
            self._words.set(text("ui.sheets.na_because", reason=answer.reason), "circle", "soft")
        else:
            self._words.set(text("ui.sheets.later_by", who=answer.who, when=answer.when), "clock", "warning")


class Field(QWidget):
    """A question of a form: one box, or one for each year side by side."""

    def __init__(
        self,
        session: Session,
        findings: Findings,
        questions: Sequence[Question],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self._findings = session, findings
        self.column: Column = questions[0].column
        self._label = label("", "caption", "soft")
        self._needed = label("*", "caption", "error")
        self._mark = Icon("circle", "ink_faint", 14)
        self._note: QLabel | None = None
        self._refusals: dict[str, str] = {}
        self.boxes = [Box(session, one, dated=len(questions) > 1) for one in questions]
        top = QHBoxLayout()
        top.setSpacing(3)
        top.addWidget(self._label)
        top.addWidget(self._needed)
        top.addStretch(1)
        top.addWidget(self._mark)
        row = QHBoxLayout()
        row.setSpacing(8)
        for box in self.boxes:
            row.addWidget(box, 1)
            box.moved_here.connect(session.cursor_moved)
            box.told.connect(self._told)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(top)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self.boxes[0])
        self._label.setBuddy(self.boxes[0])
        self.refresh()

    @property
    def is_wide(self) -> bool:
        """Whether it takes the whole width of the form."""
        column = self.column
        return len(self.boxes) > 1 or getattr(column, "long", False) or column.width == "wide"

    def paths(self) -> list[str]:
        """The places it asks for."""
        return [box.question.text for box in self.boxes]

    def refresh(self) -> None:
        """Words, state and problems, all again."""
        lang = self.session.lang
        words = self.column.label.get(lang)
        self._label.setText(words)
        self._label.setToolTip(self.column.help.what.get(lang) if self.column.help else "")
        self._needed.setVisible(self.column.required)
        for box in self.boxes:
            box.name(words)
            box.refresh()
        self._show_findings()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Not applicable, later."""
        box = next((box for box in self.boxes if box.underMouse()), self.boxes[0])
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, image in (("na", "circle"), ("later", "clock")):
            action = menu.addAction(icon(image), self.session.text(f"ui.sheets.do.{name}"))
            action.triggered.connect(lambda _=False, name=name: box.ask_state(name))
        menu.popup(event.globalPos())

    def _told(self, reason: str) -> None:
        box = self.sender()
        if isinstance(box, Box):
            self._refusals[box.question.text] = reason
        self._show_findings()

    def _show_findings(self) -> None:
        """The worst of: refused entry, problem, missing answer; else the hint."""
        session, lang = self.session, self.session.lang
        refused = next((reason for reason in self._refusals.values() if reason), "")
        problems = [problem for path in self.paths() if (problem := self._findings.wrong(path)) is not None]
        problems.sort(key=lambda one: one.severity is not Severity.ERROR)
        for box in self.boxes:
            problem = self._findings.wrong(box.question.text)
            error = problem is not None and problem.severity is Severity.ERROR
            box.mark(bool(self._refusals.get(box.question.text)) or error)
        if refused:
            self._say(session.text("ui.sheets.not_stored", reason=refused), "circle-x", "error")
        elif problems:
            worded = session.document.word(problems[0], lang)
            error = problems[0].severity is Severity.ERROR
            self._say(
                worded.sentence, "circle-x" if error else "triangle-alert", "error" if error else "warning"
            )
        else:
            self._say_state()

    def _say_state(self) -> None:
        session, lang = self.session, self.session.lang
        hint = self.column.hint.get(lang) if self.column.hint else ""
        if any(self._findings.is_open(path) for path in self.paths()):
            self._say(hint, "circle", "faint", session.text("ui.sheets.open"))
        elif (
            all(session.document.answer(path) is not None for path in self.paths())
            and not self.column.calculation
        ):
            self._say(hint, "check", "faint", session.text("ui.sheets.state.given"))
        else:
            self._say(hint, "", "faint")

    def _say(self, text: str, image: str, tone: LabelTone, tip: str = "") -> None:
        if text and self._note is None:
            self._note = label("", "caption", "faint", wrap=True)
            self._column.addWidget(self._note)
        if self._note is not None:
            self._note.setText(text)
            self._note.setVisible(bool(text))
            set_type(self._note, "caption", tone)
        self._mark.setVisible(bool(image))
        self._mark.setToolTip(tip or text)
        self._mark.setAccessibleName(tip or text)
        if image:
            self._mark.set(image, "ink_faint" if tone == "faint" else tone)
