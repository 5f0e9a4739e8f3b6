"""What the user's overlay may say of questions: added ones, and those of the base moved, hidden or in other words."""

from __future__ import annotations

from desktop.content.item import Item
from desktop.content.types import Column, Help
from desktop.model.text import Text


class OwnQuestion(Item, frozen=True, kw_only=True):
    """A question the user's overlay adds: ``column`` of ``table``, shown at the end of a ``view`` of a ``sheet``.

    Its id begins with ``own_``, so that no edition of the base ever takes it. ``reason`` is shown with it.
    """

    table: str
    sheet: str
    view: str
    reason: str
    column: Column


class ChangedQuestion(Item, frozen=True, kw_only=True):
    """A question of the base (``id`` is ``table.column``) that the user's overlay hides, moves or words in its own way.

    ``stands_before`` is the column of the same table before which it stands, in the table and in views that show both.

    ``base`` is the fingerprint of the base question the change was written against; lint tells it.
    """

    id: str
    reason: str
    hidden: bool = False
    stands_before: str = ""
    label: Text | None = None
    hint: Text | None = None
    help: Help | None = None
    base: str = ""
