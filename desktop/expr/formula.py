"""Writing an expression as a spreadsheet formula that Excel and LibreOffice compute to the same value.

Spreadsheets take an empty cell for 0; we do not. So every formula is guarded: cells it cannot do without are counted
first (``IF(COUNT(C5,D5)=2, C5/D5, "")``), columns with gaps give ``""``. Inside a formula a gap travels as ``#N/A`` and
a failure as any other error; the outermost ``IFERROR`` turns both into ``""``: never a 0 that nobody entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from desktop.expr.formula_calls import LENIENT, STRICT
from desktop.expr.formula_columns import write_aggregate
from desktop.expr.formula_guard import BLANK, MISSING, Gap, Region
from desktop.expr.nodes import (
    ArithmeticNode,
    CallNode,
    ChooseNode,
    ColumnNode,
    CompareNode,
    FieldNode,
    FlagNode,
    FollowNode,
    InNode,
    ListNode,
    LogicNode,
    NameNode,
    NegateNode,
    Node,
    NotNode,
    NumberNode,
    ResultNode,
    RowNode,
    TextNode,
    ThisNode,
)
from desktop.expr.printing import ATOM, binding_strength
from desktop.expr.refs import Refs, no_formula, number_literal, quoted_text
from desktop.expr.scope import Kind
from desktop.expr.walk import children, gathers, in_words, is_column, place_of, value_kind

Place = FieldNode | RowNode | ColumnNode | FollowNode | ResultNode | NameNode

MAX_LENGTH = 8000
"""Excel takes 8,192 characters."""


def to_formula(node: Node, refs: Refs) -> str:
    """The formula, with its equals sign.

    Raises:
        AuditError: ``expr.no_formula`` naming what has no spreadsheet form; write the value with a note then.
    """
    writer = FormulaWriter(refs)
    text = writer.value(node, BLANK)
    formula = f'=IFERROR({text},"")' if writer.fails else f"={text}"
    if len(formula) > MAX_LENGTH:
        raise no_formula(f"{formula[:40]}…")
    return formula


class FormulaWriter:
    """Writes one formula."""

    def __init__(self, refs: Refs) -> None:
        self.refs = refs
        self.fails = False

    def value(self, node: Node, gap: Gap, kind: Kind = "any") -> str:
        """A part that may lack a value: its value, or the gap."""
        self.fails |= gap == MISSING
        match node:
            case LogicNode(op, operands):
                return self._logic(op, operands, gap)
            case InNode(needle, items) if not _is_plain(items):
                return self._logic("or", [CompareNode("==", needle, item) for item in items], gap)
            case ChooseNode(condition, then, otherwise):
                test = self.value(condition, MISSING, "flag")
                return f"IF({test},{self.value(then, gap, kind)},{self.value(otherwise, gap, kind)})"
            case CallNode() if gathers(node):
                return write_aggregate(self, node, gap)
            case CallNode(function=function) if function in LENIENT:
                return LENIENT[function](self, node.args, gap)
            case _:
                region = Region()
                text = self.raw(node, region, kind)
                return region.guarded(text, gap)

    def raw(self, node: Node, region: Region, kind: Kind = "any") -> str:
        """A part inside a region, fit to stand beside any operator."""
        match node:
            case NumberNode() | TextNode() | FlagNode():
                return self._literal(node)
            case ArithmeticNode() | NegateNode() | NotNode():
                return self._operation(node, region)
            case CompareNode():
                return self._comparison(node, region)
            case InNode(needle, items) if _is_plain(items):
                tests = [self._comparison(CompareNode("==", needle, item), region) for item in items]
                return f"OR({','.join(tests)})"
            case LogicNode() | ChooseNode() | InNode():
                return self.value(node, MISSING, kind)
            case CallNode():
                return self._call(node, region, kind)
            case ListNode():
                raise no_formula("[…]")
            case ThisNode():
                return self.refs.this()
            case _:
                return region.needs(self._leaf(node), kind)

    def _literal(self, node: NumberNode | TextNode | FlagNode) -> str:
        match node:
            case NumberNode(value, unit):
                return number_literal(value * self.refs.unit(unit).factor if unit else value)
            case TextNode(value):
                return quoted_text(value)
            case FlagNode(value):
                return "TRUE" if value else "FALSE"

    def is_vector(self, node: Node) -> bool:
        """Whether a part is a whole column, or a free name that is a range."""
        if isinstance(node, NameNode):
            return self.refs.is_list(node.name)
        if isinstance(node, CallNode) and gathers(node):
            return False
        return is_column(node) or any(self.is_vector(child) for child in children(node))

    def _leaf(self, node: Place) -> str:
        refs = self.refs
        match node:
            case FieldNode(table, column, period):
                return refs.field(table, column, period)
            case RowNode(table, column, period):
                return refs.cell(table, column, period)
            case NameNode(name):
                return refs.name(name)
            case FollowNode(base, table, column, period) if not is_column(base):
                return self._found(base, refs.column(table, column, period), refs.keys(table))
            case ResultNode(binding, name, False, None, period):
                return refs.result(binding, name, period)
            case ResultNode(binding, name, False, base, period) if base is not None and not is_column(base):
                keys = refs.keys(refs.binding_table(binding))
                return self._found(base, refs.results(binding, name, period), keys)
            case FollowNode() | ResultNode() | ColumnNode():
                raise no_formula(f"{node.table if not isinstance(node, ResultNode) else node.binding}.…")

    def _found(self, base: Node, column: str, keys: str) -> str:
        """The cell of another row, found by its key; an empty key finds none, so it needs no guard of its own."""
        if not column or not keys:
            raise no_formula("MATCH")
        self.fails = True
        return f"INDEX({column},MATCH({self.raw(base, Region(), 'text')},{keys},0))"

    # -- operators --------------------------------------------------------------------------------------------

    def _operation(self, node: ArithmeticNode | NegateNode | NotNode, region: Region) -> str:
        match node:
            case NotNode(operand):
                return f"NOT({self.raw(operand, region, 'flag')})"
            case NegateNode(operand):
                return f"(-{self._operand(operand, region, ATOM)})"
            case ArithmeticNode("**", left, right):
                # A spreadsheet's power binds to the left and its minus tighter: both sides stand in brackets.
                self.fails = True
                return f"{self._operand(left, region, ATOM)}^{self._operand(right, region, ATOM)}"
            case ArithmeticNode(op, left, right):
                self.fails |= op == "/"
                own = binding_strength(node)
                return f"{self._operand(left, region, own)}{op}{self._operand(right, region, own + 1)}"

    def _operand(self, node: Node, region: Region, least: int) -> str:
        text = self.raw(node, region, "number")
        return f"({text})" if isinstance(node, ArithmeticNode) and binding_strength(node) < least else text

    def _comparison(self, node: CompareNode, region: Region) -> str:
        left, right = node.left, node.right
        place = place_of(left) or place_of(right)
        if place is not None:  # literals as the cells of that column show them
            left, right = (
                in_words(side, lambda value: self.refs.word(place.table, place.column, value))
                for side in (left, right)
            )
        kind = value_kind(left) if value_kind(left) != "any" else value_kind(right)
        one, other = self.raw(left, region, kind), self.raw(right, region, kind)
        sign = {"==": "=", "!=": "<>"}.get(node.op, node.op)
        return f"({one}{sign}{other})"

    def _logic(self, op: Literal["and", "or"], operands: Sequence[Node], gap: Gap) -> str:
        """Three-valued: false is 0, true 1 and a gap one half; the least decides *and*, the greatest *or*."""
        before = self.fails
        halves = [f"IFERROR({self.value(operand, MISSING, 'flag')}*1,0.5)" for operand in operands]
        self.fails = before  # errors of the operands end here
        chosen = f"{'MIN' if op == 'and' else 'MAX'}({','.join(halves)})"
        return f"CHOOSE(1+2*{chosen},FALSE,{gap},TRUE)"

    def _call(self, node: CallNode, region: Region, kind: Kind) -> str:
        if node.function in STRICT and not gathers(node):
            self.fails = True
            return STRICT[node.function](self, node.args, region, kind)
        if gathers(node) or node.function in LENIENT:
            return self.value(node, MISSING, kind)
        raise no_formula(node.function)


def _is_plain(items: Sequence[Node]) -> bool:
    return bool(items) and all(isinstance(item, TextNode | NumberNode) for item in items)
