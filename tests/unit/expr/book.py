"""Worlds written to a workbook, with formulas beside them, and what LibreOffice makes of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop.expr.nodes import PeriodNode
from desktop.model.quantity import Unit
from desktop.model.result import NA, Num, Value
from tests.recalculated import recalculated
from tests.unit.expr.world import BINDINGS, COLUMNS, RECORDS, REFERENCES, UNITS, World

MARK = "不适用"


class Book:
    """A workbook with the tables of one or more worlds, one sheet a table and world."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.formulas: Worksheet = self.workbook.active
        self.formulas.title = "formulas"
        units = self.workbook.create_sheet("units")
        for row, atom in enumerate(UNITS.atoms.values(), 1):
            units.cell(row, 1).value = atom.id
            units.cell(row, 2).value = atom.factor
        self._worlds: dict[tuple[int, tuple[str, ...]], _Sheets] = {}
        self._count = 0

    def refs(self, world: World) -> SheetRefs:
        """The places of a world, whose sheets are written the first time."""
        key = id(world.cells), tuple(world.given)
        if key not in self._worlds:
            self._worlds[key] = _Sheets(self.workbook, f"w{len(self._worlds)}", world)
        return SheetRefs(world, self._worlds[key])

    def add(self, formula: str) -> int:
        """Write a formula; returns its row."""
        self._count += 1
        self.formulas.cell(self._count, 1).value = formula
        return self._count

    def computed(self, folder: Path) -> list[object]:
        """Values of all formulas as LibreOffice computes them."""
        source = folder / "book.xlsx"
        self.workbook.save(source)
        sheet = recalculated(source)["formulas"]
        return [sheet.cell(row, 1).value for row in range(1, self._count + 1)]


def cell_value(value: Value) -> object:
    """What a cell holds: canonical number, text, truth; empty where nothing is, the mark where nothing applies."""
    match value:
        case Num(number, _):
            return number
        case NA():
            return MARK
        case str() | bool():
            return value
        case _:
            return None


@dataclass
class _Table:
    sheet: str
    columns: dict[tuple[str, str], str]
    rows: int

    def range(self, column: str, period: str) -> str:
        letter = self.columns[column, period]
        return f"{self.sheet}!${letter}$2:${letter}${self.rows + 1}" if self.rows else ""

    def cell(self, column: str, period: str, row: int) -> str:
        return f"{self.sheet}!${self.columns[column, period]}${row + 2}"


class _Sheets:
    def __init__(self, workbook: Workbook, prefix: str, world: World) -> None:
        self.tables: dict[str, _Table] = {}
        for table, columns in COLUMNS.items():
            periods = {
                (name, period): world.cells
                for name, info in columns.items()
                for period in {
                    "none": ("",),
                    "year": ("2023", "2024", "2025"),
                    "edition": ("assessment", "acceptance"),
                }[info.period]
            }
            rows = ("",) if table in RECORDS else world.rows(table)
            self._write(workbook, f"{prefix}_{table}", table, list(periods), rows, world.cells)
        for binding, (table, results) in BINDINGS.items():
            cells = {
                (binding, row, name, ""): world.results_.get((binding, row, name))
                for name in results
                for row in (world.rows(table) if table else ("",))
            }
            rows = world.rows(table) if table else ("",)
            self._write(workbook, f"{prefix}_{binding}", binding, [(one, "") for one in results], rows, cells)
        for reference, columns in REFERENCES.items():
            keys = sorted({key for table, key, _ in world.looked if table == reference})
            cells = {
                (reference, key, name, ""): world.looked.get((reference, key, name))
                for key in keys
                for name in columns
            }
            self._write(
                workbook, f"{prefix}_{reference}", reference, [(one, "") for one in columns], keys, cells
            )
        self.names: dict[str, str] = {}
        sheet = workbook.create_sheet(f"{prefix}_names")
        for at, (name, value) in enumerate(world.given.items(), 1):
            values = value if type(value) is tuple else (value,)
            for down, one in enumerate(values, 1):
                sheet.cell(down, at).value = cell_value(one)
            letter = get_column_letter(at)
            end = f":${letter}${len(values)}" if type(value) is tuple else ""
            self.names[name] = f"{sheet.title}!${letter}$1{end}"

    def _write(  # type: ignore[no-untyped-def]
        self, workbook: Workbook, title: str, table: str, columns, rows, cells: Mapping
    ) -> None:
        sheet = workbook.create_sheet(title)
        places = {("this", ""): "A"}
        for at, (name, period) in enumerate(columns, 2):
            places[name, period] = get_column_letter(at)
            sheet.cell(1, at).value = f"{name} {period}"
        for down, row in enumerate(rows, 2):
            sheet.cell(down, 1).value = row
            for at, (name, period) in enumerate(columns, 2):
                cell = sheet.cell(down, at)
                value = cell_value(cells.get((table, row, name, period)))
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
        self.tables[table] = _Table(title, places, len(rows))


class SheetRefs:
    """Implements ``desktop.expr.Refs`` over the sheets of one world, for the row the world is seen from."""

    not_applicable = MARK

    def __init__(self, world: World, sheets: _Sheets) -> None:
        self._world = world
        self._sheets = sheets

    def _period(self, table: str, column: str, period: PeriodNode) -> str:
        return self._world.fit(table, column, self._world.period(period))

    def _row(self, table: str) -> int:
        return self._world.rows(table).index(self._world.row_id)

    def field(self, table: str, column: str, period: PeriodNode) -> str:
        return self._sheets.tables[table].cell(column, self._period(table, column, period), 0)

    def cell(self, table: str, column: str, period: PeriodNode) -> str:
        return self._sheets.tables[table].cell(column, self._period(table, column, period), self._row(table))

    def this(self) -> str:
        return self._sheets.tables[self._world.table].cell("this", "", self._row(self._world.table))

    def column(self, table: str, column: str, period: PeriodNode) -> str:
        if column == "this":
            return self.keys(table)
        return self._sheets.tables[table].range(column, self._period(table, column, period))

    def keys(self, table: str) -> str:
        return self._sheets.tables[table].range("this", "")

    def result(self, binding: str, name: str, period: PeriodNode) -> str:
        table = BINDINGS[binding][0]
        return self._sheets.tables[binding].cell(name, "", self._row(table) if table else 0)

    def results(self, binding: str, name: str, period: PeriodNode) -> str:
        return self._sheets.tables[binding].range(name, "")

    def binding_table(self, binding: str) -> str:
        return BINDINGS[binding][0]

    def name(self, name: str) -> str:
        return self._sheets.names[name]

    def is_list(self, name: str) -> bool:
        return type(self._world.given.get(name)) is tuple

    def reference_keys(self, reference: str) -> str:
        return self._sheets.tables[reference].range("this", "")

    def reference_column(self, reference: str, column: str) -> str:
        return self._sheets.tables[reference].range(column, "")

    def word(self, table: str, column: str, value: str) -> str:
        return value

    def unit(self, text: str) -> Unit:
        return UNITS.parse(text)

    def unit_factor(self, cell: str) -> str:
        return f"INDEX(units!$B$1:$B$20,MATCH({cell},units!$A$1:$A$20,0))"
