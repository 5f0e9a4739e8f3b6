"""计算器: choose a method, take numbers from the audit or type them, and see results and steps.

Nothing tried out here is written into the audit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.calc import METHODS, MethodResult
from desktop.calc.method import Method
from desktop.content.types import Binding, RefColumn
from desktop.model.errors import AuditError
from desktop.ui import tasks
from desktop.ui.calculators.outcome import Outcome
from desktop.ui.calculators.outline import outline, plain
from desktop.ui.calculators.tree import InputTree
from desktop.ui.pages import MARGIN
from desktop.ui.session import Session
from desktop.ui.widgets import Button, Card, ComboBox, IconLabel, Refill, label
from desktop.ui.widgets.basic import LabelTone


@dataclass(frozen=True, slots=True)
class Example:
    """Numbers of the audit a method was run with; ``names`` are the rows its keys stand for."""

    words: str
    payload: dict[str, object]
    names: Mapping[str, str]


class CalculatorsPage(QWidget):
    """Methods and examples above, input on the left, outcome on the right."""

    def __init__(self, session: Session, pool: tasks.Pool | None = None) -> None:
        super().__init__()
        self.setObjectName("page:calculators")
        self.session, self._pool = session, pool
        self._task: tasks.Task | None = None
        self._title, self._note = label("", "title"), label("", "body", "soft", wrap=True)
        self.methods, self.examples = ComboBox(), ComboBox()
        self.tree = InputTree(session)
        self.outcome = Outcome(session)
        self._add, self._remove = Button("", "plus"), Button("", "trash-2")
        self.compute_, self._copy = Button("", "calculator", "primary"), Button("", "copy")
        self.said = Refill()
        self._examples: list[Example] = []
        self._names: Mapping[str, str] = {}
        self._lay_out()
        self.methods.activated.connect(lambda _: self._method_chosen())
        self.examples.activated.connect(lambda _: self._example_chosen())
        self._add.clicked.connect(self.tree.add)
        self._remove.clicked.connect(self.tree.remove)
        self.compute_.clicked.connect(self.compute)
        self._copy.clicked.connect(self.copy)
        self.tree.edited.connect(self._edited)
        self.tree.refused.connect(lambda words: session.notify(words, "warning"))
        self.tree.currentItemChanged.connect(lambda *_: self._follow())
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.compute)
        session.language_changed.connect(self._reword)
        self._reword()

    @property
    def method(self) -> Method[Any]:
        """The method chosen."""
        return METHODS[str(self.methods.currentData())]

    def choose(self, name: str) -> None:
        """Bring a method to the front, with the numbers of the audit where it has some."""
        self.methods.setCurrentIndex(self.methods.findData(name))
        self._method_chosen()

    def compute(self) -> None:
        """Run the method beside the window, on what stands there."""
        assert self.tree.root is not None
        method, payload, library = self.method, plain(self.tree.root), self.session.library
        if self._task is not None:
            self._task.cancel()
        self._say("clock", self.session.text("ui.calculators.running"))
        self._task = tasks.run(
            lambda _token: method.run(payload, library),
            lambda result: self._done(method, result),
            self._failed,
            self,
            pool=self._pool,
        )

    def copy(self) -> None:
        """Put the input on the clipboard, as the command line takes it."""
        assert self.tree.root is not None
        words = json.dumps(plain(self.tree.root), ensure_ascii=False, indent=2)
        QGuiApplication.clipboard().setText(words)
        self.session.notify(self.session.text("ui.calculators.copied", method=self.method.name), "info")

    # -- inside ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        self.methods.setMinimumWidth(240)
        self.examples.setMinimumWidth(280)
        for box in (self.methods, self.examples):
            top.addWidget(box)
        top.addStretch(1)
        top.addWidget(self.compute_)
        left = Card(padding=12)
        left.body.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self._add, self._remove):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._copy)
        left.body.addLayout(foot)
        right = Card(padding=12)
        right.body.addWidget(self.said)
        right.body.addWidget(self.outcome, 1)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setHandleWidth(12)
        middle.setChildrenCollapsible(False)
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setSizes([500, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addLayout(top)
        column.addWidget(middle, 1)

    def _reword(self) -> None:
        text, lang = self.session.text, self.session.lang
        self.setAccessibleName(text("ui.page.calculators"))
        self._title.setText(text("ui.page.calculators"))
        self._note.setText(text("ui.calculators.note"))
        self.methods.setAccessibleName(text("ui.calculators.method"))
        self.examples.setAccessibleName(text("ui.calculators.example"))
        self._add.setText(text("ui.calculators.add"))
        self._remove.setText(text("ui.calculators.remove"))
        self.compute_.setText(text("ui.calculators.compute"))
        self._copy.setText(text("ui.calculators.copy"))
        chosen = str(self.methods.currentData() or next(iter(METHODS)))
        self.methods.clear()
        for name, method in METHODS.items():
            self.methods.addItem(method.title.get(lang), name)
        self.choose(chosen)

    def _method_chosen(self) -> None:
        self._examples = _examples(self.session, self.method.name)
        self.examples.clear()
        self.examples.addItem(self.session.text("ui.calculators.empty"))
        for one in self._examples:
            self.examples.addItem(one.words)
        self.examples.setCurrentIndex(1 if self._examples else 0)
        self._example_chosen()

    def _example_chosen(self) -> None:
        number = self.examples.currentIndex() - 1
        payload = self._examples[number].payload if number >= 0 else None
        self._names = self._examples[number].names if number >= 0 else {}
        self.tree.show_input(outline(self.method, payload), self._names)
        self._follow()
        if payload is None:
            self.outcome.hide()
            self._say("info", self.session.text("ui.calculators.fill"))
        else:
            self.compute()

    def _edited(self) -> None:
        self._follow()
        self._say("clock", self.session.text("ui.calculators.stale"))

    def _follow(self) -> None:
        self._add.setEnabled(self.tree.growing() is not None)
        self._remove.setEnabled(self.tree.leaving() is not None)

    def _done(self, method: Method[Any], result: MethodResult) -> None:
        self._task = None
        if method is not self.method:
            return
        self.said.begin()
        self.said.hide()
        self.outcome.show()
        self.outcome.show_result(method.name, result, self._names)

    def _failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, AuditError):
            raise error
        self.outcome.hide()
        self.tree.show_place(str(error.params.get("path", "")))
        self._say("circle-x", self.session.text(error.code, **error.params), "error")

    def _say(self, icon: str, words: str, tone: LabelTone = "soft") -> None:
        self.said.begin().addWidget(IconLabel(icon, words, tone))
        self.said.show()


def _examples(session: Session, method: str) -> list[Example]:
    """The runs of a method in this audit that have a result, newest period first."""
    document, found = session.document, list[Example]()
    for binding in session.library.data.bindings:
        if binding.method != method:
            continue
        rows = document.rows(binding.for_each) if binding.for_each else ("",)
        for period in reversed(document.values.periods(binding.period)):
            for row in rows:
                run = document.values.run(binding.id, row, period)
                if run.result is None:
                    continue
                named = document.row_label(binding.for_each, row, session.lang) if row else ""
                parts = (
                    binding.title.get(session.lang),
                    named,
                    document.wording.period(period, session.lang),
                )
                words = " · ".join(dict.fromkeys(part for part in parts if part))
                found.append(Example(words, run.payload, _row_names(session, binding)))
    return found


def _row_names(session: Session, binding: Binding) -> dict[str, str]:
    """The rows that keys of a mapping input may stand for, by id."""
    document, library = session.document, session.library
    tables = {gathered.table for gathered in binding.members.values() if gathered.key}
    named = [column for table in tables for column in library.tables[table].columns]
    tables |= {column.table for column in named if isinstance(column, RefColumn)}
    return {
        row: document.row_label(table, row, session.lang) for table in tables for row in document.rows(table)
    }
