"""The figures a sheet comes to, and the one thing to do next, below its tables."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.content.types import Headline, Sheet
from desktop.model.edit import Changes
from desktop.model.path import Path
from desktop.model.problem import Severity
from desktop.ui.overview.values import in_force
from desktop.ui.session import Session
from desktop.ui.sheets.clamped import ClampedLabel
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.layout import ROWS
from desktop.ui.sheets.places import shows
from desktop.ui.theme import scaled
from desktop.ui.widgets import Button, Card, ElidedLabel, label, set_type
from desktop.ui.widgets.icon_label import Icon

MOST = 3


class HeadlineCard(Card):
    """One figure with its caption; a click or Enter shows where it comes from."""

    def __init__(self, headline: Headline, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14, spacing=4)
        self._headline, self._session = headline, session
        self.path = in_force(session, headline.path)
        self.setObjectName(f"figure:{headline.path}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._caption = ElidedLabel("", "caption", "soft")
        self._figure = ElidedLabel("", "title")
        self._unit = label("", "caption", "faint")
        self.body.addWidget(self._caption)
        row = QHBoxLayout()
        row.setSpacing(5)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Read the figure again."""
        lang = self._session.lang
        self.path = in_force(self._session, self._headline.path)
        shown = self._session.document.shown(self.path, lang, unit=self._headline.unit)
        missing = shown.state in ("absent", "failed", "na", "hidden")
        caption = self._headline.label.get(lang)
        self._caption.setText(caption)
        text = shown.text or "—"
        set_type(self._figure, "title", "faint" if missing else "")
        self._figure.setText(text)
        self._figure.set_uncut(shown.value is not None)
        unit = shown.note if shown.state == "partial" else "" if missing else shown.unit
        self._unit.setText(unit)
        self.setToolTip(shown.note)
        self.setAccessibleName(f"{caption}: {text} {unit}".strip())

    def focusInEvent(self, event: QEvent) -> None:
        """The figure under the cursor."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.line = "accent"
        self.update()
        self._session.cursor_moved.emit(self.path)

    def focusOutEvent(self, event: QEvent) -> None:
        """No longer."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.line = "line"
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Same as coming by keyboard."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)


class AdviceCard(Card):
    """What to do next on this sheet, computed from data, with a jump."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14)
        self._session = session
        self._path = ""
        self._icon = Icon("lightbulb", "warning", 18)
        self._words = ClampedLabel()
        self._jump = Button()
        self._jump.clicked.connect(self._go)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._jump)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def advise(self, words: str, path: str, icon_name: str, tone: str) -> None:
        """Say something, with where to go."""
        self._path = path
        self._icon.set(icon_name, tone)
        self._words.setText(words)
        self._jump.setText(self._session.text("ui.sheets.advice.go"))
        self._jump.setVisible(bool(path))
        self._jump.setAccessibleName(self._session.text("ui.sheets.advice.go") + ": " + words)

    def _go(self) -> None:
        self._session.go_to(self._path)


class Headlines(QWidget):
    """The row of cards."""

    def __init__(
        self, sheet: Sheet, session: Session, findings: Findings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheet, self._session, self._findings = sheet, session, findings
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.cards = [HeadlineCard(headline, session) for headline in sheet.headlines[:MOST]]
        for card in self.cards:
            row.addWidget(card, 3)
        self._advice = AdviceCard(session)
        self._advice.setMinimumWidth(scaled(210))
        row.addWidget(self._advice, 5)
        session.changed.connect(self._follow)
        session.language_changed.connect(self.refresh)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.refresh()

    def refresh(self) -> None:
        """Read everything again."""
        for card in self.cards:
            card.refresh()
        self.advise()

    def _follow(self, changes: Changes) -> None:
        touched = {*changes.paths, *changes.recalculated}
        for card in self.cards:
            if card.path in touched or "audit.base_year" in touched or "audit.edition" in touched:
                card.refresh()

    def advise(self) -> None:
        """The worst problem of this sheet, else evidence that is missing, else the next open question, else praise."""
        session, text, document = self._session, self._session.text, self._session.document
        wrong = self._first(Filter.PROBLEM)
        problem = self._findings.wrong(str(wrong)) if wrong is not None else None
        if problem is not None:
            worst = problem.severity is Severity.ERROR
            icon, tone = ("circle-x", "error") if worst else ("triangle-alert", "warning")
            self._advice.advise(document.word(problem, session.lang).sentence, problem.path, icon, tone)
            return
        bare = self._without_evidence()
        if bare is not None:
            name = document.row_label(bare.table, bare.row, session.lang)
            self._advice.advise(
                text("ui.sheets.advice.evidence", name=name), str(bare), "lightbulb", "warning"
            )
            return
        waiting = self._first(Filter.OPEN)
        if waiting is not None:
            progress = document.progress()[self._sheet.id]
            count = max(progress.total - progress.answered, 1)
            place = document.label(str(waiting), session.lang)
            words = text("ui.sheets.advice.open", count=count, place=place)
            self._advice.advise(words, str(waiting), "lightbulb", "warning")
        elif document.progress()[self._sheet.id].percent < 100:  # nothing is asked where there are no rows
            self._advice.advise(text("ui.sheets.advice.empty"), "", "lightbulb", "warning")
        else:
            self._advice.advise(text("ui.sheets.advice.fine"), "", "circle-check", "ok")

    def _first(self, kind: Filter) -> Path | None:
        document, views = self._session.document, self._sheet.views
        places = self._findings.places(kind)
        return next((one for one in places if any(shows(document, view, one) for view in views)), None)

    def _without_evidence(self) -> Path | None:
        document = self._session.document
        for view in self._sheet.views:
            table = document.library.tables[view.table]
            if table.single or view.kind not in ROWS or not any(column.evidence for column in table.columns):
                continue
            for row in document.rows(view.table, view.filter):
                if self._findings.lacks_evidence(view.table, row, table.columns):
                    return Path(view.table, row)
        return None
