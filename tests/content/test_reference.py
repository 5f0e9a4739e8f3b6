"""Reference tables against the dossier: figures as published, gaps left open, standing never raised."""

from __future__ import annotations

import pytest

from desktop.content.library import Library, load_library
from desktop.model.result import ABSENT, Num
from desktop.model.text import Standing


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


# carrier, column, figure as printed, its unit, standing: GB/T 2589-2020 tables A.1, A.2, B.1 as the dossier has them
FACTORS = [
    ("raw_coal", "calorific", 0.7143, "kgce/kg", "secondhand"),
    ("coke", "calorific", 0.9714, "kgce/kg", "secondhand"),
    ("diesel", "calorific", 1.4571, "kgce/kg", "secondhand"),
    ("gasoline", "calorific", 1.4714, "kgce/kg", "secondhand"),
    ("lng", "calorific", 1.7572, "kgce/kg", "recalled"),
    ("lpg", "calorific", 1.7143, "kgce/kg", "secondhand"),
    ("bfg", "calorific", 0.1286, "kgce/m3", "secondhand"),
    ("electricity", "calorific", 0.1229, "kgce/kWh", "confirmed"),
    ("heat", "calorific", 0.03412, "kgce/MJ", "confirmed"),
    ("fresh_water", "equal", 0.2571, "kgce/t", "confirmed"),
    ("compressed_air", "equal", 0.04, "kgce/m3", "confirmed"),
    ("oxygen", "equal", 0.4, "kgce/m3", "confirmed"),
    ("acetylene", "equal", 8.3143, "kgce/m3", "confirmed"),
    ("natural_gas", "calorific_low", 1.1, "kgce/m3", "recalled"),
    ("natural_gas", "calorific_high", 1.33, "kgce/m3", "recalled"),
    ("coal_slime", "calorific_high", 0.4286, "kgce/kg", "secondhand"),
]


@pytest.mark.parametrize(("carrier", "column", "figure", "unit", "standing"), FACTORS)
def test_a_coal_factor_is_as_published(
    library: Library, carrier: str, column: str, figure: float, unit: str, standing: str
) -> None:
    wanted = library.units.parse(unit)
    found = library.looked_up("coal_equivalent", carrier, column)
    assert isinstance(found, Num)
    assert found.dimension == wanted.dimension
    assert found.value == pytest.approx(figure * wanted.factor, rel=1e-15)
    assert library.citation("coal_equivalent", carrier)[1] is Standing(standing)


@pytest.mark.parametrize(
    ("carrier", "column"),
    [
        ("electricity", "equal"),  # last year's generation consumption, to be entered
        ("heat", "equal"),
        ("natural_gas", "calorific"),  # a range: the gas bill decides
        ("coal_slime", "calorific"),
        ("cog", "calorific"),
        ("biogas", "calorific"),
        ("fresh_water", "calorific"),  # media count by their equal value only
        ("diesel", "equal"),
    ],
)
def test_what_the_sources_leave_open_is_absent(library: Library, carrier: str, column: str) -> None:
    assert library.looked_up("coal_equivalent", carrier, column) == ABSENT


def test_a_published_factor_agrees_with_its_heating_value(library: Library) -> None:
    for carrier, row in library.reference("coal_equivalent").rows.items():
        if row["calorific"] and row["heating_value"]:
            derived = float(row["heating_value"]) / 29307.6
            assert float(row["calorific"]) == pytest.approx(derived, rel=0.002), carrier


# GB 21346-2022 table 1 (transcribed by third parties), benchmark and baseline recalled
LIMITS = [
    ("GB21346-2022-01", 12950, 13000, 13350, 13000, 13350, "kWh/t"),
    ("GB21346-2022-02", 13250, 13350, 13700, None, None, "kWh/t"),
    ("GB21346-2022-03", 13300, 13400, 13750, None, None, "kWh/t"),
    ("GB21346-2022-04", 1670, 1680, 1720, None, None, "kgce/t"),
]


@pytest.mark.parametrize(("key", "level1", "level2", "level3", "benchmark", "baseline", "unit"), LIMITS)
def test_the_limits_of_aluminium_are_as_transcribed(
    library: Library,
    key: str,
    level1: float,
    level2: float,
    level3: float,
    benchmark: float | None,
    baseline: float | None,
    unit: str,
) -> None:
    wanted = library.units.parse(unit)
    columns = ("level1", "level2", "level3", "benchmark", "baseline")
    for column, figure in zip(columns, (level1, level2, level3, benchmark, baseline), strict=True):
        found = library.looked_up("energy_limits", key, column)
        if figure is None:
            assert found == ABSENT
        else:
            assert found == Num(pytest.approx(figure * wanted.factor), wanted.dimension)
    source, standing = library.citation("energy_limits", key)
    assert source.startswith("GB 21346-2022")
    assert standing is Standing.SECONDHAND
    row = library.reference("energy_limits").rows[key]
    assert row["benchmark_standing"] == ("recalled" if benchmark else "")


def test_industry_classes_are_marked_as_recalled(library: Library) -> None:
    rows = library.reference("industries").rows
    assert len(rows) == 131
    assert rows["3216"]["zh"] == "铝冶炼"
    assert rows["3360"]["key_industry_zh"] == "电镀"
    assert {row["standing"] for row in rows.values()} == {"recalled"}


def test_every_row_says_its_source_and_standing(library: Library) -> None:
    for reference in library.references.values():
        for key, row in reference.rows.items():
            assert row["source"], (reference.id, key)
            assert Standing(row["standing"]), (reference.id, key)
