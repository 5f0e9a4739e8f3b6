"""Problems as a list with headings, painted in as many lines as their words need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.model.problem import Problem
from desktop.ui.icons import paint_icon
from desktop.ui.problems_bar import ICONS
from desktop.ui.theme import TypeRole, scaled, theme, typeface

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_LEFT, _PAD = 40, 10
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Line:
    """A problem in words."""

    problem: Problem
    sentence: str
    place: str
    compared: str
    fix: str
    explained: bool = False

    def parts(self) -> list[tuple[str, TypeRole, str]]:
        """What is written, in which type and ink."""
        where = " · ".join(part for part in (self.place, self.compared) if part)
        parts: list[tuple[str, TypeRole, str]] = [
            (self.sentence, "strong", "ink"),
            (where, "caption", "ink_soft"),
            (self.fix, "body", "ink_soft"),
        ]
        return [part for part in parts if part[0]]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its count."""

    title: str
    count: int


class ProblemModel(QAbstractListModel):
    """Headings and problems in one list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line | Group] = []

    def show(self, groups: dict[str, list[Line]]) -> None:
        """Other problems."""
        self.beginResetModel()
        self.lines = []
        for title, members in groups.items():
            self.lines += [Group(title, len(members)), *members]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Headings and problems."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for the screen reader, the line itself."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(line, Group):
                return f"{line.title} {line.count}"
            return ". ".join(part for part, *_ in line.parts())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are not to be chosen."""
        if isinstance(self.lines[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ProblemPainter(QStyledItemDelegate):
    """How headings and problems look."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need at the width of the list."""
        line = index.data(LINE)
        if isinstance(line, Group):
            return QSize(scaled(200), scaled(40))
        view = option.widget
        width = (view.viewport().width() if hasattr(view, "viewport") else 600) - self._taken(line)
        heights = [_height(text, kind, width) for text, kind, _ in line.parts()]
        return QSize(scaled(200), sum(heights) + 4 * (len(heights) - 1) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        line = index.data(LINE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Group):
            painter.setFont(typeface("caption"))
            painter.setPen(theme()["ink_soft"])
            painter.drawText(
                box.adjusted(12, 8, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{line.title}  ·  {line.count}"
            )
            painter.restore()
            return
        state = option.state
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.setPen(
                QPen(theme()["accent"], 1) if state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen
            )
            painter.setBrush(theme()["sunken"])
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -1.5), 6, 6)
        name, role = ICONS[line.problem.severity]
        size = scaled(16)
        paint_icon(painter, name, QRectF(12, box.top() + _PAD + 1, size, size), role)
        top = box.top() + _PAD
        width = int(box.width()) - self._taken(line)
        for text, kind, ink in line.parts():
            height = _height(text, kind, width)
            painter.setFont(typeface(kind))
            painter.setPen(theme()[ink])
            painter.drawText(QRectF(_LEFT, top, width, height), _WRAP, text)
            top += height + 4
        painter.setFont(typeface("tiny"))
        painter.setPen(theme()["ink_faint"])
        code = QRectF(_LEFT + width, box.top() + _PAD, self._taken(line) - _LEFT - 12, scaled(20))
        painter.drawText(code, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.problem.code)
        painter.fillRect(QRectF(_LEFT, box.bottom() - 1, box.width() - _LEFT, 1), theme()["line_soft"])
        painter.restore()

    @staticmethod
    def _taken(line: Line) -> int:
        """Width the words cannot have: the mark at the left and the code at the right."""
        return _LEFT + 28 + QFontMetrics(typeface("tiny")).horizontalAdvance(line.problem.code)


def _height(text: str, kind: TypeRole, width: int) -> int:
    return (
        QFontMetrics(typeface(kind)).boundingRect(QRect(0, 0, max(width, 80), 10_000), _WRAP, text).height()
    )
