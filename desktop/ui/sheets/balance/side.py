"""One side of a balance: its streams as a small table under its name and sum."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.content.types import View
from desktop.model.answer import Json
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.widgets import label

DIRECTION = "direction"
_ORDER = ("name", "amount", "share", "basis", "category", "method")


class BalanceSide(QWidget):
    """Inputs, outputs, or stock change of one balance."""

    def __init__(
        self, session: Session, findings: Findings, view: View, direction: str, sum_column: str
    ) -> None:
        super().__init__()
        self._session, self._view = session, view
        self.direction, self._sum_column = direction, sum_column
        self._title: QLabel = label("", "strong")
        self._sum: QLabel = label("", "strong")
        self.card = GridCard(session, findings, [self._part("")], key=f"{view.id}/{direction}")
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.card, 1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_balance(self, balance: str) -> None:
        """Show the streams of another balance."""
        self.card.close_months()
        self.card.model.replace([self._part(balance)])
        self.refresh(balance)

    def refresh(self, balance: str) -> None:
        """Name and sum."""
        session = self._session
        self._title.setText(session.text(f"ui.sheets.balance.{self.direction}"))
        table = self._parent_table()
        if balance and session.library.column(table, self._sum_column) is not None:
            shown = session.document.shown(f"{table}[{balance}].{self._sum_column}", session.lang)
            self._sum.setText(shown.with_unit or "—")
            self._sum.setToolTip(shown.note)
        self.card.view.setAccessibleName(self._title.text())

    def _parent_table(self) -> str:
        column = self._session.library.column(self._view.table, self._view.parent)
        return str(getattr(column, "table", ""))

    def _part(self, balance: str) -> Part:
        document, view = self._session.document, self._view
        asked = [
            name
            for name in _ORDER
            if name in view.columns and not (name in ("share", "category") and self.direction != "out")
        ]
        own = msgspec.structs.replace(view, kind="grid", columns=tuple(asked))
        unit = document.answer(f"{self._parent_table()}[{balance}].unit") if balance else None
        defaults: dict[str, Json] = {view.parent: balance, DIRECTION: self.direction}
        if isinstance(unit, str) and document.library.column(view.table, "unit") is not None:
            defaults["unit"] = unit
        condition = f'{view.parent} == "{balance}" and {DIRECTION} == "{self.direction}"'
        return Part.of(document, own, filter=condition, defaults=defaults, fixed=not balance)
