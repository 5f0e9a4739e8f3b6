"""A matrix with its verdict: who is first, by how much, and whether that depends on single weights."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.content.types import View
from desktop.model.edit import AddRow
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.frame import RoundFrame
from desktop.ui.sheets.matrix.model import FIRST, MatrixModel
from desktop.ui.sheets.matrix.view import MatrixView
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.places import Question
from desktop.ui.sheets.runs import plain_results
from desktop.ui.widgets import Button, Rule, label
from desktop.ui.widgets.icon_label import IconLabel


class MatrixCard(SheetPart):
    """The view of kind ``matrix``."""

    fills = True

    def __init__(
        self, session: Session, findings: Findings, view: View, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, findings, parent)
        self._view = view
        self.model = MatrixModel(session, findings, view, self)
        self.view = MatrixView(self.model)
        self.view.setObjectName(f"grid:{view.id}")
        frame = RoundFrame()
        frame.body.addWidget(self.view, 1)
        frame.head = self.view.head_height
        self._verdict = IconLabel("badge-check", "", "", "strong", wrap=True)
        self._stable = label("", "caption", "soft", wrap=True)
        self._add = Button("", "plus")
        self._add.clicked.connect(self._add_candidate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame, 1)
        frame.body.addWidget(Rule(role="line"))
        frame.body.addLayout(self._strip())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.view.cursor_moved.connect(session.cursor_moved)
        self.model.told.connect(self.refresh)
        self.model.relaid.connect(self.counted)
        findings.moved.connect(self.counted)
        session.language_changed.connect(self.refresh)
        self.refresh()

    def title(self, lang: Lang) -> str:
        """Title of the view."""
        table = self.session.library.tables[self._view.table]
        return (self._view.title or table.title).get(lang)

    def count(self, narrowed: Filter) -> int | None:
        """Nothing is hidden in a matrix."""
        return len(self.questions(narrowed)) if narrowed in (Filter.ALL, Filter.OPEN) else None

    def show_path(self, path: str) -> bool:
        """Put the cursor there."""
        return self.view.show_path(path)

    def here(self) -> str:
        """The path under the cursor."""
        return self.model.path_at(self.view.currentIndex())

    def start(self) -> None:
        """The total of the first candidate."""
        model = self.model
        totals = [row for row in range(model.rowCount()) if model.kind(row) == "total"]
        if model.candidates and not self.view.currentIndex().isValid():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.view.selectionModel().setCurrentIndex(model.index(totals[0], FIRST), flag)

    def questions(self, narrowed: Filter) -> list[Question]:
        """Weights and scores."""
        found = self.model.questions()
        if narrowed is Filter.OPEN:
            return [question for question in found if self.findings.is_open(question.text)]
        return found

    def refresh(self) -> None:
        """Word the verdict of the method."""
        session, text = self.session, self.session.text
        self.view.setAccessibleName(self.title(session.lang))
        self._add.setText(text("ui.sheets.matrix.add_candidate"))
        across = self.model.sides.across.table
        found = plain_results(session.document, self.model.sides.binding, "", "")
        winner = found.get("winner")
        totals = found.get("totals")
        if not isinstance(winner, str) or not isinstance(totals, dict):
            self._verdict.set(text("ui.sheets.matrix.undecided"), "info", "soft")
            self._stable.setText(text("ui.sheets.matrix.undecided.why"))
            return
        ordered = sorted(
            (float(total) for total in totals.values() if isinstance(total, int | float)), reverse=True
        )
        lead = f"{ordered[0] - ordered[1]:g}" if len(ordered) > 1 else "—"
        name = session.document.row_label(across, winner, session.lang)
        words = text("ui.sheets.matrix.winner", name=name, total=f"{ordered[0]:g}", lead=lead)
        self._verdict.set(words, "badge-check", "accent")
        flips = found.get("flips")
        self._stable.setText(
            self._flips(flips) if isinstance(flips, list) and flips else text("ui.sheets.matrix.stable")
        )

    def _flips(self, flips: list[object]) -> str:
        """Which single weights decide."""
        session = self.session
        parts = []
        for flip in flips:
            if isinstance(flip, dict):
                factor = session.document.row_label(
                    self.model.sides.down.table, str(flip.get("factor")), session.lang
                )
                change = flip.get("change")
                parts.append(f"{factor} {float(change):+g}" if isinstance(change, int | float) else factor)
        joined = ("、" if session.lang == "zh" else ", ").join(dict.fromkeys(parts))
        return session.text("ui.sheets.matrix.unstable", flips=joined)

    def _strip(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._verdict)
        words.addWidget(self._stable)
        row.addLayout(words, 1)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _add_candidate(self) -> None:
        """A new column; its name is asked in the list of candidates."""
        table = self.model.sides.across.table
        made = self.session.record([AddRow(table)], "ui.sheets.inserted", self)
        if made and made.added:
            named = self.session.library.tables[table].row_label
            self.session.go_to(f"{made.added[0]}.{named}")
