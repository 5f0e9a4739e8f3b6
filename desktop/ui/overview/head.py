"""The title line: which enterprise, why it was listed, what is being reported."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.overview.values import fact, fact_with_unit
from desktop.ui.session import Session
from desktop.ui.widgets import Chip, ElidedLabel


class Head(QWidget):
    """Name, chips, and the frame of the audit at the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name = ElidedLabel("", "title")
        self._listed, self._sample = Chip(), Chip()
        self._frame, self._below = ElidedLabel("", "body", "faint"), ElidedLabel("", "body", "faint")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self._listed)
        row.addWidget(self._sample)
        row.addStretch(1)
        row.addWidget(self._frame)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(row)
        rows.addWidget(self._below)
        self._below.hide()

    def refresh(self) -> None:
        """Read again."""
        session, text = self._session, self._session.text
        self._name.setText(fact(session, "enterprise.name") or text("ui.overview.no_name"))
        listed, labels = fact(session, "audit.listed_on"), fact(session, "audit.list_labels")
        self._listed.setVisible(bool(listed or labels))
        when = text("ui.overview.listed", date=listed) if listed else ""
        self._listed.set(" · ".join(part for part in (when, labels) if part), "warning", "list-checks")
        self._sample.setVisible(session.document.answer("audit.is_sample") is True)
        self._sample.set(text("ui.overview.sample"), "info", "lightbulb")
        industry = " ".join(
            part
            for part in (fact(session, "enterprise.industry_code"), fact(session, "enterprise.industry"))
            if part
        )
        base, edition = session.document.base_year, session.document.edition
        parts = [
            industry,
            fact_with_unit(session, "enterprise.capacity"),
            text("ui.overview.base_year", year=base) if base else "",
            text(f"ui.edition.{edition}") if edition else "",
        ]
        self._frame.setText(" · ".join(part for part in parts if part))
        self._below.setText(self._frame.whole_text())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What does not fit beside the name goes below it, rather than being cut."""
        beside = [part for part in (self._name, self._listed, self._sample) if not part.isHidden()]
        wanted = sum(part.sizeHint().width() + 12 for part in (*beside, self._frame))
        fits = wanted <= self.width()
        self._frame.setVisible(fits)
        self._below.setVisible(not fits)
