"""Which row of a reference table was probably meant by a name that is not in it."""

from __future__ import annotations

from desktop.content.library import Library
from desktop.model.nearest import nearest

_MOST = 8


def near_rows(library: Library, table: str, name: str) -> str:
    """The row with the nearest key or Chinese name, else the first few, for a message."""
    rows = library.reference(table).rows
    names = {**{row["zh"]: key for key, row in rows.items()}, **{key: key for key in rows}}
    likely = nearest(name, names)
    known = [names[likely]] if likely else list(rows)[:_MOST]
    return ", ".join(f"{key} ({rows[key]['zh']})" for key in known)
