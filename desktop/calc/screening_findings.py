"""What a test of screening finds: true, false, unknown or not applicable, with reasons and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from desktop.calc.result import Note, noted

State = Literal["true", "false", "unknown", "not_applicable"]
Tier = Literal["literal", "local", "listed"]


@dataclass(slots=True)
class Finding:
    """One label. What is sure beats what is unknown; what is unknown beats what is not."""

    hits: list[Note] = field(default_factory=list)
    open: list[Note] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    inapplicable: list[Note] = field(default_factory=list)
    declared: list[Note] = field(default_factory=list)
    looked_at: int = 0
    tier: Tier = "literal"

    def hit(self, code: str, about: str, /, **params: object) -> None:
        """The condition is met."""
        self.looked_at += 1
        self.hits.append(noted(code, about, **params))

    def doubt(self, code: str, about: str, /, **params: object) -> None:
        """Nobody can say from these data."""
        self.looked_at += 1
        self.open.append(noted(code, about, **params))

    def lack(self, path: str) -> None:
        """A field is not filled in."""
        self.looked_at += 1
        self.missing.append(path)

    def skip(self, code: str, about: str, /, **params: object) -> None:
        """The test does not apply here."""
        self.inapplicable.append(noted(code, about, **params))

    def declare(self, code: str, about: str, /, **params: object) -> None:
        """The plant states, on its reports, that the condition is not met: it settles doubts, not gaps, and the
        finding then rests on the statement."""
        self.declared.append(noted(code, about, **params))

    def passed(self) -> None:
        """Looked at, and not met."""
        self.looked_at += 1

    @property
    def state(self) -> State:
        """Three-valued, and apart from that: the test does not apply at all."""
        if self.hits:
            return "true"
        if self.missing or (self.open and not self.declared):
            return "unknown"
        return "not_applicable" if self.inapplicable and not self.looked_at else "false"

    @property
    def by_statement(self) -> bool:
        """Whether the condition counts as not met on the word of the plant alone."""
        return self.state == "false" and bool(self.declared) and (bool(self.open) or not self.looked_at)

    @property
    def reasons(self) -> list[Note]:
        """Why."""
        return [*self.hits, *self.declared, *self.open, *self.inapplicable]
