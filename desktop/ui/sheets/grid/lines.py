"""The lines of a table: headings of its parts, the rows that pass filter and narrowing, and one to add to each part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from desktop.content.types import Column, Table, View
from desktop.document import Document
from desktop.model.answer import Json
from desktop.model.edit import Changes
from desktop.ui.session import Session
from desktop.ui.sheets.places import columns_of, unit_columns

LineKind = Literal["head", "row", "add"]
_NAMES = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    kind: LineKind
    part: int
    row: str = ""


@dataclass(slots=True)
class Part:
    """The rows of one view: which they are, and what a new one starts with."""

    view: View
    table: Table
    columns: tuple[Column, ...]
    filter: str
    defaults: Mapping[str, Json]
    titled: bool = False
    fixed: bool = False  # rows of another sheet or a fixed list: nothing is added or removed here
    rows: tuple[str, ...] = ()
    paths: frozenset[str] = frozenset()
    by_id: dict[str, Column] = field(default_factory=dict)
    units: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        document: Document,
        view: View,
        *,
        filter: str = "",
        defaults: Mapping[str, Json] | None = None,
        fixed: bool = False,
    ) -> Part:
        """The part of a view, perhaps narrowed further (the streams of one balance)."""
        columns = columns_of(document.library, view)
        table = document.library.tables[view.table]
        part = cls(
            view,
            table,
            columns,
            filter or view.filter,
            dict(view.defaults) | dict(defaults or {}),
            fixed=fixed or (table.presets is not None and table.presets.fixed),
        )
        part.by_id = {column.id: column for column in columns}
        part.units = unit_columns(part.table.columns)
        part.load(document)
        return part

    def load(self, document: Document) -> bool:
        """Look which rows there are; true where they are others than before."""
        before, self.rows = self.rows, document.rows(self.table.id, self.filter)
        self.paths = frozenset(f"{self.table.id}[{row}]" for row in self.rows)
        return self.rows != before

    def follow(self, document: Document, changes: Changes) -> bool:
        """Take over a change; true where the rows are others than before."""
        if self.table.id in changes.tables:
            return self.load(document)
        if not self.filter:
            return False
        asked = set(_NAMES.findall(self.filter))
        start = f"{self.table.id}["
        for path in (*changes.paths, *changes.recalculated):
            if path.startswith(start) and path.partition("].")[2].partition("@")[0] in asked:
                return self.load(document)
        return False


def lines_of(parts: list[Part], keep: Callable[[Part, str], bool] | None, can_add: bool) -> list[Line]:
    """All lines; ``keep`` narrows the rows, and a narrowed table cannot be added to."""
    lines: list[Line] = []
    for index, part in enumerate(parts):
        rows = part.rows if keep is None else tuple(row for row in part.rows if keep(part, row))
        if part.titled and (rows or keep is None):
            lines.append(Line("head", index))
        lines.extend(Line("row", index, row) for row in rows)
        if keep is None and can_add and not part.fixed:
            lines.append(Line("add", index))
    return lines


def can_join(one: Part, other: Part) -> bool:
    """Whether two parts read well in one table: the same table, or mostly the same questions by year."""
    if one.table.id == other.table.id:
        return True
    yearly = [
        {column.id for column in part.columns if column.period != "none" and not column.calculation}
        for part in (one, other)
    ]
    if not (yearly[0] & yearly[1]):
        return False
    shared = one.by_id.keys() & other.by_id.keys()
    return len(shared) >= 0.6 * min(len(one.by_id), len(other.by_id))


def common_columns(parts: list[Part]) -> frozenset[str]:
    """What the first part or more than half of the parts ask."""
    asked = Counter(column.id for part in parts for column in part.columns)
    return frozenset(
        name for name, count in asked.items() if 2 * count > len(parts) or name in parts[0].by_id
    )


def contiguous(before: list[Line], after: list[Line]) -> tuple[int, int, int] | None:
    """Where ``after`` differs by one block: its start, how many lines went, how many came; ``None`` if equal."""
    if before == after:
        return None
    start = 0
    while start < len(before) and start < len(after) and before[start] == after[start]:
        start += 1
    end = 0
    most = min(len(before), len(after)) - start
    while end < most and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, len(before) - start - end, len(after) - start - end


def line_words(line: Line, part: Part, session: Session) -> str:
    """What a line that is no row says: the heading of its part, or the offer to add a row."""
    if line.kind == "add":
        return session.text("ui.sheets.add_line")
    return (part.view.title or part.table.title).get(session.lang)
