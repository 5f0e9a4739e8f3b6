"""Data reconciliation 数据校正: flows that obey the balances, adjusted as little as their uncertainty allows.

Linear weighted least squares (dossier method_and_worksheets.md, closing of balances; design 5): reconciled values,
adjustments in standard deviations, a chi-square test of all measurements together, and the stream most worth
measuring again. Advice only: reconciled values replace nothing. No spreadsheet form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from desktop.calc.chi_square import critical, survival
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest
from desktop.model.problem import Severity
from desktop.model.text import Text

if TYPE_CHECKING:  # it loads numpy, see ``compute``
    from desktop.calc.reconcile_solve import Solution

MOST_STREAMS = 400
_SAME = 1e-6
_FINEST = 1e-9
"""A standard deviation below this share of the largest stream is a slip: nothing is measured that well."""


class Stream(Input, frozen=True):
    """A flow between two nodes; null at an end means outside, null as measurement means not measured."""

    name: Annotated[str, Meta(description="物流名称 / name of the stream")]
    source: Annotated[str | None, Meta(description="来自节点，null=边界外 / from, null = outside")] = (
        msgspec.field(name="from", default=None)
    )
    target: Annotated[str | None, Meta(description="去往节点，null=边界外 / to, null = outside")] = (
        msgspec.field(name="to", default=None)
    )
    measured: Annotated[float, Meta(description="测量值 / measured")] | None = None
    sd: Annotated[float, Meta(gt=0, description="标准差 / standard deviation")] | None = None


class Reconcile(Input, frozen=True):
    """Streams in one unit, and the nodes that must balance.

    A gain of stock is a stream that leaves. Without ``nodes``, all that have a stream in and a stream out must balance.
    """

    streams: Annotated[
        list[Stream], Meta(description="物流 / streams", min_length=1, max_length=MOST_STREAMS)
    ]
    nodes: (
        Annotated[
            list[str],
            Meta(description="须平衡的节点 / nodes that must balance", min_length=1, max_length=MOST_STREAMS),
        ]
        | None
    ) = None
    confidence: Annotated[float, Meta(gt=0.5, lt=1, description="置信水平，默认 0.95 / confidence")] = 0.95


def compute(given: Reconcile, library: Library) -> MethodResult:
    """Reconcile, test, and name the stream to look at."""
    from desktop.calc.reconcile_solve import solve  # numpy is loaded when somebody reconciles, not at start

    work = Workings(library)
    work.count("reconciled", [one.name for one in given.streams], of="streams")
    nodes = _through(given.streams) if given.nodes is None else given.nodes
    _check(work, given.streams, nodes)
    rows = [[float((one.target == node) - (one.source == node)) for one in given.streams] for node in nodes]
    for node, row in zip(nodes, rows, strict=True):
        if not any(row):
            raise AuditError("calc.node_without_streams", path="nodes", name=node)
    found = solve(rows, [one.measured for one in given.streams], [one.sd for one in given.streams])
    streams = [_stream(work, at, one, found) for at, one in enumerate(given.streams)]
    test = _global_test(work, found, given.confidence)
    most = _most_suspect(work, given, found)
    failed = test["passed"] is False
    if most is not None and failed:
        work.note("calc.reconcile_look_at", "suspect", name=most)
    work.note("calc.reconcile_advice", "streams")
    return work.result(
        {
            "streams": streams,
            "global_test": test,
            "most_suspect": most,
            "suspect": most if failed else None,
            "imbalances": _imbalances(given.streams, nodes, rows),
        }
    )


def _through(streams: list[Stream]) -> list[str]:
    """Nodes with a stream in and a stream out, in the order of the streams.

    Raises:
        AuditError: there is none.
    """
    targets = {one.target for one in streams}
    nodes = list(dict.fromkeys(one.source for one in streams if one.source and one.source in targets))
    if not nodes:
        raise AuditError("calc.no_node", path="streams")
    return nodes


def _check(work: Workings, streams: list[Stream], nodes: list[str]) -> None:
    seen: set[tuple[str, str | None, str | None]] = set()
    for at, node in enumerate(nodes):
        if node in nodes[:at]:
            raise AuditError("calc.duplicate_name", path=f"nodes[{at}]", name=node)
    largest = max((abs(one.measured) for one in streams if one.measured is not None), default=0.0)
    for at, one in enumerate(streams):
        path = f"streams[{at}]"
        known = (one.name, one.source, one.target)  # what goes in may come out under the same name
        if known in seen:
            raise AuditError("calc.duplicate_name", path=f"{path}.name", name=one.name)
        seen.add(known)
        _check_deviation(one, f"{path}.sd", largest)
        if one.sd is not None and one.sd < _FINEST * largest:
            raise AuditError(
                "calc.sd_too_small", path=f"{path}.sd", found=f"{one.sd:g}", largest=f"{largest:g}"
            )
        if one.source is not None and one.source == one.target:
            raise AuditError("calc.stream_in_circle", path=f"{path}.to", name=one.name)
        for field, end in (("from", one.source), ("to", one.target)):
            if end is None or end in nodes:
                continue
            near = nearest(end, nodes)
            if near:
                work.problem("calc.node_misspelt", Severity.WARNING, f"{path}.{field}", found=end, near=near)
            else:
                work.note("calc.node_outside", f"{path}.{field}", name=end)


def _check_deviation(one: Stream, path: str, largest: float) -> None:
    if one.measured is not None and one.sd is None:
        raise AuditError("calc.missing", path=path)
    if one.sd is not None and one.sd < _FINEST * largest:
        raise AuditError("calc.sd_too_small", path=path, found=f"{one.sd:g}", largest=f"{largest:g}")


def _stream(work: Workings, at: int, one: Stream, found: Solution) -> dict[str, object]:
    value = found.values[at]
    moved = None
    if value is None:
        work.note("calc.reconcile_undetermined", f"streams[{at}]", name=one.name)
    else:
        work.found(f"reconciled_{at + 1}", value, "calc.reconcile_by_solver")
        if value < 0:
            work.problem("calc.reconcile_negative", Severity.WARNING, f"streams[{at}]", name=one.name)
        if one.measured is not None and one.sd is not None:
            moved = (value - one.measured) / one.sd
    if one.measured is not None and found.z[at] is None:
        work.note("calc.reconcile_unchecked", f"streams[{at}]", name=one.name)
    return {
        "name": one.name,
        "measured": one.measured,
        "sd": one.sd,
        "reconciled": value,
        "reconciled_sd": found.deviations[at],
        "adjustment": None if value is None or one.measured is None else value - one.measured,
        "adjustment_sd": moved,
        "z": found.z[at],
        "redundant": found.z[at] is not None,
    }


def _global_test(work: Workings, found: Solution, confidence: float) -> dict[str, object]:
    """All measurements together: do they miss the balances by more than chance?"""
    if not found.degrees:
        work.note("calc.reconcile_no_redundancy", "global_test")
        return {"statistic": None, "degrees": 0, "critical": None, "p_value": None, "passed": None}
    limit = critical(confidence, found.degrees)
    work.found("statistic", found.statistic, "calc.reconcile_by_solver")
    work.found("critical", limit, "calc.reconcile_by_solver")
    return {
        "statistic": found.statistic,
        "degrees": found.degrees,
        "critical": limit,
        "p_value": survival(found.statistic, found.degrees),
        "passed": found.statistic <= limit,
    }


def _most_suspect(work: Workings, given: Reconcile, found: Solution) -> str | None:
    """The measurement that is farthest from what the others say of it; several may look alike."""
    tested = [(z, given.streams[at].name) for at, z in enumerate(found.z) if z is not None]
    if not tested:
        return None
    top, name = max(tested, key=lambda pair: pair[0])
    if top <= _SAME:
        return None
    alike = [other for z, other in tested if abs(z - top) <= _SAME * max(1.0, top)]
    if len(alike) > 1:
        work.note("calc.reconcile_alike", "most_suspect", names="、".join(alike))
    return name


def _imbalances(streams: list[Stream], nodes: list[str], rows: list[list[float]]) -> list[dict[str, object]]:
    """In less out of each node as measured, where all of it is measured."""
    shown: list[dict[str, object]] = []
    for node, row in zip(nodes, rows, strict=True):
        terms = [
            sign * one.measured if one.measured is not None else None
            for sign, one in zip(row, streams, strict=True)
            if sign
        ]
        known = [term for term in terms if term is not None]
        shown.append({"node": node, "difference": sum(known) if len(known) == len(terms) else None})
    return shown


METHOD = Method("reconcile", Text("数据校正", "Data reconciliation"), "1", Reconcile, compute)
