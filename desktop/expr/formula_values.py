"""Values over columns in spreadsheet form: sums of products of columns and single values.

``scores.score * scores.factor.weight`` is one product of two columns; ``a.x * 2 - a.y`` two products. Columns are never
divided by (rows that do not belong would divide by an empty cell): such formulas have no spreadsheet form.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product as combinations

from desktop.expr.formula_guard import Region, Writer
from desktop.expr.formula_tests import plain_column
from desktop.expr.nodes import (
    ArithmeticNode,
    CallNode,
    ColumnNode,
    FollowNode,
    NameNode,
    NegateNode,
    Node,
    NumberNode,
    ResultNode,
    TextNode,
)
from desktop.expr.refs import no_formula, number_literal

_LOWEST = '">=-1E+300"'


@dataclass(frozen=True, slots=True)
class Column:
    """One column of numbers as an array, with arrays telling which rows are empty and which hold a number."""

    array: str
    blank: str
    number: str
    is_range: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A product: single factors (of divisors, ``1/x``) times columns."""

    factors: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()

    def times(self, other: Term) -> Term:
        """The product of two products."""
        return Term(self.factors + other.factors, self.columns + other.columns)


@dataclass(frozen=True, slots=True)
class Values:
    """A sum of products over the rows of a table. ``plain`` is the range where it is a column by itself."""

    terms: tuple[Term, ...]
    plain: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, each once."""
        return tuple(dict.fromkeys(column for term in self.terms for column in term.columns))

    def blank(self, not_applicable: str) -> str:
        """Array of the rows in which something is missing; empty where nothing can be.

        A row of which one part does not apply lacks nothing, even if another part is empty.
        """
        parts = [column.blank for column in self.columns if column.blank]
        if len(self.columns) < 2 or not parts:
            return "".join(parts)
        marks = "+".join(f"({column.array}={not_applicable})" for column in self.columns if column.is_range)
        skipped = f"*(({marks})=0)" if marks else ""
        return f"(({'+'.join(parts)})>0){skipped}"

    def number(self, belongs: str) -> str:
        """How many rows that belong have numbers throughout."""
        arrays = [one for one in (belongs, *(column.number for column in self.columns)) if one]
        return f"SUMPRODUCT({'*'.join(arrays)}*1)"

    def total(self, belongs: str) -> str:
        """The sum over the rows that belong (all, where ``belongs`` is empty)."""
        # A lone product passes over texts by itself; of several, rows that do not apply have to be left out together.
        masks = [column.number for column in self.columns] if len(self.terms) > 1 else []
        mask = "*".join([one for one in (belongs, *masks) if one])
        return "+".join(_summed(term, mask) for term in self.terms)


def _summed(term: Term, mask: str) -> str:
    arrays = [column.array for column in term.columns]
    if mask:
        arrays.insert(0, f"{mask}*1")
    if not arrays:
        raise no_formula("sum(number)")
    inner = f"SUMPRODUCT({','.join(arrays)})"
    return "*".join([*term.factors, inner])


def column_values(writer: Writer, node: Node, region: Region) -> Values:
    """The values an aggregate is over."""
    plain = plain_column(writer, node) if _is_plain(writer, node) else ""
    return Values(tuple(_terms(writer, node, region)), plain)


def _is_plain(writer: Writer, node: Node) -> bool:
    return isinstance(node, ColumnNode | NameNode | ResultNode) and writer.is_vector(node)


def _terms(writer: Writer, node: Node, region: Region) -> list[Term]:
    if not writer.is_vector(node):
        return [Term((_factor(writer, node, region),))]
    if _is_plain(writer, node):
        return [Term((), (_column(plain_column(writer, node)),))]
    match node:
        case FollowNode():
            return [Term((), (_followed(writer, node),))]
        case NegateNode(operand):
            return [Term(("(-1)",)).times(term) for term in _terms(writer, operand, region)]
        case ArithmeticNode():
            return _combined(writer, node, region)
        case CallNode("if_missing", (x, NumberNode(0.0))):
            return [_filled(term) for term in _terms(writer, x, region)]
        case CallNode("unit" | "in_unit" as name, (x, TextNode(unit))):
            factor = number_literal(writer.refs.unit(unit).factor)
            scale = Term((factor if name == "unit" else f"(1/{factor})",))
            return [term.times(scale) for term in _terms(writer, x, region)]
        case _:
            raise no_formula("column expression")


def _combined(writer: Writer, node: ArithmeticNode, region: Region) -> list[Term]:
    left = _terms(writer, node.left, region)
    match node.op:
        case "+":
            return left + _terms(writer, node.right, region)
        case "-":
            return left + _terms(writer, NegateNode(node.right), region)
        case "*":
            return [one.times(other) for one, other in combinations(left, _terms(writer, node.right, region))]
        case "/" if not writer.is_vector(node.right):
            writer.fails = True
            divisor = Term((f"(1/{_factor(writer, node.right, region)})",))
            return [term.times(divisor) for term in left]
        case _:
            raise no_formula("column expression")


def _filled(term: Term) -> Term:
    """A term whose empty cells add nothing, which is what ``if_missing(x, 0)`` wants."""
    columns = (
        Column(one.array, "", f"({one.number}+{one.blank}>0)", one.is_range) if one.blank else one
        for one in term.columns
    )
    return Term(term.factors, tuple(columns))


def _factor(writer: Writer, node: Node, region: Region) -> str:
    text = writer.raw(node, region, "number")
    return f"({text})" if isinstance(node, ArithmeticNode) else text


def _column(range_: str) -> Column:
    if not range_:
        raise no_formula("empty table")
    return Column(range_, f'({range_}="")', f"ISNUMBER({range_})")


def _followed(writer: Writer, node: FollowNode) -> Column:
    """A column of referred rows: SUMIF over keys gives each row's number, since keys are unique."""
    base = plain_column(writer, node.base)
    keys, target = writer.refs.keys(node.table), writer.refs.column(node.table, node.column, node.period)
    if not base or not keys or not target:
        raise no_formula("empty table")
    missing = f'(({base}="")+(COUNTIFS({keys},{base},{target},"")>0)>0)'
    number = f"(COUNTIFS({keys},{base},{target},{_LOWEST})>0)"
    return Column(f"SUMIF({keys},{base},{target})", missing, number, is_range=False)
