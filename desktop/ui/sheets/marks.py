"""Which questions somebody marked for himself, by row; kept until marks change."""

from __future__ import annotations

from desktop.document.marking import MARKS, Marked, marks
from desktop.model.edit import Changes
from desktop.ui.session import Session
from desktop.ui.sheets.places import row_of


class Marks:
    """Marks by path, and the rows and fields of records that hold one."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Marked] = {}
        self.flagged: set[str] = set()
        self.checked: set[str] = set()

    def at(self, path: str) -> Marked | None:
        """How a question is marked."""
        return self._known.get(path)

    def read(self) -> set[str]:
        """Read all again; the rows and fields whose marks are not the same."""
        before = self._known
        self._known = dict(marks(self._session.document)) if self._session.has_document else {}
        self.flagged = {row_of(path) for path, one in self._known.items() if one.flagged}
        self.checked = {row_of(path) for path, one in self._known.items() if one.checked}
        moved = {
            path for path in before.keys() | self._known.keys() if before.get(path) != self._known.get(path)
        }
        return {row_of(path) for path in moved}

    def follow(self, changes: Changes) -> set[str]:
        """Take over a change."""
        mine = MARKS in changes.tables or any(path.startswith(f"{MARKS}[") for path in changes.paths)
        return self.read() if mine else set()
