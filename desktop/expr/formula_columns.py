"""Aggregates in spreadsheet form.

Every aggregate tests first whether it can know its members and their values: a gap among them makes the result a gap.
Columns hold texts where something does not apply, and the argument form ``SUMPRODUCT(a, b)`` passes over texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.expr.evaluate import gathered_arguments
from desktop.expr.formula_guard import Gap, Region, Writer
from desktop.expr.formula_lists import write_listed
from desktop.expr.formula_tests import Test, column_test, plain_column
from desktop.expr.formula_values import Values, column_values
from desktop.expr.nodes import CallNode, ColumnNode, ListNode, Node, RowNode
from desktop.expr.refs import no_formula, quoted_text
from desktop.expr.walk import children, gathers

_EMPTY = {"sum": "0", "count": "0", "any": "FALSE", "all": "TRUE"}


@dataclass(frozen=True, slots=True)
class Job:
    """One aggregate being written."""

    writer: Writer
    node: CallNode
    gap: Gap
    region: Region
    values: Node
    test: Test | None


def write_aggregate(writer: Writer, node: CallNode, gap: Gap) -> str:
    """An aggregate: its value, or the gap."""
    region = Region()
    at, condition_at = gathered_arguments(node)
    condition = None if condition_at is None else node.args[condition_at]
    listed = node.args[at]
    if isinstance(listed, ListNode) and condition is None and node.function not in ("npv", "irr"):
        return write_listed(writer, node, listed, gap)
    if _no_rows(writer, node.args[at]) or (condition is not None and _no_rows(writer, condition)):
        return _EMPTY.get(node.function, gap)
    test = None if condition is None else column_test(writer, condition, region)
    job = Job(writer, node, gap, region, node.args[at], test)
    match node.function:
        case "sum" | "mean":
            text = _sum(job)
        case "count":
            text = _count(job)
        case "min" | "max":
            text = _extreme(job)
        case "any" | "all":
            text = _quantified(job)
        case "rank":
            text = _rank(job)
        case "first":
            text = _first(job)
        case "npv" | "irr":
            text = _cash_flow(job)
        case _:
            raise no_formula(node.function)
    return region.guarded(text, gap)


def _no_rows(writer: Writer, node: Node) -> bool:
    """Whether the columns meant, also inside of a condition, have no rows in the workbook."""
    if isinstance(node, ColumnNode):
        return not plain_column(writer, node)
    if isinstance(node, CallNode) and gathers(node):
        return False  # gathers from rows of its own
    return any(_no_rows(writer, child) for child in children(node))


def _known(job: Job, blanks: str, then: str) -> str:
    """``then`` if every row that belongs is known and has a value. ``blanks``: rows without one."""
    test = job.test
    if test is None:
        return f"IF({blanks}>0,{job.gap},{then})" if blanks else then
    unknown = test.unknown_count(job.writer.refs.not_applicable)
    return f"IF({f'{unknown}+{blanks}' if blanks else unknown}>0,{job.gap},{then})"


def _blanks(job: Job, values: Values) -> str:
    """Number of rows that belong and lack a value; empty where none can."""
    test = job.test
    if test is None and values.plain:
        return f"COUNTBLANK({values.plain})"
    blank = values.blank(quoted_text(job.writer.refs.not_applicable))
    if not blank:
        return ""
    return f"SUMPRODUCT({test.true}*{blank})" if test else f"SUMPRODUCT({blank}*1)"


def _sum(job: Job) -> str:
    values = column_values(job.writer, job.values, job.region)
    mean = job.node.function == "mean"
    if mean:
        job.writer.fails = True
    test = job.test
    if values.plain and (test is None or test.criteria):
        name = "AVERAGE" if mean else "SUM"
        if test is None:
            return _known(job, _blanks(job, values), f"{name}({values.plain})")
        criteria = ",".join(f"{column},{criterion}" for column, criterion in test.criteria or ())
        return _known(job, _blanks(job, values), f"{name}IFS({values.plain},{criteria})")
    total = values.total(test.true if test else "")
    if mean:
        total = f"({total})/{values.number(test.true if test else '')}"
    return _known(job, _blanks(job, values), total)


def _count(job: Job) -> str:
    column = plain_column(job.writer, job.values)
    mark = quoted_text(job.writer.refs.not_applicable)
    given = f'({column}<>"")*({column}<>{mark})'
    if job.test is None:
        return f"SUMPRODUCT({given})"
    return _known(job, "", f"SUMPRODUCT({job.test.true}*{given})")


def _extreme(job: Job) -> str:
    name = job.node.function.upper()
    if (
        isinstance(job.values, CallNode)
        and job.values.function == "abs"
        and name == "MAX"
        and job.test is None
    ):
        column = plain_column(job.writer, job.values.args[0])
        largest = f"MAX(MAX({column}),-MIN({column}))"
        return f"IF(OR(COUNTBLANK({column})>0,COUNT({column})=0),{job.gap},{largest})"
    values = column_values(job.writer, job.values, job.region)
    if not values.plain:
        raise no_formula(f"{job.node.function}(…)")
    test = job.test
    if test is None:
        return (
            f"IF(OR(COUNTBLANK({values.plain})>0,COUNT({values.plain})=0),{job.gap},{name}({values.plain}))"
        )
    if not test.criteria:
        raise no_formula(f"{job.node.function}(…)")
    criteria = ",".join(f"{column},{criterion}" for column, criterion in test.criteria)
    found = f"_xlfn.{name}IFS({values.plain},{criteria})"
    some = f"IF(SUMPRODUCT({test.true}*ISNUMBER({values.plain}))=0,{job.gap},{found})"
    return _known(job, _blanks(job, values), some)


def _quantified(job: Job) -> str:
    """any: is one surely true; all: is none surely false; a doubtful row makes the rest a gap."""
    flags = column_test(job.writer, job.values, job.region)
    mark = job.writer.refs.not_applicable
    deciding, answer = (flags.true, "TRUE") if job.node.function == "any" else (flags.false, "FALSE")
    other = "FALSE" if answer == "TRUE" else "TRUE"
    unknown = flags.unknown(mark)
    if job.test is not None:
        deciding = f"{job.test.true}*{deciding}"
        unknown = f"({job.test.true}*{unknown}+{job.test.unknown(mark)})"
    return f"IF(SUMPRODUCT({deciding}*1)>0,{answer},IF(SUMPRODUCT({unknown}*1)>0,{job.gap},{other}))"


def _rank(job: Job) -> str:
    x = job.node.args[0]
    cell = job.writer.raw(x, job.region, "number")
    values = column_values(job.writer, job.values, job.region)
    if not values.plain:
        raise no_formula("rank(…)")
    column = job.values
    own = (
        isinstance(x, RowNode)
        and isinstance(column, ColumnNode)
        and (x.table, x.column, x.period) == (column.table, column.column, column.period)
    )
    if own and job.test is None:
        ranked = f"RANK({cell},{values.plain})"
    else:
        belongs = f"{job.test.true}*" if job.test else ""
        ranked = f"1+SUMPRODUCT({belongs}ISNUMBER({values.plain})*({values.plain}>{cell}))"
    return _known(job, _blanks(job, values), ranked)


def _first(job: Job) -> str:
    column = plain_column(job.writer, job.values)
    if job.test is None:
        return job.region.needs(f"INDEX({column},1)", "any")
    rows = f"(ROWS({column})+1-(ROW({column})-MIN(ROW({column}))+1))"
    # The earliest row is the one with most rows after it; none at all points behind the column and is an error.
    job.writer.fails = True
    at = f"ROWS({column})+1-SUMPRODUCT(MAX({job.test.true}*{rows}))"
    found = f"INDEX({column},{at})"
    return f'IF(SUMPRODUCT({job.test.true}*1)=0,{job.gap},IF({found}="",{job.gap},{found}))'


def _cash_flow(job: Job) -> str:
    job.writer.fails = True
    args = job.node.args
    flows = _flows(job)
    if job.node.function == "irr":
        return f"IRR({flows})"
    return f"NPV({job.writer.raw(args[0], job.region, 'number')},{flows})"


def _flows(job: Job) -> str:
    """Flows as a range, or one by one."""
    writer, region = job.writer, job.region
    if not isinstance(job.values, ListNode):
        return _full_range(job, job.values)
    if job.node.function == "npv":
        return ",".join(
            _full_range(job, item) if writer.is_vector(item) else writer.raw(item, region, "number")
            for item in job.values.items
        )
    if any(writer.is_vector(item) for item in job.values.items):
        raise no_formula("irr([…])")
    items = [writer.raw(item, region, "number") for item in job.values.items]
    positions = ",".join(str(at) for at in range(1, len(items) + 1))
    return f"CHOOSE({{{positions}}},{','.join(items)})"


def _full_range(job: Job, node: Node) -> str:
    """A range in which every cell has to be a number."""
    column = plain_column(job.writer, node)
    job.region.requires(f"COUNT({column})=ROWS({column})*COLUMNS({column})")
    return column
