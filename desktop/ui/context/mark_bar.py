"""标记: the personal flag and tick of the question under the cursor."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.document.marking import MARKS, Mark, marks, set_mark
from desktop.model.path import parse_path
from desktop.ui.session import Session
from desktop.ui.widgets import Button

_ICONS: dict[Mark, str] = {"flagged": "flag", "checked": "check"}


class MarkBar(QWidget):
    """Two buttons that stay down while the question is marked."""

    def __init__(self, session: Session, path: str) -> None:
        super().__init__()
        self._session, self._path = session, path
        known = marks(session.document).get(path)
        self.buttons: dict[Mark, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        for mark, icon in _ICONS.items():
            on = known is not None and bool(getattr(known, mark))
            state = "on" if on else "off"
            button = Button(session.text(f"ui.marks.{mark}.{state}"), icon, "plain" if on else "ghost")
            button.setObjectName(f"mark:{mark}")
            button.setCheckable(True)
            button.setChecked(on)
            button.setToolTip(session.text("ui.marks.note"))
            button.setEnabled(session.document.mode == "rw")
            button.clicked.connect(lambda checked, mark=mark: self._set(mark, checked))
            self.buttons[mark] = button
            row.addWidget(button)
        row.addStretch(1)

    def _set(self, mark: Mark, on: bool) -> None:
        _mark(self._session, self._path, mark, on)


def toggle_mark(session: Session, mark: Mark) -> None:
    """Flag or tick the question under the cursor, or take that back; where there is none nothing happens."""
    path = session.cursor
    if path and parse_path(path).column and MARKS in session.library.tables:
        known = marks(session.document).get(path)
        _mark(session, path, mark, known is None or not getattr(known, mark))


def _mark(session: Session, path: str, mark: Mark, on: bool) -> None:
    day = dt.date.today().isoformat()
    session.attempt(lambda: set_mark(session.document, path, mark, on, day=day, lang=session.lang))
