"""The headline figures that content marks as trends, as bars from zero: those with earlier years first, over all of
them with audits and changes of method under their years; else over three years."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from desktop.content.types import Headline
from desktop.model.path import parse_path
from desktop.reports.course import Point, course, events
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
        self._charts: list[tuple[ElidedLabel, Bars]] = []
        for at in range(CHARTS):
            caption, bars = ElidedLabel("", "caption", "soft"), Bars()
            grid.addWidget(caption, 0, at)
            grid.addWidget(bars, 1, at)
            grid.setColumnStretch(at, 1)
            self._charts.append((caption, bars))
        self.body.addLayout(grid)

    def refresh(self) -> None:
        """Read again."""
        session, document = self._session, self._session.document
        chosen = self._chosen()
        longest = max((len(points) for _, points in chosen), default=0)
        code = "ui.trend.long" if longest > len(document.years) else "ui.trend.title"
        self._title.setText(session.text(code, years=longest))
        known = False
        for at, (caption, bars) in enumerate(self._charts):
            caption.setVisible(at < len(chosen))
            bars.setVisible(at < len(chosen))
            if at < len(chosen):
                known = self._draw(*chosen[at], caption, bars) or known
        self.setVisible(known)

    def _chosen(self) -> list[tuple[Headline, list[Point]]]:
        """The trends drawn, with their years: those that reach back further come before the others."""
        session, document = self._session, self._session.document
        trends = [
            (headline, course(document, headline.path, headline.earlier))
            for headline in session.library.data.overview
            if headline.trend and period_kind(session, parse_path(headline.path)) == "year"
        ]
        trends.sort(key=lambda one: -len(one[1]))
        return trends[:CHARTS]

    def _draw(self, headline: Headline, points: list[Point], caption: ElidedLabel, bars: Bars) -> bool:
        session, document = self._session, self._session.document
        found = [document.shown(point.path, session.lang, headline.unit) for point in points]
        name = headline_name(session, headline)
        unit = next((one.unit for one in found if one.unit), "")
        caption.setText(f"{name}  {unit}" if unit else name)
        marks = events(document, headline.events, session.lang) if headline.events else {}
        bars.show_bars(
            [(point.year, one.text, one.value) for point, one in zip(points, found, strict=True)],
            name,
            {at: marks[point.year] for at, point in enumerate(points) if point.year in marks},
        )
        return any(one.value is not None for one in found)
