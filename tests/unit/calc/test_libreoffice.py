"""NPV, IRR and MIRR against LibreOffice, on random flows in one workbook."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.recalculated import needs_office, recalculated

CASES = 50


@pytest.fixture(scope="module")
def cases() -> list[tuple[float, list[float]]]:
    """Ordinary flows: money out in year 0, then mostly money in; a few years of 3 to 20."""
    dice = random.Random(20260529)
    drawn = []
    for _ in range(CASES):
        years = dice.randint(3, 20)
        rate = round(dice.uniform(0.01, 0.25), 4)
        returns = [round(dice.uniform(0, 400), 2) for _ in range(years)]
        outlay = round(sum(returns) / dice.uniform(1.05, 4), 2)
        drawn.append((rate, [-outlay, *returns]))
    return drawn


@needs_office
def test_flows_agree_with_libreoffice(run, cases: list[tuple[float, list[float]]], tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line, (rate, flows) in enumerate(cases, 1):
        for column, value in enumerate([rate, *flows], 5):
            sheet.cell(line, column, value)
        first, last = sheet.cell(line, 6).coordinate, sheet.cell(line, 5 + len(flows)).coordinate
        second = sheet.cell(line, 7).coordinate
        sheet.cell(line, 1, f"=NPV(E{line},{second}:{last})+{first}")
        sheet.cell(line, 2, f"=IRR({first}:{last})")
        sheet.cell(line, 3, f"=MIRR({first}:{last},0.07,0.05)")
    source = tmp_path / "flows.xlsx"
    book.save(source)
    again = recalculated(source).active
    assert again is not None
    for line, (rate, flows) in enumerate(cases, 1):
        values = run("cash_flow", flows=flows, rate=rate, finance_rate=0.07, reinvest_rate=0.05).values
        npv, irr, mirr = (again.cell(line, column).value for column in (1, 2, 3))
        size = sum(abs(flow) for flow in flows)
        assert values["NPV"] == pytest.approx(npv, abs=1e-9 * size), flows
        assert values["IRR"] == pytest.approx(irr, rel=1e-7, abs=1e-9), flows
        assert values["MIRR"] == pytest.approx(mirr, rel=1e-9), flows
