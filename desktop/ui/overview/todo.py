"""待办事项: the next steps, computed from the profile, problems and unanswered required questions.

Each line says what and why, and is a jump.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.document.profile import PROFILE, open_profile, profile_sheet
from desktop.model.path import parse_path
from desktop.ui.places import sheet_of
from desktop.ui.problems_bar import ICONS
from desktop.ui.session import Session
from desktop.ui.todo_line import Todo, TodoLine
from desktop.ui.widgets import Card, IconLabel, label

MOST = 7


def todos(session: Session, most: int = MOST) -> list[Todo]:
    """The profile while it is incomplete, then errors, warnings, and the first open question of each sheet."""
    document, lang = session.document, session.lang
    found = _profile(session)
    for problem in document.problems():
        if problem.severity not in ("error", "warning") or len(found) >= most - 2:
            break
        worded = document.word(problem, lang)
        sheet = sheet_of(session, parse_path(problem.path))
        name, role = ICONS[problem.severity]
        number = sheet.number if sheet else ""
        found.append(Todo(worded.sentence, problem.path, number, name, role, worded.fix))
    seen = {PROFILE}
    for item in document.describe():
        if len(found) >= most:
            break
        if item.required and item.shown and item.state == "absent" and item.sheet and item.sheet not in seen:
            seen.add(item.sheet)
            words = session.text("ui.todo.fill", place=document.label(item.path, lang))
            why = session.library.sheet(item.sheet).purpose.get(lang)
            found.append(Todo(words, item.path, item.number, "pencil", "info", why))
    return found


def _profile(session: Session) -> list[Todo]:
    """The answers that decide what applies come before everything else."""
    missing, sheet = open_profile(session.document), profile_sheet(session.library)
    if not missing or sheet is None:
        return []
    words = session.text("ui.todo.profile", count=str(len(missing)))
    return [Todo(words, missing[0], sheet.number, "building-2", "accent", sheet.purpose.get(session.lang))]


class TodoCard(Card):
    """The list."""

    def __init__(self, session: Session) -> None:
        super().__init__(padding=16, spacing=0)
        self._session = session
        self._title, self._note = label("", "heading"), label("", "caption", "faint")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._note)
        self.body.addLayout(head)
        self.body.addSpacing(6)
        self.lines = [TodoLine() for _ in range(MOST)]
        for line in self.lines:
            self.body.addWidget(line)
            line.clicked.connect(self._go)
        self._none = IconLabel("circle-check", "", "ok")
        self.body.addWidget(self._none)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Compute again."""
        text = self._session.text
        self._title.setText(text("ui.todo.title"))
        self._note.setText(text("ui.todo.note"))
        found = todos(self._session)
        for index, line in enumerate(self.lines):
            line.setVisible(index < len(found))
            if index < len(found):
                line.show_todo(found[index])
        self._none.setVisible(not found)
        self._none.set(text("ui.todo.none"), "circle-check", "ok")

    def _go(self) -> None:
        line = self.sender()
        if isinstance(line, TodoLine) and line.todo is not None:
            self._session.go_to(line.todo.place)
