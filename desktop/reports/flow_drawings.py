"""Flow sheets, and the streams of balances as figures, from the values at their paths."""

from __future__ import annotations

import json
from collections.abc import Iterator

from desktop.content.types_report import ReportFlows, ReportProcess
from desktop.figures import Drawing, Flow, Unit, process_flow, sankey
from desktop.figures.sankey import Kind
from desktop.model.path import Path
from desktop.model.shown import Shown
from desktop.model.text import Lang
from desktop.reports.cells import Cells
from desktop.reports.model import Cell, Figure
from desktop.reports.numbering import Numbering
from desktop.reports.source import Audit


def flows(cells: Cells, block: ReportFlows, numbering: Numbering) -> Iterator[Figure]:
    """A figure for each balance that has streams on both sides."""
    snapshot, words = cells.snapshot, cells.words
    parent = snapshot.library.column(block.table, block.parent)
    owners = str(getattr(parent, "table", ""))
    for owner in snapshot.rows(owners, block.where):
        drawing, shown = flow_drawing(snapshot, block, owner, words.first)
        if drawing is None:
            continue
        named = words.joined([snapshot.row_label(owners, owner, lang) for lang in words.langs])
        caption = words.say("report.flows_of", caption=block.caption, name=named, unit=shown[-1].unit)
        number, key = numbering.next("figure")
        note = words.text(block.note) if block.note else ""
        yield Figure(number, caption, drawing, key, note, tuple(shown))


def processes(cells: Cells, block: ReportProcess, numbering: Numbering) -> Iterator[Figure]:
    """The flow sheet; nothing while no unit is known."""
    snapshot, words = cells.snapshot, cells.words
    rows = snapshot.rows(block.table, block.where)
    drawing = process_flow(
        [_unit(snapshot, block, row, words.first) for row in rows], title=words.text(block.caption)
    )
    if drawing.shapes:
        number, key = numbering.next("figure")
        note = words.text(block.note) if block.note else ""
        yield Figure(number, words.text(block.caption), drawing, key, note)


def _unit(audit: Audit, block: ReportProcess, row: str, lang: Lang) -> Unit:
    before = audit.value(str(Path(block.table, row, block.previous)))
    inputs, nodes = (
        audit.shown(str(Path(block.table, row, column)), lang) for column in (block.inputs, block.nodes)
    )
    return Unit(
        row,
        audit.row_label(block.table, row, lang),
        tuple(one for one in before if isinstance(one, str)) if isinstance(before, tuple) else (),
        inputs.text if inputs.state == "given" else "",
        nodes.text if nodes.state == "given" else "",
    )


def flow_drawing(
    audit: Audit, block: ReportFlows, owner: str, lang: Lang
) -> tuple[Drawing | None, list[Cell]]:
    """The drawing of one balance and the figures in it; no drawing while one of its sides is empty."""
    parent = audit.library.column(block.table, block.parent)
    rest = str(Path(str(getattr(parent, "table", "")), owner, block.rest))
    unit = audit.unit_of(rest)
    sides: dict[str, list[Flow]] = {"in": [], "out": []}
    shown: list[Cell] = []
    for row in audit.rows(block.table, f"{block.parent} == {json.dumps(owner)}"):
        found = audit.shown(str(Path(block.table, row, block.amount)), lang, unit)
        if found.value:
            side, flow = _flow(audit, block, row, found, lang)
            sides[side].append(flow)
            shown.append(_cell(str(Path(block.table, row, block.amount)), found))
    if not all(sides.values()):
        return None, []
    gap = audit.shown(rest, lang)
    if gap.value:
        name = audit.library.message("report.unexplained", lang)
        sides["out" if gap.value > 0 else "in"].append(Flow(name, abs(gap.value), gap.text, "gap"))
        shown.append(_cell(rest, gap))
    title = audit.row_label(rest.partition("[")[0], owner, lang)
    return sankey(sides["in"], sides["out"], name=title, title=title), shown


def _flow(audit: Audit, block: ReportFlows, row: str, found: Shown, lang: Lang) -> tuple[str, Flow]:
    """A stream and the side it is drawn on: a gain of stock leaves, a draw on it enters."""
    assert found.value is not None
    direction = audit.value(str(Path(block.table, row, block.direction)))
    stock = direction not in ("in", "out")
    lost = audit.value(str(Path(block.table, row, block.loss))) is True
    kind: Kind = "stock" if stock else "loss" if lost else "plain"
    side = ("out" if found.value > 0 else "in") if stock else str(direction)
    return side, Flow(audit.row_label(block.table, row, lang), abs(found.value), found.text, kind)


def _cell(path: str, found: Shown) -> Cell:
    return Cell(found.text, path, found.value, found.unit)
