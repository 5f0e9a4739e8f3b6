"""Beside a balance: mistakes that would explain its difference, what to measure again, what the streams should be.

Advice only. A line leads to the stream it is about; nothing is changed by it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.model.format import format_number
from desktop.ui.session import Session
from desktop.ui.sheets.runs import plain_results, run_members, run_notes
from desktop.ui.widgets import Button, Card, IconButton, Refill, label

MOST_ADVICE = 4
_COLUMNS = ("name", "measured", "reconciled", "adjustment_sd")


class AdviceCard(QWidget):
    """The advice of the closure test (``binding``) and of the reconciliation of the same streams (``reconciling``)."""

    def __init__(self, session: Session, binding: str, reconciling: str, table: str) -> None:
        super().__init__()
        self._session, self._binding, self._reconciling, self._table = session, binding, reconciling, table
        self._balance = ""
        self._card = Card(padding=14, spacing=4)
        self._lines = Refill()
        self._toggle = Button("", "chevron-right", "link")
        self._toggle.clicked.connect(self._turn)
        self._open = False
        self._reconciled = Refill()
        for part in (self._lines, self._toggle, self._reconciled):
            self._card.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def refresh(self, balance: str) -> None:
        """Read the advice of the methods."""
        self._balance = balance
        said = self._say_closure(balance)
        found = plain_results(self._session.document, self._reconciling, balance, "") if balance else {}
        self._toggle.setVisible(bool(found))
        self._toggle.setText(self._session.text("ui.sheets.balance.reconciled"))
        self._toggle.set_icon("chevron-down" if self._open else "chevron-right")
        self._reconciled.setVisible(bool(found) and self._open)
        if found and self._open:
            self._say_reconciled(found)
        self.setVisible(bool(said or found))

    # -- the closure test -----------------------------------------------------------------------------------

    def _say_closure(self, balance: str) -> bool:
        """Fill the lines; whether there are any."""
        session = self._session
        found = plain_results(session.document, self._binding, balance, "") if balance else {}
        notes = run_notes(session.document, self._binding, balance, "") if balance else ()
        lines = self._lines.begin(2)
        for note in notes:
            lines.addWidget(label(session.text(note.code, **note.params), "body", "soft", wrap=True))
        groups = {name: _objects(found.get(name))[:MOST_ADVICE] for name in ("mistakes", "review")}
        for name, advice in groups.items():
            if advice:
                lines.addWidget(label(session.text(f"ui.sheets.balance.{name}"), "strong", wrap=True))
            for one in advice:
                lines.addWidget(self._line(one, balance))
        said = bool(notes or any(groups.values()))
        self._lines.setVisible(said)
        return said

    def _line(self, advice: dict[str, object], balance: str) -> QWidget:
        words = str(advice.get(self._session.lang) or advice.get("name") or "")
        path = self._stream_path(str(advice.get("path", "")), balance)
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        if path:
            jump = IconButton("chevron-right", words, 16)
            jump.clicked.connect(lambda: self._session.go_to(path))
            across.addWidget(jump, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(words, "body", wrap=True), 1)
        return line

    def _stream_path(self, place: str, balance: str) -> str:
        """``inputs[2]`` of the method's input as the path of the stream it came from."""
        name, _, number = place.removesuffix("]").partition("[")
        rows = run_members(self._session.document, self._binding, balance, "").get(name, ())
        if not number.isdigit() or int(number) >= len(rows):
            return ""
        return f"{self._table}[{rows[int(number)]}].amount"

    # -- reconciliation -------------------------------------------------------------------------------------

    def _turn(self) -> None:
        self._open = not self._open
        self.refresh(self._balance)

    def _say_reconciled(self, found: object) -> None:
        assert isinstance(found, dict)
        session, text = self._session, self._session.text
        lines = self._reconciled.begin(6)
        lines.addWidget(label(_tested(session, found), "body", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(len(_COLUMNS), 1)
        for at, name in enumerate(_COLUMNS):
            grid.addWidget(
                _aligned(label(text(f"ui.sheets.balance.column.{name}"), "caption", "soft"), at), 0, at
            )
        for number, stream in enumerate(_objects(found.get("streams")), 1):
            for at, name in enumerate(_COLUMNS):
                grid.addWidget(_aligned(label(_cell(stream.get(name), name), "body"), at), number, at)
        lines.addLayout(grid)
        lines.addWidget(label(text("calc.reconcile_advice"), "caption", "soft", wrap=True))


def _tested(session: Session, found: dict[str, object]) -> str:
    """The test of all measurements together in a sentence."""
    test = found.get("global_test")
    assert isinstance(test, dict)
    if test["passed"] is None:
        return session.text("calc.reconcile_no_redundancy")
    code = "passed" if test["passed"] else "failed"
    return session.text(
        f"ui.sheets.balance.test.{code}",
        statistic=format_number(test["statistic"], 2),
        critical=format_number(test["critical"], 2),
        suspect=str(found.get("suspect") or "—"),
    )


def _objects(found: object) -> list[dict[str, object]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _cell(value: object, name: str) -> str:
    if isinstance(value, int | float):
        return format_number(value, 2) if name == "adjustment_sd" else format_number(float(f"{value:.7g}"))
    return str(value or "—")


def _aligned(made: QLabel, column: int) -> QLabel:
    if column:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
