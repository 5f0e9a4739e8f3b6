"""评审演练: what reviewers may object to on this audit's data; each place a jump, each answer kept on sheet P-63."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.document.rehearsal import TABLE
from desktop.model.path import Path, parse_path
from desktop.model.review import Objection
from desktop.ui.pages import ScrollPage
from desktop.ui.places import sheet_of
from desktop.ui.problems_bar import ICONS
from desktop.ui.report_page import ReportPage
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
        self.export = Button("", "file-text")
        self.export.setObjectName("rehearsal:export")
        self.export.clicked.connect(self._to_report)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.export)
        self.content.addLayout(head)
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
        self.export.setText(text("ui.rehearsal.export"))
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
            label(text("ui.rehearsal.show", what=self._papers(one)), "body", "soft", wrap=True)
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

    def _papers(self, one: Objection) -> str:
        """What to lay on the table: the papers chosen on P-63 in their order, until then what is usual."""
        document, lang = self._session.document, self._session.lang
        chosen = [document.row_label("evidence", row, lang) for row in one.papers]
        numbered = (f"{at}. {name}" for at, name in enumerate(chosen, 1))
        return "　".join(numbered) if chosen else one.evidence.get(lang)

    def _to_report(self) -> None:
        """The same on paper or in Excel: the record of checks, from the page of reports."""
        self._session.go_to("page:report")
        page = self.window().findChild(ReportPage)
        if page is not None:
            page.choose("findings")

    def _reply_todo(self, one: Objection) -> Todo:
        """An objection the data do not provoke, and whether an answer is ready."""
        mark, role = ("circle-check", "ok") if one.reply else ("circle", "ink_faint")
        return Todo(one.text.get(self._session.lang), _reply(one), "", mark, role)


def _reply(one: Objection) -> str:
    return str(Path(TABLE, one.id, "reply"))
