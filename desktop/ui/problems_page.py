"""问题清单: all problems with code, place, found, expected and fix; filters with counts; each a jump."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.model.path import parse_path
from desktop.model.problem import Problem, Severity
from desktop.ui.pages import MARGIN
from desktop.ui.places import sheet_of
from desktop.ui.problems.explain_bar import ExplainBar
from desktop.ui.problems.model import LINE, Line, ProblemModel, ProblemPainter
from desktop.ui.problems_bar import ICONS
from desktop.ui.session import Session
from desktop.ui.watch import Watch
from desktop.ui.widgets import Card, FilterChip, IconLabel, label

_TONES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "plain"}


class ProblemsPage(QWidget):
    """The list fills the page and scrolls by itself."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page:problems")
        self._session = session
        self._title, self._note = label("", "title"), label("", "body", "soft", wrap=True)
        self.all = FilterChip("")
        self.filters = {
            severity: FilterChip("", _TONES[severity], icon_name)  # type: ignore[arg-type]
            for severity, (icon_name, _) in ICONS.items()
        }
        self.list = QListView()
        self.list.setObjectName("problems")
        self.list.setProperty("nav", True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self.model = ProblemModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ProblemPainter(self.list))
        self.list.activated.connect(self._go)
        self.explain = ExplainBar(session, self)
        self.explain.went.connect(lambda: self._go(self.list.currentIndex()))
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.explained = FilterChip("", "plain", "message-square")
        self.explained.setObjectName("filter:explained")
        self._none = IconLabel("circle-check", "", "ok")
        self._card = Card(padding=6)
        self._lay_out()
        self.all.clicked.connect(self._show_all)
        for chip in (*self.filters.values(), self.explained):
            chip.clicked.connect(self._filter)
        Watch(self, session, self.refresh)

    def filter_by(self, severity: str) -> None:
        """Show one severity only; empty for all."""
        for known, chip in self.filters.items():
            chip.setChecked(known == severity)
        self.explained.setChecked(False)
        self.refresh()

    def refresh(self) -> None:
        """Read all problems again."""
        session, text = self._session, self._session.text
        problems, explained = session.document.problems(), session.document.explained_problems()
        chosen = [severity for severity, chip in self.filters.items() if chip.isChecked()]
        self._title.setText(text("ui.page.problems"))
        self._note.setText(text("ui.problems.note"))
        self.list.setAccessibleName(text("ui.page.problems"))
        self.all.set(text("ui.filter.all"), len(problems))
        self.all.setChecked(not chosen and not self.explained.isChecked())
        self.explained.set(text("ui.problems.explained"), len(explained))
        self.explained.setVisible(bool(explained) or self.explained.isChecked())
        for severity, chip in self.filters.items():
            chip.set(text(f"ui.severity.{severity}"), sum(one.severity is severity for one in problems))
        lines: dict[str, list[Line]] = {}
        closed = self.explained.isChecked()
        for problem in explained if closed else problems:
            if not closed and chosen and problem.severity not in chosen:
                continue
            worded = session.document.word(problem, session.lang)
            sheet = sheet_of(session, parse_path(problem.path))
            group = (
                f"{sheet.number}  {sheet.title.get(session.lang)}" if sheet else text("ui.problems.elsewhere")
            )
            compared = [
                text(f"ui.problems.{name}", **{name: words})
                for name, words in (("found", worded.found), ("expected", worded.expected))
                if words
            ]
            lines.setdefault(group, []).append(
                Line(
                    problem,
                    worded.sentence,
                    worded.place,
                    " · ".join(compared),
                    self._reason(problem) if closed else text("ui.problems.fix", fix=worded.fix),
                    closed,
                )
            )
        self.model.show(lines)
        self.explain.show_line(None)
        self._card.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self._none.set(
            text("ui.problems.none" if not problems else "ui.problems.none_here"), "circle-check", "ok"
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 20, MARGIN, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(6)
        for chip in (self.all, *self.filters.values(), self.explained):
            row.addWidget(chip)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._none)
        self._card.body.addWidget(self.list)
        column.addWidget(self._card, 1)
        column.addWidget(self.explain)
        column.addStretch(0)

    def _show_all(self) -> None:
        self.filter_by("")

    def _filter(self) -> None:
        """One kind at a time; clicking it again shows all."""
        for chip in (*self.filters.values(), self.explained):
            if chip is not self.sender():
                chip.setChecked(False)
        self.refresh()

    def _reason(self, problem: Problem) -> str:
        """Why a person says it is none, and who."""
        document = self._session.document
        for row in reversed(document.rows("dismissals")):
            if document.answer(f"dismissals[{row}].problem") == problem.id:
                said = (document.answer(f"dismissals[{row}].{name}") for name in ("reason", "author", "at"))
                return " · ".join(str(part) for part in said if part)
        return ""

    def _chosen(self, index: QModelIndex) -> None:
        line = index.data(LINE) if index.isValid() else None
        self.explain.show_line(line if isinstance(line, Line) else None)

    def _go(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, Line):
            self._session.go_to(line.problem.path)
