"""What a technique is looked for: a quantity it acts on, and the cause it answers, each chosen from what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.document.techniques import Quantity
from desktop.model.path import Path
from desktop.ui.session import Session
from desktop.ui.widgets import ComboBox, label

CAUSES = "causes"
_SHORTENED = 28


@dataclass(frozen=True, slots=True)
class Cause:
    """A row of the cause analysis; ``found`` says what was found, by aspect."""

    row: str
    name: str
    found: dict[str, str]


class Wish(QWidget):
    """Two choices side by side; ``changed`` tells that one of them was made."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cause, self.quantity = ComboBox(), ComboBox()
        self.cause.setObjectName("technique:cause")
        self.quantity.setObjectName("technique:quantity")
        self._words = {self.cause: label("", "caption", "soft"), self.quantity: label("", "caption", "soft")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box, words in self._words.items():
            row.addWidget(words)
            row.addWidget(box)
            row.addSpacing(8)
            box.activated.connect(self.changed)
        row.addStretch(1)

    def offer(self, causes: Sequence[Cause], quantities: Sequence[Quantity]) -> None:
        """Fill both lists, keeping what was chosen as far as it is still there."""
        text, lang = self._session.text, self._session.lang
        for box, code in ((self.cause, "cause"), (self.quantity, "quantity")):
            self._words[box].setText(text(f"ui.techniques.{code}"))
            box.setAccessibleName(text(f"ui.techniques.{code}"))
        _fill(self.cause, text("ui.techniques.any"), [(one.row, one.name) for one in causes])
        _fill(
            self.quantity,
            text("ui.techniques.any"),
            [(one.id, f"{one.name.get(lang)} ({one.count})") for one in quantities],
        )

    def causes(self) -> list[Cause]:
        """The causes of the audit that say something."""
        document, lang = self._session.document, self._session.lang
        aspects = [choice.value for choice in self._session.library.choices("aspect")]
        made = []
        for row in document.rows(CAUSES):
            said = {
                aspect: document.answer(str(Path(CAUSES, row, f"c{number}")))
                for number, aspect in enumerate(aspects, 1)
            }
            name = document.row_label(CAUSES, row, lang)
            if len(name) > _SHORTENED:
                name = f"{name[:_SHORTENED]}…"
            made.append(
                Cause(row, name, {key: one for key, one in said.items() if isinstance(one, str) and one})
            )
        return made


def _fill(box: ComboBox, everything: str, entries: Sequence[tuple[str, str]]) -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for key, words in entries:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
