"""Rows of a grading from its indicator system: one for each indicator, which then looks everything else up.

Ids of rows follow from the grading and the indicator, so that two people who fill in the same system have the same rows
and merging joins them. Rows of a system no longer chosen stay where they are; the sheet does not show them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.calc.grade_system import INDICATORS
from desktop.model.edit import AddRow, Edit
from desktop.model.errors import RefusedError
from desktop.model.path import Path

if TYPE_CHECKING:
    from desktop.document.view import AuditView

GRADINGS, VALUES, OUTCOMES = "gradings", "indicator_values", "outcomes"
FILLED = "document.filled"
_NO_UNIT = "1"


def filling(view: AuditView, grading: str) -> list[Edit]:
    """The rows a grading lacks of the system chosen for it; a value begins with the unit of its baselines.

    An indicator that stands by the same name among the figures before and after points there, and is not typed again.

    Raises:
        RefusedError: there is no such row; ``document.no_system`` while none of the library is chosen;
            ``document.empty_system`` where the library has no indicators of it.
    """
    view.place(str(Path(GRADINGS, grading)))
    system = view.value(str(Path(GRADINGS, grading, "system")))
    name = view.row_label(GRADINGS, grading, "zh")
    if not isinstance(system, str):
        raise RefusedError("document.no_system", path=str(Path(GRADINGS, grading, "system")), name=name)
    wanted = {
        key: row for key, row in view.library.reference(INDICATORS).rows.items() if row["system"] == system
    }
    if not wanted:
        raise RefusedError(
            "document.empty_system", path=str(Path(GRADINGS, grading, "system")), system=system
        )
    there = {
        view.value(str(Path(VALUES, row, "indicator")))
        for row in view.rows(VALUES)
        if view.value(str(Path(VALUES, row, "grading"))) == grading
    }
    outcomes = {view.value(str(Path(OUTCOMES, one, "name"))): one for one in view.rows(OUTCOMES)}
    edits: list[Edit] = []
    for key, row in wanted.items():
        if key in there:
            continue
        values: dict[str, object] = {"grading": grading, "indicator": key}
        if row["direction"] != "qualitative":
            values["unit"] = (
                row["unit"] if view.library.units.known(row["unit"]) and row["unit"] else _NO_UNIT
            )
            linked = outcomes.get(row["zh"]) or outcomes.get(row["en"])
            if linked:
                values["figure"] = linked
        edits.append(AddRow(VALUES, values, row=row_of(grading, key)))  # type: ignore[arg-type]
    return edits


def row_of(grading: str, indicator: str) -> str:
    """The id of the row of an indicator in a grading.

    >>> row_of("plant", "electroplating-2015-general.ep5")
    'plant-electroplating-2015-general-ep5'
    """
    return re.sub(r"[^A-Za-z0-9_-]", "-", f"{grading}-{indicator}")
