"""The shipped units: exact against the definitions of units.md, round trips, unlike dimensions refused."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.content.faults import ContentFault
from desktop.content.places import resource_root
from desktop.content.reference import read_units
from desktop.model.errors import RefusedError
from desktop.model.quantity import UnitAtom, UnitTable


def shipped() -> UnitTable:
    """The units as the program has them."""
    path = resource_root() / "reference" / "units.csv"
    faults: list[ContentFault] = []
    rows, _ = read_units(path.read_text(encoding="utf-8"), path.name, faults)
    assert faults == []
    return UnitTable(
        UnitAtom(row.id, row.symbol, tuple(sorted(row.dimension.items())), row.factor, row.aliases, row.name)
        for row in rows
    )


UNITS = shipped()
ATOMS = sorted(UNITS.atoms)
PAIRS = [
    (one, other)
    for one, other in combinations(ATOMS, 2)
    if UNITS.atoms[one].dimension == UNITS.atoms[other].dimension
]

# From, to, how many of the second make one of the first: units.md 1 and 2 and the definitions behind them.
DEFINITIONS = [
    ("kWh", "MJ", Fraction("3.6")),
    ("MWh", "kWh", Fraction(1000)),
    ("万kWh", "kWh", Fraction(10000)),
    ("亿kWh", "万kWh", Fraction(10000)),
    ("kcal", "kJ", Fraction("4.1868")),
    ("Mcal", "MJ", Fraction("4.1868")),
    ("万kJ", "MJ", Fraction(10)),
    ("百万千焦", "GJ", Fraction(1)),
    ("GJ", "kWh", 1 / Fraction("0.0036")),
    ("TJ", "GJ", Fraction(1000)),
    ("tce", "kgce", Fraction(1000)),
    ("万tce", "tce", Fraction(10000)),
    ("toe", "tce", Fraction(10, 7)),
    ("万t", "t", Fraction(10000)),
    ("t", "kg", Fraction(1000)),
    ("kt", "t", Fraction(1000)),
    ("万m3", "m3", Fraction(10000)),
    ("万Nm3", "Nm3", Fraction(10000)),
    ("m3@20C", "Nm3", Fraction("273.15") / Fraction("293.15")),
    ("万元", "元", Fraction(10000)),
    ("亿元", "万元", Fraction(10000)),
    ("亩", "m2", Fraction(2000, 3)),
    ("斤", "kg", Fraction("0.5")),
    ("short_ton", "t", Fraction("0.90718474")),
    ("重量箱", "kg", Fraction(50)),
    ("d", "h", Fraction(24)),
    ("月", "a", Fraction(1, 12)),
    ("kW·h", "kWh", Fraction(1)),
    ("V·kA", "kW", Fraction(1)),
    ("蒸吨", "t/h", Fraction(1)),
    ("g/kWh", "kg/MWh", Fraction(1)),
    ("kgCO2/kWh", "tCO2/MWh", Fraction(1)),
    ("tCO2/万kWh", "kgCO2/kWh", Fraction(1, 10)),
    ("mg/L", "g/m3", Fraction(1)),
    ("%", "‰", Fraction(10)),
]


@pytest.mark.parametrize(("one", "other", "ratio"), DEFINITIONS)
def test_a_unit_is_exactly_what_its_definition_says(one: str, other: str, ratio: Fraction) -> None:
    found = UNITS.parse(one).factor / UNITS.parse(other).factor
    assert UNITS.parse(one).dimension == UNITS.parse(other).dimension
    assert math.isclose(found, float(ratio), rel_tol=4e-16)


@given(st.sampled_from(PAIRS), st.floats(min_value=1e-12, max_value=1e12))
def test_there_and_back_again(pair: tuple[str, str], value: float) -> None:
    one, other = (UNITS.parse(name) for name in pair)
    back = (value * one.factor / other.factor) * other.factor / one.factor
    assert math.isclose(back, value, rel_tol=1e-15)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tce", "t"),
        ("tCO2e", "t"),
        ("tce", "GJ"),
        ("Nm3", "m3"),
        ("a", "h"),
        ("kVA", "kW"),
        ("元", "t"),
        ("m2", "m3"),
        ("人", "个"),
        ("kgTEQ", "kg"),
    ],
)
def test_what_must_not_be_added_has_another_dimension(one: str, other: str) -> None:
    assert UNITS.parse(one).dimension != UNITS.parse(other).dimension


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("吨", "t"),
        ("公斤", "kg"),
        ("度", "kWh"),
        ("万度", "万kWh"),
        ("KWH", "kWh"),
        ("立方米", "m³"),
        ("m^3", "m³"),
        ("㎥", "m³"),
        ("标方", "Nm³"),
        ("万标立方米", "万Nm³"),
        ("吨标准煤", "tce"),
        ("万吨标煤", "万tce"),
        ("tCO2", "tCO₂e"),
        ("吉焦", "GJ"),
        ("平方米", "m²"),
        ("yuan/kWh", "元/kWh"),
        ("kWh / t", "kWh/t"),
        ("L/(m2·d)", "L/(m²·d)"),
        ("kWh/t-Al", "kWh/t-Al"),
        ("万件", "万件"),
        ("百万片", "百万片"),
        ("dB(A)", "dB(A)"),
        ("1/a", "1/a"),
        ("", ""),
    ],
)
def test_what_people_type_and_what_is_printed(typed: str, printed: str) -> None:
    assert UNITS.parse(typed).symbol == printed


@pytest.mark.parametrize("typed", ["kWh//t", "/t", "kWh/", "(t", "t)", "t kg", "kWh/(t", "t-"])
def test_an_unfinished_unit_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError):
        UNITS.parse(typed)


def test_an_unknown_unit_names_its_part() -> None:
    with pytest.raises(RefusedError) as refused:
        UNITS.parse("kWh/tonn")
    assert refused.value.code == "unit.unknown"
    assert refused.value.params == {"unit": "kWh/tonn", "part": "tonn"}


def test_a_printed_symbol_can_be_typed_again() -> None:
    for atom in UNITS.atoms.values():
        assert UNITS.parse(atom.symbol).factor == atom.factor, atom.symbol


def test_there_is_one_canonical_unit_of_each_base_dimension() -> None:
    canonical = {"kg", "m3", "Nm3", "kWh", "kgce", "kgCO2e", "元", "m2", "m", "h", "a", "人", "kW"}
    for name in canonical:
        assert UNITS.parse(name).factor == 1.0, name


FAULTY = """id,symbol,dimension,factor,aliases,zh,en
t,t,mass,1000,吨,吨,tonne
kg,kg,mass,zero,,千克,kilogram
吨,吨,mass,1000,,吨,tonne
g,g,mass mass,0.001,,克,gram
h,h,time,1/0,,小时,hour
"""


def test_mistakes_in_the_file_of_units_are_all_found() -> None:
    faults: list[ContentFault] = []
    rows, _ = read_units(FAULTY, "units.csv", faults)
    found = [(fault.code, fault.line) for fault in faults]
    assert ("content.unit_malformed", 3) in found
    assert ("content.duplicate_id", 4) in found
    assert ("content.unit_malformed", 5) in found
    assert ("content.unit_malformed", 6) in found
    assert next(row.id for row in rows) == "t"
