"""Numbers of sections, tables and figures: within each chapter from 1, written with the chapter's number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from desktop.reports.words import Words

Kind = Literal["table", "figure"]


@dataclass(slots=True)
class Numbering:
    """Counts through one chapter (``1`` … ``7``) or annex (``A`` …)."""

    words: Words
    chapter: str
    _last: dict[str, int] = field(default_factory=dict)

    def next(self, kind: Kind) -> tuple[str, str]:
        """The number as printed and a key for links."""
        count = self._last[kind] = self._last.get(kind, 0) + 1
        number = f"{self.chapter}-{count}"
        code = "report.table" if kind == "table" else "report.figure"
        return self.words.say_first(code, number=number), f"{kind}-{number}"
