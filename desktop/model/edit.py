"""Edits: what a person, command, import or merge asks the document to do, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.model.answer import Json
from desktop.model.problem import Problem


@dataclass(frozen=True, slots=True)
class SetValue:
    """Put a JSON value (design 3) at a cell; ``None`` clears it."""

    path: str
    value: Json
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a row with values by column (``column`` or ``column@period``); ``before`` another row or at the end."""

    table: str
    values: dict[str, Json] = field(default_factory=dict)
    before: str = ""
    row: str = ""  # a fixed id for preset and sample rows; empty = a new random one


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """Remove a whole row."""

    path: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Put a row before another one, or at the end where ``before`` is empty."""

    path: str
    before: str = ""


Edit = SetValue | AddRow | DeleteRow | MoveRow


@dataclass(frozen=True, slots=True)
class Changes:
    """What one doorway passage did; listeners refresh from this and nothing else.

    Attributes:
        batch: id of the journal batch, empty where nothing changed.
        label: message code and parameters naming the action for the undo menu.
        paths: cells and rows written.
        recalculated: result paths whose value differs from before.
        shown_or_hidden: questions whose relevance changed.
        tables: tables whose set or order of rows changed.
        problems: the whole problem list after the change.
        by: who asked (an editor passes itself so that it does not redraw under the cursor).
        library: the audit follows another library now: what was built from the old one is stale.
    """

    batch: str
    label: str
    paths: tuple[str, ...] = ()
    recalculated: tuple[str, ...] = ()
    shown_or_hidden: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    added: tuple[str, ...] = ()
    by: object = None
    library: bool = False
