"""A value as people see it: text, unit, state, and how far it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.model.text import Standing

ShownState = Literal["given", "calculated", "partial", "absent", "na", "later", "failed", "hidden"]


@dataclass(frozen=True, slots=True)
class Shown:
    """``text`` without its unit; ``value`` in that unit; ``note`` says why a figure is missing or partial.

    ``worded``: people read the text in place of the number, such as "none" for a rate of return below zero.
    """

    text: str
    unit: str = ""
    state: ShownState = "given"
    value: float | None = None
    note: str = ""
    standing: Standing = Standing.CONFIRMED
    worded: bool = False

    @property
    def with_unit(self) -> str:
        """Text and unit with a thin space between, as printed in a sentence."""
        return f"{self.text}\u2009{self.unit}" if self.unit and self.text and not self.worded else self.text
