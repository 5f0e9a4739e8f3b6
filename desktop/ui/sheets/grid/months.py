"""The twelve months of a yearly figure: their sum, the figure of the annual report, the difference."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.content.types import Column
from desktop.model.answer import Amount
from desktop.model.edit import Changes, SetValue
from desktop.model.errors import RefusedError
from desktop.model.format import format_number
from desktop.model.path import Path, parse_path
from desktop.model.period import months_of
from desktop.model.result import Absent, Num
from desktop.ui.session import Session
from desktop.ui.sheets.editors.text import NumberEditor
from desktop.ui.sheets.entry import Entry, entry_text
from desktop.ui.sheets.grid.paste import clipboard_text, rectangle
from desktop.ui.sheets.linking import Link
from desktop.ui.sheets.places import Question
from desktop.ui.sheets.writing import record_most
from desktop.ui.widgets import IconButton, Rule, label
from desktop.ui.widgets.icon_label import IconLabel

_ACROSS = 6


class MonthsPanel(QWidget):
    """Twelve fields under the table. Esc closes, Ctrl+V fills a row or column from Excel.

    Signals:
        closed: the person is done here.
    """

    closed = Signal()

    def __init__(self, session: Session, path: str, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel:months")
        self._session = session
        self._year = parse_path(path)
        self._column = column
        self._links: list[Link] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(Rule(role="line"))
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 8, 12, 10)
        inner.setSpacing(8)
        body.addLayout(inner)
        inner.addLayout(self._top())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for number, month in enumerate(months_of(self._year.period)):
            row, place = divmod(number, _ACROSS)
            words = session.text("ui.sheets.month", number=number + 1)
            grid.addWidget(label(words, "caption", "faint"), 2 * row, place)
            grid.addWidget(self._field(self._year.at(month), words), 2 * row + 1, place)
        inner.addLayout(grid)
        inner.addLayout(self._foot())
        session.changed.connect(self._follow)
        self._sum_up()

    def focus_first(self) -> None:
        """Start with the first empty month."""
        empty = [link for link in self._links[:12] if not link.editor.entry()]
        field = (empty or self._links)[0].editor
        assert isinstance(field, NumberEditor)
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def commit(self) -> None:
        """Store what is being typed."""
        for link in self._links:
            link.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _top(self) -> QHBoxLayout:
        session = self._session
        place = session.document.label(str(self._year), session.lang)
        unit = session.document.wording.symbol(session.document.unit_of(str(self._year)), session.lang)
        row = QHBoxLayout()
        row.addWidget(IconLabel("calendar-clock", f"{place} ({unit})" if unit else place, "", "strong"))
        row.addStretch(1)
        row.addWidget(label(session.text("ui.sheets.months.keys"), "caption", "faint"))
        close = IconButton("x", session.text("ui.sheets.months.close"))
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return row

    def _foot(self) -> QHBoxLayout:
        self._sum = label("", "strong")
        self._difference = IconLabel("check", "", "soft")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._sum)
        row.addStretch(1)
        row.addWidget(self._difference)
        row.addWidget(label(self._session.text("ui.sheets.months.annual"), "body", "soft"))
        annual = self._field(self._year, self._session.text("ui.sheets.months.annual"))
        annual.setFixedWidth(120)
        row.addWidget(annual)
        return row

    def _field(self, path: Path, words: str) -> QWidget:
        question = Question(path, self._column)
        editor = _MonthField(self, self._session, question)
        editor.setObjectName(f"field:{path}")
        editor.setAccessibleName(f"{self._session.document.label(str(path), self._session.lang)} {words}")
        editor.start(entry_text(self._session.document, self._column, str(path), self._session.lang))
        link = Link(self._session, question, editor)
        link.refused.connect(editor.show_trouble)
        self._links.append(link)
        return editor

    def paste(self, first: Path, text: str) -> None:
        """A row or column of figures from a month onwards, as one step."""
        figures = [cell for row in rectangle(text) for cell in row]
        months = months_of(self._year.period)
        start = months.index(first.period) if first.period in months else 0
        entry = Entry(self._session.document, self._session.lang)
        edits = []
        for month, figure in zip(months[start:], figures, strict=False):
            path = str(self._year.at(month))
            try:
                edits.append(SetValue(path, entry.read(self._column, figure, path)))
            except RefusedError as error:
                self._session.notify(self._session.text(error.code, **error.params), "warning")
        record_most(self._session, edits, "ui.sheets.pasted", self, count=str(len(edits)))

    def _follow(self, changes: Changes) -> None:
        start = str(self._year.at(""))
        if any(path.startswith(start) for path in changes.paths):
            self._sum_up()

    def _sum_up(self) -> None:
        """Sum, how many months, and the difference to the figure entered for the year."""
        session, document = self._session, self._session.document
        unit = document.library.units.parse(document.unit_of(str(self._year)) or "")
        months = [document.value(str(self._year.at(month))) for month in months_of(self._year.period)]
        given = [value.value for value in months if isinstance(value, Num)]
        absent = sum(isinstance(value, Absent) for value in months)
        total = format_number(sum(given) / unit.factor)
        self._sum.setText(
            session.text("ui.sheets.months.sum", total=total, unit=unit.symbol, known=12 - absent)
        )
        annual = document.answer(str(self._year))
        if not isinstance(annual, Amount) or absent:
            self._difference.set("", "info", "faint")
            self._difference.icon.hide()
            return
        self._difference.icon.show()
        difference = (sum(given) - annual.canonical) / unit.factor
        same = abs(difference) <= 1e-9 * max(abs(annual.canonical) / unit.factor, 1)
        text = session.text(
            "ui.sheets.months.same" if same else "ui.sheets.months.differs", by=format_number(difference)
        )
        self._difference.set(text, "circle-check" if same else "triangle-alert", "ok" if same else "warning")


class _MonthField(NumberEditor):
    """One month; Enter goes to the next, a pasted row or column spreads over the months that follow."""

    def __init__(self, panel: MonthsPanel, session: Session, question: Question) -> None:
        super().__init__(session, question, panel)
        self._panel = panel
        self.setMinimumWidth(72)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settled.emit()
            self.focusNextPrevChild(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def paste(self) -> None:
        """Spread what has several figures."""
        text = clipboard_text()
        if "\t" in text or "\n" in text.strip():
            self._panel.paste(self.question.path, text)
        else:
            super().paste()

    def show_trouble(self, reason: str) -> None:
        """Mark a figure that could not be stored."""
        self.setProperty("trouble", bool(reason))
        self.setToolTip(reason)
        self.style().unpolish(self)
        self.style().polish(self)
