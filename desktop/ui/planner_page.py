"""达级测算: the level aimed at, then the cheapest set of options in the background; and what the options do together.

An estimate: nothing is applied by a click. Target and budget are kept in the audit; further conditions stand on P-32.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop.document.combined import Scenario, combined
from desktop.document.planning import GRADINGS, TABLE, TARGET, Planned, plan
from desktop.document.snapshot import AuditSnapshot
from desktop.model.answer import Json
from desktop.model.edit import SetValue
from desktop.model.path import Path
from desktop.model.text import Lang
from desktop.ui.long_work import LongWork
from desktop.ui.pages import ScrollPage
from desktop.ui.planner_cards import plan_cards, scenario_card
from desktop.ui.session import Session
from desktop.ui.tasks import Pool, Token
from desktop.ui.theme import scaled
from desktop.ui.widgets import Button, Card, Chip, IconLabel, Refill, Segmented, label

SHEET = "p_32"
_TARGETS = ("I", "II", "III")

Answer = tuple[Planned | None, Scenario | None]


class PlannerPage(ScrollPage):
    """Conditions, one button with progress, then the answer in cards."""

    def __init__(self, session: Session, pool: Pool | None = None) -> None:
        super().__init__("planner")
        self._session = session
        self.work = LongWork(session, self, pool, "ui.planner.cancelled")
        self._answer: tuple[AuditSnapshot, Answer] | None = None
        self._title, self._estimate = label("", "title"), Chip("", "warning", "info")
        self._note = label("", "body", "soft", wrap=True)
        self._captions = [label("", "body", "soft") for _ in range(3)]
        self._graded = label("", "strong")
        self.target = Segmented([(one, "", "") for one in _TARGETS])
        self.budget = QLineEdit()
        self._unit = label("", "body", "soft")
        self.conditions = Button("", "pencil")
        self.start = Button("", "target", "primary")
        self._stale_word = IconLabel("info", "", "warning")
        self.cards = Refill()
        self._lay_out()
        self.target.chosen.connect(lambda target: self._record("target", target))
        self.budget.editingFinished.connect(self._take_budget)
        self.conditions.clicked.connect(lambda: session.go_to(f"page:{SHEET}"))
        self.start.clicked.connect(self.compute)
        self.work.turned.connect(lambda: self.start.setVisible(not self.work.busy))
        self.watch(session)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._estimate)
        head.addStretch(1)
        self.content.addLayout(head)
        self.content.addWidget(self._note)
        card = Card(padding=16, spacing=12)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        second.setSpacing(8)
        self.budget.setFixedWidth(scaled(110))
        self.budget.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.budget.setObjectName(f"field:{TABLE}.budget")
        self.start.setObjectName("compute")
        first.addWidget(self._captions[0])
        first.addWidget(self._graded)
        first.addStretch(1)
        first.addWidget(self.conditions)
        second.addWidget(self._captions[1])
        second.addWidget(self.target)
        second.addSpacing(16)
        second.addWidget(self._captions[2])
        second.addWidget(self.budget)
        second.addWidget(self._unit)
        second.addStretch(1)
        second.addWidget(self.start)
        second.addWidget(self.work.cancel)
        for row in (first, second):
            card.body.addLayout(row)
        card.body.addWidget(self.work.bar)
        self.content.addWidget(card)
        self.content.addWidget(self._stale_word)
        self.content.addWidget(self.cards)
        self.content.addStretch(1)

    def refresh(self) -> None:
        """Words and conditions; an answer to older data stays, marked as such."""
        session, text = self._session, self._session.text
        document = session.document
        self.setAccessibleName(text("ui.page.planner"))
        self._title.setText(text("ui.page.planner"))
        self._estimate.set(text("ui.planner.estimate"), "warning", "info")
        self._note.setText(text("ui.planner.note"))
        for caption, code in zip(self._captions, ("graded", "target", "budget"), strict=True):
            caption.setText(text(f"ui.planner.{code}"))
        grading = document.value(f"{TABLE}.grading")
        row = grading if isinstance(grading, str) else next(iter(document.rows(GRADINGS)), "")
        self._graded.setText(
            document.row_label(GRADINGS, row, session.lang) if row else text("ui.planner.no_grading")
        )
        self.target.set_texts({one: text(f"ui.planner.level_{one.lower()}") for one in _TARGETS})
        target = document.value(f"{TABLE}.target")
        self.target.set_chosen(target if target in _TARGETS else TARGET)
        self.target.setAccessibleName(text("ui.planner.target"))
        budget = document.shown(f"{TABLE}.budget", session.lang)
        self.budget.setText(budget.text)
        self.budget.setPlaceholderText(text("ui.planner.no_budget"))
        self.budget.setAccessibleName(text("ui.planner.budget"))
        self._unit.setText(document.wording.symbol(document.unit_of(f"{TABLE}.budget"), session.lang))
        self.conditions.setText(text("ui.planner.conditions"))
        self.start.setText(text("ui.planner.compute"))
        self.work.word("ui.planner.progress")
        writable = document.mode != "ro"
        self.target.setEnabled(writable)
        self.budget.setEnabled(writable)
        self._stale_word.set(text("ui.planner.stale"), "info", "warning")
        self._stale_word.setVisible(self._answer is not None and self._answer[0].digest != document.digest)
        self._fill()

    # -- computing ------------------------------------------------------------------------------------------

    def compute(self) -> None:
        """Ask, from a frozen copy of the audit."""
        session = self._session
        snapshot = session.attempt(session.document.snapshot)
        if snapshot is None:
            return
        lang = session.lang
        self.work.run(
            lambda token: _job(snapshot, lang, token), lambda answer: self._answered(snapshot, answer)
        )

    def _answered(self, snapshot: AuditSnapshot, answer: Answer) -> None:
        self._answer = snapshot, answer
        self.refresh()

    def _fill(self) -> None:
        """The answer, worded in the language of the window."""
        column = self.cards.begin(spacing=12)
        if self._answer is None:
            return
        snapshot, (planned, scenario) = self._answer
        session = self._session
        if planned is None:
            column.addWidget(IconLabel("info", session.text("plan.none"), "soft", wrap=True))
        else:
            for card in plan_cards(session, snapshot, planned):
                column.addWidget(card)
        column.addWidget(scenario_card(session, snapshot, scenario))

    # -- conditions -----------------------------------------------------------------------------------------

    def _take_budget(self) -> None:
        typed = self.budget.text().strip()
        document = self._session.document
        if typed == document.shown(f"{TABLE}.budget", self._session.lang).text:
            return
        unit = document.unit_of(f"{TABLE}.budget")
        self._record("budget", {"value": typed, "unit": unit} if typed else None)

    def _record(self, column: str, value: Json) -> None:
        edit = SetValue(str(Path(TABLE, "", column)), value)
        self._session.attempt(lambda: self._session.document.record([edit]))
        self.refresh()


def _job(snapshot: AuditSnapshot, lang: Lang, token: Token) -> Answer:
    """The plan, then the scenario; asked at every set and every option whether anybody still wants it."""
    token.step(0.05)
    planned = plan(snapshot, lang, lambda sets: token.step(min(0.7, 0.1 + 0.1 * sets)))
    scenario = combined(snapshot, lambda done, of: token.step(0.7 + 0.3 * done / of))
    token.step(1.0)
    return planned, scenario
