"""What the functions do with values that are there; gaps are dealt with by the evaluator before (see functions.py)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from desktop.expr.arithmetic import OUTSIDE_DOMAIN, TOO_LARGE, WRONG_KIND, hindrance, mixed
from desktop.expr.context import Context
from desktop.expr.dimensions import is_neutral, power
from desktop.expr.finance import internal_rate, net_present_value
from desktop.expr.identifiers import KINDS
from desktop.expr.members import Members, numbers
from desktop.expr.rounding import RULES, rounded
from desktop.model.errors import AuditError
from desktop.model.quantity import Unit
from desktop.model.result import ABSENT, NA, Absent, Failed, Num, Scalar, Value

MAX_DIGITS = 15


def absolute(x: Scalar) -> Scalar:
    """|x|."""
    return Num(abs(x.value), x.dimension) if isinstance(x, Num) else WRONG_KIND


def _of_plain(x: Scalar, compute: Callable[[float], float]) -> Scalar:
    if not isinstance(x, Num):
        return WRONG_KIND
    if x.dimension:
        return mixed(x, Num(1.0))
    try:
        return Num(float(compute(x.value)))
    except OverflowError:
        return TOO_LARGE
    except ValueError:
        return OUTSIDE_DOMAIN


def floor(x: Scalar) -> Scalar:
    """Largest whole number not above x."""
    return _of_plain(x, math.floor)


def ceil(x: Scalar) -> Scalar:
    """Smallest whole number not below x."""
    return _of_plain(x, math.ceil)


def logarithm(x: Scalar) -> Scalar:
    """Natural logarithm."""
    return _of_plain(x, math.log)


def exponential(x: Scalar) -> Scalar:
    """e to the power of x."""
    return _of_plain(x, math.exp)


def root(x: Scalar) -> Scalar:
    """Square root; m2 gives m."""
    if not isinstance(x, Num):
        return WRONG_KIND
    dimension = power(x.dimension, 0.5)
    if dimension is None:
        return mixed(x, Num(1.0))
    return Num(math.sqrt(x.value), dimension) if x.value >= 0 else OUTSIDE_DOMAIN


def round_to(x: Scalar, digits: Scalar, rule: Scalar = "half_up") -> Scalar:
    """Round by a named rule."""
    places = _whole(digits)
    if places is None or rule not in RULES or not isinstance(rule, str):
        return OUTSIDE_DOMAIN
    return _of_plain(x, lambda value: rounded(value, places, rule))


def as_text(x: Scalar, decimals: Scalar) -> Scalar:
    """Fixed decimals, half up."""
    places = _whole(decimals)
    if places is None or places < 0:
        return OUTSIDE_DOMAIN
    number = round_to(x, decimals)
    return f"{number.value:.{places}f}" if isinstance(number, Num) else number


def _whole(digits: Scalar) -> int | None:
    if not isinstance(digits, Num) or digits.value != int(digits.value) or abs(digits.value) > MAX_DIGITS:
        return None
    return int(digits.value)


def if_missing(x: Scalar, otherwise: Scalar) -> Scalar:
    """``otherwise`` where x is absent."""
    return otherwise if isinstance(x, Absent) else x


def if_na(x: Scalar, otherwise: Scalar) -> Scalar:
    """``otherwise`` where x does not apply."""
    return otherwise if isinstance(x, NA) else x


def answered(x: Value) -> Scalar:
    """False only where nobody said anything."""
    return x if isinstance(x, Failed) else not isinstance(x, Absent)


def selected(x: Value, choice: Scalar) -> Scalar:
    """Whether the choice is among those of x (a tuple, or a single one)."""
    if isinstance(x, tuple) and not isinstance(x, Num):
        stopped = hindrance((*x, choice))
        return stopped if stopped is not None else choice in x
    stopped = hindrance((x, choice))
    if stopped is not None:
        return stopped
    return x == choice if isinstance(x, str) and isinstance(choice, str) else WRONG_KIND


def listed(texts: Scalar, word: Scalar) -> Scalar:
    """Whether a word is one of those that a text names, divided by spaces."""
    return word in texts.split() if isinstance(texts, str) and isinstance(word, str) else WRONG_KIND


def matches(x: Scalar, pattern: Scalar) -> Scalar:
    """Whether a text has the pattern: # stands for one digit, anything else for itself."""
    if not isinstance(x, str) or not isinstance(pattern, str):
        return WRONG_KIND
    fits = (
        one in "0123456789" if wanted == "#" else one == wanted
        for one, wanted in zip(x, pattern, strict=False)
    )
    return len(x) == len(pattern) and all(fits)


def well_formed(text: Scalar, kind: Scalar) -> Scalar:
    """Whether a text can be a number of its kind (CAS number, credit code)."""
    if not isinstance(text, str) or not isinstance(kind, str):
        return WRONG_KIND
    return KINDS[kind](text) if kind in KINDS else OUTSIDE_DOMAIN


def look_up(context: Context, reference: Scalar, key: Scalar, column: Scalar) -> Scalar:
    """A cell of a reference table."""
    if not isinstance(reference, str) or not isinstance(key, str) or not isinstance(column, str):
        return WRONG_KIND
    found = context.lookup(reference, key, column)
    return WRONG_KIND if type(found) is tuple else found  # type: ignore[return-value]  # no list left


def _unit(context: Context, text: Scalar) -> Unit | Failed:
    if not isinstance(text, str):
        return WRONG_KIND
    try:
        return context.unit(text)
    except AuditError as error:
        return Failed(error.code, {key: str(value) for key, value in error.params.items()})


def with_unit(context: Context, number: Scalar, text: Scalar) -> Scalar:
    """A plain number that is so much of a unit."""
    unit = _unit(context, text)
    if isinstance(unit, Failed) or not isinstance(number, Num):
        return unit if isinstance(unit, Failed) else WRONG_KIND
    if number.dimension:
        return mixed(number, Num(1.0))
    value = number.value * unit.factor
    return Num(value, unit.dimension) if math.isfinite(value) else TOO_LARGE


def in_unit(context: Context, x: Scalar, text: Scalar) -> Scalar:
    """How many of the unit x is."""
    unit = _unit(context, text)
    if isinstance(unit, Failed) or not isinstance(x, Num):
        return unit if isinstance(unit, Failed) else WRONG_KIND
    if x.dimension != unit.dimension and not is_neutral(x):
        return mixed(x, Num(1.0, unit.dimension))
    value = x.value / unit.factor
    return Num(value) if math.isfinite(value) else TOO_LARGE


def npv(rate: Scalar, flows: Members) -> Scalar:
    """Present value of flows one year apart, the first in a year's time."""
    stopped = hindrance(flows.values)
    if stopped is not None:
        return stopped
    converted = numbers(flows.values)
    if isinstance(converted, Failed):
        return converted
    if not isinstance(rate, Num) or rate.dimension or rate.value <= -1:
        return OUTSIDE_DOMAIN
    try:
        value = net_present_value(rate.value, converted[0])
    except OverflowError:
        return TOO_LARGE
    return Num(value, converted[1]) if math.isfinite(value) else TOO_LARGE


def irr(flows: Members) -> Scalar:
    """Internal rate of return, or why there is none."""
    stopped = hindrance(flows.values)
    if stopped is not None:
        return stopped
    converted = numbers(flows.values)
    if isinstance(converted, Failed):
        return converted
    if not converted[0]:
        return ABSENT
    rate = internal_rate(converted[0])
    return Failed(f"expr.irr_{rate}") if isinstance(rate, str) else Num(rate)


def days_between(start: Scalar, end: Scalar) -> Scalar:
    """Calendar days."""
    first, last = _date(start), _date(end)
    return OUTSIDE_DOMAIN if first is None or last is None else Num(float((last - first).days))


def months_between(start: Scalar, end: Scalar) -> Scalar:
    """Whole months: from 15 January to 14 March is one."""
    first, last = _date(start), _date(end)
    if first is None or last is None:
        return OUTSIDE_DOMAIN
    return Num(float((last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)))


def _date(text: Scalar) -> dt.date | None:
    """A date or the first day of a month."""
    if not isinstance(text, str):
        return None
    try:
        return dt.date.fromisoformat(text if len(text) != 7 else f"{text}-01")
    except ValueError:
        return None
