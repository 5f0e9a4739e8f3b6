"""One side of a balance: its streams as a small table; inputs and stock change stand in one."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.content.types import View
from desktop.model.answer import Json
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.grid.lines import Part

DIRECTION = "direction"
_ORDER = (
    "name",
    "amount",
    "used",
    "share",
    "basis",
    "point",
    "category",
    "moisture",
    "uncertainty",
    "method",
)
_OUTPUTS_ONLY = ("share", "category")


class BalanceSide(QWidget):
    """The streams of one balance in some directions, each under its heading."""

    def __init__(self, session: Session, findings: Findings, view: View, directions: tuple[str, ...]) -> None:
        super().__init__()
        self._session, self._view, self._directions = session, view, directions
        self.card = GridCard(session, findings, self._parts(""), key=f"{view.id}/{directions[0]}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_balance(self, balance: str) -> None:
        """Show the streams of another balance."""
        self.card.close_months()
        self.card.model.replace(self._parts(balance))

    def _parts(self, balance: str) -> list[Part]:
        parts = [self._part(balance, direction) for direction in self._directions]
        for part in parts:
            part.titled = True
        return parts

    def _part(self, balance: str, direction: str) -> Part:
        document, view = self._session.document, self._view
        wanted = [name for name in _ORDER if direction == "out" or name not in _OUTPUTS_ONLY]
        title = self._session.library.text(f"ui.sheets.balance.{direction}")
        columns = tuple(name for name in wanted if name in view.columns)
        own = msgspec.structs.replace(view, kind="grid", columns=columns, title=title)
        column = document.library.column(view.table, view.parent)
        unit = document.answer(f"{getattr(column, 'table', '')}[{balance}].unit") if balance else None
        defaults: dict[str, Json] = {view.parent: balance, DIRECTION: direction}
        if isinstance(unit, str) and document.library.column(view.table, "unit") is not None:
            defaults["unit"] = unit
        condition = f'{view.parent} == "{balance}" and {DIRECTION} == "{direction}"'
        return Part.of(document, own, filter=condition, defaults=defaults, fixed=not balance)
