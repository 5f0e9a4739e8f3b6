"""Problems: what is implausible, incomplete or inconsistent. They are listed and never block saving."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Only errors block finishing; nothing blocks saving (target F1)."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding with code, place, what was found, what was expected.

    The sentence and its fix are worded from the message catalogue: ``check.<code>`` and
    ``check.<code>.fix`` with ``params``.
    """

    code: str
    severity: Severity
    path: str
    found: str = ""
    expected: str = ""
    params: dict[str, str] = field(default_factory=dict, hash=False)
    also: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Stable name of this finding: what is wrong and where."""
        return f"{self.code}:{self.path}"
