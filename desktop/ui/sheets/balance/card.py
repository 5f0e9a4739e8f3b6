"""One balance at a time: what goes in on the left, what comes out on the right, and whether it closes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.content.types import View
from desktop.model.edit import AddRow, Changes
from desktop.model.path import parse_path
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.balance.advice import AdviceCard
from desktop.ui.sheets.balance.flows import FlowsCard
from desktop.ui.sheets.balance.side import BalanceSide
from desktop.ui.sheets.balance.verdict import VerdictCard
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.places import Question
from desktop.ui.widgets import Button, ComboBox, label

_SIDES = (("in", "stock"), ("out",))


class BalanceCard(SheetPart):
    """The view of kind ``balance``."""

    fills = True

    def __init__(
        self, session: Session, findings: Findings, view: View, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, findings, parent)
        self._view = view
        column = session.library.column(view.table, view.parent)
        self.table = str(getattr(column, "table", ""))
        bindings = {one.method: one.id for one in session.library.data.bindings if one.for_each == self.table}
        self.chooser = ComboBox()
        self.chooser.setObjectName(f"choose:{self.table}")
        self.chooser.setMinimumWidth(280)
        self.chooser.currentIndexChanged.connect(self._chosen)
        self._about: QLabel = label("", "caption", "soft")
        self._new = Button("", "plus")
        self._new.clicked.connect(self._add)
        self.sides = [BalanceSide(session, findings, view, directions) for directions in _SIDES]
        closing = bindings.get("balance", "")
        self._verdict = VerdictCard(session, closing, self.table)
        self._advice = AdviceCard(session, closing, bindings.get("reconcile", ""), view.table)
        self._flows = FlowsCard(session, view.table)
        self._lay_out()
        for side in self.sides:
            side.card.counted.connect(self.counted)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        session.changed.connect(self._follow)
        session.language_changed.connect(self.reword)
        self.reword()
        self._chosen()

    # -- what the page asks ---------------------------------------------------------------------------------

    def title(self, lang: Lang) -> str:
        """Title of the view."""
        table = self.session.library.tables[self._view.table]
        return (self._view.title or table.title).get(lang)

    def count(self, narrowed: Filter) -> int | None:
        """Streams of the balance in front."""
        return sum(side.card.count(narrowed) or 0 for side in self.sides)

    def narrow(self, narrowed: Filter) -> None:
        """Show only those."""
        for side in self.sides:
            side.card.narrow(narrowed)

    def show_path(self, path: str) -> bool:
        """Open the balance a stream belongs to and put the cursor on it."""
        place = parse_path(path)
        if place.table == self._view.table and place.row:
            owner = self.session.document.answer(f"{place.table}[{place.row}].{self._view.parent}")
            if isinstance(owner, str):
                self.choose(owner)
            return any(side.card.show_path(path) for side in self.sides)
        if place.row and self.chooser.findData(place.row) >= 0 and place.table != self.table:
            self.choose(place.row)
            return True
        return False

    def here(self) -> str:
        """The path under the cursor."""
        found = [side.card for side in self.sides if side.card.view.hasFocus()]
        return found[0].here() if found else ""

    def questions(self, narrowed: Filter) -> list[Question]:
        """All streams of the balance in front."""
        return [question for side in self.sides for question in side.card.questions(narrowed)]

    @property
    def balance(self) -> str:
        """The balance in front."""
        return str(self.chooser.currentData() or "")

    def choose(self, balance: str) -> None:
        """Bring a balance to the front."""
        number = self.chooser.findData(balance)
        if number >= 0:
            self.chooser.setCurrentIndex(number)

    def reword(self) -> None:
        """Say everything in the language of the window."""
        text = self.session.text
        self.chooser.setAccessibleName(text("ui.sheets.balance.choose"))
        self._new.setText(text("ui.sheets.balance.new"))
        self._fill()
        self._refresh()

    # -- inside ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.chooser)
        top.addWidget(self._about, 1)
        top.addWidget(self._new)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        for side in self.sides:
            half = QVBoxLayout()
            half.addWidget(side, 100)
            half.addStretch(1)
            middle.addLayout(half, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._verdict)
        column.addLayout(middle, 1)
        column.addWidget(self._advice)
        column.addWidget(self._flows)

    def _fill(self) -> None:
        """The list of balances; the one in front stays."""
        document, kept = self.session.document, self.balance
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for row in document.rows(self.table):
            self.chooser.addItem(document.row_label(self.table, row, self.session.lang), row)
        if kept:
            self.chooser.setCurrentIndex(max(self.chooser.findData(kept), 0))
        self.chooser.blockSignals(False)
        if self.balance != kept:
            self._chosen()

    def _chosen(self) -> None:
        for side in self.sides:
            side.show_balance(self.balance)
        self._refresh()
        self.counted.emit()

    def _refresh(self) -> None:
        document, lang, balance = self.session.document, self.session.lang, self.balance
        parts = []
        for name in ("scope", "period", "boundary"):
            if balance and self.session.library.column(self.table, name) is not None:
                parts.append(document.shown(f"{self.table}[{balance}].{name}", lang).text)
        words = " · ".join(part for part in parts[:2] if part)
        self._about.setText(words)
        self._about.setToolTip("\n".join(part for part in parts if part))
        self._verdict.refresh(balance)
        self._advice.refresh(balance)
        self._flows.refresh(balance)

    def _follow(self, changes: Changes) -> None:
        named = self.session.library.tables[self.table].row_label
        if self.table in changes.tables or any(
            path.startswith(f"{self.table}[") and path.endswith(f".{named}") for path in changes.paths
        ):
            self._fill()
        self._refresh()

    def _add(self) -> None:
        made = self.session.record([AddRow(self.table)], "ui.sheets.inserted", self)
        if made and made.added:
            self.session.go_to(f"{made.added[0]}.{self.session.library.tables[self.table].row_label}")
