"""A line that says what is to be done and leads there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.icons import paint_icon
from desktop.ui.session import Session
from desktop.ui.theme import scaled, theme, typeface
from desktop.ui.widgets import paint_chip
from desktop.ui.widgets.chips import chip_size


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do."""

    text: str
    place: str
    number: str
    icon: str
    role: str


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


def jump_line(session: Session, todo: Todo) -> TodoLine:
    """A line ready to be clicked; one without a place only says something."""
    line = TodoLine()
    line.show_todo(todo)
    line.setEnabled(bool(todo.place))
    line.clicked.connect(lambda: session.go_to(todo.place))
    return line
