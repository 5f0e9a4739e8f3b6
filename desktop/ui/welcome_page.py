"""The first page without an audit: start, open, look at the sample, recent files, who is typing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.pages import ScrollPage
from desktop.ui.session import Session
from desktop.ui.theme import scaled
from desktop.ui.widgets import Button, Card, ElidedLabel, Icon, Refill, label

STARTS = (("new", "file-plus"), ("open", "folder-open"), ("sample", "lightbulb"),
          ("sample_plating", "lightbulb"))  # fmt: skip


class WelcomePage(ScrollPage):
    """Four ways to begin, and the way back to what was open lately."""

    def __init__(self, session: Session) -> None:
        super().__init__("welcome")
        self._session = session
        self._brand, self._promise = label("", "title"), label("", "body", "soft", wrap=True)
        self._words: dict[str, tuple[Button, QLabel]] = {}
        self._recent_title = label("", "heading")
        self._recent = Refill()
        self._person_label, self.person = label("", "body"), QLineEdit(session.settings.actor)
        self._person_note = label("", "caption", "faint", wrap=True)
        self.person.editingFinished.connect(self._keep_person)
        middle = QWidget()
        middle.setMaximumWidth(scaled(880))
        self._lay_out(QVBoxLayout(middle))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        self.content.addStretch(1)
        self.content.addLayout(row)
        self.content.addStretch(2)
        self.watch(session)
        self.refresh()

    def refresh(self) -> None:
        """Words and recent files."""
        text = self._session.text
        self.setAccessibleName(text("ui.page.welcome"))
        self._brand.setText(text("ui.brand.full"))
        self._promise.setText(text("ui.welcome.promise"))
        for name, (button, note) in self._words.items():
            button.setText(text(f"ui.action.{name}"))
            button.setAccessibleName(text(f"ui.action.{name}"))
            note.setText(text(f"ui.welcome.{name}"))
        self._person_label.setText(text("ui.welcome.person"))
        self.person.setAccessibleName(text("ui.welcome.person"))
        self._person_note.setText(text("ui.welcome.person.note"))
        self._recent_title.setText(text("ui.menu.recent"))
        lines = self._recent.begin(2)
        recent = self._session.settings.recent
        self._recent_title.setVisible(bool(recent))
        for path in recent:
            lines.addWidget(self._recent_line(path))

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon("leaf", "accent", 36))
        head.addWidget(self._brand, 1)
        column.addLayout(head)
        column.addWidget(self._promise)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        for name, icon_name in STARTS:
            card = Card(padding=20, spacing=10)
            button = Button("", icon_name, "primary" if name == "new" else "plain")
            button.setObjectName(f"start:{name}")
            button.setProperty("action", name)
            button.clicked.connect(self._start)
            note = label("", "caption", "soft", wrap=True)
            card.body.addWidget(button)
            card.body.addWidget(note)
            card.body.addStretch(1)
            self._words[name] = (button, note)
            cards.addWidget(card, 1)
        column.addLayout(cards)
        column.addWidget(self._recent_title)
        column.addWidget(self._recent)
        who = QHBoxLayout()
        who.setSpacing(10)
        self._person_label.setBuddy(self.person)
        self.person.setMaximumWidth(scaled(200))
        who.addWidget(self._person_label)
        who.addWidget(self.person)
        who.addWidget(self._person_note, 1)
        column.addLayout(who)

    def _recent_line(self, path: Path) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        button = Button(path.stem, "file-text", "link")
        button.setAccessibleName(path.stem)
        button.setProperty("path", str(path))
        button.clicked.connect(self._open)
        row.addWidget(button)
        row.addWidget(ElidedLabel(str(path.parent), "caption", "faint"), 1)
        return line

    def _start(self) -> None:
        self._session.action_wanted.emit(self.sender().property("action"))

    def _open(self) -> None:
        self._session.file_wanted.emit(self.sender().property("path"))

    def _keep_person(self) -> None:
        name = self.person.text().strip()
        if name:
            self._session.settings.actor = name
