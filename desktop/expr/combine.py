"""Combining closures: operators, choices and lists, row by row where a part is a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.expr.arithmetic import (
    COMPARISON,
    LENGTHS,
    WRONG_KIND,
    Binary,
    either,
    hindrance,
    members_of,
    single,
    spread,
    spread_one,
)
from desktop.expr.context import Context
from desktop.model.result import Scalar, Value

Keep = Sequence[int] | None
"""Positions of the member rows an aggregate is interested in; None = all rows."""

Run = Callable[[Context, Keep], Value]
"""A compiled part."""


def combine_binary(operate: Binary, left: Run, right: Run) -> Run:
    """Two operands, row by row where either is a column."""

    def run(context: Context, keep: Keep) -> Value:
        one, other = left(context, keep), right(context, keep)
        if type(one) is tuple or type(other) is tuple:
            return spread(operate, one, other)
        return operate(one, other)  # type: ignore[arg-type]  # neither is a tuple

    return run


def combine_unary(operate: Callable[[Scalar], Scalar], operand: Run) -> Run:
    """One operand, row by row where it is a column."""
    return lambda context, keep: spread_one(operate, operand(context, keep))


def combine_logic(operate: Binary, deciding: bool, operands: list[Run]) -> Run:
    """Three-valued and/or; a deciding operand ends it."""
    first, *rest = operands

    def run(context: Context, keep: Keep) -> Value:
        value = first(context, keep)
        for operand in rest:
            if value is deciding:
                return value
            value = spread(operate, value, operand(context, keep))
        return value

    return run


def combine_choose(condition: Run, then: Run, otherwise: Run) -> Run:
    """One value if, another otherwise; row by row where the condition is a column."""

    def run(context: Context, keep: Keep) -> Value:
        test = condition(context, keep)
        if test is True:
            return then(context, keep)
        if test is False:
            return otherwise(context, keep)
        flags = members_of(test)
        if flags is None:
            return hindrance((single(test),)) or WRONG_KIND
        size = len(flags)
        yes, no = per_row(then(context, keep), size), per_row(otherwise(context, keep), size)
        if len(yes) != size or len(no) != size:
            return LENGTHS
        return tuple(
            [
                one if flag is True else other if flag is False else hindrance((flag,)) or WRONG_KIND
                for flag, one, other in zip(flags, yes, no, strict=True)
            ]
        )

    return run


def combine_in(needle: Run, items: list[Run]) -> Run:
    """Whether a value is among others."""
    equal = COMPARISON["=="]

    def run(context: Context, keep: Keep) -> Value:
        wanted = needle(context, keep)
        found: Value = False
        for item in items:
            found = spread(either, found, spread(equal, wanted, item(context, keep)))
            if found is True:
                return True
        return found

    return run


def combine_list(items: list[Run]) -> Run:
    """Several values as one list."""

    def run(context: Context, _keep: Keep) -> Value:
        values: list[Scalar] = []
        for item in items:
            value = item(context, None)
            values.extend(per_row(value, 1))
        return tuple(values)

    return run


def per_row(value: Value, size: int) -> Sequence[Scalar]:
    """One value for each row."""
    return value if type(value) is tuple else (value,) * size  # type: ignore[return-value]
