"""What is graded, its verdict with the reasons, the button that fills in the indicators, and the ladder."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.calc.grade_words import next_step, verdict, why_open
from desktop.content.types import View
from desktop.document.carrying import CARRIED, Carried, carrying, words_of
from desktop.document.grading import FILLED, filling
from desktop.figures import Drawing
from desktop.model.edit import AddRow, Changes, Edit
from desktop.model.path import Path, parse_path
from desktop.model.text import Lang
from desktop.reports.ladder import ladders, legend
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.runs import plain_results
from desktop.ui.theme import Tone
from desktop.ui.widgets import Button, Card, Chip, ComboBox, Rule, label
from desktop.ui.widgets.drawing import WideDrawing

_WIDTH = 560.0
_TONES: dict[object, tuple[Tone, str]] = {
    "I": ("ok", "circle-check"),
    "II": ("ok", "circle-check"),
    "III": ("ok", "circle-check"),
    "not reached": ("error", "circle-x"),
}
_OPEN: tuple[Tone, str] = ("warning", "triangle-alert")


class LadderCard(SheetPart):
    """The view of kind ``ladder``: one of the rows of its table at a time, before or after the audit."""

    def __init__(
        self, session: Session, findings: Findings, view: View, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, findings, parent)
        self._view = view
        self._rows: tuple[str, ...] = ()
        self._period = ""
        self._which, self._when = ComboBox(), ComboBox()
        self._fill = Button("", "list-checks", "primary")
        self._carry = Button("", "history")
        self._previewed = ""
        self._add = Button("", "plus", "primary")
        self._state, self._whole = Chip(), Chip()
        self._lines: QLabel = label("", "body", "soft", wrap=True)
        self._legend: QLabel = label("", "caption", "faint", wrap=True)
        self.chart = WideDrawing()
        card = Card(padding=18, spacing=10)
        top = QHBoxLayout()
        top.setSpacing(10)
        for widget in (self._which, self._when, self._state, self._whole):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self._carry)
        top.addWidget(self._fill)
        top.addWidget(self._add)
        card.body.addLayout(top)
        card.body.addWidget(self._lines)
        self._rule = Rule()
        card.body.addWidget(self._rule)
        card.body.addWidget(self.chart)
        card.body.addWidget(self._legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self._which.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._which.currentIndexChanged.connect(self._turn)
        self._when.currentIndexChanged.connect(self._turn)
        self._fill.clicked.connect(self._fill_in)
        self._carry.clicked.connect(self._carry_over)
        self._add.clicked.connect(self._add_row)
        session.changed.connect(self._follow)
        session.language_changed.connect(self.refresh)
        self.refresh()

    # -- what the page asks ---------------------------------------------------------------------------------

    def title(self, lang: Lang) -> str:
        """Title of the view, else of the method."""
        return (self._view.title or self.session.library.binding(self._view.method).title).get(lang)

    def here(self) -> str:
        """The level shown."""
        return str(Path(self._view.method, self.row, "level", self.period)) if self.row else ""

    def show_path(self, path: str) -> bool:
        """Turn to the row a result belongs to."""
        place = parse_path(path)
        if place.table != self._view.method or place.row not in self._rows:
            return False
        self._which.setCurrentIndex(self._rows.index(place.row))
        return True

    @property
    def row(self) -> str:
        """What is looked at."""
        at = self._which.currentIndex()
        return self._rows[at] if 0 <= at < len(self._rows) else ""

    @property
    def period(self) -> str:
        """The edition looked at."""
        return str(self._when.currentData() or self.session.document.edition)

    @property
    def words(self) -> str:
        """Why there is no level, and what stands before the next one."""
        return self._lines.text()

    def refresh(self) -> None:
        """Rows, verdict, words and picture again."""
        self._list()
        session, text = self.session, self.session.text
        self._fill.setText(text("ui.ladder.fill"))
        self._fill.setToolTip(text("ui.ladder.fill_tip"))
        self._add.setText(text("ui.ladder.add"))
        self._which.setAccessibleName(text("ui.ladder.which"))
        self._when.setAccessibleName(text("ui.ladder.edition"))
        self._add.setVisible(not self._rows and not self._view.filter)
        self._which.setVisible(len(self._rows) > 1)
        self._when.setVisible(bool(self._rows) and self._when.count() > 1)
        self._fill.setVisible(bool(self._edits()))
        self._offer()
        self._show()
        self.chart.setAccessibleName(f"{self.title(session.lang)}: {self.chart.accessibleName()}")

    # -- inside ---------------------------------------------------------------------------------------------

    def _list(self) -> None:
        """What can be chosen, keeping what was."""
        document, lang = self.session.document, self.session.lang
        row, period = self.row, self.period if self._when.count() else document.edition
        self._rows = document.rows(self._view.table, self._view.filter)
        for box in (self._which, self._when):
            box.blockSignals(True)
            box.clear()
        for one in self._rows:
            self._which.addItem(document.row_label(self._view.table, one, lang))
        for edition in document.values.periods("edition"):
            self._when.addItem(document.wording.period(edition, lang), edition)
        self._which.setCurrentIndex(self._rows.index(row) if row in self._rows else 0)
        self._when.setCurrentIndex(max(self._when.findData(period), 0))
        for box in (self._which, self._when):
            box.blockSignals(False)

    def _show(self) -> None:
        session, document, lang = self.session, self.session.document, self.session.lang
        library, text = session.library, session.text
        values = dict(plain_results(document, self._view.method, self.row, self.period)) if self.row else {}
        tone, icon_name = _TONES.get(values.get("level"), _OPEN)
        self._state.setVisible(bool(self._rows))
        self._whole.setVisible(bool(values) and values.get("complete") is not None)
        if not values:
            self._state.set(text("grade.open"), *_OPEN)
            said = text("ui.ladder.empty")
            if self.row:
                shown = document.shown(self.here(), lang)
                said = shown.note or text("ui.ladder.nothing")
            self._lines.setText(said)
            self._draw(None, "")
            return
        if isinstance(values.get("level"), str) and values.get("level") not in _TONES:
            tone, icon_name = "ok", "circle-check"
        self._state.set(verdict(values, library, lang), tone, icon_name)
        whole = values.get("complete") is True
        self._whole.set(
            text("ui.ladder.complete" if whole else "ui.ladder.incomplete"), "plain" if whole else "warning"
        )
        lines = [*why_open(values, lang), next_step(values, library, lang)]
        if self._previewed == self.row:
            lines = [
                text("ui.ladder.carry_head"),
                *(words_of(document, one, lang) for one in self._reusable()),
            ]
        self._lines.setText("\n".join(line for line in lines if line))
        name = document.row_label(self._view.table, self.row, lang)
        drawings = ladders(values, library, lang, title=name, width=_WIDTH)
        self._draw(drawings[0] if drawings else None, legend(values, library, lang) if drawings else "")

    def _draw(self, drawing: Drawing | None, below: str) -> None:
        self.chart.show_drawing(drawing)
        for widget in (self._rule, self.chart, self._legend):
            widget.setVisible(drawing is not None)
        self._legend.setText(below)

    def _turn(self, _: int) -> None:
        self.refresh()
        self.session.cursor_moved.emit(self.here())

    def _edits(self) -> list[Edit]:
        """The rows the system has and the sheet lacks."""
        if not self.row:
            return []
        return self.session.attempt_quietly(lambda: filling(self.session.document, self.row)) or []

    def _fill_in(self) -> None:
        edits = self._edits()
        if edits:
            self.session.record(edits, FILLED, self, count=str(len(edits)))

    def _reusable(self) -> list[Carried]:
        """Answers given under another system that declared relations lead to rows of this one."""
        return carrying(self.session.document, self.row) if self.row else []

    def _offer(self) -> None:
        """The button that shows what can be reused, then reuses it; hidden where nothing can."""
        count = len(self._reusable())
        if not count:
            self._previewed = ""
        code = "ui.ladder.carry_now" if count and self._previewed == self.row else "ui.ladder.carry"
        self._carry.setText(self.session.text(code, count=count))
        self._carry.setToolTip(self.session.text("ui.ladder.carry_tip"))
        self._carry.setVisible(bool(count))

    def _carry_over(self) -> None:
        """First show what would be carried over, then carry it over."""
        found = self._reusable()
        if self._previewed != self.row:
            self._previewed = self.row
            self.refresh()
            return
        self._previewed = ""
        if found:
            self.session.record([one.edit for one in found], CARRIED, self, count=str(len(found)))

    def _add_row(self) -> None:
        made = self.session.record(
            [AddRow(self._view.table, {"origin": "library"})], "ui.sheets.inserted", self
        )
        if made and made.added:
            self.session.go_to(f"{made.added[0]}.name")

    def _follow(self, changes: Changes) -> None:
        if changes.batch:
            self.refresh()
            self.counted.emit()
