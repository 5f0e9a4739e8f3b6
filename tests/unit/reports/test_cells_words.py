"""Figures in words: digits kept in a larger unit, units of the product, forms without what nobody said."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.reports import build_report
from desktop.reports.model import Facts, Table
from tests.builders import library, sample


def test_a_larger_unit_does_not_swallow_the_digits(tmp_path: Path) -> None:
    """The plating plant emits 6 244.9 t CO2e: 0.6245 in ten thousand tonnes, not 0.6."""
    with sample("electroplating", tmp_path / "a.qsa", "assessment") as document:
        assert document.shown("carbon_account.total@2025", "zh", unit="万tCO2e").text == "0.6245"
        assert document.shown("carbon_account.total@2025", "zh").text == "6\u2009244.9"


def test_intensities_are_told_per_unit_of_the_product(tmp_path: Path) -> None:
    """147 t of hazardous waste on 978 000 m² are 150.3 g a square metre; per tonne would mean nothing."""
    with sample("electroplating", tmp_path / "a.qsa", "assessment") as document:
        shown = document.shown("environment.hazardous_per_product@2025", "zh")
        assert (shown.text, shown.unit) == ("0.1503", "kg/m²")
        assert document.shown("environment.wastewater_per_product@2025", "zh").unit == "m³/m²"


def test_forms_leave_out_what_nobody_was_bound_to_say(tmp_path: Path) -> None:
    """A meter read in one year only is not printed with empty readings of two others."""
    with sample("aluminium", tmp_path / "a.qsa", "assessment") as document:
        report = build_report(document.snapshot(), "forms")
    cards = [block for block in report.blocks if isinstance(block, Facts) and block.part]
    assert cards
    assert all(fact.cell.text != "—" for block in cards for fact in block.facts)


def test_totals_have_the_decimals_of_their_column(tmp_path: Path) -> None:
    """Under 0.00 stands no 391.1049."""
    with sample("aluminium", tmp_path / "a.qsa", "acceptance") as document:
        report = build_report(document.snapshot())
    table = next(b for b in report.blocks if isinstance(b, Table) and "无/低费方案成效核定" in b.caption)
    total = next(row for row in table.rows if row.kind == "total")
    texts = [cell.text for cell in total.cells if cell.value is not None]
    assert "391.10" in texts
    assert "391.1049" not in texts


@pytest.mark.parametrize(
    ("unit", "plain"),
    [
        ("万元", "10⁴\u2009yuan"),
        ("元/kWh", "yuan/kWh"),
        ("万kWh", "10⁴\u2009kWh"),
        ("万tCO2e", "10⁴\u2009tCO₂e"),
        ("kgce/m2", "kgce/m²"),
    ],
)
def test_units_among_english_words_need_no_chinese(unit: str, plain: str) -> None:
    """And what is printed is read back as the same unit."""
    units = library().units
    assert units.parse(unit).plain == plain
    assert units.parse(plain).factor == units.parse(unit).factor


def test_what_evidence_proves_is_told_in_words(tmp_path: Path) -> None:
    """No path of the file format where people read."""
    with sample("aluminium", tmp_path / "a.qsa", "assessment") as document:
        row = document.rows("evidence")[0]
        assert document.shown(f"evidence[{row}].about", "zh").text.startswith("审核基本信息 · 名单公布日期")
