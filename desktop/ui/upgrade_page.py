"""内容库更新: what the library in force would change in this audit, and the step that takes the audit to it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout

from desktop.document.upgrade import Upgrade, backup_name, plan_upgrade
from desktop.document.upgrade_words import Part, library_name, parts_of
from desktop.model.errors import AuditError
from desktop.ui.pages import ScrollPage
from desktop.ui.session import Session
from desktop.ui.tasks import Pool, Token, run
from desktop.ui.widgets import Button, Card, Chip, IconLabel, Refill, label

MOST = 40


class UpgradePage(ScrollPage):
    """Figures and answers that change, a card a part; the button stays closed until the trial is through."""

    def __init__(self, session: Session, pool: Pool | None = None) -> None:
        super().__init__("upgrade")
        self._session, self._pool = session, pool
        self._plan: Upgrade | None = None
        self._wanted = 0
        self._title, self._note = label("", "title"), label("", "body", "soft", wrap=True)
        self.action = Button("", "check", "primary")
        self.action.setObjectName("upgrade:go")
        self.action.clicked.connect(self.go)
        row = QHBoxLayout()
        row.addWidget(self.action)
        row.addStretch(1)
        self.cards = Refill()
        self.content.addWidget(self._title)
        self.content.addWidget(self._note)
        self.content.addLayout(row)
        self.content.addWidget(self.cards)
        self.content.addStretch(1)
        self.watch(session)

    def refresh(self) -> None:
        """Try the upgrade on a frozen copy of the audit, beside the window."""
        session, text = self._session, self._session.text
        self.setAccessibleName(text("ui.page.upgrade"))
        self._title.setText(text("ui.page.upgrade"))
        self.action.setText(text("ui.upgrade.go"))
        self.action.setAccessibleName(text("ui.upgrade.go"))
        self.action.setEnabled(False)
        self._plan = None
        self._wanted += 1
        wanted, newer = self._wanted, session.newer
        column = self.cards.begin()
        self._note.setText("")
        self._note.setVisible(newer is not None)
        self.action.setVisible(newer is not None)
        if newer is None:
            column.addWidget(IconLabel("circle-check", text("ui.upgrade.none"), "ok"))
            return
        column.addWidget(IconLabel("clock", text("ui.upgrade.working"), "info"))
        snapshot = session.document.snapshot()

        def job(_: Token) -> Upgrade:
            return plan_upgrade(snapshot, newer)

        run(job, lambda plan: self._show(wanted, plan), self._failed, self, pool=self._pool)

    def go(self) -> None:
        """Back up, then take the audit over."""
        session, plan = self._session, self._plan
        if plan is None:
            return
        document, library = session.document, plan.new.library
        target = backup_name(document.path, dt.datetime.now().astimezone())

        def act() -> None:
            document.backup(target)
            document.upgrade(library, plan.changes)

        try:
            act()
        except AuditError as error:
            session.notify(session.text(error.code, **error.params), "error")
            return
        session.notify(session.text("upgrade.done", version=library.version, backup=target.name), "ok")

    def _show(self, wanted: int, plan: Upgrade) -> None:
        """The outcome of the trial, unless the audit was changed meanwhile."""
        if wanted != self._wanted or not self._session.has_document:
            return
        session, text = self._session, self._session.text
        self._plan = plan
        self.action.setEnabled(session.document.mode == "rw")
        self._note.setText(
            text("ui.upgrade.note", before=library_name(plan.old), after=library_name(plan.new))
        )
        column = self.cards.begin(spacing=12)
        parts = list(parts_of(plan, session.lang))
        if all(part.code in ("content", "figures_new") for part in parts):
            column.addWidget(IconLabel("circle-check", text("ui.upgrade.harmless"), "ok"))
        for part in parts:
            column.addWidget(self._card(part))

    def _card(self, part: Part) -> Card:
        card = Card(padding=16, spacing=4)
        head = QHBoxLayout()
        head.addWidget(label(part.title, "heading", wrap=True), 1)
        if part.code in ("cleared", "confirm"):
            head.addWidget(Chip(self._session.text("ui.upgrade.look"), "warning"))
        card.body.addLayout(head)
        for line in part.lines[:MOST]:
            inner = line.startswith(" ")
            card.body.addWidget(
                label(line, "caption" if inner else "body", "soft" if inner else "", wrap=True)
            )
        left = len(part.lines) - MOST
        if left > 0:
            card.body.addWidget(
                label(self._session.text("ui.upgrade.more", count=str(left)), "caption", "faint")
            )
        return card

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, AuditError):
            raise error
        self._session.notify(self._session.text(error.code, **error.params), "error")
