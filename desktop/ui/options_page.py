"""方案与效益: money and effect of the options, their figures as the report prints them, and the list of them.

Every figure and every option leads to the sheet where it is filled in.
"""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop.content.types import Headline
from desktop.content.types_report import FigureKind, ReportFigure
from desktop.ui.options_list import OptionsList
from desktop.ui.overview.figures import FigureCard
from desktop.ui.pages import ScrollPage
from desktop.ui.picture_card import PictureCard
from desktop.ui.session import Session
from desktop.ui.widgets import Button, Chip, label

TABLE = "options"
_HEADLINES = (
    ("investment_total", "万元"),
    ("saving_net", "万元"),
    ("tce_saving_net", "tce"),
    ("carbon_saving_net", "tCO2e"),
)
_HALF: tuple[FigureKind, ...] = ("bubbles", "waterfall", "abatement", "quadrants", "before_after", "tornado")
_WHOLE: tuple[FigureKind, ...] = ("gantt",)


class OptionsPage(ScrollPage):
    """Head, four figures, charts two by two, the time plan, the list."""

    def __init__(self, session: Session) -> None:
        super().__init__("options")
        self._session = session
        self._title = label("", "title")
        self.classes = [Chip(), Chip()]
        self.enter = Button("", "pencil")
        self.enter.clicked.connect(lambda: session.go_to(TABLE))
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._title, *self.classes):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.enter)
        self.content.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.figures = [FigureCard(session, one) for one in _headlines(session)]
        for figure in self.figures:
            row.addWidget(figure, 1)
        self.content.addLayout(row)
        self.empty = label("", "body", "soft", wrap=True)
        self.content.addWidget(self.empty)
        self.pictures = [PictureCard(session, block) for block in _blocks(session, _HALF)]
        self.plans = [PictureCard(session, block) for block in _blocks(session, _WHOLE)]
        self.grid = QGridLayout()
        self.grid.setSpacing(16)
        self.content.addLayout(self.grid)
        for plan in self.plans:
            self.content.addWidget(plan)
        self.list = OptionsList(session)
        self.content.addWidget(self.list)
        self.content.addStretch(1)
        self.watch(session)

    def refresh(self) -> None:
        """Compute everything again."""
        document, text = self._session.document, self._session.text
        self.setAccessibleName(text("ui.page.options"))
        self._title.setText(text("ui.page.options"))
        self.enter.setText(text("ui.options.enter"))
        low = len(document.rows(TABLE, 'cost_class in ["none", "low"]'))
        high = len(document.rows(TABLE, 'cost_class in ["medium", "high"]'))
        for chip, code, count in zip(self.classes, ("low", "high"), (low, high), strict=True):
            chip.set(text(f"ui.options.{code}", count=str(count)))
        self.empty.setText(text("ui.options.empty"))
        self.empty.setVisible(not document.rows(TABLE))
        for figure in self.figures:
            figure.refresh()
        today = dt.date.today()
        shown = [card for card in self.pictures if card.refresh(today)]
        while self.grid.count():
            self.grid.takeAt(0)
        for position, card in enumerate(shown):
            wide = 2 if len(shown) % 2 and position == len(shown) - 1 else 1
            self.grid.addWidget(card, position // 2, position % 2, 1, wide)
        for plan in self.plans:
            plan.refresh(today)
        self.list.refresh()


def _headlines(session: Session) -> list[Headline]:
    """The totals of the options, by the names their questions have."""
    found = []
    for name, unit in _HEADLINES:
        column = session.library.column("summary", name)
        if column is not None:
            found.append(Headline(path=f"summary.{name}", label=column.label, unit=unit))
    return found


def _blocks(session: Session, kinds: tuple[FigureKind, ...]) -> list[ReportFigure]:
    """The figures of these kinds the report knows, in the order of the kinds."""
    found = [
        block
        for chapter in session.library.data.chapters
        for section in chapter.sections
        for block in section.blocks
        if isinstance(block, ReportFigure) and block.kind in kinds
    ]
    return sorted(found, key=lambda block: kinds.index(block.kind))
