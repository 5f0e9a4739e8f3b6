"""What the options come to together, and the cheapest set that reaches a level."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.arguments import file_argument
from desktop.cli.root import Session, cli, pass_session
from desktop.document.combined import combined
from desktop.document.combined_words import lines_of, numbers


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
