"""The overview page puts its cards together; every card computes itself from the audit."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.overview.figures import FiguresRow
from desktop.ui.overview.grade import GradeCard
from desktop.ui.overview.head import Head
from desktop.ui.overview.outcome import OutcomeCard
from desktop.ui.overview.timeline import Timeline
from desktop.ui.overview.todo import TodoCard
from desktop.ui.overview.trend import TrendCard
from desktop.ui.pages import ScrollPage
from desktop.ui.session import Session


class OverviewPage(ScrollPage):
    """Refreshes itself when the audit changes, at once if it is in sight, else when it comes into sight."""

    def __init__(self, session: Session) -> None:
        super().__init__("overview")
        self._session = session
        self.head, self.timeline, self.figures = Head(session), Timeline(session), FiguresRow(session)
        self.todo, self.trend, self.outcome = TodoCard(session), TrendCard(session), OutcomeCard(session)
        self.grade = GradeCard(session)
        self.content.setSpacing(14)
        self.content.addWidget(self.head)
        self.content.addWidget(self.timeline)
        self.content.addWidget(self.figures)
        lower = QHBoxLayout()
        lower.setSpacing(16)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self.trend)
        right.addWidget(self.grade)
        right.addWidget(self.outcome)
        right.addStretch(1)
        lower.addWidget(self.todo, 5)
        lower.addLayout(right, 4)
        self.content.addLayout(lower)
        self.content.addStretch(1)
        self.watch(session)

    def refresh(self) -> None:
        """Compute everything again."""
        self.setAccessibleName(self._session.text("ui.page.overview"))
        for part in (self.head, self.timeline, self.figures, self.todo, self.trend, self.grade, self.outcome):
            part.refresh()
