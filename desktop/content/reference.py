"""Reference tables and units: CSV, all text, typed by a header, checked cell by cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Container, Iterator
from fractions import Fraction

from desktop.content.faults import ContentFault
from desktop.content.types_reference import Reference, ReferenceColumn, ReferenceHeader, UnitRow
from desktop.model.nearest import nearest
from desktop.model.text import Standing, Text

_UNIT_COLUMNS = ("id", "symbol", "dimension", "factor", "aliases", "zh", "en")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?([eE]-?\d+)?")
_YEAR = re.compile(r"(19|20)\d\d")
_POWER = re.compile(r"([a-z_]+)(?:\^(-?[1-9]))?")


def read_units(
    text: str, file: str, faults: list[ContentFault]
) -> tuple[tuple[UnitRow, ...], dict[str, int]]:
    """Units of ``units.csv``; a factor is a decimal or an exact quotient ``1000/3.6``."""
    units: dict[str, UnitRow] = {}
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, row in _rows(text, file, _UNIT_COLUMNS, faults):
        unit = row["id"]
        lines.setdefault(unit, line)
        aliases = tuple(alias for alias in row["aliases"].split() if alias)
        factor = _factor(row["factor"])
        dimension = _dimension(row["dimension"])
        if not unit or not row["symbol"] or factor is None or dimension is None:
            faults.append(
                ContentFault(
                    "content.unit_malformed",
                    file,
                    unit,
                    line,
                    {"factor": row["factor"], "dimension": row["dimension"]},
                )
            )
            continue
        for name in dict.fromkeys((unit, row["symbol"], *aliases)):
            if name in names:
                faults.append(
                    ContentFault("content.duplicate_id", file, unit, line, {"id": name, "other": names[name]})
                )
            names[name] = unit
        units[unit] = UnitRow(
            id=unit,
            symbol=row["symbol"],
            dimension=dimension,
            factor=factor,
            aliases=aliases,
            name=Text(row["zh"], row["en"]),
        )
    return tuple(units.values()), lines


def read_reference(
    head: ReferenceHeader, text: str, file: str, faults: list[ContentFault], optional: Container[str] = ()
) -> tuple[Reference, dict[str, int]]:
    """The rows of one reference table by key. An empty cell is an absent figure, never zero.

    ``optional``: columns that a file may leave out; their cells are empty then.
    """
    columns = {column.id: column for column in head.columns}
    rows: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    if head.key not in columns:
        faults.append(
            ContentFault(
                "content.key_column", file, head.id, 0, {"key": head.key}, nearest(head.key, columns)
            )
        )
    for line, row in _rows(text, file, tuple(columns), faults, optional):
        key = row.get(head.key, "")
        if not key or key in rows:
            code = "content.duplicate_id" if key else "content.row_without_key"
            other = f"{file}:{lines[f'{head.id}.{key}']}" if key else ""
            faults.append(
                ContentFault(code, file, head.id, line, {"id": key, "other": other, "key": head.key})
            )
            continue
        lines[f"{head.id}.{key}"] = line
        for column in head.columns:
            if not _fits(column, row[column.id]):
                params = {"found": row[column.id], "type": column.type}
                faults.append(
                    ContentFault("content.cell_malformed", file, f"{head.id}.{key}.{column.id}", line, params)
                )
        rows[key] = row
    reference = Reference(id=head.id, title=head.title, key=head.key, columns=head.columns, rows=rows)
    return reference, lines


def _rows(
    text: str,
    file: str,
    columns: tuple[str, ...],
    faults: list[ContentFault],
    optional: Container[str] = (),
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line, where the head names exactly the declared columns."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(reader, [])
        left_out = {name: "" for name in columns if name in optional and name not in head}
        for name in head:
            if name not in columns:
                faults.append(
                    ContentFault(
                        "content.undeclared_column",
                        file,
                        name,
                        1,
                        {"key": name, "known": ", ".join(columns)},
                        nearest(name, columns),
                    )
                )
        for name in columns:
            if name not in head and name not in left_out:
                faults.append(ContentFault("content.missing_key", file, line=1, params={"key": name}))
        if {*head, *left_out} != set(columns):
            return
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(head):
                params = {"found": str(len(cells)), "expected": str(len(head))}
                faults.append(ContentFault("content.row_width", file, cells[0], reader.line_num, params))
                continue
            yield (
                reader.line_num,
                {**dict(zip(head, (cell.strip() for cell in cells), strict=True)), **left_out},
            )
    except csv.Error as error:
        faults.append(
            ContentFault("content.csv_syntax", file, line=reader.line_num, params={"found": str(error)})
        )


def _fits(column: ReferenceColumn, cell: str) -> bool:
    if not cell:
        return True
    if column.id.endswith("standing"):
        return cell in [standing.value for standing in Standing]
    match column.type:
        case "number":
            return bool(_DECIMAL.fullmatch(cell))
        case "date":
            return _is_date(cell)
        case "text":
            return True


def _is_date(cell: str) -> bool:
    """A day, or a year alone where the source says no more."""
    if _YEAR.fullmatch(cell):
        return True
    try:
        return dt.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _factor(text: str) -> float | None:
    """Exact in text, nearest float in the end: ``1/0.0036``."""
    parts = text.split("/")
    if len(parts) > 2 or not all(_DECIMAL.fullmatch(part) for part in parts):
        return None
    factor = Fraction(parts[0])
    for part in parts[1:]:
        if not Fraction(part):
            return None
        factor /= Fraction(part)
    return float(factor) if factor > 0 else None


def _dimension(text: str) -> dict[str, int] | None:
    """``mass``, ``energy time^-1``; empty is a plain number."""
    powers: dict[str, int] = {}
    for part in text.split():
        found = _POWER.fullmatch(part)
        if not found or found[1] in powers:
            return None
        powers[found[1]] = int(found[2] or 1)
    return powers
