"""Figures of what methods return: bridges from before to after, quadrants of pollution and carbon, abatement curves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.calc.equivalents import REFERENCE
from desktop.figures import Block, Quadrants, Rise, abatement, quadrants, waterfall
from desktop.figures.waterfall import Kind, signed
from desktop.model.format import format_number
from desktop.model.path import Path
from desktop.reports.model import Cell, Column, Row
from desktop.reports.picture import Picture, Reader, places_for, tick

_KINDS: tuple[Kind, ...] = ("before", "effect", "overlap", "other", "residual", "after")


def waterfall_pictures(reader: Reader) -> list[Picture]:
    """A bridge for each row the method ran over."""
    block, audit = reader.block, reader.audit
    binding = audit.library.binding(block.source)
    period = audit.periods(binding.period)[-1]
    pictures: list[Picture] = []
    for row in reader.rows():
        result = audit.run(block.source, row, period).result
        bars = list(_entries(result.values.get("bridge"))) if result is not None else []
        effects = [_number(bar["value"]) for bar in bars if bar["kind"] in ("effect", "overlap", "other")]
        if not any(effects) or len(pictures) >= block.most:
            continue
        digits = places_for(effects)
        value = reader.value(row, "unit")
        unit = audit.wording.symbol(value, reader.lang) if isinstance(value, str) else ""
        name = audit.row_label(binding.for_each, row, reader.lang)
        reader.cells.clear()
        for role in ("before", "after"):
            reader.number(row, role, digits)
        shown = (*reader.cells, *_changes(reader, row, period, digits))
        steps = [_rise(reader, bar, digits) for bar in bars if not _is_nothing(bar, digits)]
        title = f"{name} {unit}".strip()
        drawing = waterfall(
            steps, others=reader.say("report.others"), decimals=digits, tick=tick, title=title
        )
        about = str(Path(binding.for_each, row)) if row else binding.for_each
        pictures.append(Picture(drawing, shown, name, unit, about))
    return pictures


def _is_nothing(bar: Mapping[str, object], digits: int) -> bool:
    """Whether a residual or other change is too small to be seen in the digits shown."""
    return bar["kind"] in ("other", "residual") and not round(_number(bar["value"]), digits)


def _rise(reader: Reader, bar: Mapping[str, object], digits: int) -> Rise:
    kind = next(one for one in _KINDS if one == bar["kind"])
    whole = kind in ("before", "after")
    value = _number(bar["value"])
    name = str(bar["name"])
    if kind in ("before", "other", "residual"):
        name = reader.say(f"report.bar.{kind}")
    elif kind == "after":
        name = reader.words(reader.block.end_label) or reader.say("report.bar.after")
    text = format_number(value, digits) if whole else signed(value, digits)
    return Rise(name, kind, _number(bar["start"]), _number(bar["end"]), text)


def _changes(reader: Reader, row: str, period: str, digits: int) -> Iterator[Cell]:
    """The changes drawn, at the places of the rows the method gathered."""
    binding = reader.audit.library.binding(reader.block.source)
    gathered = reader.audit.run(binding.id, row, period).members
    for name, members in gathered.items():
        for member in members if reader.block.change else ():
            path = str(Path(binding.members[name].table, member, reader.block.change))
            found = reader.audit.shown(path, reader.lang, "", digits)
            if found.value is not None:
                yield Cell(found.text, path, found.value, found.unit)


def quadrant_pictures(reader: Reader) -> list[Picture]:
    """A picture for each pollutant with the options that touch it or the carbon, and the table of the points."""
    block = reader.block
    options = list(_options(reader))
    by_pollutant: dict[str, list[tuple[str, float, float]]] = {}
    rows: list[Row] = []
    path = str(Path(block.source, "", "quadrant", reader.audit.edition))
    for at, option in enumerate(options, 1):
        places, elasticity = option["quadrant"], option["elasticity"]
        assert isinstance(places, Mapping)
        assert isinstance(elasticity, Mapping)
        for number, (pollutant, place) in enumerate(places.items(), 1):
            x, y = _number(place["x"]), _number(place["y"])
            if not x:  # the option does not touch this pollutant
                continue
            by_pollutant.setdefault(pollutant, []).append((str(option["name"]), x, y))
            has_lean, lean = elasticity.get(pollutant) is not None, _number(elasticity.get(pollutant))
            rows.append(
                Row(
                    (
                        Cell(str(option["name"]), path),
                        Cell(substance(reader, pollutant), path),
                        _at(reader, f"share_{at}_{number}", x),
                        _at(reader, f"share_{at}_0", y),
                        Cell(_quadrant(reader, str(place["quadrant"])), path),
                        _at(reader, f"els_{at}_{number}", lean) if has_lean else Cell("—", path),
                    )
                )
            )
    if not by_pollutant:
        return []
    drawing = quadrants(
        [Quadrants(substance(reader, name), tuple(points)) for name, points in by_pollutant.items()],
        across=reader.words(block.across),
        up=reader.words(block.up),
        tick=tick,
        title=reader.words(block.caption),
    )
    heads = tuple(
        Column(reader.say(f"report.co.{code}"), unit, "right" if unit or code == "elasticity" else "left")
        for code, unit in (
            ("option", ""), ("pollutant", ""), ("x", "%"), ("y", "%"), ("quadrant", ""), ("elasticity", ""),
        )
    )  # fmt: skip
    return [Picture(drawing, (), about=block.source, heads=heads, rows=tuple(rows))]


def abatement_pictures(reader: Reader) -> list[Picture]:
    """The curve of one unit of reduction, with its table."""
    block = reader.block
    result = reader.audit.run(block.source, "", reader.audit.edition).result
    curves = result.values.get("curves") if result is not None else None
    curve = curves.get(block.of) if isinstance(curves, Mapping) else None
    blocks = [
        Block(str(one["name"]), _number(one["start"]), _number(one["end"]), _number(one["unit_cost"]))
        for one in _entries(curve.get("blocks") if isinstance(curve, Mapping) else None)
    ]
    if not blocks or not isinstance(curve, Mapping):
        return []
    price = reader.audit.evaluate(block.limit) if block.limit else None
    line = reader.audit.wording.of_value(price, reader.lang, block.unit) if price is not None else None
    known = line is not None and line.value is not None
    name = f"{reader.words(block.limit_label)} {line.with_unit}" if line is not None and known else ""
    drawing = abatement(
        blocks,
        across=reader.words(block.across),
        up=reader.words(block.up),
        price=line.value if line is not None and known else None,
        price_name=name,
        tick=tick,
        title=reader.words(block.caption),
    )
    path = str(Path(block.source, "", "curves", reader.audit.edition))
    rows_of, width = _rows_of(reader), "reduction_CO2e" if block.of == "CO2e" else block.of
    rows = tuple(
        Row(
            (
                Cell(one.name, path),
                _at(reader, width, one.end - one.start, rows_of.get(one.name, "")),
                Cell(format_number(one.end, 1), path),  # cumulated for the picture, in no table
                _at(reader, f"unit_cost_{block.of}", one.cost, rows_of.get(one.name, "")),
            )
        )
        for one in blocks
    )
    heads = (
        Column(reader.say("report.co.option")),
        Column(reader.say("report.co.width"), align="right"),
        Column(reader.words(block.across), align="right"),
        Column(reader.words(block.up), align="right"),
    )
    return [Picture(drawing, (), about=block.source, heads=heads, rows=rows)]


def _at(reader: Reader, name: str, value: float, row: str = "") -> Cell:
    """A result or numbered step of the method by its own place, as it is shown there.

    ``value`` is printed where the library the audit pins does not publish it yet.
    """
    path = str(Path(reader.block.source, row, name, reader.audit.edition))
    shown = reader.audit.shown(path, reader.lang)
    return Cell(shown.text or format_number(value, 3), path, shown.value, shown.unit)


def substance(reader: Reader, name: str) -> str:
    """A substance in the language of the figure: the method knows it by the key of the law's table."""
    row = reader.audit.library.reference(REFERENCE).rows.get(name)
    return row[reader.lang] if row is not None else name


def _quadrant(reader: Reader, name: str) -> str:
    return reader.say("report.co.no_effect") if name == "no effect" else name


def _rows_of(reader: Reader) -> dict[str, str]:
    """The rows of the options by the names the method knows them by."""
    run = reader.audit.run(reader.block.source, "", reader.audit.edition)
    return {
        str(option["name"]): row
        for option, row in zip(_options(reader), run.members.get("options", ()), strict=False)
    }


def _options(reader: Reader) -> Iterator[Mapping[str, object]]:
    result = reader.audit.run(reader.block.source, "", reader.audit.edition).result
    return _entries(result.values.get("options") if result is not None else None)


def _entries(found: object) -> Iterator[Mapping[str, object]]:
    if isinstance(found, Sequence):
        yield from (one for one in found if isinstance(one, Mapping))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
