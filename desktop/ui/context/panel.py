"""The panel itself: six tabs, and following the cursor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.model.edit import Changes
from desktop.ui.context.comments_tab import CommentsTab
from desktop.ui.context.evidence_tab import EvidenceTab
from desktop.ui.context.findings_tab import FindingsTab
from desktop.ui.context.help_tab import HelpTab
from desktop.ui.context.history_tab import HistoryTab
from desktop.ui.context.origin_tab import OriginTab
from desktop.ui.context.tab import Tab
from desktop.ui.session import Session
from desktop.ui.theme import theme

DELAY = 60


class ContextPanel(QFrame):
    """Help, evidence, comments, findings, history and origin of the figure under the cursor."""

    def __init__(
        self, session: Session, ask_file: Callable[[str], Path | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("context")
        self.setProperty("bar", True)
        self._session = session
        self.bar = QTabBar()
        self.bar.setProperty("context", True)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self._stack = QStackedWidget()
        self.tabs: dict[str, Tab] = {}
        for tab in (
            HelpTab(session),
            EvidenceTab(session, ask_file),
            CommentsTab(session),
            FindingsTab(session),
            HistoryTab(session),
            OriginTab(session),
        ):
            self.tabs[tab.name] = tab
            self.bar.addTab("")
            self._stack.addWidget(tab)
        self.bar.currentChanged.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.refresh)
        session.cursor_moved.connect(self._later)
        session.changed.connect(self._changed)
        session.language_changed.connect(self._retranslate)
        session.opened.connect(self._retranslate)
        self.bar.setCurrentIndex(list(self.tabs).index("origin"))
        self._retranslate()

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self.bar.setCurrentIndex(list(self.tabs).index(name))

    def is_on(self, name: str) -> bool:
        """Whether a tab is in front."""
        return self._stack.currentWidget() is self.tabs[name]

    def refresh(self) -> None:
        """Tell about the place under the cursor."""
        self._timer.stop()
        tab = self._stack.currentWidget()
        if isinstance(tab, Tab) and self._session.has_document and self.isVisible():
            tab.show_path(self._session.cursor)

    def _later(self) -> None:
        """Arrow keys may run over many cells; only where they come to rest is told about."""
        self._timer.start()

    def _changed(self, changes: Changes) -> None:
        if self._session.cursor and (changes.paths or changes.recalculated or changes.tables):
            self._timer.start()

    def _turn(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.refresh()

    def _retranslate(self) -> None:
        text = self._session.text
        self.bar.setAccessibleName(text("ui.context.name"))
        for index, name in enumerate(self.tabs):
            self.bar.setTabText(index, text(f"ui.context.{name}"))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back into sight: what is shown may be old."""
        super().showEvent(event)
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below the tabs."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.bar.height() - 1, self.width(), 1, theme()["line"])
