"""Which edition stands as it was printed and is not changed any more."""

from __future__ import annotations

from desktop.document.state import Cell, State

_EDITION = Cell("audit", "", "edition", "")


def closed_edition(state: State) -> str:
    """The assessment's while the acceptance edition is written; empty before.

    What happened after the assessment belongs to the acceptance edition; who must correct the former takes the audit
    back to it first, so that the correction stands in the journal as one.
    """
    return "assessment" if state.answers.get(_EDITION) == "acceptance" else ""
