"""A stage of the audit: its steps, and the sheets in which they are written down, with how far each is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.content.types import Sheet, Stage
from desktop.ui.navigator.entries import stage_state, stage_title
from desktop.ui.pages import ScrollPage
from desktop.ui.session import Session
from desktop.ui.widgets import Button, Card, Chip, IconLabel, Refill, Ring, label

COLUMNS = 2


class StagePage(ScrollPage):
    """Built again whenever it is refreshed: a stage has a handful of cards."""

    def __init__(self, number: int, session: Session) -> None:
        super().__init__(f"stage{number}")
        self._number, self._session = number, session
        self._refill = Refill()
        self.content.addWidget(self._refill)
        self.content.addStretch(1)
        self.watch(session)

    def refresh(self) -> None:
        """Read the stage again."""
        session, text = self._session, self._session.text
        self.setAccessibleName(stage_title(session, self._number))
        focused = self.focusWidget()
        had = focused.objectName() if focused is not None else ""
        self._column = self._refill.begin(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        title = text("ui.stage.title", number=str(self._number), title=stage_title(session, self._number))
        head.addWidget(label(title, "title"))
        state = stage_state(session, self._number)
        if state.total:
            words = text("ui.stage.progress", answered=str(state.answered), total=str(state.total))
            head.addWidget(Chip(words, "ok" if state.answered == state.total else "plain"))
        head.addStretch(1)
        self._column.addLayout(head)
        stage = next(one for one in session.library.data.stages if one.number == self._number)
        for step in stage.steps:
            self._step(stage, step)
        hidden = [one.number for one in session.document.hidden_sheets() if one.stage == self._number]
        if hidden:
            numbers = ("、" if session.lang == "zh" else ", ").join(hidden)
            self._column.addWidget(
                label(text("ui.stage.hidden", numbers=numbers), "caption", "soft", wrap=True)
            )
        if had:
            again = self.findChild(QWidget, had)
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, stage: Stage, step: str) -> None:
        session, lang = self._session, self._session.lang
        guide = stage.about.get(step)
        others = guide.sheets if guide is not None else ()
        sheets = [
            one
            for one in session.library.sheets
            if ((one.stage == self._number and one.step == step) or one.id in others)
            and session.document.applies(one.id)
        ]
        if not sheets:
            return
        self._column.addWidget(label(f"{step}  {stage.steps[step].get(lang)}", "heading"))
        if guide is not None:
            said = session.text(
                "ui.stage.about",
                purpose=guide.purpose.get(lang),
                who=guide.who.get(lang),
                evidence=guide.evidence.get(lang),
                done=guide.done.get(lang),
            )
            self._column.addWidget(label(said, "caption", "soft", wrap=True))
        grid = QGridLayout()
        grid.setSpacing(16)
        for position, sheet in enumerate(sheets):
            grid.addWidget(self._card(sheet), position // COLUMNS, position % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)

    def _card(self, sheet: Sheet) -> Card:
        session, text = self._session, self._session.text
        card = Card(padding=16, spacing=6)
        head = QHBoxLayout()
        head.setSpacing(8)
        found = session.document.progress().get(sheet.id)
        ring = Ring(18)
        if found is not None:
            ring.set_fraction(found.answered / found.total if found.total else 1.0)
        head.addWidget(ring)
        head.addWidget(label(f"{sheet.number}  {sheet.title.get(session.lang)}", "strong", wrap=True), 1)
        card.body.addLayout(head)
        card.body.addWidget(label(sheet.purpose.get(session.lang), "caption", "soft", wrap=True))
        card.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        if found is not None and found.total:
            words = text("ui.stage.progress", answered=str(found.answered), total=str(found.total))
            foot.addWidget(label(words, "caption", "faint"))
        if found is not None and found.errors:
            foot.addWidget(
                IconLabel(
                    "circle-x", text("ui.count.errors", count=str(found.errors)), "error", "caption", size=14
                )
            )
        if found is not None and found.warnings:
            words = text("ui.count.warnings", count=str(found.warnings))
            foot.addWidget(IconLabel("triangle-alert", words, "warning", "caption", size=14))
        foot.addStretch(1)
        button = Button(text("ui.stage.open"))
        button.setObjectName(f"open:{sheet.id}")
        button.setAccessibleName(f"{text('ui.stage.open')} {sheet.number} {sheet.title.get(session.lang)}")
        button.setProperty("place", f"page:{sheet.id}")
        button.clicked.connect(self._go)
        foot.addWidget(button)
        card.body.addLayout(foot)
        return card

    def _go(self) -> None:
        self._session.go_to(str(self.sender().property("place")))
