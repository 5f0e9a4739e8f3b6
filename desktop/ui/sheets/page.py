"""A sheet as a page: header, tabs where it has several parts, the part in front, the figures below."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.content.types import Sheet
from desktop.model.edit import Changes
from desktop.ui.icons import icon
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.guided import GuidedCard
from desktop.ui.sheets.header import SheetHeader
from desktop.ui.sheets.headlines import Headlines
from desktop.ui.sheets.layout import Group, groups_of
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.soon import Soon

MARGIN = 24


class SheetPage(QWidget):
    """The page of one sheet."""

    def __init__(self, sheet: Sheet, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"page:{sheet.id}")
        self.sheet, self.session = sheet, session
        self.findings = Findings.of(session)
        self._soon = Soon(self._catch_up, self)
        self._stale = False
        self.header = SheetHeader(sheet, session)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setProperty("sheet", True)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.groups: list[Group] = groups_of(sheet, session, self.findings)
        self._stack = QStackedWidget()
        self._guided: GuidedCard | None = None
        self._headlines = Headlines(sheet, session, self.findings)
        for _ in self.groups:
            self.tabs.addTab("")
            self._stack.addWidget(_area())
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 20, MARGIN, 12)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.setVisible(len(self.groups) > 1)
        self.tabs.setCurrentIndex(next((n for n, group in enumerate(self.groups) if group.leading), 0))
        self._bring(self.tabs.currentIndex())
        self.tabs.currentChanged.connect(self._turn)
        self.header.mode_chosen.connect(self.set_mode)
        self.header.narrowed.connect(self.narrow)
        session.changed.connect(self._follow)
        session.language_changed.connect(self.reword)
        session.theme_changed.connect(self._mark_tabs)
        self.reword()

    # -- what the window asks -------------------------------------------------------------------------------

    def show_path(self, path: str) -> bool:
        """Put the cursor on a path of this sheet; opens the tab it is on, and gives up a filter that hides it."""
        if self._guided is not None and self._guided.isVisible() and self._guided.show_path(path):
            return True
        for number, group in enumerate(self.groups):
            if not group.owns(path):
                continue
            self.tabs.setCurrentIndex(number)
            if group.show_path(path):
                return True
            self.header.choose(Filter.ALL)
            self.narrow(Filter.ALL)
            if group.show_path(path):
                return True
        return False

    def set_mode(self, mode: str) -> None:
        """``table``, or ``guided``: one question at a time with its help. Both show the same data."""
        here = self._group.here()
        if mode == "guided":
            if self._guided is None:
                self._guided = GuidedCard(self.session, self.findings)
                self._stack.addWidget(self._guided)
            self._stack.setCurrentWidget(self._guided)
            self._guided.load(self._group.questions(self.header.chosen()), here)
        else:
            asked = self._guided.path if self._guided is not None else ""
            self._bring(self.tabs.currentIndex())
            if asked:
                self._group.show_path(asked)
        self.header.modes.set_chosen(mode)

    def narrow(self, narrowed: Filter) -> None:
        """Show only lines with something open of that kind."""
        for part in self._built():
            part.narrow(narrowed)
        if self._is_guided():
            assert self._guided is not None
            self._guided.load(self._group.questions(narrowed), "")
        self._count()

    def reword(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(f"{self.sheet.number} {self.sheet.title.get(self.session.lang)}")
        self.header.reword()
        self.tabs.setAccessibleName(self.session.text("ui.sheets.tabs"))
        for number, group in enumerate(self.groups):
            self.tabs.setTabText(number, group.tab(self.session.lang))
            self.tabs.setTabToolTip(number, group.title(self.session.lang))
        self._mark_tabs()
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Coming to the front: the cursor of this page is the cursor."""
        super().showEvent(event)
        if self._stale:
            self._catch_up()
        self._group.start()
        QTimer.singleShot(
            0, self, self._tell_cursor
        )  # after the window has put away the cursor of the page before

    def _tell_cursor(self) -> None:
        if self.isVisible():
            self.session.cursor_moved.emit(self._group.here())

    def hideEvent(self, event: QHideEvent) -> None:
        """Going: widths are remembered."""
        super().hideEvent(event)
        for part in self._built():
            if isinstance(part, GridCard):
                part.remember()

    # -- inside ---------------------------------------------------------------------------------------------

    @property
    def _group(self) -> Group:
        return self.groups[max(self.tabs.currentIndex(), 0)]

    def _built(self) -> Iterator[SheetPart]:
        return (part for group in self.groups if group.built for part in group.parts)

    def _bring(self, number: int) -> None:
        """Show a tab; its parts are made on the first visit."""
        group, area = self.groups[number], self._stack.widget(number)
        if not group.built and isinstance(area, QScrollArea):
            _fill(area, group)
            for part in group.parts:
                part.counted.connect(self._soon.ask)
                if self.header.chosen() is not Filter.ALL:
                    part.narrow(self.header.chosen())
        inside = area.widget() if isinstance(area, QScrollArea) else None
        body = inside.layout() if inside is not None else None
        if isinstance(body, QVBoxLayout):
            body.insertWidget(len(group.parts), self._headlines)
        self._stack.setCurrentIndex(number)

    def _is_guided(self) -> bool:
        return self._guided is not None and self._stack.currentWidget() is self._guided

    def _turn(self, number: int) -> None:
        if self._is_guided():
            assert self._guided is not None
            self._guided.load(self._group.questions(self.header.chosen()), "")
        else:
            self._bring(number)
            self._group.start()
        self._count()
        self.session.cursor_moved.emit(self._group.here())

    def settle(self) -> None:
        """Do now what may wait a moment."""
        self._soon.flush()

    def _follow(self, changes: Changes) -> None:
        if changes.batch:
            self._soon.ask()

    def _catch_up(self) -> None:
        """Progress, counts and advice, a moment after the last change."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.header.refresh()
        self._mark_tabs()
        self._count()
        self._headlines.advise()

    def _count(self) -> None:
        counts = {narrowed: self._group.count(narrowed) for narrowed in Filter}
        for mark in (Filter.FLAGGED, Filter.CHECKED):  # no chip where nobody marks anything
            if not counts[mark] and self.header.chosen() is not mark:
                counts[mark] = None
        self.header.set_counts(counts)

    def _mark_tabs(self) -> None:
        """A tab with something wrong on it says so."""
        for number, group in enumerate(self.groups):
            self.tabs.setTabIcon(
                number, icon("triangle-alert", "warning", 14) if group.in_trouble else QIcon()
            )


def _area() -> QScrollArea:
    """Room for a group; it scrolls as a whole where it cannot shrink."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setCornerWidget(QWidget())
    return area


def _fill(area: QScrollArea, group: Group) -> None:
    inside = QWidget()
    inside.setProperty("page", True)
    column = _Shrinking(inside) if any(part.fills for part in group.parts) else QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for part in group.parts:
        column.addWidget(part, 100 if part.fills else 0)
    column.addStretch(1)
    area.setWidget(inside)


class _Shrinking(QVBoxLayout):
    """A column that would rather shrink its tables than scroll as a whole (height for width asks for all of it)."""

    def hasHeightForWidth(self) -> bool:
        """Never."""
        return False
