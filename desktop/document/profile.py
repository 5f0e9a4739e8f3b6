"""The profile: the few answers that decide what applies, on one sheet. What a new audit asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.content.library import Library
from desktop.content.types import Sheet
from desktop.model.path import Path

if TYPE_CHECKING:  # a view is asked, and asks this for nothing
    from desktop.document.view import AuditView

PROFILE = "profile"
"""The sheet of the profile."""


def profile_sheet(library: Library) -> Sheet | None:
    """The sheet of the profile, where the content has one."""
    return next((sheet for sheet in library.sheets if sheet.id == PROFILE), None)


def profile_paths(library: Library) -> tuple[str, ...]:
    """Paths of the answers of the profile, in its order; what is calculated is no answer."""
    sheet = profile_sheet(library)
    places = ((view.table, name) for view in (sheet.views if sheet else ()) for name in view.columns)
    return tuple(
        str(Path(table, "", name))
        for table, name in places
        if (column := library.column(table, name)) is not None and not column.calculation
    )


def open_profile(view: AuditView) -> tuple[str, ...]:
    """Paths of the answers still to be given: required, applicable and neither answered nor put off."""
    found: list[str] = []
    for path in profile_paths(view.library):
        place = view.at(path)
        column = view.library.column(place.table, place.column)
        asked = column is not None and column.required and view.is_shown(path)
        if asked and view.answer(path) is None:
            found.append(path)
    return tuple(found)
