"""Undo and redo from the journal alone: which action is next, and what takes it back."""

from __future__ import annotations

import pytest

from desktop.store.journal import Batch, Change
from desktop.store.undo import UndoLine, again, inverse, next_redo, next_undo


def line(*steps: str) -> list[Batch]:
    """Batches from words: ``a`` an edit, ``undo a``, ``redo a``, ``sign s``, ``import i``, ``foreign f``."""
    batches: list[Batch] = []
    for seq, step in enumerate(steps, 1):
        kind, _, name = step.rpartition(" ")
        of = name if kind in ("undo", "redo") else ""
        identity = f"{kind}-{seq}" if of else name
        applied = kind != "foreign"
        batches.append(
            Batch(identity, seq, kind if kind and applied else "edit", of, "", "", "", "", (), "", applied)
        )
    return batches


@pytest.mark.parametrize(
    ("steps", "undo", "redo"),
    [
        ((), "", ""),
        (("a",), "a", ""),
        (("a", "b"), "b", ""),
        (("a", "b", "undo b"), "a", "b"),
        (("a", "b", "undo b", "undo a"), "", "a"),
        (("a", "b", "undo b", "undo a", "redo a"), "a", "b"),
        (("a", "b", "undo b", "undo a", "redo a", "redo b"), "b", ""),
        (("a", "undo a", "redo a", "undo a"), "", "a"),
        (("a", "b", "undo b", "c"), "c", ""),  # a new edit clears redo
        (("a", "b", "undo b", "c", "undo c"), "a", "c"),
        (("a", "import i", "undo i", "merge m", "upgrade u"), "u", ""),
        (("a", "foreign f"), "a", ""),  # history of another copy is nothing to undo here
        (("a", "undo a", "sign s"), "", ""),  # nobody undoes across a signature
        (("a", "sign s", "b"), "b", ""),
        (("a", "sign s", "b", "undo b"), "", "b"),
    ],
)
def test_what_is_next(steps: tuple[str, ...], undo: str, redo: str) -> None:
    batches = line(*steps)
    found = [batch.id if batch else "" for batch in (next_undo(batches), next_redo(batches))]
    assert found == [undo, redo]


def test_following_step_by_step_is_the_same_as_reading_at_once() -> None:
    batches = line("a", "b", "c", "undo c", "undo b", "redo b", "d", "undo d", "sign s", "e", "f", "undo f")
    followed = UndoLine()
    for count, batch in enumerate(batches, 1):
        followed.follow(batch)
        whole = UndoLine(batches[:count])
        assert (followed.done, followed.undone) == (whole.done, whole.undone)


def test_inverse_exchanges_before_and_after_last_first() -> None:
    row = {"order": "a1", "values": {"name": "煤"}}
    changes = [
        Change("b", 0, "audit.title", None, "A", None, None, "why"),
        Change("b", 1, "energy[e1].amount@2025", {"value": "1", "unit": "t"}, None, 1000.0, None, ""),
        Change("b", 2, "energy[e1]", row, None, None, None, ""),
    ]
    back = inverse(changes)
    assert [change.path for change in back] == ["energy[e1]", "energy[e1].amount@2025", "audit.title"]
    assert (back[0].before, back[0].after, back[0].order) == (None, row, "a1")
    assert (back[1].before, back[1].after, back[1].canonical) == (None, {"value": "1", "unit": "t"}, 1000.0)
    assert (back[2].before, back[2].after) == ("A", None)


def test_again_repeats_with_canonical_numbers_and_reasons() -> None:
    change = Change("b", 0, "energy[e1].amount@2025", None, {"value": "1", "unit": "t"}, None, 1000.0, "why")
    (once_more,) = again([change])
    assert (once_more.path, once_more.before, once_more.after) == (change.path, None, change.after)
    assert (once_more.canonical, once_more.reason) == (1000.0, "why")
