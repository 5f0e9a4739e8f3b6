"""The head of a table: painted in our inks, columns of one question under its name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.sheets.grid.paint import paint_head
from desktop.ui.sheets.grid.slots import Head
from desktop.ui.theme import scaled, theme

HEAD_ROLE = int(Qt.ItemDataRole.UserRole) + 2


class GridHead(QHeaderView):
    """A horizontal header that asks the model for ``Head``s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsMovable(False)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(scaled(44))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def sizeHint(self) -> QSize:
        """One line, or two where years stand under a question."""
        return QSize(super().sizeHint().width(), scaled(50 if self._is_double() else 36))

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:
        """One head."""
        head = self.model().headerData(section, Qt.Orientation.Horizontal, HEAD_ROLE)
        align = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        painter.save()
        painter.fillRect(box, theme()["sunken"])
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme()["line"])
        if isinstance(head, Head):
            paint_head(painter, box, head, bool(align and align & Qt.AlignmentFlag.AlignRight))
        painter.restore()

    def paintEvent(self, event: object) -> None:
        """The ground reaches to the end, also right of the last column."""
        painter = QPainter(self.viewport())
        box = self.viewport().rect()
        painter.fillRect(box, theme()["sunken"])
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme()["line"])
        painter.end()
        super().paintEvent(event)  # type: ignore[arg-type]

    def _is_double(self) -> bool:
        model = self.model()
        if model is None:
            return False
        heads = (model.headerData(i, Qt.Orientation.Horizontal, HEAD_ROLE) for i in range(self.count()))
        return any(isinstance(head, Head) and head.upper for head in heads)
