"""Values of evaluation and results with their steps.

A value is a ``Num`` (canonical number with its dimension), text, truth, a list, or one of the three ways of
not being there: ``Absent`` (nobody entered it, perhaps with a partial sum), ``NA`` (does not apply), ``Failed``
(cannot be computed, with a code).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from desktop.model.quantity import PLAIN, Dimension
from desktop.model.text import Standing


class Num(NamedTuple):
    """A number in the canonical unit of its dimension."""

    value: float
    dimension: Dimension = PLAIN


@dataclass(frozen=True, slots=True)
class Absent:
    """Not entered. Aggregates say what they have: the partial value over ``known`` of ``total`` members."""

    partial: Num | None = None
    known: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class NA:
    """Not applicable, or hidden by relevance; aggregates skip it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Cannot be computed: ``code`` names a message (division by zero, no convergence, mixed units)."""

    code: str
    params: dict[str, str] = field(default_factory=dict, hash=False)


ABSENT = Absent()
NOT_APPLICABLE = NA()

Scalar = Num | str | bool | Absent | NA | Failed
Value = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a method: its name, expression in the expression language, value, and a note code.

    ``expression`` reads the method's inputs and earlier steps by name; empty for steps without a spreadsheet
    form (searches, optimisation), whose note says so. Where a result has one value per member of a list or mapping
    input, ``result`` is its published name and ``member`` the key or position it belongs to:
    ``total_2`` is ``totals`` of ``shop_2``.
    """

    name: str
    expression: str
    value: Value
    note: str = ""
    result: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A factor used on the way: where it stands, its value, source line and standing."""

    path: str
    value: float
    unit: str
    source: str
    standing: Standing
