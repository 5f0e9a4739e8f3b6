"""Saying why there is no figure: not applicable with its reason, or to be supplied by somebody by a day."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.model.answer import Answer, Json, Later, NotApplicable
from desktop.ui.session import Session
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, label


class StatePanel(QFrame):
    """A small panel at the place it is about. Enter stores, Esc closes.

    Signals:
        said: the state as a JSON value.
    """

    said = Signal(object)

    def __init__(
        self, session: Session, state: str, count: int, parent: QWidget, before: Answer = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(f"panel:{state}")
        self._session = session
        self._state = state
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(label(session.text(f"ui.sheets.say.{state}", count=count), "strong"))
        self._fields = [self._field(name) for name in (("reason",) if state == "na" else ("who", "when"))]
        if isinstance(before, NotApplicable):
            self._fields[0].setText(before.reason)
        if isinstance(before, Later):
            for field, text in zip(self._fields, (before.who, before.when), strict=False):
                field.setText(text)
        for field in self._fields:
            column.addWidget(field)
        self._trouble = label("", "caption", "error", wrap=True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        row = QHBoxLayout()
        row.addWidget(label(session.text("ui.sheets.say.keys"), "caption", "faint"))
        row.addStretch(1)
        done = Button(session.text("ui.sheets.say.done"), "check", "primary")
        done.clicked.connect(self.finish)
        row.addWidget(done)
        column.addLayout(row)
        self.setFixedWidth(340)

    def open_at(self, spot: QPoint) -> None:
        """Show it and take the focus."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        spot.setX(min(spot.x(), screen.right() - self.width()))
        spot.setY(min(spot.y(), screen.bottom() - self.height()))
        self.move(spot)
        self.show()
        self._fields[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def value(self) -> Json:
        """What was said."""
        texts = [field.text().strip() for field in self._fields]
        if self._state == "na":
            return {"state": "na", "reason": texts[0]}
        return {"state": "later", "who": texts[0], "when": texts[1]}

    def finish(self) -> None:
        """Store and close; a missing reason or name is asked for."""
        if not self._fields[0].text().strip():
            self._trouble.setText(self._session.text(f"ui.sheets.say.{self._state}.missing"))
            self._trouble.show()
            self.adjustSize()
            self._fields[0].setFocus()
            return
        self.said.emit(self.value())
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is done."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme()["surface"])
        painter.setPen(theme()["accent"])
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        super().paintEvent(event)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        words = self._session.text(f"ui.sheets.say.{name}")
        field.setPlaceholderText(words)
        field.setAccessibleName(words)
        return field
