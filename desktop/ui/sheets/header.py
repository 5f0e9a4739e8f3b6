"""The top of a sheet: where it belongs, what it is for, who fills it, how far it is, and what to narrow it to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.content.types import Sheet
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter
from desktop.ui.sheets.title_row import TitleRow
from desktop.ui.theme import Tone
from desktop.ui.todo_line import Todo, TodoLine
from desktop.ui.widgets import ElidedLabel, FilterChip, label

_TONES: dict[Filter, Tone] = {Filter.NO_EVIDENCE: "warning", Filter.PROBLEM: "warning"}


class SheetHeader(QWidget):
    """Breadcrumb, title, chips, filters.

    Signals:
        mode_chosen: ``table`` or ``guided``.
        narrowed: a ``Filter``.
    """

    mode_chosen = Signal(str)
    narrowed = Signal(object)

    def __init__(self, sheet: Sheet, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet, self._session = sheet, session
        self._crumbs = ElidedLabel("", "caption", "soft")
        self._row = TitleRow()
        self._state, self.modes = self._row.state, self._row.modes
        self._place = ""
        self.modes.chosen.connect(self.mode_chosen)
        self._row.crowded.connect(self._crowd)
        self._purpose = label("", "body", "soft", wrap=True)
        self._hints = label("", "caption", "faint")
        self._hidden = TodoLine()
        self._hidden.setObjectName("sheet:hidden")
        self._hidden.clicked.connect(self._to_answer)
        self.chips: dict[Filter, FilterChip] = {}
        self._counts: dict[Filter, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._crumbs)
        column.addWidget(self._row)
        column.addWidget(self._purpose)
        column.addWidget(self._hidden)
        column.addSpacing(6)
        column.addLayout(self._filter_row())
        self.reword()

    def reword(self) -> None:
        """Say everything in the language of the window."""
        session, sheet, lang = self._session, self._sheet, self._session.lang
        stage = next(one for one in session.library.data.stages if one.number == sheet.stage)
        older = session.document.answer("audit.stage_names") == "older"
        name = (stage.older if older else stage.title).get(lang)
        step = stage.steps.get(sheet.step)
        what = step.get(lang) if step else ""
        self._place = session.text(
            "ui.sheets.crumbs", stage=sheet.stage, name=name, step=sheet.step, what=what
        )
        self._crumbs.setText(self._place)
        self._row.title.setText(f"{sheet.number} {sheet.title.get(lang)}")
        who = sheet.who.get(lang)
        self._row.who.set(_first_clause(who), icon_name="users")
        self._row.who.setToolTip(who)
        self._purpose.setText(sheet.purpose.get(lang))
        self.modes.set_texts({mode: session.text(f"ui.sheets.mode.{mode}") for mode in ("table", "guided")})
        self._hints.setText(session.text("ui.sheets.hints"))
        for narrowed, chip in self.chips.items():
            chip.set(session.text(f"ui.sheets.filter.{narrowed}"), self._counts.get(narrowed, -1))
        self.refresh()
        self._crowd(self._row.who.isHidden() and self.isVisible())

    def refresh(self) -> None:
        """How far the sheet is, or why it does not apply."""
        self._refresh_hidden()
        progress = self._session.document.progress().get(self._sheet.id)
        if progress is None or progress.total == 0:
            self._state.hide()
            self._row.place()
            return
        self._state.show()
        text = self._session.text
        if progress.answered == progress.total:
            self._state.set(text("ui.sheets.filled"), "ok", "circle-check")
        elif progress.answered == 0:
            self._state.set(text("ui.sheets.untouched"), "plain", "circle")
        else:
            self._state.set(text("ui.sheets.filling", percent=progress.percent), "info", "pencil")
        counts = text("ui.sheets.answered", answered=progress.answered, total=progress.total)
        self._state.setToolTip(counts)
        self._row.place()

    def _refresh_hidden(self) -> None:
        """Which answer hides the sheet, with the way there."""
        session, place = self._session, f"page:{self._sheet.id}"
        by = session.document.hidden_by(place)
        self._hidden.setVisible(bool(by))
        if by:
            why = session.document.why_hidden(place, session.lang)
            self._hidden.show_todo(Todo(session.text("ui.sheets.hidden", why=why), by[0], "", "info", "info"))

    def _to_answer(self) -> None:
        if self._hidden.todo is not None:
            self._session.go_to(self._hidden.todo.place)

    def set_counts(self, counts: dict[Filter, int | None]) -> None:
        """How many lines each filter leaves; filters that leave nothing to choose from go."""
        self._counts = {narrowed: count for narrowed, count in counts.items() if count is not None}
        for narrowed, chip in self.chips.items():
            count = self._counts.get(narrowed)
            chip.setVisible(count is not None)
            chip.set(self._session.text(f"ui.sheets.filter.{narrowed}"), -1 if count is None else count)
            chip.set_tone(_TONES.get(narrowed, "plain") if count else "plain")

    def chosen(self) -> Filter:
        """The filter in force."""
        return next((one for one, chip in self.chips.items() if chip.isChecked()), Filter.ALL)

    def choose(self, narrowed: Filter) -> None:
        """Choose a filter without telling."""
        self.chips[narrowed].setChecked(True)

    def _crowd(self, crowded: bool) -> None:
        """Who fills it in moves up to the breadcrumb where the title needs the room."""
        who = _first_clause(self._sheet.who.get(self._session.lang))
        self._crumbs.setText(f"{self._place}　·　{who}" if crowded else self._place)

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        for narrowed in Filter:
            chip = FilterChip("")
            self.chips[narrowed] = chip
            group.addButton(chip)
            row.addWidget(chip)
        self.chips[Filter.ALL].setChecked(True)
        group.buttonClicked.connect(self._tell)
        row.addStretch(1)
        row.addWidget(self._hints)
        return row

    def _tell(self) -> None:
        self.narrowed.emit(self.chosen())


def _first_clause(text: str) -> str:
    for sign in ("，", "；", ", ", "; "):
        text = text.partition(sign)[0]
    return text
