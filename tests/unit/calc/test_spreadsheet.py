"""The steps as live formulas: LibreOffice recalculates every step of every method to the program's own value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desktop.calc import MethodResult, run_method
from desktop.content.library import Library
from desktop.expr import bind, parse
from desktop.expr.formula import to_formula
from desktop.model.quantity import Unit
from desktop.model.result import Num
from tests.recalculated import needs_office, recalculated
from tests.unit.calc import inputs
from tests.unit.calc.test_carbon import plant
from tests.unit.calc.test_co_control import BASE, OPTIONS
from tests.unit.calc.test_grade import BEFORE, NO_PELLETS, NOT_PLATED, STEEL, TRIAL, TRIAL_VALUES, VALUES

CASES: list[tuple[str, dict[str, Any]]] = [
    *inputs.EXAMPLES.items(),
    ("grade", {"system": STEEL, "values": {**VALUES, "fuel": None}, "not_applicable": NO_PELLETS}),
    ("grade", {"system": STEEL, "values": VALUES, "not_applicable": NO_PELLETS, "membership": "exact"}),
    ("grade", {"system": {**STEEL, "others_at_ii": True}, "values": VALUES, "not_applicable": NO_PELLETS}),
    ("grade", {"system": "electroplating-2015-general", "values": BEFORE, "not_applicable": NOT_PLATED}),
    ("grade", {"system": "pcb-hj450-2008", "values": {"hj450-3": 1.2}, "variables": {"n": 2}}),
    ("grade", {"system": TRIAL, "values": TRIAL_VALUES}),
    ("indicator_level", {"direction": "<=", "level_1": -20, "level_2": -8, "level_3": 0, "value": -4}),
    ("indicator_level", {"indicator": "pcb-hj450-2008.hj450-3", "value": 1.2, "n": 2}),
    (
        "carbon",
        {"items": plant(4721500, 994, 101388, 248500, 0.13, 3040, 3249683), "year": 2025, "green_power": 9},
    ),
    (
        "co_control",
        {"baseline": BASE, "options": OPTIONS, "carbon_price": 70, "tax_rate": 1.2, "discount_rate": 0.08},
    ),
]


class Sheet:
    """One method's names on a sheet, reference tables on sheets of their own; implements ``expr.Refs``."""

    not_applicable = "不适用"

    def __init__(self, library: Library, names: dict[str, str]) -> None:
        self._library = library
        self._names = names

    def name(self, name: str) -> str:
        return self._names[name]

    def is_list(self, name: str) -> bool:
        return False

    def reference_keys(self, reference: str) -> str:
        return f"{reference}!$A$1:$A${len(self._library.reference(reference).rows)}"

    def reference_column(self, reference: str, column: str) -> str:
        table = self._library.reference(reference)
        letter = chr(ord("A") + 1 + [one.id for one in table.columns].index(column))
        return f"{reference}!${letter}$1:${letter}${len(table.rows)}"

    def unit(self, text: str) -> Unit:
        return self._library.units.parse(text)


def _write_references(book: Workbook, library: Library) -> None:
    """Numbers in their canonical unit, as the program's workbook holds them."""
    for name, table in library.references.items():
        sheet = book.create_sheet(name)
        for line, key in enumerate(table.rows, 1):
            sheet.cell(line, 1, key)
            for place, column in enumerate(table.columns, 2):
                value = library.looked_up(name, key, column.id)
                sheet.cell(
                    line,
                    place,
                    value.value if isinstance(value, Num) else value if isinstance(value, str) else None,
                )


def _write_method(book: Workbook, library: Library, title: str, result: MethodResult) -> dict[str, str]:
    """Inputs and steps below one another in column A; returns the cells by name."""
    sheet = book.create_sheet(title)
    cells: dict[str, str] = {}
    for given in result.inputs:
        assert isinstance(given.value, Num)
        cells[given.name] = f"$A${len(cells) + 1}"
        sheet[f"A{len(cells)}"] = given.value.value
    for step in result.steps:
        cell = f"A{len(cells) + 1}"
        if step.expression:
            node = bind(parse(step.expression), library.scope("", cells)).node
            sheet[cell] = to_formula(node, Sheet(library, cells))  # type: ignore[arg-type]  # no tables are asked for
        elif isinstance(step.value, Num):
            sheet[cell] = step.value.value
        cells[step.name] = f"$A${len(cells) + 1}"
    return cells


@needs_office
def test_every_step_is_recalculated_alike(library: Library, tmp_path: Path) -> None:
    book = Workbook()
    _write_references(book, library)
    done = []
    for at, (name, payload) in enumerate(CASES):
        result = run_method(name, payload, library)
        done.append((f"m{at}", name, result, _write_method(book, library, f"m{at}", result)))
    source = tmp_path / "methods.xlsx"
    book.save(source)
    again = recalculated(source)
    compared = 0
    for title, name, result, cells in done:
        for step in result.steps:
            found = again[title][cells[step.name].replace("$", "")].value
            if isinstance(step.value, Num):
                assert found == pytest.approx(step.value.value, rel=1e-9, abs=1e-9), (name, step)
                compared += 1
            elif isinstance(step.value, bool):
                assert found == step.value, (name, step)
    assert compared > 500
