"""Whether a balance closes: sums, difference, closure error against its tolerance."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.model.format import format_number
from desktop.ui.session import Session
from desktop.ui.sheets.runs import plain_results
from desktop.ui.sheets.tones import BALANCE_STATES
from desktop.ui.widgets import Card, Chip, label, set_type

_FIGURES = ("sum_in", "sum_out", "stock_change", "difference", "closure_percent", "tolerance")


class VerdictCard(Card):
    """Six figures and a state in one line."""

    def __init__(self, session: Session, binding: str, table: str) -> None:
        super().__init__(padding=14)
        self._session, self._binding, self._table = session, binding, table
        self._state = Chip()
        self._captions = [label("", "caption", "soft") for _ in _FIGURES]
        self._figures = [label("—", "heading") for _ in _FIGURES]
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for number in range(len(_FIGURES)):
            grid.addWidget(self._captions[number], 0, number)
            grid.addWidget(self._figures[number], 1, number)
            grid.setColumnStretch(number, 1)
        grid.addWidget(self._state, 0, len(_FIGURES), 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(grid)

    def refresh(self, balance: str) -> None:
        """Read the verdict of the method."""
        session, text = self._session, self._session.text
        texts = [self._figure(name, balance) if balance else "—" for name in _FIGURES]
        for caption, figure, name, words in zip(self._captions, self._figures, _FIGURES, texts, strict=True):
            caption.setText(text(f"ui.sheets.balance.{name}"))
            figure.setText(words)
        status = (
            plain_results(session.document, self._binding, balance, "").get("status") if balance else None
        )
        tone, image = BALANCE_STATES.get(str(status), ("plain", "circle"))
        code = str(status).replace(" ", "_") if isinstance(status, str) else "unknown"
        self._state.set(text(f"ui.sheets.balance.status.{code}"), tone, image)
        closure = self._figures[_FIGURES.index("closure_percent")]
        set_type(closure, "heading", tone if tone in ("ok", "error", "warning") else "")
        self.setAccessibleName(
            "; ".join(
                [
                    self._state.text(),
                    *(f"{c.text()} {f.text()}" for c, f in zip(self._captions, self._figures, strict=True)),
                ]
            )
        )

    def _figure(self, name: str, balance: str) -> str:
        session = self._session
        if session.library.column(self._table, name) is not None:
            return session.document.shown(f"{self._table}[{balance}].{name}", session.lang).with_unit or "—"
        if name == "closure_percent":
            return session.document.shown(f"{self._binding}[{balance}].{name}", session.lang).with_unit or "—"
        value = plain_results(session.document, self._binding, balance, "").get(name)
        if not isinstance(value, int | float):
            return "—"
        unit = session.document.answer(f"{self._table}[{balance}].unit")
        symbol = session.document.wording.symbol(unit, session.lang) if isinstance(unit, str) else ""
        return f"{format_number(_tidy(float(value)))}\u2009{symbol}"


def _tidy(value: float) -> float:
    """Noise of binary fractions is no difference."""
    return 0.0 if abs(value) < 1e-9 else float(f"{value:.9g}")
