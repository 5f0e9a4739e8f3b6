"""A mistake in the content: what, where, and what to write instead. Worded from ``resources/messages``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.model.text import Text


@dataclass(frozen=True, slots=True)
class ContentFault:
    """One mistake an author made.

    Attributes:
        code: message code, ``content.…``; the sentence says how to fix it.
        file: the file below ``forms/`` or ``resources/``.
        item: the thing in it, by ids: ``energy.amount.label.en``.
        line: line in the file, 0 where unknown.
        params: holes of the sentence; a text is put in its language.
        nearest: the known name closest to a wrong one, empty if none is close.
    """

    code: str
    file: str
    item: str = ""
    line: int = 0
    params: Mapping[str, str | Text] = field(default_factory=dict, hash=False)
    nearest: str = ""

    @property
    def place(self) -> str:
        """``file:line item``, for lists and editors that jump to it."""
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line} {self.item}".strip()


def in_order(faults: Iterable[ContentFault]) -> list[ContentFault]:
    """As an author reads them: by file, then by line."""
    return sorted(faults, key=lambda fault: (fault.file, fault.line, fault.item, fault.code))
