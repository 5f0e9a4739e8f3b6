"""The base library with the user's overlay over it: own rows and questions, each remembered with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from desktop.content.compile import digested
from desktop.content.faults import ContentFault
from desktop.content.findings import Findings
from desktop.content.messages import Messages
from desktop.content.overlay import Overlay, OwnRow, fingerprint
from desktop.content.read import Place
from desktop.content.types import Column, LibraryData, Sheet, Table
from desktop.content.types_overlay import ChangedQuestion, OwnQuestion
from desktop.content.types_reference import Reference
from desktop.model.text import Standing, Text

OWN = "own_"


@dataclass(slots=True)
class Overlaid:
    """The library in force, what cannot be used, and rows or questions whose base changed since they were written."""

    data: LibraryData
    faults: list[ContentFault] = field(default_factory=list)
    conflicts: list[ContentFault] = field(default_factory=list)


def overlaid(base: LibraryData, overlay: Overlay) -> Overlaid:
    """Put an overlay over the base. Where both say something about a row or question, the overlay wins."""
    work = _Overlaying(base, overlay.places)
    for table, rows in overlay.rows.items():
        work.put_rows(table, rows)
    for question in overlay.questions:
        work.add(question)
    for change in overlay.changes:
        work.change(change)
    return work.result()


class _Overlaying:
    def __init__(self, base: LibraryData, places: Mapping[str, Place]) -> None:
        self._base = base
        self._references = {one.id: one for one in base.references}
        self._tables = {one.id: one for one in base.tables}
        self._sheets = {one.id: one for one in base.sheets}
        self._words = Messages(base.messages)
        self._own: dict[str, str] = {}
        self._wrong = Findings(places)
        self._changed = Findings(places)

    def result(self) -> Overlaid:
        """The library with everything put in."""
        data = self._base
        if self._own:
            data = digested(
                msgspec.structs.replace(
                    data,
                    references=tuple(self._references.values()),
                    tables=tuple(self._tables.values()),
                    sheets=tuple(self._sheets.values()),
                    own=self._own,
                )
            )
        return Overlaid(data, self._wrong.faults, self._changed.faults)

    # -- rows ------------------------------------------------------------------------------------------------

    def put_rows(self, table: str, rows: Mapping[str, OwnRow]) -> None:
        """Rows of a reference table: added at the end, or in the place of those of the base."""
        reference = self._references[table]
        kept = dict(reference.rows)
        for key, row in rows.items():
            where = f"references/{table}.{key}"
            standing = kept.get(key)
            if row.removed and standing is None:
                self._wrong.unknown("row", where, key, kept)
                continue
            if standing is not None and (row.removed or standing != row.cells):
                self._compare(where, row.base, standing, reference)
            if row.removed:
                del kept[key]
            elif standing != row.cells:
                kept[key] = row.cells
            else:
                continue  # says what the base says: not of one's own
            self._own[where] = row.reason
        self._references[table] = msgspec.structs.replace(reference, rows=kept)

    def _compare(self, where: str, written_against: str, row: Mapping[str, str], table: Reference) -> None:
        now = fingerprint(row)
        if written_against != now:
            told = ", ".join(f"{column.id}={row[column.id]}" for column in table.columns if row[column.id])
            self._changed.add("content.own_base_row", where, base=now, row=told)

    # -- questions -------------------------------------------------------------------------------------------

    def add(self, question: OwnQuestion) -> None:
        """A question at the end of its table and of a view."""
        where = f"questions/{question.table}.{question.column.id}"
        table, sheet = self._tables.get(question.table), self._sheets.get(question.sheet)
        if table is None or sheet is None:
            self._wrong.expect("table", where, question.table, self._tables)
            self._wrong.expect("sheet", where, question.sheet, self._sheets)
            return
        if not question.column.id.startswith(OWN):
            self._wrong.add("content.own_id", where, name=question.column.id, wanted=OWN + question.column.id)
            return
        if any(column.id == question.column.id for column in table.columns):
            self._wrong.add("content.duplicate_id", where, id=question.column.id, other=table.id)
            return
        views = {view.id: view for view in sheet.views if view.table == table.id}
        if not self._wrong.expect("view", where, question.view, views):
            return
        hint = self._hint(question.column.hint, question.reason)
        column = msgspec.structs.replace(question.column, standing=Standing.PRESET, hint=hint)
        self._put_columns(table, (*table.columns, column))
        self._sheets[sheet.id] = _with_column(sheet, question.view, column.id)
        self._own[f"tables/{table.id}.{column.id}"] = question.reason

    def change(self, change: ChangedQuestion) -> None:
        """A question of the base, hidden or in other words."""
        where = f"changes/{change.id}"
        name, _, column_id = change.id.partition(".")
        table = self._tables.get(name)
        columns = {column.id: column for column in table.columns} if table else {}
        known = [f"{one.id}.{column.id}" for one in self._tables.values() for column in one.columns]
        if table is None or column_id not in columns:
            self._wrong.unknown("question", where, change.id, known)
            return
        before = columns[column_id]
        now = fingerprint(before)
        if change.base != now:
            self._changed.add("content.own_base_question", where, base=now, label=before.label.zh)
        given: dict[str, object] = {
            name: said
            for name, said in (("label", change.label), ("hint", change.hint), ("help", change.help))
            if said is not None
        }
        if change.hidden:
            given |= {"relevance": "false", "required": False}
        columns[column_id] = msgspec.structs.replace(before, **given)
        if change.stands_before:
            self._move(table, columns, column_id, change.stands_before, where)
        else:
            self._put_columns(table, tuple(columns.values()))
        self._own[f"tables/{change.id}"] = change.reason

    def _move(self, table: Table, columns: Mapping[str, Column], moved: str, before: str, where: str) -> None:
        """A question before another one: in its table, and in every view that shows both."""
        if not self._wrong.expect("column", where, before, [one for one in columns if one != moved]):
            return
        self._put_columns(table, tuple(columns[one] for one in _moved(tuple(columns), moved, before)))
        for sheet in self._sheets.values():
            views = tuple(
                msgspec.structs.replace(view, columns=_moved(view.columns, moved, before))
                if view.table == table.id and {moved, before} <= {*view.columns}
                else view
                for view in sheet.views
            )
            self._sheets[sheet.id] = msgspec.structs.replace(sheet, views=views)

    def _hint(self, hint: Text | None, reason: str) -> Text:
        """What stands under a question of one's own: that it is one, and why it is asked."""
        own = Text(
            self._words.say("content.own_hint", "zh", reason=reason),
            self._words.say("content.own_hint", "en", reason=reason),
        )
        return Text(f"{hint.zh} {own.zh}", f"{hint.en} {own.en}") if hint else own

    def _put_columns(self, table: Table, columns: tuple[Column, ...]) -> None:
        self._tables[table.id] = msgspec.structs.replace(table, columns=columns)


def _moved(columns: tuple[str, ...], moved: str, before: str) -> tuple[str, ...]:
    rest = [one for one in columns if one != moved]
    at = rest.index(before)
    return (*rest[:at], moved, *rest[at:])


def _with_column(sheet: Sheet, view: str, column: str) -> Sheet:
    views = tuple(
        msgspec.structs.replace(one, columns=(*one.columns, column)) if one.id == view else one
        for one in sheet.views
    )
    return msgspec.structs.replace(sheet, views=views)
