"""The tree of an expression after binding: every name is resolved, nothing is looked up by text any more.

Frozen and hashable; the five uses (evaluate, dependencies, spreadsheet formula, explanation, lint) walk it with
``match`` and are closed with ``assert_never``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ArithmeticOp = Literal["+", "-", "*", "/", "**"]
CompareOp = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class NumberNode:
    """A literal number, perhaps with a unit written as a call: ``unit(25, "kWh/t")``."""

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TextNode:
    """A literal text."""

    value: str


@dataclass(frozen=True, slots=True)
class FlagNode:
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class PeriodNode:
    """A subscript: ``[year]`` ``[year-1]`` ``[base]`` ``[base-1]`` ``[edition]`` ``[assessment]`` ``[2025]``.

    ``anchor`` ``here`` is the period the formula is evaluated for (also what no subscript means).
    """

    anchor: Literal["here", "year", "base", "edition", "fixed"] = "here"
    offset: int = 0
    fixed: str = ""


HERE = PeriodNode()

EDITION = "edition"
"""The free name that stands for the edition a formula is evaluated for."""


@dataclass(frozen=True, slots=True)
class FieldNode:
    """A record field (``table`` single): ``enterprise.employees``."""

    table: str
    column: str
    period: PeriodNode = HERE


@dataclass(frozen=True, slots=True)
class RowNode:
    """A column of the row the formula stands in (or of the member row inside a ``where``)."""

    table: str
    column: str
    period: PeriodNode = HERE


@dataclass(frozen=True, slots=True)
class ColumnNode:
    """All values of a table column, in row order: the argument of aggregates."""

    table: str
    column: str
    period: PeriodNode = HERE


@dataclass(frozen=True, slots=True)
class FollowNode:
    """A column of the row that a reference names: ``product.output``. ``base`` evaluates to a row id."""

    base: Node
    table: str
    column: str
    period: PeriodNode = HERE


@dataclass(frozen=True, slots=True)
class ResultNode:
    """A result of a bound method: ``economics.NPV`` in the row (``row`` None: once), or of all rows (``every``)."""

    binding: str
    name: str
    every: bool = False
    base: Node | None = None
    period: PeriodNode = HERE


@dataclass(frozen=True, slots=True)
class ThisNode:
    """``this``: the id of the row the formula stands in, to compare with references of other tables."""


@dataclass(frozen=True, slots=True)
class NameNode:
    """A free name: a method's input or an earlier step, ``value`` in a constraint."""

    name: str


@dataclass(frozen=True, slots=True)
class ArithmeticNode:
    """Two operands."""

    op: ArithmeticOp
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class NegateNode:
    """Unary minus."""

    operand: Node


@dataclass(frozen=True, slots=True)
class CompareNode:
    """One comparison; chains are split into ``and``."""

    op: CompareOp
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class LogicNode:
    """``and`` / ``or`` over two or more operands, three-valued."""

    op: Literal["and", "or"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NotNode:
    """Three-valued negation."""

    operand: Node


@dataclass(frozen=True, slots=True)
class ChooseNode:
    """``a if c else b``."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class InNode:
    """``x in [..]``."""

    needle: Node
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListNode:
    """A literal list: ``[-I, F, F]``."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CallNode:
    """A function of the closed list. Aggregates take a column and perhaps a condition over the member row:
    ``sum(energy.tce, energy.carrier == "electricity")``.
    """

    function: str
    args: tuple[Node, ...]


Node = (
    NumberNode
    | TextNode
    | FlagNode
    | FieldNode
    | RowNode
    | ColumnNode
    | FollowNode
    | ResultNode
    | ThisNode
    | NameNode
    | ArithmeticNode
    | NegateNode
    | CompareNode
    | LogicNode
    | NotNode
    | ChooseNode
    | InNode
    | ListNode
    | CallNode
)
