"""Results with the picture of the row looked at: for economics, its cumulative cash flow."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.content.types import View
from desktop.figures import Course, cash_flow
from desktop.model.edit import Changes
from desktop.model.format import format_number
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.frame import RoundFrame
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.results.model import ResultsModel
from desktop.ui.sheets.results.view import ResultsView
from desktop.ui.sheets.results.yearly import YearlyModel
from desktop.ui.sheets.runs import plain_results, run_notes
from desktop.ui.widgets import Card, label
from desktop.ui.widgets.drawing import DrawingView

FLOW = "cash_flow"


class ResultsCard(SheetPart):
    """The view of kind ``results``."""

    fills = True

    def __init__(
        self, session: Session, findings: Findings, view: View, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, findings, parent)
        self._view = view
        self._row = ""
        made = YearlyModel if view.by == "year" else ResultsModel
        self.model: ResultsModel = made(session, findings, view, self)
        self.view = ResultsView(self.model)
        self.view.setObjectName(f"grid:{view.id}")
        self._frame = RoundFrame()
        self._frame.body.addWidget(self.view, 1)
        self._frame.head = self.view.head_height
        self._empty: QLabel = label("", "body", "soft", wrap=True)
        self._empty.setContentsMargins(12, 16, 12, 16)
        self._frame.body.addWidget(self._empty)
        self._title: QLabel = label("", "heading")
        self._unit: QLabel = label("", "caption", "faint")
        self._notes: QLabel = label("", "caption", "soft", wrap=True)
        self.chart = DrawingView()
        self._picture = self._picture_card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._frame, 3)
        column.addWidget(self._picture, 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.view.cursor_moved.connect(session.cursor_moved)
        self.view.row_moved.connect(self.look_at)
        session.changed.connect(self._follow)
        session.language_changed.connect(self.refresh)
        self.look_at(self.model.rows[0] if self.model.rows else "")

    # -- what the page asks ---------------------------------------------------------------------------------

    def title(self, lang: Lang) -> str:
        """Title of the view, else of the method."""
        return (self._view.title or self.session.library.binding(self._view.method).title).get(lang)

    def count(self, narrowed: Filter) -> int | None:
        """Rows with results; there is nothing to fill in here."""
        return len(self.model.rows) if narrowed is Filter.ALL else None

    def show_path(self, path: str) -> bool:
        """Put the cursor on a figure."""
        return self.view.show_path(path)

    def here(self) -> str:
        """The figure under the cursor."""
        return self.model.path_at(self.view.currentIndex())

    def start(self) -> None:
        """The first row, at its first result."""
        columns = [number for number, one in enumerate(self.model.shown) if one.result is not None]
        if self.model.rows and columns and not self.view.currentIndex().isValid():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.view.selectionModel().setCurrentIndex(self.model.index(0, columns[0]), flag)

    def look_at(self, row: str) -> None:
        """Show the picture of a row."""
        self._row = row
        self.refresh()

    def refresh(self) -> None:
        """Words and picture again."""
        session, text = self.session, self.session.text
        self.view.setAccessibleName(self.title(session.lang))
        self.view.setVisible(bool(self.model.rows))
        self._empty.setVisible(not self.model.rows)
        self._empty.setText(text("ui.sheets.results.empty"))
        found = self._found()
        flow = found.get(FLOW)
        self._picture.setVisible(self._has_flow() and self._view.by != "year")
        if not isinstance(flow, list) or not self._row:
            self.chart.show_drawing(None)
            self._title.setText(text("ui.sheets.results.no_flow"))
            self._notes.setText(self._words())
            return
        name = self._name()
        self._title.setText(text("ui.sheets.results.flow"))
        self._unit.setText(f"{name} · {self._money()}")
        self._notes.setText(self._words())
        totals = tuple(float(one["cumulative"]) for one in flow if isinstance(one, dict))
        payback = found.get("dynamic_payback")
        years = float(payback) if isinstance(payback, int | float) else None
        words = text("ui.sheets.results.payback", years=f"{years:.2f}" if years is not None else "—")
        course = Course("", totals, years, words if years is not None else text("ui.sheets.results.never"))
        drawing = cash_flow(
            [course],
            tick=format_number,
            years=text("ui.sheets.results.years"),
            title=self._title.text(),
            width=620.0,
        )
        self.chart.show_drawing(drawing, f"{self._title.text()} {name}")

    # -- inside ---------------------------------------------------------------------------------------------

    def _picture_card(self) -> Card:
        card = Card(padding=16, spacing=6)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(top)
        card.body.addWidget(self.chart, 1)
        card.body.addWidget(self._notes)
        return card

    def _found(self) -> dict[str, object]:
        document = self.session.document
        return (
            dict(plain_results(document, self._view.method, self._row, document.edition)) if self._row else {}
        )

    def _has_flow(self) -> bool:
        """Whether this method has a picture at all."""
        document = self.session.document
        return any(
            FLOW in plain_results(document, self._view.method, row, document.edition)
            for row in self.model.rows
        )

    def _words(self) -> str:
        """Why figures of this row are missing, or which convention was used."""
        session = self.session
        if not self._row:
            return ""
        notes = run_notes(session.document, self._view.method, self._row, session.document.edition)
        return "\n".join(session.text(note.code, **note.params) for note in notes)

    def _name(self) -> str:
        """Code and name of a row."""
        session, table = self.session, self._view.table
        labelled = session.document.row_label(table, self._row, session.lang)
        named = session.library.column(table, "name")
        words = session.document.shown(f"{table}[{self._row}].name", session.lang).text if named else ""
        return " ".join(dict.fromkeys(part for part in (labelled, words) if part))

    def _money(self) -> str:
        results = self.session.library.binding(self._view.method).results
        return next(
            (
                self.session.document.wording.symbol(one.unit, self.session.lang)
                for one in results
                if one.unit
            ),
            "",
        )

    def _follow(self, changes: Changes) -> None:
        if self._row not in self.model.rows:
            self._row = self.model.rows[0] if self.model.rows else ""
        if changes.batch:
            self.refresh()
            self.counted.emit()
