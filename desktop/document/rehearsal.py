"""Reviewer rehearsal 评审演练: the objections this audit's data provoke, with their places, and the answers prepared.

Objections are rows of the reference table ``objections``; each names the rules that show it. What a person has
explained (``dismissals``) provokes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.model.problem import Problem, Severity
from desktop.model.review import Objection
from desktop.model.text import Text

if TYPE_CHECKING:  # a view is asked for its problems
    from desktop.document.view import AuditView

TABLE = "objections"
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def rehearsal(view: AuditView) -> tuple[Objection, ...]:
    """All objections: those provoked first, the gravest on top; then the rest, which may come all the same."""
    if TABLE not in view.library.references:
        return ()
    by_code: dict[str, list[Problem]] = {}
    for problem in view.problems():
        by_code.setdefault(problem.code, []).append(problem)
    found = [_objection(view, id, row, by_code) for id, row in view.library.references[TABLE].rows.items()]
    return tuple(sorted(found, key=_rank))


def _objection(
    view: AuditView, id: str, row: Mapping[str, str], by_code: Mapping[str, list[Problem]]
) -> Objection:
    problems = [problem for code in row.get("checks", "").split() for problem in by_code.get(code, ())]
    known = view.state.has_row(TABLE, id)
    reply = view.answer(f"{TABLE}[{id}].reply") if known else None
    papers = view.answer(f"{TABLE}[{id}].papers") if known else None
    return Objection(
        id,
        Text(row["zh"], row["en"]),
        Text(row["evidence_zh"], row["evidence_en"]),
        Text(row["prepare_zh"], row["prepare_en"]),
        tuple(sorted(problems, key=lambda one: _WEIGHT[one.severity])),
        reply if isinstance(reply, str) else "",
        papers if isinstance(papers, tuple) else (),
    )


def _rank(one: Objection) -> tuple[int, int]:
    """Provoked before the rest, errors before hints, more places before fewer."""
    gravest = min((_WEIGHT[problem.severity] for problem in one.problems), default=len(_WEIGHT))
    return gravest, -len(one.problems)
