"""What to measure again when a balance does not close: advice only, nothing is changed by it.

Our own heuristic (standing: preset). Each stream is given a usual uncertainty by its basis; the streams that could
explain most of the gap come first. ``needed_percent`` says how far a stream alone would have to be off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.content.library import Library
from desktop.model.format import format_number

MOST_ADVICE = 5
USUAL_UNCERTAINTY = {"measured": 2.0, "calculated": 5.0, "by_difference": 100.0}
"""Per cent of the amount; preset, for ranking only."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream with its place in the input; ``moisture_percent`` where it is known."""

    direction: str
    path: str
    name: str
    amount: float
    basis: str
    moisture_percent: float | None = None


def review(
    status: str, difference: float, streams: Sequence[Stream], library: Library
) -> list[dict[str, object]]:
    """Streams worth measuring again, the most promising first."""
    if status == "closed":
        return []
    by_difference = [one for one in streams if one.basis == "by_difference"]
    if by_difference:
        return [
            _advice(one, difference, "calc.review_by_difference", library)
            for one in by_difference[:MOST_ADVICE]
        ]
    if status == "not testable":
        return []
    likely = [
        one for one in streams if one.amount and abs(difference) <= one.amount
    ]  # off by no more than itself
    doubtful = sorted(likely, key=lambda one: (-_reach(one), one.path))
    return [_advice(one, difference, _reason(one, difference), library) for one in doubtful[:MOST_ADVICE]]


def _reach(stream: Stream) -> float:
    """How much of a gap the usual uncertainty of the stream could explain."""
    return stream.amount * USUAL_UNCERTAINTY[stream.basis]


def _reason(stream: Stream, difference: float) -> str:
    too_high = (stream.direction == "in") == (difference > 0)
    if stream.basis == "calculated":
        return "calc.review_calculated_high" if too_high else "calc.review_calculated_low"
    return "calc.review_measured_high" if too_high else "calc.review_measured_low"


def _advice(stream: Stream, difference: float, code: str, library: Library) -> dict[str, object]:
    needed = (
        abs(difference) / stream.amount * 100 if stream.amount and stream.basis != "by_difference" else None
    )
    shown = "" if needed is None else format_number(float(f"{needed:.3g}"))
    return {
        "path": stream.path,
        "name": stream.name,
        "direction": stream.direction,
        "amount": stream.amount,
        "basis": stream.basis,
        "needed_percent": needed,
        "code": code,
        "zh": library.message(code, "zh", name=stream.name, needed=shown),
        "en": library.message(code, "en", name=stream.name, needed=shown),
    }
