"""Answers: what stands in a cell.

Four states must never be confused (target B4): *given* (zero included), *not applicable* (with a reason),
*later* (to be supplied by somebody by a date), and *absent* (``None``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["given", "na", "later", "absent"]

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as entered: decimal text and unit, with its value in the canonical unit of its dimension."""

    value: str
    unit: str
    canonical: float


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not apply; the reason is printed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not known yet: who supplies it, and when."""

    who: str
    when: str


Given = Amount | str | bool | tuple[str, ...]
Answer = Given | NotApplicable | Later | None


def state_of(answer: Answer) -> State:
    """Which of the four states an answer is in."""
    match answer:
        case None:
            return "absent"
        case NotApplicable():
            return "na"
        case Later():
            return "later"
        case _:
            return "given"


def answer_to_json(answer: Answer) -> Json:
    """The stored and printed form (design 3): numbers as decimal text with unit, states as objects."""
    match answer:
        case Amount(value, unit, _):
            return {"value": value, "unit": unit}
        case NotApplicable(reason):
            return {"state": "na", "reason": reason}
        case Later(who, when):
            return {"state": "later", "who": who, "when": when}
        case tuple():
            return list(answer)
        case _:
            return answer
