"""Single mistakes that would explain why a balance does not close, ranked by how well they do: advice only.

Our own heuristic (standing: preset). Each guess changes one thing (a unit, a period, wet for dry, the sign of the stock
change, a stream counted twice or on the wrong side) and looks how much of the difference is left; the fewer per cent
of the inputs are left, the better the guess. That a stream is missing explains any difference, so it comes after
the guesses that fit by themselves. Nothing is changed by it: the record tells which guess is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.calc.balance_review import Stream
from desktop.content.library import Library
from desktop.model.format import format_number

MOST_MISTAKES = 5
LEAST_EXPLAINED = 50.0
"""Per cent of the difference; a guess that explains less is none."""

_UNITS = (1000.0, 10_000.0, 10.0)
"""kg for t, 万 left out, a decimal point."""
_PERIODS = (3.0, 12.0, 24.0, 30.0)
"""A shift or a day for three of them, a month for a year, an hour for a day, a day for a month."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One guess.

    Attributes:
        code: message of the guess.
        stream: the stream it is about; ``None`` for the stock change and for a missing stream.
        left: difference that would be left, in the unit of the balance.
        sum_in: sum of the inputs without the mistake.
        params: holes of the message.
    """

    code: str
    stream: Stream | None
    left: float
    sum_in: float
    params: dict[str, object] = field(default_factory=dict)

    @property
    def left_percent(self) -> float:
        """The difference that would be left, in per cent of the inputs."""
        return abs(self.left) / self.sum_in * 100 if self.sum_in else float("inf")


def mistakes(
    difference: float, sum_in: float, stock_change: float, streams: Sequence[Stream], tolerance: float
) -> list[Mistake]:
    """The likeliest guesses, best first.

    Args:
        difference: inputs - outputs - stock change.
        sum_in: sum of the inputs.
        stock_change: gain of stock inside the boundary.
        streams: all streams of the balance, in the same unit.
        tolerance: allowed closure error in per cent of the inputs.
    """
    if not difference:
        return []
    guesses = [
        *_stock_sign(difference, sum_in, stock_change),
        *_twice(difference, sum_in, streams),
        *(guess for stream in streams for guess in _of(stream, difference, sum_in)),
    ]
    least = abs(difference) * (1 - LEAST_EXPLAINED / 100)
    good = sorted((one for one in guesses if abs(one.left) <= least), key=_rank)
    closing = [one for one in good if one.left_percent <= tolerance]
    others = [one for one in good if one.left_percent > tolerance]
    missing = Mistake(
        "calc.mistake_missing_out" if difference > 0 else "calc.mistake_missing_in",
        None,
        0.0,
        sum_in if difference > 0 else sum_in - difference,
        {"amount": format_number(float(f"{abs(difference):.6g}"))},
    )
    return [*closing[: MOST_MISTAKES - 1], missing, *others][:MOST_MISTAKES]


def told(found: Iterable[Mistake], difference: float, library: Library) -> list[dict[str, object]]:
    """Guesses as plain values with words of both languages."""
    return [
        {
            "path": one.stream.path if one.stream else "",
            "name": one.stream.name if one.stream else "",
            "explains_percent": (1 - abs(one.left) / abs(difference)) * 100,
            "left_percent": one.left_percent,
            "code": one.code,
            "zh": library.message(one.code, "zh", **_holes(one)),
            "en": library.message(one.code, "en", **_holes(one)),
        }
        for one in found
    ]


def _rank(mistake: Mistake) -> tuple[float, str, str]:
    return round(mistake.left_percent, 6), mistake.code, mistake.stream.path if mistake.stream else ""


def _holes(mistake: Mistake) -> dict[str, object]:
    name = mistake.stream.name if mistake.stream else ""
    return {"name": name, "left": format_number(float(f"{mistake.left_percent:.3g}")), **mistake.params}


def _of(stream: Stream, difference: float, sum_in: float) -> Iterator[Mistake]:
    """What may be wrong with one stream alone."""
    if not stream.amount or stream.basis == "by_difference":
        return
    sign = 1 if stream.direction == "in" else -1

    def instead(code: str, amount: float, **params: object) -> Mistake:
        change = amount - stream.amount
        inputs = sum_in + change if sign > 0 else sum_in
        return Mistake(code, stream, difference + sign * change, inputs, params)

    for factor in _UNITS:
        yield instead("calc.mistake_unit_low", stream.amount * factor, factor=f"{factor:g}")
        yield instead("calc.mistake_unit_high", stream.amount / factor, factor=f"{factor:g}")
    for factor in _PERIODS:
        yield instead("calc.mistake_period_short", stream.amount * factor, factor=f"{factor:g}")
        yield instead("calc.mistake_period_long", stream.amount / factor, factor=f"{factor:g}")
    if stream.moisture_percent:
        dry = 1 - stream.moisture_percent / 100
        shown = f"{stream.moisture_percent:g}"
        yield instead("calc.mistake_wet", stream.amount * dry, moisture=shown)
        if dry:
            yield instead("calc.mistake_dry", stream.amount / dry, moisture=shown)
    inputs = sum_in - stream.amount if sign > 0 else sum_in + stream.amount
    yield Mistake("calc.mistake_side", stream, difference - 2 * sign * stream.amount, inputs)


def _stock_sign(difference: float, sum_in: float, stock_change: float) -> Iterator[Mistake]:
    if stock_change:
        yield Mistake("calc.mistake_stock_sign", None, difference + 2 * stock_change, sum_in)


def _twice(difference: float, sum_in: float, streams: Sequence[Stream]) -> Iterator[Mistake]:
    """The same amount twice on one side: perhaps one stream under two names."""
    first: dict[tuple[str, float], Stream] = {}
    for stream in streams:
        same = first.setdefault((stream.direction, stream.amount), stream)
        if same is stream or not stream.amount:
            continue
        sign = 1 if stream.direction == "in" else -1
        inputs = sum_in - stream.amount if sign > 0 else sum_in
        left = difference - sign * stream.amount
        yield Mistake("calc.mistake_twice", stream, left, inputs, {"other": same.name})
