"""Names of actions: what the undo menu and the journal call them. Stored as a message code with its parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from desktop.document.wording import Wording
from desktop.model.edit import AddRow, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.text import Lang

_PLACES = ("path", "table")


def name_of(edits: Sequence[Edit], wording: Wording) -> tuple[str, dict[str, str]]:
    """A name for an action from its edits; a row that goes is named now, since later it is gone."""
    match list(edits):
        case [SetValue(path, None)]:
            return "document.cleared", {"path": path}
        case [SetValue(path)]:
            return "document.set", {"path": path}
        case [AddRow(table)]:
            return "document.added", {"table": table}
        case [DeleteRow(path)]:
            return "document.deleted", {"row": wording.label_text(path, "zh")}
        case [MoveRow(path)]:
            return "document.moved", {"row": wording.label_text(path, "zh")}
        case _:
            return "document.edited", {"count": str(len(edits))}


def pack_label(code: str, params: Mapping[str, str]) -> str:
    """The label as the journal keeps it."""
    return json.dumps([code, dict(params)], ensure_ascii=False, separators=(",", ":"))


def word_label(label: str, lang: Lang, wording: Wording) -> str:
    """The label in words; places are named as they are called today."""
    try:
        code, params = json.loads(label)
    except ValueError:
        return label
    words = {
        name: wording.label_text(value, lang) if name in _PLACES else value for name, value in params.items()
    }
    return wording.message(code, lang, **words)
