"""Bilingual text and the standing of what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in both languages. Chinese first, English complete."""

    zh: str
    en: str

    def get(self, lang: Lang) -> str:
        """Return the wording in ``lang``."""
        return self.zh if lang == "zh" else self.en


class Standing(StrEnum):
    """How far an item of content or data has been checked (design: honest data)."""

    CONFIRMED = "confirmed"  # the public text was read and says so
    SECONDHAND = "secondhand"  # someone else's transcription
    RECALLED = "recalled"  # from memory
    DERIVED = "derived"  # follows from the method, layout our own
    PRESET = "preset"  # our own choice
    SAMPLE = "sample"  # invented, samples only

    @property
    def weakness(self) -> int:
        """0 for what a public text confirms, rising the less it rests on; a figure is as weak as its weakest part."""
        return _WEAKNESS[self.value]

    @property
    def checked(self) -> bool:
        """True only where a public text was read; everything else carries the mark ◇."""
        return self is Standing.CONFIRMED


_WEAKNESS = {
    name: rank
    for rank, name in enumerate(("confirmed", "derived", "preset", "secondhand", "recalled", "sample"))
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule, factor or clause comes from, and how sure that is."""

    document: Text
    number: str = ""
    clause: str = ""
    valid_from: str = ""
    valid_to: str = ""
    standing: Standing = Standing.RECALLED

    def cite(self, lang: Lang) -> str:
        """One line: document, number, clause, validity."""
        parts = [self.document.get(lang), self.number, self.clause]
        line = " ".join(part for part in parts if part)
        if self.valid_from or self.valid_to:
            line += f" ({self.valid_from or '…'} – {self.valid_to or '…'})"
        return line
