"""The members of an aggregate and what aggregates make of them.

Members that do not apply are skipped, a failed member fails the whole, and with absent members (or members of which
nobody can say whether they belong) the result is absent but says what is known and over how many.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from desktop.expr.arithmetic import TOO_LARGE, WRONG_KIND, mixed
from desktop.expr.dimensions import common
from desktop.model.quantity import PLAIN, Dimension
from desktop.model.result import ABSENT, NA, NOT_APPLICABLE, Absent, Failed, Num, Scalar


class Members(NamedTuple):
    """Values of the members that belong, and the number of those of which that is unknown."""

    values: Sequence[Scalar]
    unknown: int = 0


class Sorted(NamedTuple):
    """Members by state: those with a value, and how many are absent or do not apply."""

    given: list[Num | str | bool]
    absent: int
    skipped: int


def sort(members: Members) -> Sorted | Failed:
    """Members by state, or the first failure among them."""
    given: list[Num | str | bool] = []
    absent = members.unknown
    skipped = 0
    for value in members.values:
        match value:
            case Num() | str() | bool():
                given.append(value)
            case Absent():
                absent += 1
            case NA():
                skipped += 1
            case Failed():
                return value
            case _:
                return WRONG_KIND
    return Sorted(given, absent, skipped)


def numbers(given: Sequence[Scalar]) -> tuple[list[float], Dimension] | Failed:
    """Plain floats with their common dimension, or why they have none."""
    floats: list[float] = []
    shared = Num(0.0, PLAIN)
    for value in given:
        if type(value) is not Num:
            return WRONG_KIND
        if value[1] != shared[1]:
            dimension = common(shared, value)
            if dimension is None:
                return mixed(shared, value)
            shared = Num(1.0, dimension)
        elif value[0]:
            shared = Num(1.0, value[1])
        floats.append(value[0])
    return floats, shared.dimension


def _reduce(members: Members, reduce: Callable[[Sequence[float]], float], none: Scalar) -> Scalar:
    found = sort(members)
    if isinstance(found, Failed):
        return found
    known = len(found.given)
    total = known + found.absent
    partial: Num | None = None
    if found.given:
        converted = numbers(found.given)
        if isinstance(converted, Failed):
            return converted
        try:
            value = reduce(converted[0])
        except OverflowError:
            return TOO_LARGE
        if not math.isfinite(value):
            return TOO_LARGE
        partial = Num(value, converted[1])
    if found.absent:
        return Absent(partial, known, total)
    if partial is None:
        return NOT_APPLICABLE if found.skipped and none is ABSENT else none
    return partial


def total(members: Members) -> Scalar:
    """Sum; nothing sums to zero. Exact whatever the order of the rows."""
    return _reduce(members, math.fsum, Num(0.0))


def average(members: Members) -> Scalar:
    """Arithmetic mean."""
    return _reduce(members, lambda floats: math.fsum(floats) / len(floats), ABSENT)


def smallest(members: Members) -> Scalar:
    """Minimum."""
    return _reduce(members, min, ABSENT)


def largest(members: Members) -> Scalar:
    """Maximum."""
    return _reduce(members, max, ABSENT)


def how_many(members: Members) -> Scalar:
    """Number of members with a value; absent ones are not counted, doubtful ones make the count absent."""
    found = sort(members)
    if isinstance(found, Failed):
        return found
    known = len(found.given)
    if members.unknown:
        return Absent(Num(float(known)), known, known + members.unknown)
    return Num(float(known))


def is_any(members: Members) -> Scalar:
    """Whether one is true; true decides whatever else is unknown."""
    return _quantified(members, True)


def are_all(members: Members) -> Scalar:
    """Whether none is false; false decides whatever else is unknown."""
    return _quantified(members, False)


def _quantified(members: Members, deciding: bool) -> Scalar:
    if any(value is deciding for value in members.values):
        return deciding
    found = sort(members)
    if isinstance(found, Failed):
        return found
    if any(type(value) is not bool for value in found.given):
        return WRONG_KIND
    if found.absent:
        return Absent(None, len(found.given), len(found.given) + found.absent)
    return not deciding


def first_of(members: Members) -> Scalar:
    """The first member that surely belongs."""
    return members.values[0] if members.values else ABSENT


def joined(members: Members, separator: Scalar) -> Scalar:
    """Texts one after the other; members without a text are left out."""
    found = sort(members)
    if isinstance(found, Failed):
        return found
    texts = [value for value in found.given if isinstance(value, str)]
    if len(texts) != len(found.given) or not isinstance(separator, str):
        return WRONG_KIND
    return separator.join(texts)


def position(value: Scalar, members: Members) -> Scalar:
    """Rank from the top, 1 the largest; equal values share a rank."""
    found = sort(members)
    if isinstance(found, Failed):
        return found
    if not isinstance(value, Num):
        return WRONG_KIND
    converted = numbers([*found.given, value])
    if isinstance(converted, Failed):
        return converted
    rank = 1 + sum(other > value.value for other in converted[0])
    if found.absent:
        return Absent(Num(float(rank)), len(found.given), len(found.given) + found.absent)
    return Num(float(rank))
