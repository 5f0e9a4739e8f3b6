"""评审演练: what reviewers may object to on this audit's data; each place a jump, each answer kept on sheet P-63."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.document.rehearsal import TABLE
from desktop.model.path import Path, parse_path
from desktop.model.review import Objection
from desktop.ui.pages import ScrollPage
from desktop.ui.places import sheet_of
from desktop.ui.problems_bar import ICONS
from desktop.ui.session import Session
from desktop.ui.todo_line import Todo, jump_line
from desktop.ui.widgets import Button, Card, Chip, IconLabel, Refill, label

PLACES = 4


class RehearsalPage(ScrollPage):
    """Objections provoked by the data, each in a card; below, those that may come all the same."""

    def __init__(self, session: Session) -> None:
        super().__init__("rehearsal")
        self._session = session
        self._title, self._note = label("", "title"), label("", "body", "soft", wrap=True)
        self.cards = Refill()
        self._others_title = label("", "heading")
        self._others = Refill()
        self.content.addWidget(self._title)
        self.content.addWidget(self._note)
        self.content.addWidget(self.cards)
        self.content.addWidget(self._others_title)
        others = Card(padding=12, spacing=0)
        others.body.addWidget(self._others)
        self.content.addWidget(others)
        self.content.addStretch(1)
        self.watch(session)

    def refresh(self) -> None:
        """Read all again."""
        text = self._session.text
        found = self._session.document.rehearsal()
        provoked = [one for one in found if one.provoked]
        self.setAccessibleName(text("ui.page.rehearsal"))
        self._title.setText(text("ui.page.rehearsal"))
        self._note.setText(text("ui.rehearsal.note", count=str(len(provoked))))
        column = self.cards.begin(spacing=12)
        for one in provoked:
            column.addWidget(self._card(one))
        if not provoked:
            column.addWidget(IconLabel("circle-check", text("ui.rehearsal.none"), "ok"))
        self._others_title.setText(text("ui.rehearsal.others"))
        column = self._others.begin(spacing=0)
        for one in found:
            if not one.provoked:
                column.addWidget(jump_line(self._session, self._reply_todo(one)))

    def _card(self, one: Objection) -> Card:
        text, lang = self._session.text, self._session.lang
        card = Card(padding=16, spacing=6)
        head = QHBoxLayout()
        head.addWidget(label(one.text.get(lang), "heading", wrap=True), 1)
        head.addWidget(Chip(text("ui.rehearsal.places", count=str(len(one.problems))), "warning"))
        card.body.addLayout(head)
        for problem in one.problems[:PLACES]:
            sheet = sheet_of(self._session, parse_path(problem.path))
            mark, role = ICONS[problem.severity]
            words = self._session.document.word(problem, lang).sentence
            card.body.addWidget(
                jump_line(self._session, Todo(words, problem.path, sheet.number if sheet else "", mark, role))
            )
        if len(one.problems) > PLACES:
            more = text("ui.rehearsal.more", count=str(len(one.problems) - PLACES))
            card.body.addWidget(label(more, "caption", "faint"))
        card.body.addWidget(
            label(text("ui.rehearsal.show", what=one.evidence.get(lang)), "body", "soft", wrap=True)
        )
        card.body.addWidget(
            label(text("ui.rehearsal.prepare", how=one.prepare.get(lang)), "body", "soft", wrap=True)
        )
        foot = QHBoxLayout()
        reply = (
            label(one.reply, "body", wrap=True)
            if one.reply
            else label(text("ui.rehearsal.no_reply"), "body", "faint")
        )
        foot.addWidget(reply, 1)
        write = Button(text("ui.rehearsal.write"), "pencil")
        write.setAccessibleName(f"{text('ui.rehearsal.write')}: {one.text.get(lang)}")
        write.clicked.connect(lambda: self._session.go_to(_reply(one)))
        foot.addWidget(write)
        card.body.addLayout(foot)
        return card

    def _reply_todo(self, one: Objection) -> Todo:
        """An objection the data do not provoke, and whether an answer is ready."""
        mark, role = ("circle-check", "ok") if one.reply else ("circle", "ink_faint")
        return Todo(one.text.get(self._session.lang), _reply(one), "", mark, role)


def _reply(one: Objection) -> str:
    return str(Path(TABLE, one.id, "reply"))
