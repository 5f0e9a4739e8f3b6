"""An open audit and its one doorway for change: ``record``.

edit → read or refuse → one transaction (batch, changes, current state) → recalculate what depends on it →
``Changes`` → listeners. Undo and redo pass the same way with the journal's own changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path as FilePath
from types import TracebackType
from typing import Self

from desktop import __version__
from desktop.content.library import Library, load_library
from desktop.document.clock import Clock, device, now
from desktop.document.dismissals import dismissal
from desktop.document.facts import HistoryLine
from desktop.document.labels import name_of, pack_label, word_label
from desktop.document.loading import load_state, pinned_library
from desktop.document.recalculated import changed_paths
from desktop.document.snapshot import AuditSnapshot
from desktop.document.staging import Staging
from desktop.document.start import first_edits
from desktop.document.state import Cell, State
from desktop.document.view import AuditView
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Changes, Edit
from desktop.model.errors import AuditError, FileError
from desktop.model.text import Lang
from desktop.store import (
    LIBRARY,
    META,
    AuditFile,
    Batch,
    NewBatch,
    NewChange,
    UndoLine,
    VerifyReport,
    redoing,
    undoing,
)
from desktop.store.connection import Mode

Listener = Callable[[Changes], None]

PROGRAM = f"qingshen {__version__}"


class Document(AuditView):
    """One audit file, open. All reading is from memory; all writing goes through ``record``, ``undo``, ``redo``."""

    def __init__(self, file: AuditFile, library: Library, actor: str, clock: Clock) -> None:
        super().__init__(library, load_state(file, library))
        self.actor = actor
        self._file = file
        self._clock = clock
        self._line = UndoLine(file.batches())
        self._listeners: list[Listener] = []

    # -- opening and closing --------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: FilePath,
        *,
        library: Library | None = None,
        profile: Mapping[str, Json] | None = None,
        actor: str = "",
        clock: Clock = now,
        force: bool = False,
    ) -> Self:
        """A new audit with the preset rows and ``profile`` answers by path; the base year is the last full year.

        Raises:
            FileError: the file exists (without ``force``) or cannot be written.
            RefusedError: a profile answer cannot be represented; no file is touched.
        """
        library = library or load_library()
        edits = first_edits(library, clock().year, profile or {})
        Staging(library, State()).apply(edits)  # refused before any file is touched
        file = AuditFile.create(
            path,
            meta={"library_version": library.version, "library_digest": library.digest},
            library_blob=library.to_bytes(),
            stamp=clock().isoformat(),
            force=force,
            program=PROGRAM,
            actor=actor,
            device=device(),
        )
        document = cls(file, library, actor, clock)
        try:
            document.record(edits, label="document.started")
        except BaseException:
            document.close()
            raise
        return document

    @classmethod
    def open(cls, path: FilePath, *, mode: Mode = "rw", actor: str = "", clock: Clock = now) -> Self:
        """An existing audit, under the library pinned in it.

        Raises:
            FileError: not an audit file, empty, newer, damaged, in use, read-only.
        """
        stamp = clock().isoformat(timespec="seconds")
        file = AuditFile.open(path, mode, program=PROGRAM, actor=actor, device=device(), now=stamp)
        try:
            return cls(file, pinned_library(file), actor, clock)
        except BaseException:
            file.close()
            raise

    def close(self) -> None:
        """Close the file and give up the lock."""
        self._listeners.clear()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> FilePath:
        """Where the audit file is."""
        return self._file.path

    @property
    def mode(self) -> str:
        """``rw`` or ``ro``."""
        return self._file.mode

    # -- the doorway ----------------------------------------------------------------------------------------

    def record(
        self,
        edits: Sequence[Edit],
        *,
        label: str = "",
        params: Mapping[str, str] | None = None,
        by: object = None,
        reason: str = "",
    ) -> Changes:
        """Apply edits as one user action.

        ``label`` is a message code naming the action in the undo menu (chosen from the edits where empty).

        Raises:
            RefusedError: an edit cannot be represented; nothing is written.
            FileError: the file could not be written; nothing changed.
        """
        staging = Staging(self.library, self.state)
        code, holes = (label, dict(params or {})) if label else name_of(edits, self.wording)
        self._problems.all()  # what is to be compared with afterwards must have been computed before
        try:
            staging.apply(edits, reason)
            if not staging.changes:
                return Changes("", code, by=by)
            batch = self._file.record(self._batch(staging, code, holes))
        except BaseException:
            staging.take_back()
            raise
        return self._passed(batch, staging, by)

    def undo(self, to: str = "", by: object = None) -> Changes:
        """Take back the last action, or all back to and including batch ``to``."""
        return self._walk(to, by, "undo")

    def redo(self, to: str = "", by: object = None) -> Changes:
        """Do the last undone action again, or all up to and including batch ``to``."""
        return self._walk(to, by, "redo")

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change; returns the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def undo_label(self, lang: Lang) -> str:
        """Name of the action undo would take back; empty where there is none."""
        return self._label(self._line.next_undo, lang)

    def redo_label(self, lang: Lang) -> str:
        """Name of the action redo would do again; empty where there is none."""
        return self._label(self._line.next_redo, lang)

    def _walk(self, to: str, by: object, direction: str) -> Changes:
        known = [batch.id for batch in (self._line.done if direction == "undo" else self._line.undone)]
        if to and to not in known:
            raise AuditError("document.no_such_batch", batch=to)
        while True:
            batch = self._line.next_undo if direction == "undo" else self._line.next_redo
            if batch is None:
                raise AuditError(f"document.nothing_to_{direction}")
            changes = self._step(batch, by, direction)
            if not to or batch.id == to:
                return changes

    def _step(self, batch: Batch, by: object, direction: str) -> Changes:
        made = undoing if direction == "undo" else redoing
        new = made(
            batch,
            self._file.changes(batch.id),
            actor=self.actor,
            device=device(),
            time=self._clock().isoformat(),
        )
        staging = Staging(self.library, self.state)
        self._problems.all()
        try:
            staging.restore(new.changes)
            recorded = self._file.record(new)
        except BaseException:
            staging.take_back()
            raise
        if any(change.path == f"{META}.{LIBRARY}" for change in new.changes):
            return self._repinned(recorded, by)
        return self._passed(recorded, staging, by)

    def upgrade(self, library: Library, changes: Sequence[NewChange], by: object = None) -> Changes:
        """Follow another library from now on; ``changes`` carry the answers over (``plan_upgrade``). One action.

        Raises:
            FileError: the file could not be written; nothing changed.
        """
        meta = self._file.meta
        now = {
            LIBRARY: self._file.keep_library(library.to_bytes()),
            "library_version": library.version,
            "library_digest": library.digest,
        }
        pins = [NewChange(f"{META}.{key}", meta.get(key), after) for key, after in now.items()]
        label = pack_label("document.upgraded", {"version": library.version})
        time = self._clock().isoformat()
        new = NewBatch("upgrade", label, self.actor, device(), time, (*pins, *changes))
        return self._repinned(self._file.record(new), by)

    def _repinned(self, batch: Batch, by: object) -> Changes:
        """After the transaction: another library is in force, so everything is read again."""
        self._line.follow(batch)
        library = pinned_library(self._file)
        super().__init__(library, load_state(self._file, library))
        tables = tuple(sorted(library.tables))
        changes = Changes(batch.id, batch.label, tables=tables, problems=self.problems(), by=by, library=True)
        self._tell(changes)
        return changes

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def _batch(self, staging: Staging, code: str, holes: Mapping[str, str]) -> NewBatch:
        time = self._clock().isoformat()
        return NewBatch("edit", pack_label(code, holes), self.actor, device(), time, tuple(staging.changes))

    def _passed(self, batch: Batch, staging: Staging, by: object) -> Changes:
        """After the transaction: recalculate, look for problems, tell everybody."""
        self._line.follow(batch)
        figures, relevance = self.recalculate(staging.cells, staging.tables)
        if self._index is not None:
            self._index.refresh({(cell.table, cell.row) for cell in staging.cells}, staging.tables)
        changes = Changes(
            batch=batch.id,
            label=batch.label,
            paths=tuple(str(cell.path) for cell in sorted(staging.cells)),
            recalculated=figures,
            shown_or_hidden=relevance,
            tables=tuple(sorted(staging.tables)),
            problems=self.problems(),
            added=tuple(staging.added),
            by=by,
        )
        self._tell(changes)
        return changes

    def recalculate(self, cells: Set[Cell], tables: Set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Compute again what depends on cells and on the rows of tables.

        Returns the paths of figures that differ from before, and of questions that appeared or went.
        """
        known = {table: {*self.values.rows(table)} for table in tables}
        doubtful = self.values.touch(cells, tables)
        changed = changed_paths(self, doubtful, cells, known)
        self._progress = None
        self._problems.all()
        return changed

    def _label(self, batch: Batch | None, lang: Lang) -> str:
        return self.word_label(batch.label, lang) if batch else ""

    def word_label(self, label: str, lang: Lang) -> str:
        """The label of a batch in words."""
        return word_label(label, lang, self.wording)

    @property
    def saved_at(self) -> dt.datetime | None:
        """When the last accepted edit reached the disk."""
        last = self._file.head
        return dt.datetime.fromisoformat(last.time) if last else None

    def is_editable(self, path: str) -> bool:
        """Whether a person can type here."""
        place = self.at(path)
        column = self.library.column(place.table, place.column)
        return self.mode == "rw" and column is not None and not column.calculation

    def history(self, path: str) -> tuple[HistoryLine, ...]:
        """Every value an answer had, newest first."""
        return tuple(HistoryLine.of(batch, change) for batch, change in reversed(self._file.history(path)))

    def snapshot(self, edition: str = "") -> AuditSnapshot:
        """A frozen copy to report from while editing goes on, as the given edition or the one being written."""
        return AuditSnapshot.of(self, edition)

    # -- evidence and comments ------------------------------------------------------------------------------

    def attach(
        self, source: FilePath, about: str = "", *, kind: str = "", period: str = "", date: str = ""
    ) -> str:
        """Copy a file into the audit as evidence about a place; returns the row path of the evidence."""
        if about:
            self.place(about)
        try:
            body = source.read_bytes()
        except OSError as error:
            raise FileError("file.unreadable", path=str(source), reason=error.strerror or "") from error
        values: dict[str, Json] = {
            "title": source.stem,
            "file": source.name,
            "sha256": self._file.attach(body),
        }
        given: dict[str, Json] = {
            "period": period,
            "on": date,
            "kind": kind,
            "about": [about] if about else None,
        }
        values |= {key: value for key, value in given.items() if value}
        changes = self.record(
            [AddRow("evidence", values)],
            label="document.attached",
            params={"name": source.name},
        )
        return changes.added[0]

    def comment(self, path: str, text: str) -> str:
        """Write a comment about a place; returns its row path."""
        self.place(path)
        values = {"about": path, "text": text, "author": self.actor, "at": self._clock().date().isoformat()}
        changes = self.record(
            [AddRow("comments", {key: value for key, value in values.items() if value})],
            label="document.commented",
            params={"path": path},
        )
        return changes.added[0]

    def dismiss(self, problem: str, reason: str) -> str:
        """Explain a problem, by its id, so that it leaves the list until what it found changes; returns the row.

        Raises:
            AuditError: no such open problem, or no reason.
        """
        row = dismissal(self.problems(), problem, reason, self.actor, self._clock().date().isoformat())
        return self.record([row], label="document.dismissed", params={"problem": problem}).added[0]

    # -- the file -------------------------------------------------------------------------------------------

    @property
    def identity(self) -> str:
        """The id of the audit, the same in all copies."""
        return self._file.meta["id"]

    def log(self) -> tuple[Batch, ...]:
        """The journal, oldest first."""
        return tuple(self._file.batches())

    def changes_of(self, batch: str) -> tuple[tuple[str, Json, Json], ...]:
        """Path, before and after of every change of a batch."""
        return tuple((change.path, change.before, change.after) for change in self._file.changes(batch))

    def verify(self) -> VerifyReport:
        """Check the file: database, chain of the journal, replay against the state, evidence hashes."""
        return self._file.verify()

    def backup(self, target: FilePath) -> FilePath:
        """Write a whole copy of the audit to ``target``."""
        return self._file.backup(target)

    @property
    def digest(self) -> str:
        """Digest of the newest batch: the data version printed in reports."""
        last = self._file.head
        return last.digest if last else ""
