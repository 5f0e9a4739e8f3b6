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
    """One thing to do; ``why`` stands below it in small letters."""

    text: str
    place: str
    number: str
    icon: str
    role: str
    why: str = ""


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
        self.setAccessibleDescription(todo.why)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line of the list."""
        return QSize(scaled(240), scaled(46 if self.todo is not None and self.todo.why else 34))

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
        if self.todo.why:
            room.setBottom(middle + 1)
            below = QRectF(room.left(), middle + 2, room.width(), self.height() - middle - 4)
            whole = _write(painter, room, self.text(), Qt.AlignmentFlag.AlignBottom)
            painter.setFont(typeface("caption"))
            painter.setPen(theme()["ink_faint"])
            whole = _write(painter, below, self.todo.why, Qt.AlignmentFlag.AlignTop) and whole
        else:
            whole = _write(painter, room, self.text(), Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip("" if whole else "\n".join(part for part in (self.text(), self.todo.why) if part))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme()["line_soft"])


def _write(painter: QPainter, room: QRectF, text: str, where: Qt.AlignmentFlag) -> bool:
    """One line of text, cut with dots where it is too long; whether it was not."""
    words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, where | Qt.AlignmentFlag.AlignLeft, words)
    return words == text


def jump_line(session: Session, todo: Todo) -> TodoLine:
    """A line ready to be clicked; one without a place only says something."""
    line = TodoLine()
    line.show_todo(todo)
    line.setEnabled(bool(todo.place))
    line.clicked.connect(lambda: session.go_to(todo.place))
    return line
