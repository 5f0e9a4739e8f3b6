"""The course of the audit on a line: what is done, what is running, what is planned. Only dates that were entered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.icons import paint_icon
from desktop.ui.overview.values import fact
from desktop.ui.session import Session
from desktop.ui.theme import scaled, theme, typeface
from desktop.ui.widgets import Card

# What happens, and the questions of the audit record that date it (from, to).
STEPS = (
    ("published", "published_on", ""),
    ("started", "started_on", ""),
    ("reported", "reported_on", ""),
    ("assessed", "assessed_on", ""),
    ("implementation", "implementation_from", "implementation_to"),
    ("acceptance", "acceptance_planned_on", ""),
)
State = Literal["done", "running", "ahead", "unknown"]
_MARKS: dict[State, tuple[str, str]] = {
    "done": ("circle-check", "ok"),
    "running": ("clock", "warning"),
    "ahead": ("circle", "ink_faint"),
    "unknown": ("circle", "ink_faint"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its dates in words."""

    title: str
    when: str
    state: State


def steps(session: Session, today: dt.date) -> list[Step]:
    """All steps, or none where not a single date is known."""
    found = [_step(session, name, begin, end, today) for name, begin, end in STEPS]
    return found if any(step.state != "unknown" for step in found) else []


def _step(session: Session, name: str, begin: str, end: str, today: dt.date) -> Step:
    text = session.text
    title = text(f"ui.course.{name}")
    first, last = _date(session, begin), _date(session, end) if end else None
    until = last or first
    if until is None:
        return Step(title, text("ui.course.unknown"), "unknown")
    days = (until - today).days
    if days < 0 or (until == today and not last):
        return Step(title, until.isoformat(), "done")
    if last is not None and first is not None and first <= today:
        return Step(title, text("ui.course.until", date=last.isoformat(), days=str(days)), "running")
    return Step(title, text("ui.course.planned", date=until.isoformat()), "ahead")


def _date(session: Session, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(fact(session, f"audit.{name}"))
    except ValueError:
        return None


class Timeline(Card):
    """The line in its card; hidden where nothing is known."""

    def __init__(self, session: Session) -> None:
        super().__init__(padding=16)
        self._session = session
        self._line = _Line()
        self.body.addWidget(self._line)

    def refresh(self) -> None:
        """Read the dates again."""
        self._line.show_steps(steps(self._session, dt.date.today()))
        self.setVisible(bool(self._line.steps))


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, found: list[Step]) -> None:
        self.steps = found
        self.setAccessibleName("; ".join(f"{step.title}: {step.when}" for step in found))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(600), scaled(64))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self.steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, size, top = self.width() / len(self.steps), scaled(20), 0.0
        middle = top + size / 2
        for index, step in enumerate(self.steps):
            left = index * width
            after = left + width if index + 1 < len(self.steps) else float(self.width())
            painter.setPen(QPen(theme()["ok" if step.state == "done" else "line"], 2))
            painter.drawLine(QPointF(left + size + 1, middle), QPointF(after - 1, middle))
            name, role = _MARKS[step.state]
            paint_icon(painter, name, QRectF(left, top, size, size), role)
            self._words(
                painter, step.title, QRectF(left, top + size + 4, width - 8, scaled(20)), "strong", "ink"
            )
            self._words(
                painter,
                step.when,
                QRectF(left, top + size + 4 + scaled(20), width - 8, scaled(19)),
                "caption",
                "ink_faint",
            )

    @staticmethod
    def _words(painter: QPainter, text: str, box: QRectF, kind: str, role: str) -> None:
        painter.setFont(typeface(kind))  # type: ignore[arg-type]
        painter.setPen(theme()[role])
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
