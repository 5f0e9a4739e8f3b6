"""The cleaner production level of the audit: the verdict for each thing graded, or why there is none yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from desktop.calc.grade_words import next_step, verdict, why_open
from desktop.content.types import Sheet, View
from desktop.ui.session import Session
from desktop.ui.sheets.clamped import ClampedLabel
from desktop.ui.sheets.runs import plain_results
from desktop.ui.theme import Tone
from desktop.ui.widgets import Button, Card, Chip, label

MOST = 3
OPEN: tuple[Tone, str] = ("warning", "triangle-alert")


class GradeCard(Card):
    """Verdicts of the edition being written; the button opens the ladder."""

    def __init__(self, session: Session) -> None:
        super().__init__(padding=16, spacing=8)
        self._session = session
        self._place = _ladder(session)
        self._title: QLabel = label("", "heading")
        self._open = Button("", "list-checks", "link")
        self._open.clicked.connect(self._go)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._open)
        self.body.addLayout(top)
        self._lines: list[tuple[QLabel, Chip, ClampedLabel]] = []
        for _ in range(MOST):
            name, chip, words = label("", "caption", "soft"), Chip(), ClampedLabel()
            self.body.addWidget(name)
            self.body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(words)
            self._lines.append((name, chip, words))

    def refresh(self) -> None:
        """Read again."""
        session, text = self._session, self._session.text
        self.setVisible(self._place is not None)
        if self._place is None:
            return
        _, view = self._place
        self._title.setText(text("ui.ladder.title"))
        self._open.setText(text("ui.ladder.open"))
        rows = session.document.rows(view.table)
        for at, (name, chip, words) in enumerate(self._lines):
            first = at == 0 and not rows
            for widget in (name, chip, words):
                widget.setVisible(at < len(rows) or first)
            if first:
                chip.set(text("grade.open"), *OPEN)
                name.setText("")
                words.setText(text("ui.ladder.empty"))
            elif at < len(rows):
                self._show(view, rows[at], name, chip, words)

    def _show(self, view: View, row: str, name: QLabel, chip: Chip, words: ClampedLabel) -> None:
        session, document, lang = self._session, self._session.document, self._session.lang
        library, edition = session.library, document.edition
        edition_words = document.wording.period(edition, lang)
        name.setText(f"{document.row_label(view.table, row, lang)} · {edition_words}")
        values = dict(plain_results(document, view.method, row, edition))
        if not values:
            chip.set(session.text("grade.open"), *OPEN)
            words.setText(session.text("ui.ladder.nothing"))
            return
        level = values.get("level")
        missed = level == "not reached"
        tone: tuple[Tone, str] = ("error", "circle-x") if missed else ("ok", "circle-check")
        chip.set(verdict(values, library, lang), *(tone if level is not None else OPEN))
        words.setText(" ".join(why_open(values, lang)) or next_step(values, library, lang))

    def _go(self) -> None:
        if self._place is not None:
            self._session.go_to(f"page:{self._place[0].id}")


def _ladder(session: Session) -> tuple[Sheet, View] | None:
    """The first sheet with a ladder."""
    for sheet in session.library.data.sheets:
        for view in sheet.views:
            if view.kind == "ladder":
                return sheet, view
    return None
