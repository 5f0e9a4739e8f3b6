"""The options in a table to look at: code, name, class, money, effect, economics, state; each leads to its sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.model.path import Path
from desktop.model.shown import Shown
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets import Button, Card, Chip, ElidedLabel, Refill, label

TABLE = "options"
MOST = 80
_FIGURES = ("total_investment", "annual_saving", "tce_saving", "carbon_saving")
_RESULTS = ("N", "NPV", "IRR")
_STATES: dict[str, tuple[Tone, str]] = {
    "implemented": ("ok", "circle-check"),
    "feasible": ("info", "circle"),
    "in_progress": ("info", "clock"),
    "postponed": ("warning", "clock"),
    "suspended": ("warning", "triangle-alert"),
    "rejected": ("error", "circle-x"),
}


class OptionsList(Card):
    """A card with a line for each option; what does not count is told by its state."""

    def __init__(self, session: Session) -> None:
        super().__init__(padding=16, spacing=10)
        self._session = session
        self._title = label("", "heading")
        self.lines = Refill()
        self.body.addWidget(self._title)
        self.body.addWidget(self.lines)

    def refresh(self) -> None:
        """Read again."""
        session, document = self._session, self._session.document
        rows = document.rows(TABLE)
        self.setVisible(bool(rows))
        self._title.setText(session.text("ui.options.list", count=str(len(rows))))
        column = self.lines.begin(spacing=8)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (text, unit) in enumerate(self._heads()):
            head = label(f"{text} {unit}".strip(), "caption", "soft")
            head.setAlignment(_side(at) | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(head, 0, at)
        for line, row in enumerate(rows[:MOST], 1):
            for at, widget in enumerate(self._line(row)):
                side = Qt.AlignmentFlag(0) if at == 1 else _side(at) | Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(widget, line, at, side)
        column.addWidget(inside)
        if len(rows) > MOST:
            column.addWidget(
                label(session.text("ui.techniques.more", count=str(len(rows) - MOST)), "caption", "faint")
            )

    def _heads(self) -> list[tuple[str, str]]:
        library, text, wording = self._session.library, self._session.text, self._session.document.wording
        lang = self._session.lang
        found = [(self._label(name), "") for name in ("code", "name", "cost_class")]
        for name in _FIGURES:
            unit = str(getattr(library.column(TABLE, name), "unit", ""))
            found.append((text(f"ui.options.head.{name}"), wording.symbol(unit, lang)))
        units = {one.name: one.display or one.unit for one in library.binding("economics").results}
        for name in _RESULTS:
            found.append((text(f"ui.options.head.{name}"), wording.symbol(units.get(name, ""), lang)))
        return [*found, (self._label("status"), "")]

    def _label(self, name: str) -> str:
        column = self._session.library.column(TABLE, name)
        return column.label.get(self._session.lang) if column is not None else ""

    def _line(self, row: str) -> list[QWidget]:
        session, edition = self._session, self._session.document.edition
        code = Button(self._shown(row, "code").text or "—", "", "link")
        code.setObjectName(f"option:{row}")
        code.setAccessibleName(f"{code.text()} {self._shown(row, 'name').text}")
        code.clicked.connect(lambda: session.go_to(str(Path(TABLE, row, "code"))))
        name, kind = self._shown(row, "name").text, self._shown(row, "cost_class").text
        line: list[QWidget] = [code, ElidedLabel(name), Chip(kind)]
        line += [_figure(self._shown(row, name, edition)) for name in _FIGURES]
        for name in _RESULTS:
            line.append(
                _figure(session.document.shown(str(Path("economics", row, name, edition)), session.lang))
            )
        state = session.document.value(str(Path(TABLE, row, "status", edition)))
        tone, icon = _STATES.get(state if isinstance(state, str) else "", ("plain", "circle-help"))
        chip = Chip(
            self._shown(row, "status", edition).text or session.text("ui.options.no_state"), tone, icon
        )
        return [*line, chip]

    def _shown(self, row: str, name: str, period: str = "") -> Shown:
        return self._session.document.shown(str(Path(TABLE, row, name, period)), self._session.lang)


def _figure(shown: Shown) -> QLabel:
    made = label(shown.text if shown.state in ("given", "calculated", "partial") else "—")
    made.setToolTip(shown.note)
    return made


def _side(at: int) -> Qt.AlignmentFlag:
    """Figures stand right, words left."""
    first, last = 3, 2 + len(_FIGURES) + len(_RESULTS)
    return Qt.AlignmentFlag.AlignRight if first <= at <= last else Qt.AlignmentFlag.AlignLeft
