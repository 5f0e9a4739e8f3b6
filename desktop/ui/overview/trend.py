"""Three years of the headline figures that content marks as trends, as bars from zero."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from desktop.content.types import Headline
from desktop.model.path import parse_path
from desktop.ui.overview.values import headline_name, period_kind
from desktop.ui.session import Session
from desktop.ui.widgets import Card, ElidedLabel, label
from desktop.ui.widgets.bars import Bars

CHARTS = 2


class TrendCard(Card):
    """Bars of the first trends; hidden where there are none."""

    def __init__(self, session: Session) -> None:
        super().__init__(padding=16, spacing=8)
        self._session = session
        self._title = label("", "heading")
        self.body.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        self._charts: list[tuple[Headline, ElidedLabel, Bars]] = []
        for headline in session.library.data.overview:
            yearly = period_kind(session, parse_path(headline.path)) == "year"
            if headline.trend and yearly and len(self._charts) < CHARTS:
                caption, bars = ElidedLabel("", "caption", "soft"), Bars()
                grid.addWidget(caption, 0, len(self._charts))
                grid.addWidget(bars, 1, len(self._charts))
                grid.setColumnStretch(len(self._charts), 1)
                self._charts.append((headline, caption, bars))
        self.body.addLayout(grid)

    def refresh(self) -> None:
        """Read again."""
        session, document = self._session, self._session.document
        years = document.years
        self._title.setText(session.text("ui.trend.title"))
        known = False
        for headline, caption, bars in self._charts:
            path = parse_path(headline.path)
            found = [document.shown(str(path.at(year)), session.lang, headline.unit) for year in years]
            name = headline_name(session, headline)
            unit = next((one.unit for one in found if one.unit), "")
            caption.setText(f"{name}  {unit}" if unit else name)
            bars.show_bars(
                [(year, one.text, one.value) for year, one in zip(years, found, strict=True)], name
            )
            known = known or any(one.value is not None for one in found)
        self.setVisible(known)
