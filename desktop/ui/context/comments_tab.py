"""批注: remarks about the place under the cursor, and a field to add one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.context.tab import Tab
from desktop.ui.theme import scaled
from desktop.ui.widgets import Button, Card, label


class CommentsTab(Tab):
    """Comments."""

    name = "comments"

    def fill(self) -> None:
        """Comments, newest last, then the field."""
        text, document = self.session.text, self.session.document
        comments = document.comments(self.path)
        self.column.addSpacing(6)
        if not comments:
            self.words(text("ui.comments.none"), "soft")
        for one in comments:
            card = Card(padding=12, spacing=4)
            said = label(one.text, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(said)
            card.body.addWidget(
                label(" · ".join(part for part in (one.author, one.at) if part), "caption", "faint")
            )
            self.column.addWidget(card)
        if document.mode == "ro":
            return
        self.field = QPlainTextEdit()
        self.field.setObjectName("comment")
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText(text("ui.comments.placeholder"))
        self.field.setAccessibleName(text("ui.comments.placeholder"))
        self.field.setMaximumHeight(scaled(84))
        self.column.addWidget(self.field)
        button = Button(text("ui.comments.add"), "message-square")
        button.clicked.connect(self.add)
        self.column.addWidget(button)
        QShortcut(QKeySequence("Ctrl+Return"), self.field, self.add)

    def add(self) -> None:
        """Write the comment into the audit."""
        said = self.field.toPlainText().strip()
        if said:
            self.session.attempt(lambda: self.session.document.comment(self.path, said))
