"""Evaluation for many rows of a table at once, the same as :func:`desktop.expr.evaluate` row by row, only faster.

Each part of a formula is worked out for all rows before the next part: cells come a column at a time, what is the
same in every row is worked out once, and ``streams.balance == this`` once for all rows nothing refers to. Rows for
which an *and*, *or* or *if* is decided are left out of what follows. Forms that are rare in rows are evaluated row by
row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from desktop.expr.arithmetic import (
    ARITHMETIC,
    COMPARISON,
    WRONG_KIND,
    Binary,
    both,
    either,
    hindrance,
    invert,
    negate,
)
from desktop.expr.context import Context
from desktop.expr.evaluate import applied, evaluate, gathered_arguments
from desktop.expr.functions import FUNCTIONS, Function
from desktop.expr.members import Members
from desktop.expr.narrow import Key, keys_of, sort_of
from desktop.expr.nodes import (
    ArithmeticNode,
    CallNode,
    ChooseNode,
    CompareNode,
    FollowNode,
    InNode,
    ListNode,
    LogicNode,
    NameNode,
    NegateNode,
    Node,
    NotNode,
    PeriodNode,
    ResultNode,
    RowNode,
    TextNode,
    ThisNode,
)
from desktop.expr.remembered import by_node
from desktop.expr.walk import children, gathers, is_column, walk
from desktop.model.result import Num, Scalar, Value

Column = Sequence[Scalar]
"""One value for each row."""


class Rows(Protocol):
    """Rows of one table in one period."""

    @property
    def ids(self) -> Sequence[str]:
        """The rows in which bare names are read."""
        ...

    @property
    def this(self) -> Sequence[str]:
        """What ``this`` is in each of them."""
        ...

    @property
    def steady(self) -> Context:
        """A place for what is the same in all rows."""
        ...

    def place(self, at: int) -> Context:
        """The place of one of the rows."""
        ...

    def some(self, positions: Sequence[int]) -> Rows:
        """Fewer rows."""
        ...

    def cells(self, table: str, column: str, period: str) -> Column:
        """A column of these rows.

        Raises:
            SeveralValues: its cells may hold several values.
        """
        ...

    def name(self, name: str) -> Column:
        """A free name in each row. Raises like ``cells``."""
        ...


class SeveralValues(Exception):
    """A cell may hold several values, which a column cannot carry."""


_FEW = 20  # rows for which it does not pay to look which of them say the same to the members

Run = Callable[[Rows], Column]


def evaluate_rows(node: Node, rows: Rows) -> Sequence[Value]:
    """The value of a bound expression in every row."""
    try:
        return _compiled(node)(rows)
    except SeveralValues:
        return [evaluate(node, rows.place(at)) for at in range(len(rows.ids))]


def is_steady(node: Node) -> bool:
    """Whether an expression has the same value in every row."""
    return not any(_looks_at_row(part) for part in walk(node))


def _looks_at_row(part: Node) -> bool:
    return isinstance(part, RowNode | ThisNode | NameNode) or (
        isinstance(part, ResultNode) and part.base is None and not part.every
    )


def _compile(node: Node) -> Run:
    if is_steady(node):
        return lambda rows: [_one(evaluate(node, rows.steady))] * len(rows.ids) if rows.ids else ()
    match node:
        case ArithmeticNode(op, left, right):
            return _binary(ARITHMETIC[op], left, right)
        case CompareNode(compare, left, right):
            return _binary(COMPARISON[compare], left, right)
        case LogicNode(logic, operands):
            return _logic(both, False, operands) if logic == "and" else _logic(either, True, operands)
        case NotNode(operand):
            return _unary(invert, operand)
        case NegateNode(operand):
            return _unary(negate, operand)
        case ChooseNode():
            return _choose(node)
        case InNode():
            return _in(node)
        case CallNode():
            return _call(node)
        case _:
            return _read(node)


_compiled = by_node(_compile)


def _one(value: Value) -> Scalar:
    if type(value) is tuple:
        raise SeveralValues
    return value  # type: ignore[return-value]  # not a list


def _each(node: Node) -> Run:
    """Row by row."""
    return lambda rows: [_one(evaluate(node, rows.place(at))) for at in range(len(rows.ids))]


# -- leaves ------------------------------------------------------------------------------------------------


def _read(node: Node) -> Run:
    match node:
        case RowNode(table, column, period):
            return lambda rows: rows.cells(table, column, rows.steady.period(period))
        case ThisNode():
            return lambda rows: rows.this
        case NameNode(name):
            return lambda rows: rows.name(name)
        case FollowNode(base, table, column, period):
            return _follow(base, table, column, period)
        case ResultNode(binding, name, base=None, period=period):
            return lambda rows: _results(rows, binding, name, period)
        case ListNode():
            return _refuse
        case _:
            return _each(node)


def _refuse(_: Rows) -> Column:
    raise SeveralValues


def _results(rows: Rows, binding: str, name: str, period: PeriodNode) -> Column:
    context = rows.steady
    when = context.period(period)
    return [_one(context.result(binding, row, name, when)) for row in rows.ids]


def _follow(base: Node, table: str, column: str, period: PeriodNode) -> Run:
    names_of = _compiled(base)

    def run(rows: Rows) -> Column:
        context, names = rows.steady, names_of(rows)
        when = context.period(period)
        seen: dict[Scalar, Scalar] = {}
        for name in set(names):
            if type(name) is str:
                seen[name] = _one(context.cell(table, name, column, when))
            else:
                seen[name] = hindrance((name,)) or WRONG_KIND
        return [seen[name] for name in names]

    return run


# -- operators ---------------------------------------------------------------------------------------------


def _binary(operate: Binary, left: Node, right: Node) -> Run:
    one, other = _compiled(left), _compiled(right)
    return lambda rows: list(map(operate, one(rows), other(rows)))


def _unary(operate: Callable[[Scalar], Scalar], operand: Node) -> Run:
    run = _compiled(operand)
    return lambda rows: list(map(operate, run(rows)))


def _logic(operate: Binary, deciding: bool, operands: Sequence[Node]) -> Run:
    first, *rest = (_compiled(operand) for operand in operands)

    def run(rows: Rows) -> Column:
        found = list(first(rows))
        for operand in rest:
            open_at = [at for at, value in enumerate(found) if value is not deciding]
            if not open_at:
                break
            several = rows if len(open_at) == len(found) else rows.some(open_at)
            for at, value in zip(open_at, operand(several), strict=True):
                found[at] = operate(found[at], value)
        return found

    return run


def _choose(node: ChooseNode) -> Run:
    condition, then, otherwise = (_compiled(part) for part in (node.condition, node.then, node.otherwise))

    def run(rows: Rows) -> Column:
        tests = condition(rows)
        found: list[Scalar] = [hindrance((test,)) or WRONG_KIND for test in tests]
        for wanted, branch in ((True, then), (False, otherwise)):
            positions = [at for at, test in enumerate(tests) if test is wanted]
            if positions:
                for at, value in zip(positions, branch(rows.some(positions)), strict=True):
                    found[at] = value
        return found

    return run


def _in(node: InNode) -> Run:
    needle = _compiled(node.needle)
    items = [_compiled(item) for item in node.items]
    equal = COMPARISON["=="]
    texts = frozenset(item.value for item in node.items if isinstance(item, TextNode))
    only_texts = len(texts) == len(node.items)

    def among(wanted: Scalar, others: Sequence[Scalar]) -> Scalar:
        found: Scalar = False
        for other in others:
            found = either(found, equal(wanted, other))
            if found is True:
                break
        return found

    def run(rows: Rows) -> Column:
        wanted = needle(rows)
        if only_texts:
            return [one in texts if type(one) is str else among(one, tuple(texts)) for one in wanted]
        lists = zip(*[item(rows) for item in items], strict=True)
        return [among(one, others) for one, others in zip(wanted, lists, strict=True)]

    return run


# -- calls -------------------------------------------------------------------------------------------------


def _call(node: CallNode) -> Run:
    function = FUNCTIONS[node.function]
    if function.shape != "scalar" and gathers(node):
        return _gathered(node)
    args = [_compiled(arg) for arg in node.args]
    if function.shape != "scalar":
        return _several(function, args)
    if function.name == "answered":
        return lambda rows: list(map(function.run, args[0](rows)))
    if function.name == "lookup":
        return _lookup(function, args)
    apply = applied(function)

    def run(rows: Rows) -> Column:
        context = rows.steady
        return [apply(context, values) for values in zip(*[arg(rows) for arg in args], strict=True)]

    return run


def _lookup(function: Function, args: list[Run]) -> Run:
    """Many rows look up the same few keys."""
    apply = applied(function)

    def run(rows: Rows) -> Column:
        context, wanted = rows.steady, list(zip(*[arg(rows) for arg in args], strict=True))
        found = {values: apply(context, values) for values in set(wanted)}
        return [found[values] for values in wanted]

    return run


def _several(function: Function, args: list[Run]) -> Run:
    """min and max of several values."""
    return lambda rows: [
        function.run(Members(values)) for values in zip(*[arg(rows) for arg in args], strict=True)
    ]


def _gathered(node: CallNode) -> Run:
    """An aggregate: once for all rows that say the same to its members, and to members that hold no such thing."""
    each = _each(node)
    at = gathered_arguments(node)[1]
    found = None if at is None else keys_of(node.args[at])
    keys = {} if found is None else {key.wanted: key for key in found.each}
    said = Counter(_outlooks(node))
    parts = [
        (_compiled(part), keys.get(part) if times == 1 else None) for part, times in said.items()
    ]  # what is said twice may be asked of the members in two ways

    def run(rows: Rows) -> Column:
        try:
            columns = [_as_members_hear(rows, part(rows), key) for part, key in parts]
        except SeveralValues:
            return each(rows)
        known: dict[tuple[object, ...], Scalar] = {}
        values: list[Scalar] = []
        for at, heard in enumerate(zip(*columns, strict=True)):
            value = known.get(heard)
            if value is None:
                value = known[heard] = _one(evaluate(node, rows.place(at)))
            values.append(value)
        return values

    return run


def _outlooks(node: Node) -> Iterator[Node]:
    """The largest parts of an aggregate that differ from row to row and are the same for all members."""
    for child in children(node):
        if is_column(child):
            yield from _outlooks(child)
        elif not is_steady(child):
            yield child


def _as_members_hear(rows: Rows, wanted: Column, key: Key | None) -> Sequence[object]:
    """What is wanted of a key column; of what no member holds, only its sort."""
    if key is None or len(wanted) < _FEW:
        return wanted
    context = rows.steady
    column = context.column(key.column.table, key.column.column, context.period(key.column.period))
    held = {one for one in column if type(one) is str or type(one) is Num}
    return [one if one in held else (sort_of(one),) for one in wanted]
