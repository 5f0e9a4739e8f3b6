"""What the options come to together, and the cheapest set that reaches a level."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.arguments import file_argument
from desktop.cli.root import Session, cli, pass_session
from desktop.document.combined import combined
from desktop.document.combined_words import lines_of, numbers
from desktop.document.planned_words import lines_of as words
from desktop.document.planning import plan as solve


@cli.command()
@file_argument
@pass_session
def scenario(session: Session, file: Path) -> None:
    """Compute the base year with each option alone and with all together: what adding them up counts twice."""
    with session.open(file, "ro") as document:
        found = combined(document)
        if found is None:
            session.emit(None, [document.library.message("scenario.none", session.lang)])
            return
        data = {
            "options": list(found.options),
            "quantities": [numbers(document, one) for one in found.quantities],
            "figures": [numbers(document, one) for one in found.figures],
            "money": numbers(document, found.money) if found.money else None,
            "over": [one.path for one in found.over],
        }
        session.emit(data, list(lines_of(document, found, session.lang)))


@cli.command()
@file_argument
@pass_session
def plan(session: Session, file: Path) -> None:
    """Find the cheapest set of options that reaches the level aimed at; an estimate, not an audit conclusion."""
    lang = session.lang
    with session.open(file, "ro") as document:
        found = solve(document, lang)
        if found is None:
            session.emit(None, [document.library.message("plan.none", lang)])
            return
        whole = {"level": found.level, "differs": found.differs, "moved": found.moved}
        data = {"input": found.question.payload, **found.result.values, "whole": whole}
        session.emit(data, list(words(document, found, lang)))
