"""强制性审核筛查: the five conditions, each with what the data say, why, what is missing and on which clause."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.model.review import Label, Screening
from desktop.ui.pages import ScrollPage
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.todo_line import Todo, jump_line
from desktop.ui.widgets import Button, Card, Chip, IconLabel, Refill, label

REASONS = 5
_LOOKS: dict[bool | None, tuple[Tone, str]] = {
    True: ("warning", "triangle-alert"),
    False: ("ok", "circle-check"),
    None: ("info", "circle-help"),
}


def _look(one: Label) -> tuple[Tone, str]:
    """A statement of the plant is no green light."""
    if not one.applies:
        return "plain", ""
    return ("plain", "message-square") if one.by_statement else _LOOKS[one.value]


class ScreeningPage(ScrollPage):
    """The conclusion on top, then one card for each condition."""

    def __init__(self, session: Session) -> None:
        super().__init__("screening")
        self._session = session
        self._title = label("", "title")
        self.content.addWidget(self._title)
        self.cards = Refill()
        self.content.addWidget(self.cards)
        self.content.addStretch(1)
        self.watch(session)

    def refresh(self) -> None:
        """Look at the data again."""
        text = self._session.text
        self.setAccessibleName(text("ui.page.screening"))
        self._title.setText(text("ui.page.screening"))
        column = self.cards.begin(spacing=12)
        found = self._session.document.screening()
        if found is None:
            column.addWidget(IconLabel("info", text("ui.screening.no_date"), "soft", wrap=True))
            button = Button(text("ui.screening.fill_date"), "pencil", "primary")
            button.clicked.connect(lambda: self._session.go_to("audit.listed_on"))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
            return
        column.addWidget(self._conclusion(found))
        for one in found.labels:
            column.addWidget(self._card(one))

    def _conclusion(self, found: Screening) -> Card:
        card = Card(padding=16, spacing=6)
        for at, said in enumerate(found.said):
            card.body.addWidget(
                label(said.get(self._session.lang), "strong" if at == 0 else "body", wrap=True)
            )
        return card

    def _card(self, one: Label) -> Card:
        text, lang = self._session.text, self._session.lang
        card = Card(padding=16, spacing=6)
        head = QHBoxLayout()
        head.setSpacing(8)
        title = one.title.get(lang)
        head.addWidget(label(title[:1].upper() + title[1:], "heading"))
        head.addStretch(1)
        if one.listed:
            head.addWidget(Chip(text("ui.screening.listed"), "error", "landmark"))
        tone, mark = _look(one)
        head.addWidget(Chip(text(one.outcome), tone, mark))
        card.body.addLayout(head)
        if one.tier is not None:
            card.body.addWidget(
                label(text("ui.screening.tier", tier=one.tier.get(lang)), "body", "soft", wrap=True)
            )
        for reason in one.reasons[:REASONS]:
            mark, role = ("circle-help", "info") if one.value is None else ("circle", "ink_faint")
            card.body.addWidget(
                jump_line(self._session, Todo(reason.text.get(lang), reason.path, "", mark, role))
            )
        if len(one.reasons) > REASONS:
            more = text("ui.screening.more", count=str(len(one.reasons) - REASONS))
            card.body.addWidget(label(more, "caption", "faint"))
        for path in one.missing[:REASONS]:
            words = text("ui.screening.missing", place=self._session.document.label(path, lang))
            card.body.addWidget(jump_line(self._session, Todo(words, path, "", "pencil", "info")))
        card.body.addWidget(
            label(text("ui.screening.basis", basis=one.basis.get(lang)), "caption", "faint", wrap=True)
        )
        return card
