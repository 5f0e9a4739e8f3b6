"""The four headline figures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.content.types import Headline
from desktop.model.format import format_number
from desktop.model.path import parse_path
from desktop.model.shown import Shown
from desktop.ui.overview.values import headline_name, in_force, period_kind, shown_headline
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets import Card, Chip, ElidedLabel, label

CARDS = 4


class FiguresRow(QWidget):
    """The first headlines of the content, side by side."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.cards = [FigureCard(session, one) for one in session.library.data.overview[:CARDS]]
        for card in self.cards:
            row.addWidget(card, 1)

    def refresh(self) -> None:
        """Read again."""
        for card in self.cards:
            card.refresh()


class FigureCard(Card):
    """One figure with its unit, and a remark: how it compares, or why it is missing."""

    def __init__(self, session: Session, headline: Headline) -> None:
        super().__init__(padding=16, spacing=2)
        self._session, self._headline = session, headline
        self._name = ElidedLabel("", "caption", "soft")
        self._figure, self._unit = label("", "figure"), label("", "caption", "faint")
        self._remark = Chip()
        self.body.setContentsMargins(16, 14, 16, 12)
        self.body.addWidget(self._name)
        row = QHBoxLayout()
        row.setSpacing(5)
        row.addWidget(self._figure)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self._unit.setContentsMargins(0, 0, 0, 5)
        self.body.addLayout(row)
        self.body.addWidget(self._remark, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Read again."""
        session = self._session
        shown = shown_headline(session, self._headline)
        self._name.setText(headline_name(session, self._headline))
        self._figure.setText(shown.text or "—")
        self._unit.setText(shown.unit if shown.text else "")
        text, tone, icon_name = self._compared(shown)
        self._remark.set(text, tone, icon_name)
        self._remark.setToolTip(shown.note)
        self._remark.setVisible(bool(text))
        self.setAccessibleName(f"{self._name.whole_text()}: {shown.with_unit or '—'}. {text}")

    def _compared(self, shown: Shown) -> tuple[str, Tone, str]:
        """Partial and missing figures say why; yearly ones how they differ from the year before."""
        text = self._session.text
        if shown.state == "partial":
            return shown.note or text("ui.figure.partial"), "warning", "triangle-alert"
        if shown.state == "failed":
            return shown.note, "warning", "triangle-alert"
        if shown.value is None:
            return text("ui.figure.absent"), "plain", ""
        held = held_against(self._session, self._headline, shown)
        if held is not None:
            return held
        path = parse_path(in_force(self._session, self._headline.path))
        if period_kind(self._session, path) != "year" or not path.period:
            return text(f"ui.edition.{self._session.document.edition}"), "plain", ""
        before = str(int(path.period) - 1)
        earlier = self._session.document.shown(
            str(path.at(before)), self._session.lang, self._headline.unit
        ).value
        if not earlier:
            return "", "plain", ""
        if shown.unit == "%":  # a share changes by points, not by a share of itself
            points = _signed(shown.value - earlier)
            return text("ui.figure.points", year=before, change=points), "plain", ""
        change = _signed((shown.value - earlier) / abs(earlier) * 100)
        return text("ui.figure.change", year=before, change=change), "plain", ""


def held_against(session: Session, headline: Headline, shown: Shown) -> tuple[str, Tone, str] | None:
    """The strictest limit the figure keeps, or the loosest it exceeds; ``None`` where no limit is known."""
    exceeded: tuple[str, Tone, str] | None = None
    for limit in headline.limits:
        bound = session.document.shown(in_force(session, limit.path), session.lang, headline.unit)
        if bound.value is None or shown.value is None or bound.unit != shown.unit:
            continue
        words = {"name": limit.label.get(session.lang), "limit": bound.text}
        if shown.value <= bound.value:
            return session.text("ui.figure.within", **words), "ok", "circle-check"
        exceeded = session.text("ui.figure.above", **words), "warning", "triangle-alert"
    return exceeded


def _signed(change: float) -> str:
    words = format_number(change, 1)
    return f"+{words}" if change > 0 and words.strip("0.") else words
