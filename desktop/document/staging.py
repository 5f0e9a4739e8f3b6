"""From edits to journal changes: each edit is read, refused or applied to the state; all can be taken back.

A batch is staged on the live state so that later edits of the same batch see earlier ones (a new row and a
reference to it). If anything is refused, or the disk fails, ``take_back`` restores the state exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.content.library import Library
from desktop.document.closed import closed_edition
from desktop.document.places import question_at, row_at, settle, table_named
from desktop.document.reading import Reader
from desktop.document.state import Cell, State, cell_of
from desktop.model.answer import Amount, Answer, Json, Later, NotApplicable, answer_to_json
from desktop.model.edit import AddRow, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.errors import RefusedError
from desktop.model.path import Path, parse_path
from desktop.model.quantity import UnitTable
from desktop.store import NewChange, key_between, new_row_id
from desktop.store.state import META, row_parts


def answer_from_json(value: Json, units: UnitTable, canonical: float | None = None) -> Answer:
    """The answer a stored JSON value is; stored numbers always name their unit."""
    match value:
        case {"value": text, "unit": unit}:
            number = canonical if canonical is not None else float(str(text)) * units.parse(str(unit)).factor
            return Amount(str(text), str(unit), number)
        case {"state": "na", **said}:
            return NotApplicable(str(said.get("reason", "")))
        case {"state": "later", **said}:
            return Later(str(said.get("who", "")), str(said.get("when", "")))
        case list():
            return tuple(str(one) for one in value)
        case str() | bool() | None:
            return value
        case _:
            return str(value)


class Staging:
    """One batch in the making over a state."""

    def __init__(self, library: Library, state: State) -> None:
        self._library = library
        self._state = state
        self._reader = Reader(library, state)
        self._undo: list[Callable[[], None]] = []
        self._closed = closed_edition(state)
        self.changes: list[NewChange] = []
        self.cells: set[Cell] = set()
        self.tables: set[str] = set()
        self.added: list[str] = []

    # -- what a batch is made of ----------------------------------------------------------------------------

    def apply(self, edits: Iterable[Edit], reason: str = "") -> None:
        """Read and apply edits.

        Raises:
            RefusedError: an edit that cannot be represented; ``take_back`` then removes the whole batch.
        """
        for edit in edits:
            match edit:
                case SetValue():
                    self._set(edit, edit.reason or reason)
                case AddRow():
                    self._add(edit, reason)
                case DeleteRow():
                    self._delete(edit, edit.reason or reason)
                case MoveRow():
                    self._move(edit, reason)

    def restore(self, changes: Iterable[NewChange]) -> None:
        """Apply journal changes as they are (undo, redo): they were read when first made."""
        for change in changes:
            path = parse_path(change.path)
            if path.table == META:
                pass  # about the file itself, no answer
            elif not path.is_row:
                self._put(cell_of(path), self._stored(change.after, change.canonical))
            elif change.after is None:
                self._drop(path)
            else:
                if change.before is None:
                    self._fill(path, change.after)
                self._place(path, change.order or "")
            self.changes.append(change)

    def take_back(self) -> None:
        """Put the state back to what it was before this batch."""
        while self._undo:
            self._undo.pop()()

    # -- each kind of edit ----------------------------------------------------------------------------------

    def _set(self, edit: SetValue, reason: str) -> None:
        path = settle(self._library, parse_path(edit.path))
        answer = self._read(path, edit.value)
        before = self._state.answers.get(cell_of(path))
        if answer == before:
            return
        self._put(cell_of(path), answer)
        self.changes.append(
            NewChange(str(path), answer_to_json(before), answer_to_json(answer), _canonical(answer), reason)
        )

    def _add(self, edit: AddRow, reason: str) -> None:
        table = table_named(self._library, edit.table)
        row = edit.row or new_row_id(self._state.orders.get(table.id, ()))
        path = Path(table.id, row)
        if table.single:
            raise RefusedError("edit.record_row", path=str(path))
        if self._state.has_row(table.id, row) or parse_path(str(path)) != path:
            raise RefusedError("edit.row_exists", path=str(path))
        before = self._named_row(table.id, edit.before)
        order = key_between(*self._state.neighbours(table.id, before))
        self._place(path, order)
        self.added.append(str(path))
        values: dict[str, Json] = {}
        canonical: dict[str, Json] = {}
        # Units first: a bare number takes the unit its row names.
        unit_columns = {getattr(column, "unit_from", "") for column in table.columns}
        for key in sorted(edit.values, key=lambda one: one.partition("@")[0] not in unit_columns):
            place = parse_path(f"{path}.{key}")
            answer = self._read(place, edit.values[key])
            if answer is None:
                continue
            self._put(cell_of(place), answer)
            values[key] = answer_to_json(answer)
            if isinstance(answer, Amount):
                canonical[key] = answer.canonical
        whole: dict[str, Json] = {"values": values, "canonical": canonical}
        self.changes.append(NewChange(str(path), None, whole, None, reason, order))

    def _delete(self, edit: DeleteRow, reason: str) -> None:
        path = row_at(self._library, self._state, parse_path(edit.path))
        self._drop(path)
        self.changes.append(NewChange(str(path), {}, None, None, reason))

    def _move(self, edit: MoveRow, reason: str) -> None:
        path = row_at(self._library, self._state, parse_path(edit.path))
        before = self._named_row(path.table, edit.before)
        rows = self._state.rows[path.table]
        following = rows[rows.index(path.row) + 1 :]
        if before == path.row or before == (following[0] if following else ""):
            return
        old = self._state.orders[path.table][path.row]
        low, high = self._state.neighbours(path.table, before)
        order = key_between(low, high)
        self._place(path, order)
        self.changes.append(NewChange(str(path), {"order": old}, {"order": order}, None, reason, order))

    # -- reading and refusing -------------------------------------------------------------------------------

    def _read(self, path: Path, value: Json) -> Answer:
        column = question_at(self._library, self._state, path)
        if column.calculation:
            raise RefusedError("edit.calculated", path=str(path))
        if self._closed and path.period == self._closed == closed_edition(self._state):
            raise RefusedError("edit.closed_edition", path=str(path))
        return self._reader.read(path, column, value)

    def _named_row(self, table: str, text: str) -> str:
        """A row given as id or as path; empty stays empty."""
        row = parse_path(text).row if "[" in text or "/" in text else text
        if row and not self._state.has_row(table, row):
            raise RefusedError("path.row", path=f"{table}[{row}]", table=table)
        return row

    # -- the state, with the way back -----------------------------------------------------------------------

    def _stored(self, value: Json, canonical: float | None) -> Answer:
        return answer_from_json(value, self._library.units, canonical)

    def _put(self, cell: Cell, answer: Answer) -> None:
        before = self._state.answers.get(cell)
        self._undo.append(lambda: self._state.put(cell, before))
        self._state.put(cell, answer)
        self.cells.add(cell)

    def _place(self, path: Path, order: str) -> None:
        table, row = path.table, path.row
        old = self._state.orders.get(table, {}).get(row)
        if old is None:
            self._undo.append(lambda: self._state.remove(table, row))
        else:
            self._undo.append(lambda: self._state.insert(table, row, old))
        self._state.insert(table, row, order)
        self.tables.add(table)

    def _drop(self, path: Path) -> None:
        table, row = path.table, path.row
        for cell in self._state.cells_of(table, row):
            self._put(cell, None)
        order = self._state.orders[table][row]
        self._undo.append(lambda: self._state.insert(table, row, order))
        self._state.remove(table, row)
        self.tables.add(table)

    def _fill(self, path: Path, whole: Json) -> None:
        values, canonical = row_parts(whole)
        for key, value in values.items():
            self._put(cell_of(parse_path(f"{path}.{key}")), self._stored(value, canonical.get(key)))


def _canonical(answer: Answer) -> float | None:
    return answer.canonical if isinstance(answer, Amount) else None
