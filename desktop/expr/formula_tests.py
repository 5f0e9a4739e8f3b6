"""Conditions over columns in spreadsheet form: for every row, is it surely true, surely false, or unknown?

Each condition becomes two array expressions of ones and zeros, *true* and *false*; three-valued *and*, *or*, *not* are
then plain arithmetic. A row that is neither is unknown, unless a cell of it does not apply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from desktop.expr.formula_guard import Region, Writer
from desktop.expr.nodes import (
    CallNode,
    ColumnNode,
    CompareNode,
    CompareOp,
    FieldNode,
    FlagNode,
    FollowNode,
    InNode,
    LogicNode,
    NameNode,
    Node,
    NotNode,
    NumberNode,
    ResultNode,
    RowNode,
    TextNode,
    ThisNode,
)
from desktop.expr.refs import no_formula, number_literal, quoted_text
from desktop.expr.scope import Kind
from desktop.expr.walk import value_kind

_SIGNS: dict[CompareOp, str] = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPPOSITE: dict[CompareOp, CompareOp] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRROR: dict[CompareOp, CompareOp] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
# Criteria of SUMIFS read signs and wildcards; only texts without any are written as criteria.
_HARMLESS = re.compile(r"[\w\u00b7（）-]+")


@dataclass(frozen=True, slots=True)
class Test:
    """A condition: array expressions of 1 and 0, and the columns it looks at.

    Attributes:
        criteria: the same as criteria of SUMIFS, where they suffice.
        blank: the column whose empty cells are the unknown rows, where it is as simple as that.
    """

    true: str
    false: str
    columns: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...] | None = None
    blank: str = ""

    def unknown(self, not_applicable: str) -> str:
        """Array of the rows of which nobody can say whether they belong."""
        if self.blank:
            return f'({self.blank}="")'
        open_rows = f"(1-{self.true}-{self.false})"
        if not self.columns:
            return open_rows
        skipped = "+".join(f"({column}={quoted_text(not_applicable)})" for column in self.columns)
        return f"{open_rows}*(({skipped})=0)"

    def unknown_count(self, not_applicable: str) -> str:
        """How many those are."""
        return f"COUNTBLANK({self.blank})" if self.blank else f"SUMPRODUCT({self.unknown(not_applicable)})"


def column_test(writer: Writer, node: Node, region: Region) -> Test:
    """A condition over the rows of a table; cells outside of it are noted in the region."""
    match node:
        case CompareNode(op, left, right):
            return _compared(writer, op, left, right, region)
        case LogicNode(op, operands):
            parts = [column_test(writer, operand, region) for operand in operands]
            return _joined(op, parts)
        case InNode(needle, items):
            return _joined("or", [_compared(writer, "==", needle, item, region) for item in items])
        case NotNode(operand):
            inner = column_test(writer, operand, region)
            return Test(inner.false, inner.true, inner.columns)
        case FlagNode(value):
            return Test(str(int(value)), str(int(not value)), ())
        case CallNode("answered", (x,)) if writer.is_vector(x):
            column = plain_column(writer, x)
            return Test(f'({column}<>"")', f'({column}="")', ())
        case ColumnNode() | NameNode() | ResultNode() if writer.is_vector(node):
            column = plain_column(writer, node)
            # An empty cell equals FALSE in a spreadsheet.
            return Test(f"({column}=TRUE)", f'(({column}=FALSE)*({column}<>""))', (column,), None, column)
        case _ if not writer.is_vector(node):
            flag = writer.raw(node, region, "flag")
            return Test(f"({flag}*1)", f"(1-{flag}*1)", ())
        case _:
            raise no_formula("condition")


def plain_column(writer: Writer, node: Node) -> str:
    """The range of a column that stands by itself; empty where its table has no rows."""
    refs = writer.refs
    match node:
        case ColumnNode(table, "this"):
            return refs.keys(table)
        case ColumnNode(table, column, period):
            return refs.column(table, column, period)
        case ResultNode(binding, name, True, None, period):
            return refs.results(binding, name, period)
        case NameNode(name) if refs.is_list(name):
            return refs.name(name)
        case _:
            raise no_formula("condition")


def _compared(writer: Writer, op: CompareOp, left: Node, right: Node, region: Region) -> Test:
    if not writer.is_vector(left):
        if not writer.is_vector(right):
            flag = writer.raw(CompareNode(op, left, right), region, "flag")
            return Test(f"({flag}*1)", f"(1-{flag})", ())
        return _compared(writer, _MIRROR[op], right, left, region)
    if isinstance(left, FollowNode):
        return _followed(writer, op, left, right)
    kind = value_kind(right)
    column = plain_column(writer, left)
    if isinstance(right, TextNode | NumberNode | ThisNode):
        return _with_constant(writer, op, column, _constant(writer, left, right, region), left, right)
    if writer.is_vector(right):
        other = plain_column(writer, right)
    elif isinstance(right, FieldNode | RowNode | NameNode):
        other = writer.raw(right, Region())  # may be empty: then nobody knows of any row
    else:
        other = f"({writer.raw(right, region, kind)})"
        return _test(writer, op, column, other, kind, (column,))
    return _test(writer, op, column, other, kind, (column, other))


def _constant(writer: Writer, column: Node, node: Node, region: Region) -> str:
    return (
        quoted_text(_word(writer, column, node.value))
        if isinstance(node, TextNode)
        else writer.raw(node, region)
    )


def _with_constant(
    writer: Writer,
    op: CompareOp,
    column: str,
    other: str,
    left: Node,
    right: TextNode | NumberNode | ThisNode,
) -> Test:
    """Compared with something that is always there; the commonest case has the shortest form."""
    criterion = _criterion(writer, op, left, right)
    criteria = None if criterion is None else ((column, criterion),)
    kind: Kind = "number" if isinstance(right, NumberNode) else "text"
    test = _test(writer, op, column, other, kind, (column,))
    test = replace(test, criteria=criteria, blank=column)
    # No empty cell and no mark equals a text or a number, except that an empty one equals zero.
    if right not in (TextNode(""), NumberNode(0.0)):
        if op == "==":
            return replace(test, true=f"({column}={other})")
        if op == "!=":
            return replace(test, false=f"({column}={other})")
    return test


def _word(writer: Writer, column: Node, value: str) -> str:
    if isinstance(column, ColumnNode | FollowNode) and column.column != "this":
        return writer.refs.word(column.table, column.column, value)
    return value


def _test(
    writer: Writer, op: CompareOp, column: str, other: str, kind: Kind, columns: tuple[str, ...]
) -> Test:
    if kind == "number":
        given = f"ISNUMBER({column})"
    else:
        mark = quoted_text(writer.refs.not_applicable)
        given = "*".join(f'({one}<>"")*({one}<>{mark})' for one in columns)
    true = f"({column}{_SIGNS[op]}{other})*{given}"
    false = f"({column}{_SIGNS[_OPPOSITE[op]]}{other})*{given}"
    return Test(f"({true})", f"({false})", columns)


def _criterion(writer: Writer, op: CompareOp, column: Node, literal: Node) -> str | None:
    """The condition as a criterion of SUMIFS, where it is simple and harmless."""
    match literal:
        case TextNode(value) if op == "==":
            word = _word(writer, column, value)
            return quoted_text(word) if _HARMLESS.fullmatch(word) else None
        case NumberNode(value, "") if op != "!=":
            return quoted_text(f"{_SIGNS[op]}{number_literal(value)}")
        case _:
            return None


def _followed(writer: Writer, op: CompareOp, follow: FollowNode, literal: Node) -> Test:
    """``scores.factor.kind == "x"``: rows whose referred row fulfils the criterion."""
    criterion = _criterion(writer, op, follow, literal)
    column = plain_column(writer, follow.base)
    keys, target = (
        writer.refs.keys(follow.table),
        writer.refs.column(follow.table, follow.column, follow.period),
    )
    if criterion is None or not keys or not target:
        raise no_formula("reference in a condition")
    mark = quoted_text(writer.refs.not_applicable)
    found = f"COUNTIFS({keys},{column},{target},"
    true = f"({found}{criterion})>0)"
    false = f'({found}"<>")-{found}{criterion})-{found}{mark})-{found}"")>0)'
    return Test(true, false, (column,))


def _joined(op: str, parts: list[Test]) -> Test:
    if not parts:
        return Test("0", "1", ())
    if len(parts) == 1:
        return parts[0]
    columns = tuple(dict.fromkeys(column for part in parts for column in part.columns))
    if op == "or":
        return Test(_one_of([part.true for part in parts]), _all_of([part.false for part in parts]), columns)
    criteria = [part.criteria for part in parts]
    together = None if None in criteria else tuple(one for part in criteria if part for one in part)
    return Test(
        _all_of([part.true for part in parts]), _one_of([part.false for part in parts]), columns, together
    )


def _all_of(arrays: list[str]) -> str:
    return f"({'*'.join(arrays)})"


def _one_of(arrays: list[str]) -> str:
    return f"(({'+'.join(arrays)})>0)"
