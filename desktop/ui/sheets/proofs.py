"""How many pieces of evidence there are about a place, and what should have one."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.content.types import Column
from desktop.model.edit import Changes
from desktop.ui.session import Session
from desktop.ui.sheets.places import path_text, row_of, table_of

TABLE = "evidence"


class Proofs:
    """Counts by row, field and table; kept until evidence changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counts: dict[str, int] | None = None
        self._bare: dict[str, bool] = {}

    def count(self, place: str) -> int:
        """Evidence about a row with its cells, about a field, or about a whole table."""
        if self._counts is None:
            self._counts = self._counted()
        return self._counts.get(place, 0)

    def is_bare(self, table: str, row: str, columns: Iterable[Column]) -> bool:
        """Whether a row has an answer that ought to have evidence, and has none."""
        place = f"{table}[{row}]"
        if self.count(place):
            return False
        known = self._bare.get(place)
        if known is None:
            asked = (column for column in columns if column.evidence)
            known = self._bare[place] = any(self._answered(table, row, column) for column in asked)
        return known

    def forget(self) -> None:
        """Another audit."""
        self._counts = None
        self._bare.clear()

    def follow(self, changes: Changes) -> set[str]:
        """Take over a change; the places whose count is another one now."""
        for path in changes.paths:
            self._bare.pop(row_of(path), None)
        if "audit.base_year" in changes.paths:
            self._bare.clear()
        if TABLE not in changes.tables and not any(path.startswith(f"{TABLE}[") for path in changes.paths):
            return set()
        before, self._counts = self._counts or {}, self._counted()
        places = before.keys() | self._counts.keys()
        return {place for place in places if before.get(place) != self._counts.get(place)}

    def _answered(self, table: str, row: str, column: Column) -> bool:
        document = self._session.document
        periods = document.values.periods(column.period)
        return any(
            document.answer(path_text(table, row, column.id, period)) is not None for period in periods
        )

    def _counted(self) -> dict[str, int]:
        document = self._session.document
        counts: dict[str, int] = {}
        for row in document.rows(TABLE) if TABLE in document.library.tables else ():
            about = document.answer(path_text(TABLE, row, "about"))
            places = about if isinstance(about, tuple) else (about,) if isinstance(about, str) else ()
            for place in {spot for one in places for spot in (one, row_of(one), table_of(one))}:
                counts[place] = counts.get(place, 0) + 1
        return counts
