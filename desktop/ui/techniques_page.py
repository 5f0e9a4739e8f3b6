"""技术目录: techniques that fit the plant, by aspect; each accepted, rejected or left for later with one click.

The decision is a row of ``proposals`` (sheet P-31), where its reason is written. Figures are hints, never filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from desktop.document.techniques import Technique, matching, quantities
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.model.path import Path
from desktop.model.text import Standing
from desktop.ui.pages import ScrollPage
from desktop.ui.session import Session
from desktop.ui.techniques_wish import Cause, Wish
from desktop.ui.theme import Tone
from desktop.ui.widgets import Button, Card, Chip, FilterChip, IconLabel, Refill, label

TABLE = "proposals"
MOST = 25
_DECIDED: dict[str, tuple[Tone, str]] = {
    "accepted": ("ok", "circle-check"),
    "rejected": ("plain", "circle-x"),
    "later": ("info", "clock"),
}


class TechniquesPage(ScrollPage):
    """Chips for the aspects, then the techniques, end-of-pipe last."""

    def __init__(self, session: Session) -> None:
        super().__init__("techniques")
        self._session = session
        self._title, self._note = label("", "title"), label("", "body", "soft", wrap=True)
        self.aspects = {choice.value: FilterChip("") for choice in session.library.choices("aspect")}
        row = QHBoxLayout()
        row.setSpacing(6)
        for aspect, chip in self.aspects.items():
            chip.setObjectName(f"aspect:{aspect}")
            chip.clicked.connect(lambda _=False, aspect=aspect: self.choose(aspect))
            row.addWidget(chip)
        row.addStretch(1)
        self.wish = Wish(session)
        self.wish.changed.connect(self._wished)
        self._found = label("", "body", wrap=True)
        self.cards = Refill()
        self.content.addWidget(self._title)
        self.content.addWidget(self._note)
        self.content.addWidget(self.wish)
        self.content.addLayout(row)
        self.content.addWidget(self._found)
        self.content.addWidget(self.cards)
        self.content.addStretch(1)
        self.watch(session)
        next(iter(self.aspects.values())).setChecked(True)

    def choose(self, aspect: str) -> None:
        """Show the techniques of one aspect."""
        for known, chip in self.aspects.items():
            chip.setChecked(known == aspect)
        self.refresh()

    def refresh(self) -> None:
        """Read again: the industry, and what was decided."""
        session, text = self._session, self._session.text
        value = session.document.value("enterprise.industry_code")
        found = matching(session.library, value if isinstance(value, str) else "")
        self.setAccessibleName(text("ui.page.techniques"))
        self._title.setText(text("ui.page.techniques"))
        self._note.setText(text("ui.techniques.note"))
        causes = self.wish.causes()
        self.wish.offer(causes, quantities(found))
        wanted = self.wish.quantity.currentData()
        found = tuple(one for one in found if not wanted or wanted in one.acts_on)
        for choice in session.library.choices("aspect"):
            members = sum(one.aspect == choice.value for one in found)
            self.aspects[choice.value].set(choice.label.get(session.lang), members)
        chosen = next((aspect for aspect, chip in self.aspects.items() if chip.isChecked()), "")
        shown = [one for one in found if one.aspect == chosen]
        cause = self._cause(causes)
        finding = cause.found.get(chosen, "") if cause is not None else ""
        self._found.setVisible(bool(finding))
        self._found.setText(text("ui.techniques.found", found=finding))
        rows = self._rows()
        column = self.cards.begin(spacing=12)
        for one in shown[:MOST]:
            column.addWidget(self._card(one, rows.get(one.id, "")))
        if not shown:
            column.addWidget(IconLabel("info", text("ui.techniques.none"), "soft"))
        elif len(shown) > MOST:
            more = text("ui.techniques.more", count=str(len(shown) - MOST))
            column.addWidget(label(more, "caption", "faint"))

    def decide(self, technique: str, decision: str) -> None:
        """Record what becomes of a technique; deciding otherwise later changes the same row. A cause chosen above is
        the one it answers.
        """
        row, cause = self._rows().get(technique, ""), self.wish.cause.currentData()
        answers = {"cause": cause} if cause else {}
        edits: list[Edit] = (
            [
                SetValue(str(Path(TABLE, row, name)), value)
                for name, value in {"decision": decision, **answers}.items()
            ]
            if row
            else [AddRow(TABLE, {"technique": technique, "decision": decision, **answers})]
        )
        self._session.attempt(lambda: self._session.document.record(edits))

    def _wished(self) -> None:
        """Go to the first aspect in which the chosen cause was found, then show what fits."""
        cause = self._cause(self.wish.causes())
        if cause is not None and cause.found:
            self.choose(next(iter(cause.found)))
        else:
            self.refresh()

    def _cause(self, causes: Sequence[Cause]) -> Cause | None:
        chosen = self.wish.cause.currentData()
        return next((one for one in causes if one.row == chosen), None)

    def _rows(self) -> dict[str, str]:
        """The row of each technique considered."""
        document = self._session.document
        return {str(document.answer(str(Path(TABLE, row, "technique")))): row for row in document.rows(TABLE)}

    def _card(self, one: Technique, row: str) -> Card:
        text, lang, library = self._session.text, self._session.lang, self._session.library
        card = Card(padding=16, spacing=6)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(one.name.get(lang), "heading", wrap=True), 1)
        if one.end_of_pipe:
            head.addWidget(Chip(text("ui.techniques.end_of_pipe"), "warning"))
        standing = text(f"report.standing.{one.standing.value}")
        head.addWidget(Chip(standing, "plain" if one.standing is Standing.CONFIRMED else "info"))
        card.body.addLayout(head)
        words: Sequence[str] = (
            one.summary.get(lang),
            text("technique.applies", when=one.applies_when.get(lang)),
            text("technique.effect", effect=one.effect.get(lang)),
            *(text("technique.hint", hint=figure.words(library, lang)) for figure in one.figures),
            text("technique.side_effects", text=one.side_effects.get(lang))
            if one.side_effects.get(lang)
            else "",
            text("technique.note", text=one.note.get(lang)) if one.note.get(lang) else "",
        )
        for at, said in enumerate(words):
            if said:
                card.body.addWidget(label(said, "body", "" if at == 0 else "soft", wrap=True))
        card.body.addLayout(self._foot(one, row))
        return card

    def _foot(self, one: Technique, row: str) -> QHBoxLayout:
        """Where it comes from, what was decided, and the buttons to decide."""
        text, document = self._session.text, self._session.document
        foot = QHBoxLayout()
        foot.setSpacing(6)
        source = text("technique.source", source=one.source.get(self._session.lang))
        foot.addWidget(label(source, "caption", "faint", wrap=True), 1)
        decided = str(document.answer(str(Path(TABLE, row, "decision"))) or "") if row else ""
        if decided in _DECIDED:
            tone, mark = _DECIDED[decided]
            foot.addWidget(Chip(self._decision(decided), tone, mark))
            reason = Button(text("ui.techniques.reason"), "pencil")
            reason.clicked.connect(lambda: self._session.go_to(str(Path(TABLE, row, "reason"))))
            foot.addWidget(reason)
        if document.mode != "ro":
            for decision in _DECIDED:
                if decision == decided:
                    continue
                button = Button(self._decision(decision))
                button.setObjectName(f"{decision}:{one.id}")
                button.setAccessibleName(f"{self._decision(decision)}: {one.name.get(self._session.lang)}")
                button.clicked.connect(lambda _=False, decision=decision: self.decide(one.id, decision))
                foot.addWidget(button)
        return foot

    def _decision(self, value: str) -> str:
        choices = self._session.library.choices("proposal_decision")
        return next(choice.label.get(self._session.lang) for choice in choices if choice.value == value)
