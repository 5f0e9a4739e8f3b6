"""What the program says about an audit beside its figures: the self-check of the five conditions, and what reviewers
may object to. Both are shown in the window and printed; places are paths."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.problem import Problem
from desktop.model.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why; ``path`` is the row it comes from, empty where it is about the whole."""

    text: Text
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    """One of the five conditions. ``value``: true, false, or ``None`` where nobody can say.

    ``by_statement``: false on the word of the plant alone, for its data prove nothing.
    """

    id: str
    title: Text
    value: bool | None
    applies: bool
    listed: bool
    tier: Text | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    basis: Text
    authority: Text
    by_statement: bool = False

    @property
    def outcome(self) -> str:
        """The code of the outcome in words; a self-check says 可能符合 at most."""
        if not self.applies:
            return "calc.screen_outcome_not_applicable"
        if self.value is None:
            return "calc.screen_outcome_unknown"
        if self.by_statement:
            return "calc.screen_outcome_stated"
        return "calc.screen_outcome_may_meet" if self.value else "calc.screen_outcome_not_found"


@dataclass(frozen=True, slots=True)
class Screening:
    """All five, and what follows (``listed``, ``may_meet``, ``cannot_decide``, ``none_found``) in words."""

    status: str
    said: tuple[Text, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """What a reviewer may say: ``problems`` of this audit that provoke it, papers to show, the answer prepared."""

    id: str
    text: Text
    evidence: Text
    prepare: Text
    problems: tuple[Problem, ...]
    reply: str
    papers: tuple[str, ...]

    @property
    def provoked(self) -> bool:
        """Whether the data give rise to it."""
        return bool(self.problems)
