"""历史: every value an answer had, with time, person and reason; any of them can be put back."""

from __future__ import annotations

from typing import Any

from desktop.model.answer import Json
from desktop.model.edit import SetValue
from desktop.model.format import format_entered
from desktop.ui.context.tab import Tab
from desktop.ui.widgets import Button, Rule


class HistoryTab(Tab):
    """History of the answer under the cursor."""

    name = "history"

    def fill(self) -> None:
        """Newest first."""
        text, document = self.session.text, self.session.document
        lines = document.history(self.path)
        self.column.addSpacing(6)
        if not lines:
            self.words(text("ui.history.none"), "soft")
            return
        editable = document.is_editable(self.path)
        now = lines[0].after
        for position, line in enumerate(lines):
            if position:
                self.column.addWidget(Rule())
            self.words(self.value_words(line.after))
            self.words(f"{line.actor} · {line.time[:16].replace('T', ' ')}", "faint", small=True)
            if line.reason:
                self.words(text("ui.history.reason", reason=line.reason), "soft", small=True)
            if position and editable and line.after != now:
                button = Button(text("ui.history.restore"), "history", "link", "accent")
                button.setAccessibleName(text("ui.history.restore.value", value=self.value_words(line.after)))
                button.setProperty("value", [line.after])
                button.clicked.connect(self._restore)
                self.column.addWidget(button)

    def value_words(self, value: Any) -> str:
        """A stored value as people read it."""
        text = self.session.text
        match value:
            case None:
                return text("ui.history.empty")
            case {"value": number, "unit": unit}:
                return f"{_grouped(str(number))}\u2009{unit}"
            case {"state": "na", **rest}:
                return text("ui.history.na", reason=str(rest.get("reason", "")))
            case {"state": "later", **rest}:
                return text("ui.history.later", who=str(rest.get("who", "")), when=str(rest.get("when", "")))
            case bool():
                return text("ui.yes") if value else text("ui.no")
            case list():
                return "、".join(self.value_words(one) for one in value)
            case _:
                return str(value)

    def _restore(self) -> None:
        value: Json = self.sender().property("value")[0]
        self.session.record([SetValue(self.path, value)], "ui.restored", path=self.path)


def _grouped(number: str) -> str:
    try:
        return format_entered(number)
    except ArithmeticError:
        return number
