"""发现: findings about the question under the cursor, and a field to register one."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from desktop.document.marking import FINDINGS, SEVERITIES, findings_about, raise_finding
from desktop.model.path import parse_path
from desktop.ui.context.tab import Tab
from desktop.ui.theme import Tone, scaled
from desktop.ui.widgets import Button, Card, Chip, ComboBox, label

_TONES: dict[str, Tone] = {"grave": "error", "ordinary": "warning", "advice": "info"}


class FindingsTab(Tab):
    """Findings. On a row of the list itself: the way back to the question it is about."""

    name = "findings"

    def fill(self) -> None:
        """Findings, then the field."""
        text, document = self.session.text, self.session.document
        place = parse_path(self.path)
        if place.table == FINDINGS:
            about = document.answer(f"{FINDINGS}[{place.row}].about") if place.row else None
            there = self.session.attempt_quietly(lambda: document.place(str(about))) if about else None
            if there is not None:
                self.jump(text("ui.findings.back"), str(about))
            else:
                self.words(text("ui.findings.own"), "soft")
            return
        found = findings_about(document, self.path)
        self.column.addSpacing(6)
        if not found:
            self.words(text("ui.findings.none"), "soft")
        for row in found:
            self.column.addWidget(self._card(row))
            self.jump(text("ui.findings.open"), f"{FINDINGS}[{row}].finding")
        if document.mode == "rw":
            self._ask()

    def add(self) -> None:
        """Register the finding."""
        said, severity = self.field.toPlainText().strip(), self.severity.currentData()
        session, day = self.session, dt.date.today().isoformat()
        if said:
            session.attempt(
                lambda: raise_finding(session.document, self.path, said, severity, day=day, lang=session.lang)
            )

    def _card(self, row: str) -> Card:
        document, lang = self.session.document, self.session.lang
        shown = {
            name: document.shown(f"{FINDINGS}[{row}].{name}", lang)
            for name in ("finding", "severity", "status", "owner", "due")
        }
        card = Card(padding=12, spacing=4)
        head = QHBoxLayout()
        severity = str(document.answer(f"{FINDINGS}[{row}].severity") or "")
        if severity:
            head.addWidget(Chip(shown["severity"].text, _TONES[severity], "triangle-alert"))
        head.addStretch(1)
        head.addWidget(label(shown["status"].text, "caption", "faint"))
        card.body.addLayout(head)
        said = label(shown["finding"].text, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(said)
        who = " · ".join(shown[name].text for name in ("owner", "due") if shown[name].state != "absent")
        if who:
            card.body.addWidget(label(who, "caption", "faint"))
        return card

    def _ask(self) -> None:
        text = self.session.text
        self.field = QPlainTextEdit()
        self.field.setObjectName("finding")
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText(text("ui.findings.placeholder"))
        self.field.setAccessibleName(text("ui.findings.placeholder"))
        self.field.setMaximumHeight(scaled(84))
        self.column.addWidget(self.field)
        self.severity = ComboBox()
        self.severity.setObjectName("finding:severity")
        self.severity.setAccessibleName(text("ui.findings.severity"))
        labels = {one.value: one.label for one in self.session.library.data.choices["finding_severity"]}
        for severity in SEVERITIES:
            self.severity.addItem(labels[severity].get(self.session.lang), severity)
        button = Button(text("ui.findings.add"), "plus")
        button.setObjectName("finding:add")
        button.clicked.connect(self.add)
        row = QHBoxLayout()
        row.addWidget(self.severity, 1)
        row.addWidget(button)
        self.column.addLayout(row)
        QShortcut(QKeySequence("Ctrl+Return"), self.field, self.add)
