"""Arithmetic, comparison and three-valued logic on single values. The innermost loop of the program.

What is not a number stands in the way in a fixed order: *failed* before *not applicable* before *absent*, whichever
side it stands on, so that the order of operands never matters.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from typing import Any

from desktop.expr.dimensions import common, dimension_text, is_neutral, power, product, quotient
from desktop.expr.nodes import ArithmeticOp, CompareOp
from desktop.model.quantity import Dimension
from desktop.model.result import ABSENT, NA, NOT_APPLICABLE, Absent, Failed, Num, Scalar, Value

Binary = Callable[[Scalar, Scalar], Scalar]

WRONG_KIND = Failed("expr.wrong_kind")
TOO_LARGE = Failed("expr.too_large_number")
DIVISION_BY_ZERO = Failed("expr.division_by_zero")
OUTSIDE_DOMAIN = Failed("expr.outside_domain")
LENGTHS = Failed("expr.lengths")


def hindrance(values: Iterable[Scalar]) -> Absent | NA | Failed | None:
    """What keeps values from being computed with: the first failure, else not applicable, else absent."""
    worst: Absent | NA | None = None
    for value in values:
        if type(value) is Failed:
            return value
        if type(value) is NA:
            worst = value
        elif type(value) is Absent and worst is None:
            worst = ABSENT
    return worst


def _between(left: Scalar, right: Scalar) -> Absent | NA | Failed:
    """What keeps two values from being computed with, or that they are of the wrong kind."""
    if type(left) is Failed:
        return left
    if type(right) is Failed:
        return right
    if type(left) is NA or type(right) is NA:
        return NOT_APPLICABLE
    return ABSENT if type(left) is Absent or type(right) is Absent else WRONG_KIND


def _num(value: float, dimension: Dimension) -> Num | Failed:
    """A number that came out; made without the detour over the constructor, this being where most are made."""
    return tuple.__new__(Num, (value, dimension)) if math.isfinite(value) else TOO_LARGE


def mixed(left: Num, right: Num) -> Failed:
    """Two numbers whose units do not go together."""
    names = {"left": dimension_text(left.dimension), "right": dimension_text(right.dimension)}
    return Failed("expr.mixed_units", names)


def add(left: Scalar, right: Scalar) -> Scalar:
    """left + right."""
    if type(left) is Num and type(right) is Num:
        dimension = common(left, right)
        if dimension is None:
            return mixed(left, right)
        return _num(left[0] + right[0], dimension)
    return _between(left, right)


def subtract(left: Scalar, right: Scalar) -> Scalar:
    """left − right."""
    if type(left) is Num and type(right) is Num:
        dimension = common(left, right)
        if dimension is None:
            return mixed(left, right)
        return _num(left[0] - right[0], dimension)
    return _between(left, right)


def multiply(left: Scalar, right: Scalar) -> Scalar:
    """left × right."""
    if type(left) is Num and type(right) is Num:
        return _num(left[0] * right[0], product(left[1], right[1]))
    return _between(left, right)


def divide(left: Scalar, right: Scalar) -> Scalar:
    """left ÷ right; by zero is a failure, never an exception."""
    if type(left) is Num and type(right) is Num:
        if right[0] == 0:
            return DIVISION_BY_ZERO
        return _num(left[0] / right[0], quotient(left[1], right[1]))
    return _between(left, right)


def raise_to(left: Scalar, right: Scalar) -> Scalar:
    """left to the power of right; a dimension can only be raised to whole (or root-giving) powers."""
    if type(left) is not Num or type(right) is not Num:
        return _between(left, right)
    dimension = None if right.dimension else power(left.dimension, right.value)
    if dimension is None:
        return mixed(left, right)
    if not left.value and right.value < 0:
        return DIVISION_BY_ZERO
    if not left.value and not right.value:
        return OUTSIDE_DOMAIN  # 0 to the power of 0: spreadsheets do not agree
    try:
        value = math.pow(left.value, right.value)
    except OverflowError:
        return TOO_LARGE
    except ValueError:
        return OUTSIDE_DOMAIN
    return Num(value, dimension)


def negate(value: Scalar) -> Scalar:
    """−value."""
    if type(value) is Num:
        return Num(0.0 - value[0], value[1])
    return hindrance((value,)) or WRONG_KIND


ARITHMETIC: dict[ArithmeticOp, Binary] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": raise_to,
}


def _comparison(compare: Callable[[Any, Any], bool]) -> Binary:
    equality = compare in (operator.eq, operator.ne)

    def run(left: Scalar, right: Scalar) -> Scalar:
        if type(left) is Num and type(right) is Num:
            if left[1] != right[1] and not is_neutral(left) and not is_neutral(right):
                return mixed(left, right)
            return compare(left[0], right[0])
        if type(left) is str and type(right) is str:
            return compare(left, right)
        if equality and type(left) is bool and type(right) is bool:
            return compare(left, right)
        return _between(left, right)

    return run


COMPARISON: dict[CompareOp, Binary] = {
    "==": _comparison(operator.eq),
    "!=": _comparison(operator.ne),
    "<": _comparison(operator.lt),
    "<=": _comparison(operator.le),
    ">": _comparison(operator.gt),
    ">=": _comparison(operator.ge),
}


def both(left: Scalar, right: Scalar) -> Scalar:
    """Three-valued *and*: false decides whatever else is unknown."""
    if left is False or right is False:
        return False
    if left is True and right is True:
        return True
    return _between(left, right)


def either(left: Scalar, right: Scalar) -> Scalar:
    """Three-valued *or*: true decides whatever else is unknown."""
    if left is True or right is True:
        return True
    if left is False and right is False:
        return False
    return _between(left, right)


def invert(value: Scalar) -> Scalar:
    """Three-valued *not*."""
    if type(value) is bool:
        return not value
    return hindrance((value,)) or WRONG_KIND


def spread(operate: Binary, left: Value, right: Value) -> Value:
    """Apply an operation to values or, member by member, to columns."""
    many, others = members_of(left), members_of(right)
    if many is None and others is None:
        return operate(left, right)  # type: ignore[arg-type]  # neither is a list
    if many is None:
        return tuple([operate(left, other) for other in others or ()])  # type: ignore[arg-type]
    if others is None:
        return tuple([operate(one, right) for one in many])  # type: ignore[arg-type]
    if len(many) != len(others):
        return LENGTHS
    return tuple([operate(one, other) for one, other in zip(many, others, strict=True)])


def spread_one(operate: Callable[[Scalar], Scalar], value: Value) -> Value:
    """Apply an operation to a value or to each member of a column."""
    many = members_of(value)
    if many is not None:
        return tuple([operate(one) for one in many])
    return operate(value)  # type: ignore[arg-type]  # not a list


def members_of(value: Value) -> tuple[Scalar, ...] | None:
    """The members of a list or column; None for a single value (a number is a tuple too, but no list)."""
    return value if type(value) is tuple else None  # type: ignore[return-value]


def single(value: Value) -> Scalar:
    """A value where a list is out of place."""
    return WRONG_KIND if type(value) is tuple else value  # type: ignore[return-value]
