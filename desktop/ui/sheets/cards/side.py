"""The left side of cards: looking for a row by name, the list of rows, and the steps below it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.session import Session
from desktop.ui.sheets.cards.rows import RowList, RowsModel
from desktop.ui.sheets.cards.steps import RowSteps
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.theme import scaled
from desktop.ui.widgets import Rule

MANY = 12  # rows from which on one looks for a row by its name
_WIDTH = 190


class RowsSide(QWidget):
    """Everything that is about rows rather than about the row in front."""

    def __init__(self, session: Session, findings: Findings, part: Part, key: str) -> None:
        super().__init__()
        self._session, self._part = session, part
        self.rows = RowsModel(session, findings, part)
        self.list = RowList(self.rows)
        self.list.setObjectName(f"cards:{key}")
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.steps = RowSteps(session, part)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(8, 8, 8, 2)
        above.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(self.list, 1)
        column.addWidget(Rule(role="line"))
        column.addWidget(self.steps)
        self.setFixedWidth(scaled(_WIDTH))

    @property
    def sought(self) -> str:
        """What names are looked for, folded."""
        return self.search.text().strip().casefold()

    def show_rows(self, rows: tuple[str, ...]) -> None:
        """List the rows that pass, of these those whose name is looked for."""
        sought = self.sought
        if sought:
            rows = tuple(row for row in rows if sought in self._named(row).casefold())
        self.rows.set_rows(rows)
        self._above.setVisible(len(self._part.rows) > MANY)

    def reword(self, title: str) -> None:
        """Say everything in the language of the window."""
        text = self._session.text
        self.list.setAccessibleName(text("ui.sheets.cards.rows", name=title))
        self.search.setPlaceholderText(text("ui.sheets.cards.find"))
        self.search.setAccessibleName(text("ui.sheets.cards.find"))
        self.steps.reword()
        self.rows.touch()

    def _named(self, row: str) -> str:
        return f"{self.rows.name(row)} {self.rows.second(row)}"
