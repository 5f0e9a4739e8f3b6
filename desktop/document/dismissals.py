"""Problems explained by a person: left out of the list while what was found stays as it was then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.model.edit import AddRow
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest
from desktop.model.problem import Problem

if TYPE_CHECKING:  # a view asks which of its problems are explained
    from desktop.document.view import AuditView

TABLE = "dismissals"


def explained(view: AuditView) -> dict[str, str]:
    """By problem, what was found when it was explained; the last explanation counts."""
    known = view.library.column(TABLE, "seen") is not None
    rows = view.values.rows(TABLE) if known else ()
    return {
        str(view.answer(f"{TABLE}[{row}].problem")): str(view.answer(f"{TABLE}[{row}].seen") or "")
        for row in rows
    }


def seen(problem: Problem) -> str:
    """What a problem found: another finding at the same place is another problem."""
    return json.dumps([problem.found, problem.expected, sorted(problem.params.items())], ensure_ascii=False)


def divided(
    view: AuditView, problems: tuple[Problem, ...]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Open problems, and those explained."""
    said = explained(view)
    if not said:
        return problems, ()
    closed = tuple(one for one in problems if said.get(one.id) == seen(one))
    gone = {one.id for one in closed}
    return tuple(one for one in problems if one.id not in gone), closed


def dismissal(problems: tuple[Problem, ...], name: str, reason: str, author: str, day: str) -> AddRow:
    """The row that explains a problem.

    Raises:
        AuditError: there is no such open problem (names the nearest), or no reason is given.
    """
    found = next((one for one in problems if one.id == name), None)
    if found is None:
        near = nearest(name, [one.id for one in problems]) or "—"
        raise AuditError("document.no_problem", name=name, near=near)
    if not reason.strip():
        raise AuditError("document.no_reason")
    values = {
        "problem": found.id,
        "about": found.path,
        "reason": reason.strip(),
        "author": author,
        "at": day,
        "seen": seen(found),
    }
    return AddRow(TABLE, {key: value for key, value in values.items() if value})
