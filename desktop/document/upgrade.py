"""To another library: what it would change in this audit, and the batch that carries the audit over.

Answers follow their question by id, or to the id it was declared to be renamed to. An answer whose question is gone
stays in the file; one that is no longer an answer to its question (a text where a number is asked now) is taken out
and stays in the history. Nothing else of the audit changes but the library it is pinned to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from desktop.content.difference import Difference, differences
from desktop.content.library import Library
from desktop.content.types import ChoiceColumn, Column, RefColumn
from desktop.document.places import question_at
from desktop.document.reading import Reader
from desktop.document.staging import Staging
from desktop.document.state import Cell, State
from desktop.document.view import AuditView
from desktop.model.answer import Amount, Answer, answer_to_json
from desktop.model.edit import AddRow
from desktop.model.errors import RefusedError
from desktop.model.path import Path, parse_path
from desktop.model.result import Num, Value
from desktop.store import NewChange

_SAME = 1e-12
_ABOUT = "about"
EVENTS = "audit_rounds"
"""The table of audits and changes of method that the trend marks."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A calculated figure that comes out otherwise; ``None`` where there is or was no such figure.

    ``old_path`` is where it stood before, another one where its question was renamed.
    """

    path: str
    old_path: str
    before: Value | None
    after: Value | None


@dataclass(slots=True)
class Upgrade:
    """What another library would change in an audit.

    ``carried``: answers that follow a renamed question, old path to new. ``kept``: answers whose question is gone.
    ``cleared``: answers that do not fit their question any more. ``confirm``: answers to look at again, since their
    question was reworded or changed. ``changes`` carry the audit over.
    """

    old: AuditView
    new: AuditView
    differences: list[Difference]
    carried: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)
    confirm: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    changes: list[NewChange] = field(default_factory=list)

    @property
    def needed(self) -> bool:
        """Whether the audit follows another library than this one."""
        return bool(self.differences)


def plan_upgrade(audit: AuditView, library: Library) -> Upgrade:
    """What ``library`` would change in an audit; nothing is written."""
    found = differences(audit.library.data, library.data)
    upgrade = Upgrade(audit, AuditView(library, State()), found)
    if not found:
        return upgrade
    work = _Carrying(audit, library, upgrade)
    work.carry()
    upgrade.new = AuditView(library, work.state)
    upgrade.figures = list(_figures(audit, upgrade.new, upgrade.carried))
    return upgrade


class _Carrying:
    def __init__(self, audit: AuditView, library: Library, upgrade: Upgrade) -> None:
        self.state = audit.state.copy()
        self._old = audit.library
        self._library = library
        self._upgrade = upgrade
        self._renamed = {
            (table.id, was): now for table in library.data.tables for was, now in table.renamed.items()
        }
        self._differs = {
            one.renamed or one.item: one for one in upgrade.differences if one.family == "questions"
        }

    def carry(self) -> None:
        """Every answer to where it belongs, then the rows that fixed lists have gained."""
        for cell, answer in sorted(self.state.answers.items()):
            self._answer(cell, answer)
        staging = Staging(self._library, self.state)
        staging.apply([*self._rows_gained(), *self._event()])
        self._upgrade.added = list(staging.added)
        self._upgrade.changes += staging.changes

    def _event(self) -> Iterator[AddRow]:
        """The upgrade marked in the trend of the audit, under its base year; nothing where only own content changed."""
        before, now = self._old.version, self._library.version
        year = self.state.answers.get(Cell("audit", "", "base_year", ""))
        if (
            EVENTS in self._library.tables
            and EVENTS in self._old.tables
            and before != now
            and year is not None
        ):
            values = {"year": answer_to_json(year), "kind": "library", "name": f"{before} → {now}"}
            yield AddRow(EVENTS, values)

    def _answer(self, cell: Cell, answer: Answer) -> None:
        target = self._target(cell)
        if target is None or self._library.column(target.table, target.column) is None:
            if self._old.column(cell.table, cell.column) is not None:
                self._upgrade.kept.append(str(cell.path))
            return
        column = self._library.column(target.table, target.column)
        assert column is not None
        differs = self._differs.get(f"{target.table}.{target.column}")
        if differs is not None and not self._fits(target, answer):
            self._move(cell, answer, None)
            self._upgrade.cleared.append(str(cell.path))
            return
        moved = self._about_renamed(answer) if cell.column == _ABOUT else answer
        if target != cell:
            self._move(cell, answer, target)
            self._upgrade.carried[str(cell.path)] = str(target.path)
        elif moved != answer:
            self._replace(cell, answer, moved)
        if differs is not None or self._is_gone(target, column, answer):
            self._upgrade.confirm.append(str(target.path))

    def _target(self, cell: Cell) -> Cell | None:
        """Where an answer belongs now; ``None`` where its question is gone."""
        if self._library.column(cell.table, cell.column) is not None:
            return cell
        now = self._renamed.get((cell.table, cell.column))
        target = cell._replace(column=now) if now else None
        return None if target is None or target in self.state.answers else target

    def _fits(self, cell: Cell, answer: Answer) -> bool:
        """Whether an answer is one to the question as it is asked now; a choice that is gone is shown as it is."""
        try:
            column = question_at(self._library, self.state, cell.path)
        except RefusedError:
            return False
        if column.calculation:
            return False
        try:
            Reader(self._library, self.state).read(cell.path, column, answer_to_json(answer))
        except RefusedError:
            return isinstance(column, ChoiceColumn | RefColumn) and not isinstance(answer, Amount | bool)
        return True

    def _is_gone(self, cell: Cell, column: Column, answer: Answer) -> bool:
        """Whether a choice made is no longer in the list."""
        if not isinstance(column, ChoiceColumn) or not isinstance(answer, str | tuple):
            return False
        before = self._old.column(cell.table, cell.column)
        known = {*self._old.allowed(before)} if isinstance(before, ChoiceColumn) else set()
        chosen = {answer} if isinstance(answer, str) else {*answer}
        return bool(chosen & known - {*self._library.allowed(column)})

    def _move(self, cell: Cell, answer: Answer, target: Cell | None) -> None:
        json = answer_to_json(answer)
        self.state.put(cell, None)
        self._upgrade.changes.append(NewChange(str(cell.path), json, None))
        if target is not None:
            self.state.put(target, answer)
            canonical = answer.canonical if isinstance(answer, Amount) else None
            self._upgrade.changes.append(NewChange(str(target.path), None, json, canonical))

    def _replace(self, cell: Cell, answer: Answer, moved: Answer) -> None:
        self.state.put(cell, moved)
        change = NewChange(str(cell.path), answer_to_json(answer), answer_to_json(moved))
        self._upgrade.changes.append(change)

    def _about_renamed(self, answer: Answer) -> Answer:
        """Comments and evidence about a renamed question go with it."""
        if isinstance(answer, tuple):
            return tuple(self._place(one) for one in answer)
        return self._place(answer) if isinstance(answer, str) else answer

    def _place(self, text: str) -> str:
        try:
            path = parse_path(text)
        except RefusedError:
            return text
        now = self._renamed.get((path.table, path.column))
        return str(Path(path.table, path.row, now, path.period)) if now else text

    def _rows_gained(self) -> Iterator[AddRow]:
        """Rows of fixed lists that the old library did not know; one that a person deleted stays deleted."""
        for table in self._library.tables.values():
            if table.presets is None:
                continue
            before = self._old.tables.get(table.id)
            listed = before.presets if before else None
            known = self._old.references.get(listed.reference) if listed else None
            old = known.rows if known else {}
            for key in self._library.references[table.presets.reference].rows:
                if key not in old and not self.state.has_row(table.id, key):
                    yield AddRow(table.id, {table.presets.column: key}, row=key)


def _figures(old: AuditView, new: AuditView, carried: Mapping[str, str]) -> Iterator[Figure]:
    """Calculated figures of either that differ, in the order of the new library."""
    stood = {carried.get(path, path): path for path in old.result_paths()}
    before = {path: old.value(was) for path, was in stood.items()}
    after = {path: new.value(path) for path in new.result_paths()}
    for path in dict.fromkeys([*after, *before]):
        was, is_now = before.get(path), after.get(path)
        place = parse_path(path)
        shared = str(Path(place.table, "", place.column, place.period))
        if shared != path and (before.get(shared), after.get(shared)) == (was, is_now):
            continue  # what a method finds once, told again with each of its rows
        if not _same(was, is_now):
            yield Figure(path, stood.get(path, path), was, is_now)


def _same(before: Value | None, after: Value | None) -> bool:
    if isinstance(before, Num) and isinstance(after, Num):
        apart = abs(before.value - after.value)
        return before.dimension == after.dimension and apart <= _SAME * max(
            abs(before.value), abs(after.value)
        )
    return before == after


def backup_name(path: FilePath, at: dt.datetime) -> FilePath:
    """Where the copy from before an upgrade goes: beside the audit, under its time."""
    return path.with_name(f"{path.stem}-before-upgrade-{at:%Y%m%d-%H%M%S}{path.suffix}")
