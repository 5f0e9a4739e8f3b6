"""The rest of the headline figures: water, balances, options with money and effect."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from desktop.content.types import Headline
from desktop.ui.overview.figures import CARDS
from desktop.ui.overview.values import headline_name, shown_headline
from desktop.ui.session import Session
from desktop.ui.widgets import Card, label


class OutcomeCard(Card):
    """Two columns of name and figure."""

    def __init__(self, session: Session) -> None:
        super().__init__(padding=16, spacing=10)
        self._session = session
        self._title = label("", "heading")
        self.body.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        self._lines: list[tuple[Headline, QLabel, QLabel]] = []
        for position, headline in enumerate(session.library.data.overview[CARDS:]):
            name, figure = label("", "caption", "soft"), label("", "strong")
            cell = QGridLayout()
            cell.setVerticalSpacing(0)
            cell.addWidget(name, 0, 0)
            cell.addWidget(figure, 1, 0)
            grid.addLayout(cell, position // 2, position % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(position % 2, 1)
            self._lines.append((headline, name, figure))
        self.body.addLayout(grid)
        self.setVisible(bool(self._lines))

    def refresh(self) -> None:
        """Read again."""
        session = self._session
        edition = session.document.edition
        suffix = session.text(f"ui.edition.{edition}") if edition else ""
        self._title.setText(session.text("ui.outcome.title", edition=suffix))
        for headline, name, figure in self._lines:
            shown = shown_headline(session, headline)
            name.setText(headline_name(session, headline))
            figure.setText(shown.with_unit if shown.text else "—")
            figure.setToolTip(shown.note)
        self.setVisible(bool(self._lines))
