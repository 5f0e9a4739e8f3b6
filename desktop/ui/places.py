"""From a place (page or path) to the page that shows it."""

from __future__ import annotations

from desktop.content.types import Sheet, View
from desktop.model.errors import AuditError
from desktop.model.path import Path, parse_path
from desktop.ui.session import Session


def page_of(session: Session, place: str) -> str:
    """The page id for ``page:<id>`` or a path; empty where no page shows it."""
    if place.startswith("page:"):
        return place.removeprefix("page:")
    try:
        path = parse_path(place)
    except AuditError:
        return ""
    sheet = sheet_of(session, path)
    if sheet is not None:
        return sheet.id
    return "evidence" if path.table == "evidence" else ""


def sheet_of(session: Session, path: Path) -> Sheet | None:
    """The first sheet that shows a path: one with this very question, else one with the table or method.

    A sheet that does not apply comes last.
    """
    whole: Sheet | None = None
    for sheet in sorted(session.library.sheets, key=lambda one: not session.document.applies(one.id)):
        for view in sheet.views:
            if path.table not in (view.table, view.parent, view.method):
                continue
            name = path.column.rpartition("_")[0] if view.by == "year" else path.column
            asked = name in view.columns or not (view.columns or view.by == "year") or not path.column
            if asked and _row_in(session, view, path):
                return sheet
            whole = whole or sheet
    if whole is None:
        binding = session.library.bindings.get(path.table)
        if binding is not None and binding.for_each:
            return sheet_of(session, Path(binding.for_each, path.row))
    return whole


def _row_in(session: Session, view: View, path: Path) -> bool:
    """Whether the view shows the row; rows of its table name the results of its method too."""
    if not view.filter or not path.row or path.table not in (view.table, view.method):
        return True
    return path.row in session.document.rows(view.table, view.filter)
