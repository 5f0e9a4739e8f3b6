"""来源: the value, who entered it, how it is computed from what, and where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.model.path import parse_path
from desktop.ui.context.tab import Tab
from desktop.ui.theme import theme
from desktop.ui.widgets import IconLabel, label

if TYPE_CHECKING:
    from desktop.document.explain import Explained, InputLine

MOST = 12
MOST_STEPS = 20


class Sunken(QFrame):
    """The grey box formulas stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(10, 8, 10, 8)
        self.body.setSpacing(4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme()["sunken"])
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


class OriginTab(Tab):
    """Where the figure comes from and where it goes."""

    name = "origin"

    def fill(self) -> None:
        """Value, use, formula, inputs, factors, evidence."""
        session, lang = self.session, self.session.lang
        if parse_path(self.path).is_row:
            self.words(session.text("ui.context.nothing"), "soft")
            return
        told = session.document.explain(self.path, lang)
        self._value(told)
        uses = session.document.uses(self.path, lang)
        if uses:
            self.section("ui.origin.used")
            for place, words in uses[:MOST]:
                self.jump(words, place)
            self._rest(len(uses))
        self._formula(told)
        if told.inputs:
            self.section("ui.origin.inputs")
            for line in told.inputs[:MOST]:
                self._input(line)
            self._rest(len(told.inputs))
        if told.factors:
            self.section("ui.origin.factors")
            for factor in told.factors:
                self.pair(factor.name, factor.text)
                mark = self.standing(factor.standing)
                self.words(" · ".join(part for part in (factor.source, mark) if part), "faint", small=True)
        self._evidence()
        if told.rounding:
            self.section("ui.origin.rounding")
            self.words(told.rounding, "faint", small=True)

    def _evidence(self) -> None:
        evidence = self.session.document.evidence(self.path, self.session.lang)
        if evidence:
            self.section("ui.context.evidence")
            for one in evidence:
                self.jump(one.title, f"evidence[{one.row}].title")

    def _value(self, told: Explained) -> None:
        text = self.session.text
        row = QHBoxLayout()
        row.setSpacing(6)
        figure = label(told.text or "—", "title", wrap=len(told.text) > 14)
        row.addWidget(figure, 1 if len(told.text) > 14 else 0)
        row.addWidget(label(told.unit, "body", "faint"), 0, Qt.AlignmentFlag.AlignBottom)
        if len(told.text) <= 14:
            row.addStretch(1)
        self.column.addLayout(row)
        parts = [text(f"ui.origin.{told.origin}")]
        if told.entered is not None:
            parts += [part for part in (told.entered.person, told.entered.time) if part]
        self.words(" · ".join(parts), "faint", small=True)
        shown = self.session.document.shown(self.path, self.session.lang)
        if shown.note:
            failed = shown.state == "failed"
            self.column.addWidget(
                IconLabel(
                    "triangle-alert" if failed else "info",
                    shown.note,
                    "warning" if failed else "soft",
                    wrap=True,
                )
            )
        if not shown.standing.checked and told.origin in ("entered", "nothing"):
            self.words(text("ui.help.standing", standing=self.standing(shown.standing)), "faint", small=True)

    def _formula(self, told: Explained) -> None:
        if not told.formula and not told.steps:
            return
        session = self.session
        self.section("ui.origin.how")
        box = Sunken()
        if told.formula:
            box.body.addWidget(label(told.formula, wrap=True))
            box.body.addWidget(label(f"= {told.with_numbers}", wrap=True))
            box.body.addWidget(label(f"= {told.text} {told.unit}".rstrip(), "strong", wrap=True))
        if told.formula and told.steps:
            box.body.addWidget(label(session.text("ui.origin.before"), "tiny", "faint", wrap=True))
        for step in told.steps[-MOST_STEPS:]:
            line = f"{step.name} = {step.expression}" if step.expression else step.name
            box.body.addWidget(label(line, "caption", "soft", wrap=True))
            filled = [one for one in dict.fromkeys((step.with_numbers, step.text)) if one]
            box.body.addWidget(label("".join(f"= {one} " for one in filled), "caption", wrap=True))
            if step.note:
                box.body.addWidget(label(step.note, "tiny", "faint", wrap=True))
        if len(told.steps) > MOST_STEPS:
            more = session.text("ui.origin.more", count=str(len(told.steps) - MOST_STEPS))
            box.body.addWidget(label(more, "tiny", "faint", wrap=True))
        for child in box.findChildren(QFrame):
            if hasattr(child, "setTextInteractionFlags"):
                child.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(box)

    def _input(self, line: InputLine) -> None:
        self.jump(f"{line.label}: {line.text}", line.path)
        parts = [part for part in (line.person, line.time) if part]
        if line.evidence:
            parts.append(self.session.text("ui.origin.proof", count=str(len(line.evidence))))
        if parts:
            self.words(" · ".join(parts), "faint", small=True)

    def _rest(self, count: int) -> None:
        if count > MOST:
            self.words(self.session.text("ui.origin.more", count=str(count - MOST)), "faint", small=True)
