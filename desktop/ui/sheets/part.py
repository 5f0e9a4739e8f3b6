"""What the page knows of each part of a sheet, whatever it looks like."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.places import Question


class SheetPart(QWidget):
    """A table, form or special editor on a sheet.

    Signals:
        counted: how many lines each filter leaves may be another number now.
    """

    counted = Signal()
    fills = False  # takes what height there is, up to what it needs

    def __init__(self, session: Session, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.findings = findings

    def title(self, lang: Lang) -> str:
        """What it is called on its tab."""
        raise NotImplementedError

    def count(self, narrowed: Filter) -> int | None:
        """How many lines a filter leaves; ``None`` where there is nothing to filter."""
        del narrowed
        return None

    def narrow(self, narrowed: Filter) -> None:
        """Show only those."""

    def show_path(self, path: str) -> bool:
        """Put the cursor on a path and take the focus; false where the path is not here."""
        del path
        return False

    def here(self) -> str:
        """The path under the cursor, empty for none."""
        return ""

    def start(self) -> None:
        """Put the cursor where people look first, without taking the focus."""

    def questions(self, narrowed: Filter) -> list[Question]:
        """Everything asked here, in order, for going through one by one."""
        del narrowed
        return []
