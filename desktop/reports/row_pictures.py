"""Figures with one shape for each row of a table: bubbles, time plan, Pareto, before and after, sensitivity."""

from __future__ import annotations

import datetime as dt

from desktop.figures import (
    Bubble,
    Lane,
    Loss,
    Milestone,
    Pair,
    Swing,
    before_after,
    bubbles,
    gantt,
    pareto,
    tornado,
)
from desktop.model.format import format_number
from desktop.model.period import kind_of
from desktop.model.result import Num
from desktop.model.shown import Shown
from desktop.reports.picture import Picture, Reader, places_for, tick

_MOST_LANES = 40
_FEWEST_LOSSES = 2


def bubble_pictures(reader: Reader) -> list[Picture]:
    """Each row where two numbers put it, with the lines of payback."""
    block = reader.block
    drawn: list[Bubble] = []
    for row in reader.rows():
        x, y, size = reader.number(row, "x"), reader.number(row, "y"), reader.number(row, "size")
        if x is None or y is None or x.value is None or y.value is None:
            continue
        large = size.value if size is not None and size.value is not None else 0.0
        drawn.append(Bubble(reader.label(row), x.value, y.value, large, reader.flag(row, "hollow")))
    if not drawn:
        return []
    slopes = [
        (1 / years, reader.say("report.payback_line", years=format_number(years))) for years in block.slopes
    ]
    drawing = bubbles(
        drawn,
        across=reader.axis(block.across, "x"),
        up=reader.axis(block.up, "y"),
        slopes=slopes,
        tick=tick,
        title=reader.words(block.caption),
    )
    return [Picture(drawing, tuple(reader.cells), about=reader.table)]


def gantt_pictures(reader: Reader, now: dt.date | None) -> list[Picture]:
    """A lane for each row with a start and an end; a line for today only where it is told."""
    lanes: list[Lane] = []
    for row in reader.rows():
        start, end = (
            _month(reader.value(row, "start"), first=True),
            _month(reader.value(row, "end"), first=False),
        )
        if start is None or end is None or end < start:
            continue
        part = reader.number(row, "part")
        done = part.value / 100 if part is not None and part.value is not None and part.unit == "%" else None
        lanes.append(
            Lane(
                reader.label(row),
                start,
                end,
                done,
                _month(reader.value(row, "ended"), first=False),
                reader.text(row, "state"),
                reader.flag(row, "late"),
            )
        )
    if not lanes:
        return []
    marks: list[Milestone] = []
    for place in reader.block.milestones:
        day = reader.audit.value(place)
        if isinstance(day, str):
            name = reader.audit.library.column(*place.partition(".")[::2])
            marks.append(
                Milestone(_at(dt.date.fromisoformat(day)), name.label.get(reader.lang) if name else place)
            )
    drawing = gantt(
        lanes[:_MOST_LANES],
        sorted(marks, key=lambda mark: mark.at),
        now=_at(now) if now is not None else None,
        today=reader.say("report.today", date=now.isoformat()) if now is not None else "",
        title=reader.words(reader.block.caption),
    )
    return [Picture(drawing, tuple(reader.cells), about=reader.table)]


def pareto_pictures(reader: Reader) -> list[Picture]:
    """The rows by size with the running share; a picture for each group, where rows are grouped."""
    block = reader.block
    groups: dict[str, list[tuple[Loss, str]]] = {}
    for row in reader.rows():
        found = reader.number(row, "value")
        if found is not None and found.value is not None and found.value > 0:
            loss = Loss(reader.label(row), found.value, found.text)
            groups.setdefault(reader.text(row, "group"), []).append((loss, found.unit))
    pictures: list[Picture] = []
    for group, members in groups.items():
        unit = members[0][1]
        losses = [loss for loss, its in members if its == unit]
        if len(losses) < _FEWEST_LOSSES or len(pictures) >= block.most:
            continue
        drawing = pareto(
            losses,
            others=reader.say("report.others"),
            words=lambda value: format_number(value, 1),
            share=reader.say("report.running_share"),
            unit=" ".join(part for part in (reader.words(block.up), unit) if part),
            tick=tick,
            title=group or reader.words(block.caption),
        )
        pictures.append(Picture(drawing, tuple(reader.cells), group, about=reader.table))
    return pictures


def before_after_pictures(reader: Reader) -> list[Picture]:
    """Indicators before, expected and after, each against its own value before."""
    pairs: list[Pair] = []
    for row in reader.rows():
        before = reader.number(row, "before")
        if before is None or not before.value or before.value < 0:
            continue
        expected, after = reader.number(row, "expected"), reader.number(row, "after")
        spread = reader.number(row, "spread")
        known = [one.value for one in (expected, after) if one is not None and one.value is not None]
        digits = places_for([value - before.value for value in known])
        plan, plan_text = _against(before.value, expected, digits)
        reached, reached_text = _against(before.value, after, digits)
        if plan is None and reached is None:
            continue
        error = spread.value / before.value if spread is not None and spread.value else None
        start = f"{format_number(before.value, digits)} {before.unit}".rstrip()
        pairs.append(Pair(reader.label(row), start, plan, plan_text, reached, reached_text, error))
    if not pairs:
        return []
    names = tuple(reader.say(f"report.bar.{code}") for code in ("before", "expected", "after"))
    drawing = before_after(
        pairs[: reader.block.most],
        names=(names[0], names[1], names[2]),
        title=reader.words(reader.block.caption),
    )
    return [Picture(drawing, tuple(reader.cells), about=reader.table)]


def tornado_pictures(reader: Reader) -> list[Picture]:
    """A picture for each group: what its cases make of the base figure."""
    block = reader.block
    groups: dict[str, tuple[float, str, str, list[Swing]]] = {}
    for row in reader.rows():
        base, found = reader.number(row, "base", 2), reader.number(row, "value", 2)
        if base is None or found is None or base.value is None or found.value is None:
            continue
        group = reader.text(row, "group")
        kept = groups.setdefault(group, (base.value, base.text, found.unit, []))
        kept[3].append(Swing(_case(reader, row), found.value, found.text))
    pictures: list[Picture] = []
    for group, (base_value, base_text, unit, swings) in groups.items():
        drawing = tornado(
            swings,
            base_value,
            reader.say("report.base_case", value=base_text),
            up=" ".join(part for part in (reader.words(block.up), unit) if part),
            tick=tick,
            title=reader.words(block.caption),
        )
        pictures.append(Picture(drawing, tuple(reader.cells), name=group, about=reader.table))
    return pictures


def _case(reader: Reader, row: str) -> str:
    """What is changed, and by how much with its sign."""
    change = reader.value(row, "detail")
    if isinstance(change, Num) and change.value > 0:
        return f"{reader.text(row, 'label')} +{reader.text(row, 'detail')}"
    return reader.label(row)


def _against(before: float, found: Shown | None, digits: int) -> tuple[float | None, str]:
    """A value as a share of the one before, and in words with its change."""
    if found is None or found.value is None or found.value < 0:
        return None, ""
    share = found.value / before
    return share, f"{format_number(found.value, digits)} ({_change(share)})"


def _change(share: float) -> str:
    change = (share - 1) * 100
    words = format_number(change, 2)
    return f"+{words}%" if change > 0 and words.strip("0.") else f"{words}%"


def _at(day: dt.date) -> float:
    """A day as months since year 0."""
    return day.year * 12 + day.month - 1 + (day.day - 1) / 31


def _month(value: object, *, first: bool) -> int | None:
    """The first or last month of a period, as months since year 0."""
    if not isinstance(value, str):
        return None
    begin, _, end = value.partition("..")
    text = begin if first else end or begin
    if kind_of(text) == "year":
        return int(text) * 12 + (0 if first else 11)
    if kind_of(text) == "month":
        return int(text[:4]) * 12 + int(text[5:]) - 1
    return None
