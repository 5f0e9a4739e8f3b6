"""The bar at the foot: how many problems, the first one, and the key to the next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.model.problem import Problem, Severity
from desktop.ui.session import Session
from desktop.ui.theme import scaled, theme
from desktop.ui.widgets import Button, ElidedLabel, IconLabel

ICONS: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: ("circle-x", "error"),
    Severity.WARNING: ("triangle-alert", "warning"),
    Severity.HINT: ("info", "ink_soft"),
}


class ProblemsBar(QFrame):
    """Counts, one sentence, next."""

    severity_chosen = Signal(str)
    next_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current: Problem | None = None
        self.setProperty("bar", True)
        self.setMinimumHeight(scaled(34))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 16, 0)
        row.setSpacing(8)
        self.counts: dict[Severity, Button] = {}
        for severity, (icon_name, tone) in ICONS.items():
            button = Button("", icon_name, "link", tone)
            button.setObjectName(f"count:{severity}")
            button.setProperty("severity", str(severity))
            button.clicked.connect(self._choose)
            button.setProperty("type", "caption")
            self.counts[severity] = button
            row.addWidget(button)
        self.sentence = ElidedLabel("", "caption", "soft")
        self.fine = IconLabel("circle-check", "", "ok", "caption", size=15)
        row.addWidget(self.fine)
        row.addWidget(self.sentence, 1)
        self.next = Button("", "", "link", "ink_soft")
        self.next.setObjectName("next_problem")
        self.next.setProperty("type", "caption")
        self.next.clicked.connect(self.next_wanted)
        row.addWidget(self.next)
        for signal in (session.changed, session.opened, session.language_changed):
            signal.connect(self.refresh)

    def show_problem(self, problem: Problem) -> None:
        """Show the sentence of the problem the person has jumped to."""
        self._current = problem
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        if not self._session.has_document:
            return
        document, text = self._session.document, self._session.text
        problems = document.problems()
        for severity, button in self.counts.items():
            count = sum(one.severity is severity for one in problems)
            button.setText(text(f"ui.count.{severity}s", count=str(count)))
            button.setAccessibleName(button.text())
            button.setVisible(count > 0)
        known = {one.id for one in problems}
        if self._current is None or self._current.id not in known:
            self._current = problems[0] if problems else None
        self.fine.setVisible(self._current is None)
        self.fine.set(text("ui.problems.none"), "circle-check", "ok")
        self.next.setVisible(self._current is not None)
        self.next.setText(text("ui.problems.next"))
        self.next.setAccessibleName(self.next.text())
        worded = document.word(self._current, self._session.lang) if self._current else None
        self.sentence.setText(f"{worded.place}  {worded.sentence}" if worded else "")

    def _choose(self) -> None:
        self.severity_chosen.emit(self.sender().property("severity"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, theme()["line"])
