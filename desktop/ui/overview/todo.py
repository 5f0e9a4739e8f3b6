"""待办事项: what is left to do, computed from problems and unanswered required questions; each line is a jump."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from desktop.model.path import parse_path
from desktop.ui.icons import paint_icon
from desktop.ui.places import sheet_of
from desktop.ui.problems_bar import ICONS
from desktop.ui.session import Session
from desktop.ui.theme import scaled, theme, typeface
from desktop.ui.widgets import Card, IconLabel, label, paint_chip
from desktop.ui.widgets.chips import chip_size

MOST = 6


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do."""

    text: str
    place: str
    number: str
    icon: str
    role: str


def todos(session: Session, most: int = MOST) -> list[Todo]:
    """Errors first, then warnings, then the first open question of each sheet."""
    document, lang = session.document, session.lang
    found: list[Todo] = []
    for problem in document.problems():
        if problem.severity not in ("error", "warning") or len(found) >= most - 1:
            break
        worded = document.word(problem, lang)
        sheet = sheet_of(session, parse_path(problem.path))
        name, role = ICONS[problem.severity]
        found.append(Todo(worded.sentence, problem.path, sheet.number if sheet else "", name, role))
    seen: set[str] = set()
    for item in document.describe():
        if len(found) >= most:
            break
        if item.required and item.shown and item.state == "absent" and item.sheet and item.sheet not in seen:
            seen.add(item.sheet)
            words = session.text("ui.todo.fill", place=document.label(item.path, lang))
            found.append(Todo(words, item.path, item.number, "pencil", "info"))
    return found


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


class TodoLine(QAbstractButton):
    """One line: mark, sentence, sheet, arrow."""

    def __init__(self) -> None:
        super().__init__()
        self.todo: Todo | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_todo(self, todo: Todo) -> None:
        """Show another one."""
        self.todo = todo
        self.setText(todo.text)
        self.setAccessibleName(f"{todo.number} {todo.text}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """A line of the list."""
        return QSize(scaled(240), scaled(34))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The line with its hairline below."""
        if self.todo is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, middle = QRectF(self.rect()), self.height() / 2
        if self.underMouse() or self.hasFocus():
            painter.setBrush(theme()["sunken"])
            painter.setPen(QPen(theme()["accent"], 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box.adjusted(0.5, 1.5, -0.5, -1.5), 6, 6)
        size = scaled(16)
        paint_icon(painter, self.todo.icon, QRectF(0, middle - size / 2, size, size), self.todo.role)
        arrow = scaled(14)
        right = box.right() - arrow
        paint_icon(painter, "chevron-right", QRectF(right, middle - arrow / 2, arrow, arrow), "ink_faint")
        right -= 8
        if self.todo.number:
            chip = chip_size(self.todo.number)
            right -= chip.width()
            paint_chip(
                painter,
                QRectF(right, middle - chip.height() / 2, chip.width(), chip.height()),
                self.todo.number,
            )
        painter.setFont(typeface("body"))
        painter.setPen(theme()["ink"])
        room = QRectF(size + 10, 0, right - size - 22, self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        self.setToolTip(self.text() if words != self.text() else "")
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme()["line_soft"])
