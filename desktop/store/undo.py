"""Undo and redo, derived from the journal alone, so that they survive reopening.

Undo takes the last action that is not undone yet; redo takes back the last undo, until a new action clears it.
Undoing an undo is redo. A signature is a line nobody undoes across: what was signed is changed by new edits only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.model.answer import Json
from desktop.store.journal import Batch, Change, NewBatch, NewChange


class UndoLine:
    """The line of done and undone actions, followed batch by batch."""

    def __init__(self, batches: Iterable[Batch] = ()) -> None:
        self._done: list[Batch] = []
        self._undone: list[Batch] = []
        for batch in batches:
            self.follow(batch)

    @property
    def next_undo(self) -> Batch | None:
        """The action that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Batch | None:
        """The action that redo would do again."""
        return self._undone[-1] if self._undone else None

    @property
    def done(self) -> tuple[Batch, ...]:
        """Actions that can be undone, oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Batch, ...]:
        """Actions that can be done again, the next one last."""
        return tuple(self._undone)

    def follow(self, batch: Batch) -> None:
        """Take note of a recorded batch."""
        if not batch.applied:
            return
        if batch.kind == "undo":
            _transfer(batch.of, self._done, self._undone)
        elif batch.kind == "redo":
            _transfer(batch.of, self._undone, self._done)
        elif batch.kind == "sign":
            self._done.clear()
            self._undone.clear()
        else:
            self._done.append(batch)
            self._undone.clear()


def next_undo(batches: Iterable[Batch]) -> Batch | None:
    """The batch that undo would take back."""
    return UndoLine(batches).next_undo


def next_redo(batches: Iterable[Batch]) -> Batch | None:
    """The original batch that redo would do again."""
    return UndoLine(batches).next_redo


def inverse(changes: Sequence[Change]) -> tuple[NewChange, ...]:
    """Changes that take the given ones back: last first, before and after exchanged."""
    return tuple(
        NewChange(
            change.path, change.after, change.before, change.canonical_before, order=_order(change.before)
        )
        for change in reversed(changes)
    )


def again(changes: Sequence[Change]) -> tuple[NewChange, ...]:
    """The same changes once more."""
    return tuple(
        NewChange(
            change.path,
            change.before,
            change.after,
            change.canonical_after,
            change.reason,
            _order(change.after),
        )
        for change in changes
    )


def undoing(batch: Batch, changes: Sequence[Change], *, actor: str, device: str, time: str) -> NewBatch:
    """The batch that takes another one back, under its label."""
    return NewBatch("undo", batch.label, actor, device, time, inverse(changes), batch.id)


def redoing(batch: Batch, changes: Sequence[Change], *, actor: str, device: str, time: str) -> NewBatch:
    """The batch that does an undone one again, under its label."""
    return NewBatch("redo", batch.label, actor, device, time, again(changes), batch.id)


def _order(row: Json) -> str | None:
    order = row.get("order") if isinstance(row, dict) else None
    return order if isinstance(order, str) else None


def _transfer(identity: str, source: list[Batch], target: list[Batch]) -> None:
    for place in reversed(range(len(source))):
        if source[place].id == identity:
            target.append(source.pop(place))
            return
