"""Evaluation: a bound tree becomes closures once, the closures run in any context.

Every closure takes the context and ``keep``: the positions of the member rows an aggregate is interested in (None =
all rows). Columns, and nothing else, honour it, so a sum over a few rows of a long table computes only those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_never

from desktop.expr.arithmetic import (
    ARITHMETIC,
    COMPARISON,
    LENGTHS,
    WRONG_KIND,
    both,
    either,
    hindrance,
    invert,
    members_of,
    negate,
    single,
    spread_one,
)
from desktop.expr.combine import (
    Keep,
    Run,
    combine_binary,
    combine_choose,
    combine_in,
    combine_list,
    combine_logic,
    combine_unary,
    per_row,
)
from desktop.expr.context import Context
from desktop.expr.functions import FUNCTIONS, Function
from desktop.expr.members import Members
from desktop.expr.narrow import keys_of, narrowed
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
from desktop.expr.remembered import by_node
from desktop.expr.walk import gathers, is_column
from desktop.model.result import NA, Absent, Failed, Num, Scalar, Value


def evaluate(node: Node, context: Context) -> Value:
    """The value of a bound expression in a context. Never raises for what stands in the data."""
    return _compiled(node)(context, None)


def _compile(node: Node) -> Run:
    match node:
        case FieldNode() | RowNode() | ColumnNode() | FollowNode() | ResultNode() | NameNode():
            return _read(node)
        case NumberNode() | TextNode() | FlagNode() | ThisNode():
            return _literal(node)
        case ArithmeticNode(op, left, right):
            return combine_binary(ARITHMETIC[op], _compile(left), _compile(right))
        case CompareNode(compare, left, right):
            return combine_binary(COMPARISON[compare], _compile(left), _compile(right))
        case NegateNode(operand):
            return combine_unary(negate, _compile(operand))
        case CallNode():
            return _call(node)
        case _:
            return _compile_logic(node)


_compiled = by_node(_compile)


def _compile_logic(node: NotNode | LogicNode | ChooseNode | InNode | ListNode) -> Run:
    match node:
        case NotNode(operand):
            return combine_unary(invert, _compile(operand))
        case LogicNode(logic, operands):
            parts = [_compile(one) for one in operands]
            return combine_logic(both, False, parts) if logic == "and" else combine_logic(either, True, parts)
        case ChooseNode(condition, then, otherwise):
            return combine_choose(_compile(condition), _compile(then), _compile(otherwise))
        case InNode(needle, items):
            return combine_in(_compile(needle), [_compile(item) for item in items])
        case ListNode(items):
            return combine_list([_compile(item) for item in items])
        case _:
            assert_never(node)


# -- leaves ------------------------------------------------------------------------------------------------


def _literal(node: NumberNode | TextNode | FlagNode | ThisNode) -> Run:
    match node:
        case NumberNode(value=number, unit=unit) if unit:
            with_unit, plain = FUNCTIONS["unit"].run, Num(number)
            return lambda context, _keep: with_unit(context, plain, unit)
        case NumberNode(value=number):
            constant = Num(number)
            return lambda _context, _keep: constant
        case TextNode(value=text):
            return lambda _context, _keep: text
        case FlagNode(value=flag):
            return lambda _context, _keep: flag
        case ThisNode():
            return lambda context, _keep: context.this[1]
        case _:
            assert_never(node)


def _read(node: FieldNode | RowNode | ColumnNode | FollowNode | ResultNode | NameNode) -> Run:
    match node:
        case FieldNode(table, column, period):
            return lambda context, _keep: context.field(table, column, context.period(period))
        case RowNode(table, column, period):
            return lambda context, _keep: context.cell(table, context.row[1], column, context.period(period))
        case ColumnNode():
            return _column(node)
        case FollowNode():
            return _follow(node)
        case ResultNode():
            return _result(node)
        case NameNode(name):
            return lambda context, keep: _kept(context.name(name), keep)
        case _:
            assert_never(node)


def _column(node: ColumnNode) -> Run:
    table, column, period = node.table, node.column, node.period
    if column == "this":
        return lambda context, keep: _kept(context.rows(table), keep)
    return lambda context, keep: _kept(context.column(table, column, context.period(period)), keep)


def _kept(value: Value, keep: Keep) -> Value:
    """The wanted members of a column."""
    if keep is None or type(value) is not tuple:
        return value
    size = len(value)
    return tuple([value[at] for at in keep if at < size])  # type: ignore[misc]  # a list, not a number


def _follow(node: FollowNode) -> Run:
    base, table, column, period = _compile(node.base), node.table, node.column, node.period

    def run(context: Context, keep: Keep) -> Value:
        row = base(context, keep)
        when = context.period(period)
        if type(row) is str:
            return context.cell(table, row, column, when)
        seen: dict[Scalar, Scalar] = {}

        def one(name: Scalar) -> Scalar:
            value = seen.get(name)
            if value is None:
                if type(name) is str:
                    value = single(context.cell(table, name, column, when))
                else:
                    value = hindrance((name,)) or WRONG_KIND
                seen[name] = value
            return value

        return spread_one(one, row)

    return run


def _result(node: ResultNode) -> Run:
    binding, name, period = node.binding, node.name, node.period
    if node.every:
        return lambda context, keep: _kept(context.results(binding, name, context.period(period)), keep)
    if node.base is None:
        return lambda context, _keep: context.result(binding, context.row[1], name, context.period(period))
    base = _compile(node.base)

    def run(context: Context, keep: Keep) -> Value:
        when = context.period(period)

        def one(row: Scalar) -> Scalar:
            if type(row) is not str:
                return hindrance((row,)) or WRONG_KIND
            return single(context.result(binding, row, name, when))

        return spread_one(one, base(context, keep))

    return run


# -- calls -------------------------------------------------------------------------------------------------


def _call(node: CallNode) -> Run:
    function = FUNCTIONS[node.function]
    if function.shape != "scalar":
        return _gather(function, node) if gathers(node) else _several(function, node)
    args = [_compile(arg) for arg in node.args]
    if function.name == "selected" and not is_column(node.args[0]):
        return _selected(function, args)
    if function.name == "answered" and not is_column(node.args[0]):
        return _answered(args[0])
    apply = applied(function)

    def run(context: Context, keep: Keep) -> Value:
        values = [arg(context, keep) for arg in args]
        sizes = {len(value) for value in values if type(value) is tuple}
        if not sizes:
            return apply(context, values)  # type: ignore[arg-type]  # no tuple among them
        if len(sizes) > 1:
            return LENGTHS
        size = sizes.pop()
        rows = zip(*[per_row(value, size) for value in values], strict=True)
        return tuple([apply(context, row) for row in rows])

    return run


def applied(function: Function) -> Callable[[Context, Sequence[Scalar]], Scalar]:
    """A scalar function with its treatment of gaps."""
    compute = function.run
    sees_gaps = {"ended", "answers"} & {function.absent, function.na}

    def apply(context: Context, values: Sequence[Scalar]) -> Scalar:
        if not sees_gaps:
            stopped = hindrance(values)
            if stopped is not None:
                return stopped
        return compute(context, *values) if function.context else compute(*values)

    return apply


def _selected(function: Function, args: list[Run]) -> Run:
    """Of one cell: its several choices are one value, not rows."""
    return lambda context, keep: function.run(args[0](context, keep), args[1](context, keep))


def _answered(arg: Run) -> Run:
    run = FUNCTIONS["answered"].run
    return lambda context, keep: run(arg(context, keep))


def _several(function: Function, node: CallNode) -> Run:
    """min and max of several values."""
    listed = combine_list([_compile(arg) for arg in node.args])
    return lambda context, keep: function.run(Members(per_row(listed(context, keep), 1)))


def _gather(function: Function, node: CallNode) -> Run:
    at, condition_at = gathered_arguments(node)
    values = _compile(node.args[at])
    condition = None if condition_at is None else _condition(node.args[condition_at])
    scalars = [_compile(arg) for index, arg in enumerate(node.args) if index not in (at, condition_at)]

    def run(context: Context, _keep: Keep) -> Value:
        others = [single(scalar(context, None)) for scalar in scalars]
        stopped = hindrance(others)
        if stopped is not None:
            return stopped
        keep, unknown, failed = _chosen(context, condition)
        if failed is not None:
            return failed
        value = values(context, keep)
        if type(value) is Failed:
            return value
        listed = per_row(value, 1 if keep is None else len(keep))
        # unknown None: of none of the rows can be said whether it belongs
        members = Members((), len(listed)) if unknown is None else Members(listed, unknown)
        return function.run(*others[:at], members, *others[at:])

    return run


def gathered_arguments(node: CallNode) -> tuple[int, int | None]:
    """Positions of the column and of the condition in a call that takes a column."""
    params = FUNCTIONS[node.function].params
    at = next(index for index, param in enumerate(params) if param.column)
    condition = next((index for index, param in enumerate(params) if param.condition), len(params))
    return at, condition if condition < len(node.args) else None


def members_kept(node: CallNode, context: Context) -> tuple[int, ...] | None:
    """Positions of the rows an aggregate is about; None for all of them."""
    at = gathered_arguments(node)[1]
    if at is None:
        return None
    keep, _, _ = _chosen(context, _condition(node.args[at]))
    return None if keep is None else tuple(keep)


Condition = tuple[Run, Callable[[Context], Keep]]
"""A compiled condition, and which rows it need be tried on."""


def _condition(node: Node) -> Condition:
    keys = keys_of(node)
    if keys is None:
        return _compile(node), lambda _context: None
    wanted = [_compile(key.wanted) for key in keys.each]
    return _compile(node), lambda context: narrowed(context, keys, [one(context, None) for one in wanted])


def _chosen(context: Context, condition: Condition | None) -> tuple[Keep, int | None, Failed | None]:
    """Rows that belong (None = all), how many are in doubt (None = all of them), and what failed on the way."""
    if condition is None:
        return None, 0, None
    test, narrow = condition
    tried = narrow(context)
    found = test(context, tried)
    flags = members_of(found)
    if flags is None:
        return _chosen_together(single(found))
    keep: list[int] = []
    unknown = 0
    for at, flag in enumerate(flags) if tried is None else zip(tried, flags, strict=True):
        if flag is True:
            keep.append(at)
        elif flag is not False:
            if type(flag) is Absent:
                unknown += 1
            elif type(flag) is not NA:
                return (), 0, flag if type(flag) is Failed else WRONG_KIND
    return keep, unknown, None


def _chosen_together(test: Scalar) -> tuple[Keep, int | None, Failed | None]:
    """A condition that does not look at the member row: all belong, none, or nobody knows."""
    if test is True:
        return None, 0, None
    if test is False or type(test) is NA:
        return (), 0, None
    if type(test) is Absent:
        return None, None, None
    return (), 0, test if type(test) is Failed else WRONG_KIND
