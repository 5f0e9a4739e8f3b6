"""The meaning of every operator and function, as a table: values, absent, not applicable, failed, zero, mixed units."""

from __future__ import annotations

import math

import pytest

from desktop.expr import FUNCTIONS
from desktop.model.result import ABSENT, NOT_APPLICABLE, Absent, Failed, Num, Value
from tests.unit.expr.world import COAL, ENERGY, MASS, World, num

BROKEN = Failed("expr.division_by_zero")

GIVEN: dict[str, Value] = {
    "one": num(1),
    "two": num(2),
    "half": num(2.5),
    "zero": num(0),
    "minus": num(-4),
    "mass": num(3, "t"),
    "energy_": num(2, "kWh"),
    "word": "甲",
    "yes": True,
    "no": False,
    "gone": ABSENT,
    "na": NOT_APPLICABLE,
    "bad": BROKEN,
    "many": ("甲", "乙"),
    "few": (num(3), num(1), num(2)),
    "gaps": (num(3), ABSENT, num(2)),
    "skips": (num(3), NOT_APPLICABLE, num(2)),
    "skipped": (NOT_APPLICABLE, NOT_APPLICABLE),
    "broken": (num(3), BROKEN, ABSENT),
    "mixed": (num(1, "t"), num(1, "kWh")),
    "nothing": (),
    "masses": (num(0), num(1, "t")),
    "flags": (True, False, True),
    "doubts": (True, ABSENT, False),
    "doubtful": (False, ABSENT),
    "words": ("甲", ABSENT, NOT_APPLICABLE, "乙"),
    "flows": (num(-1000), num(400), num(400), num(400)),
    "start": "2024-01-31",
    "end": "2024-03-01",
}
SEEN = World().at(**GIVEN)

MIXED = Failed("expr.mixed_units")
DOMAIN = Failed("expr.outside_domain")
KIND = Failed("expr.wrong_kind")


def _known(value: float, known: int, total: int) -> Absent:
    return Absent(num(value), known, total)


OPERATORS = [
    # arithmetic: failed before not applicable before absent, on either side
    ("one + two", num(3)),
    ("two - half", num(-0.5)),
    ("two * half", num(5)),
    ("one / two", num(0.5)),
    ("minus ** two", num(16)),
    ("-minus", num(4)),
    ("gone + one", ABSENT),
    ("one * gone", ABSENT),
    ("na - gone", NOT_APPLICABLE),
    ("gone - na", NOT_APPLICABLE),
    ("na / bad", BROKEN),
    ("bad + gone", BROKEN),
    ("-gone", ABSENT),
    ("one / zero", BROKEN),
    ("gone / zero", ABSENT),
    ("zero ** -1", BROKEN),
    ("zero ** zero", DOMAIN),
    ("minus ** 0.5", DOMAIN),
    ("10 ** 99 ** 9", Failed("expr.too_large_number")),
    ("1e308 * 10", Failed("expr.too_large_number")),
    # units: products and quotients combine, sums need the same, a plain zero fits all
    ("energy_ / mass", Num(2 / 3000, (("energy", 1), ("mass", -1)))),
    ("mass / mass", num(1)),
    ("mass ** 2", Num(9e6, (("mass", 2),))),
    ("mass + energy_", MIXED),
    ("mass + one", MIXED),
    ("mass + zero", num(3, "t")),
    ("zero - mass", num(-3, "t")),
    ("zero * mass", Num(0.0, MASS)),
    ("one ** mass", MIXED),
    ("mass ** two", Num(9e6, (("mass", 2),))),
    ("mass ** 0.5", MIXED),
    # comparison
    ("two > one", True),
    ("one == two", False),
    ("word == '甲'", True),
    ("word != '甲'", False),
    ("start < end", True),
    ("yes == no", False),
    ("mass > 0", True),
    ("mass == zero", False),
    ("mass > energy_", MIXED),
    ("gone == gone", ABSENT),
    ("na == one", NOT_APPLICABLE),
    ("bad > gone", BROKEN),
    ("one == word", KIND),
    ("1 < two <= 2", True),
    # three-valued logic
    ("yes and no", False),
    ("gone and no", False),
    ("no and gone", False),
    ("bad and no", False),
    ("gone and yes", ABSENT),
    ("yes or gone", True),
    ("gone or yes", True),
    ("gone or no", ABSENT),
    ("na or no", NOT_APPLICABLE),
    ("not gone", ABSENT),
    ("not yes", False),
    ("not na", NOT_APPLICABLE),
    ("zero != 0 and one / zero > 1", False),
    ("one and yes", KIND),
    # choice and membership
    ("one if yes else two", num(1)),
    ("one if no else bad", BROKEN),
    ("one if gone else two", ABSENT),
    ("one if na else two", NOT_APPLICABLE),
    ("word in ['乙', '甲']", True),
    ("word not in ['乙', '甲']", False),
    ("gone in ['甲']", ABSENT),
    ("two in [gone, 2]", True),
    ("two in [gone, 3]", ABSENT),
    ("word in []", False),
]

TABLE: dict[str, list[tuple[str, Value]]] = {
    "sum": [
        ("sum(few)", num(6)),
        ("sum(gaps)", _known(5, 2, 3)),
        ("sum(skips)", num(5)),
        ("sum(skipped)", num(0)),
        ("sum(broken)", BROKEN),
        ("sum(nothing)", num(0)),
        ("sum(mixed)", MIXED),
        ("sum(masses)", num(1, "t")),
        ("sum(few, few > 1)", num(5)),
        ("sum(few, flags)", num(5)),
        ("sum(few, doubts)", Absent(num(3), 1, 2)),
        ("sum(few, gone)", Absent(None, 0, 3)),
        ("sum(few, no)", num(0)),
        ("sum([one, two, few])", num(9)),
    ],
    "count": [
        ("count(few)", num(3)),
        ("count(gaps)", num(2)),
        ("count(skips)", num(2)),
        ("count(broken)", BROKEN),
        ("count(nothing)", num(0)),
        ("count(words)", num(2)),
        ("count(few, doubts)", Absent(num(1), 1, 2)),
        ("count(masses)", num(2)),
    ],
    "mean": [
        ("mean(few)", num(2)),
        ("mean(gaps)", _known(2.5, 2, 3)),
        ("mean(skips)", num(2.5)),
        ("mean(skipped)", NOT_APPLICABLE),
        ("mean(broken)", BROKEN),
        ("mean(nothing)", ABSENT),
        ("mean(mixed)", MIXED),
    ],
    "min": [
        ("min(few)", num(1)),
        ("min(gaps)", _known(2, 2, 3)),
        ("min(skips)", num(2)),
        ("min(broken)", BROKEN),
        ("min(nothing)", ABSENT),
        ("min(mixed)", MIXED),
        ("min(one, two, half)", num(1)),
        ("min(one, na)", num(1)),
        ("min(one, gone)", _known(1, 1, 2)),
        ("min(few, few > 1)", num(2)),
        ("min(mass, zero)", Num(0.0, MASS)),
    ],
    "max": [
        ("max(few)", num(3)),
        ("max(gaps)", _known(3, 2, 3)),
        ("max(skips)", num(3)),
        ("max(broken)", BROKEN),
        ("max(minus, 0)", num(0)),
        ("max(mixed)", MIXED),
        ("max(mass, energy_)", MIXED),
    ],
    "any": [
        ("any(flags)", True),
        ("any(doubtful)", Absent(None, 1, 2)),
        ("any(doubts)", True),
        ("any(nothing)", False),
        ("any(few > 2)", True),
        ("any(skipped)", False),
        ("any(broken > 5)", BROKEN),
    ],
    "all": [
        ("all(flags)", False),
        ("all(doubts)", False),
        ("all(gaps > 1)", Absent(None, 2, 3)),
        ("all(nothing)", True),
        ("all(skips > 1)", True),
        ("all(broken > 1)", BROKEN),
    ],
    "first": [
        ("first(few)", num(3)),
        ("first(few, few < 3)", num(1)),
        ("first(few, few > 9)", ABSENT),
        ("first(gaps, doubts)", num(3)),
        ("first(nothing)", ABSENT),
        ("first(skipped)", NOT_APPLICABLE),
        ("first(broken)", num(3)),
    ],
    "join": [
        ("join(many, '、')", "甲、乙"),
        ("join(words, '、')", "甲、乙"),
        ("join(nothing, '、')", ""),
        ("join(broken, '、')", BROKEN),
        ("join(many, gone)", ABSENT),
    ],
    "rank": [
        ("rank(two, few)", num(2)),
        ("rank(3, few)", num(1)),
        ("rank(gone, few)", ABSENT),
        ("rank(na, few)", NOT_APPLICABLE),
        ("rank(two, gaps)", _known(2, 2, 3)),
        ("rank(two, skips)", num(2)),
        ("rank(two, broken)", BROKEN),
        ("rank(mass, few)", MIXED),
        ("rank(one, [one, one, two])", num(2)),
    ],
    "npv": [
        ("npv(0.1, few)", num(3 / 1.1 + 1 / 1.21 + 2 / 1.331)),
        ("npv(zero, few)", num(6)),
        ("npv(0.1, gaps)", ABSENT),
        ("npv(0.1, skips)", NOT_APPLICABLE),
        ("npv(0.1, broken)", BROKEN),
        ("npv(gone, few)", ABSENT),
        ("npv(-1, few)", DOMAIN),
        ("npv(0.1, mixed)", MIXED),
        ("npv(0.1, nothing)", num(0)),
    ],
    "irr": [
        ("irr([-100, 110])", num(0.1)),
        ("irr([-100, 60, 60])", num(0.13066238629180753)),
        ("irr(few)", Failed("expr.irr_none")),
        ("irr([-1, 3, -2])", Failed("expr.irr_multiple")),
        ("irr(gaps)", ABSENT),
        ("irr(skips)", NOT_APPLICABLE),
        ("irr(broken)", BROKEN),
        ("irr([zero, zero])", Failed("expr.irr_none")),
        ("irr(mixed)", MIXED),
    ],
    "abs": [
        ("abs(minus)", num(4)),
        ("abs(mass)", num(3, "t")),
        ("abs(zero)", num(0)),
        ("abs(gone)", ABSENT),
        ("abs(na)", NOT_APPLICABLE),
        ("abs(bad)", BROKEN),
    ],
    "round": [
        ("round(half, 0)", num(3)),
        ("round(-half, 0)", num(-3)),
        ("round(half, 0, 'gb8170')", num(2)),
        ("round(1.005, 2)", num(1.01)),
        ("round(1250, -2)", num(1300)),
        ("round(1250, -2, 'gb8170')", num(1200)),
        ("round(zero, 2)", num(0)),
        ("round(gone, 2)", ABSENT),
        ("round(na, 2)", NOT_APPLICABLE),
        ("round(bad, 2)", BROKEN),
        ("round(mass, 2)", MIXED),
        ("round(one, half)", DOMAIN),
    ],
    "floor": [
        ("floor(-half)", num(-3)),
        ("floor(zero)", num(0)),
        ("floor(mass)", MIXED),
        ("floor(gone)", ABSENT),
        ("floor(na)", NOT_APPLICABLE),
        ("floor(bad)", BROKEN),
    ],
    "ceil": [
        ("ceil(-half)", num(-2)),
        ("ceil(mass)", MIXED),
        ("ceil(gone)", ABSENT),
        ("ceil(na)", NOT_APPLICABLE),
        ("ceil(bad)", BROKEN),
    ],
    "sqrt": [
        ("sqrt(4)", num(2)),
        ("sqrt(zero)", num(0)),
        ("sqrt(mass * mass)", num(3, "t")),
        ("sqrt(mass)", MIXED),
        ("sqrt(minus)", DOMAIN),
        ("sqrt(gone)", ABSENT),
        ("sqrt(na)", NOT_APPLICABLE),
        ("sqrt(bad)", BROKEN),
    ],
    "ln": [
        ("ln(one)", num(0)),
        ("ln(zero)", DOMAIN),
        ("ln(minus)", DOMAIN),
        ("ln(mass)", MIXED),
        ("ln(gone)", ABSENT),
        ("ln(na)", NOT_APPLICABLE),
        ("ln(bad)", BROKEN),
    ],
    "exp": [
        ("exp(zero)", num(1)),
        ("exp(1000)", Failed("expr.too_large_number")),
        ("exp(mass)", MIXED),
        ("exp(gone)", ABSENT),
        ("exp(na)", NOT_APPLICABLE),
        ("exp(bad)", BROKEN),
    ],
    "if_missing": [
        ("if_missing(gone, two)", num(2)),
        ("if_missing(one, two)", num(1)),
        ("if_missing(zero, two)", num(0)),
        ("if_missing(na, two)", NOT_APPLICABLE),
        ("if_missing(bad, two)", BROKEN),
        ("if_missing(gone, gone)", ABSENT),
        ("if_missing(sum(gaps), zero)", num(0)),
        ("sum(if_missing(gaps, 0))", num(5)),
        ("mass + if_missing(gone, 0)", num(3, "t")),
    ],
    "if_na": [
        ("if_na(na, two)", num(2)),
        ("if_na(gone, two)", ABSENT),
        ("if_na(one, two)", num(1)),
        ("if_na(bad, two)", BROKEN),
    ],
    "answered": [
        ("answered(zero)", True),
        ("answered(na)", True),
        ("answered(gone)", False),
        ("answered(sum(gaps))", False),
        ("answered(bad)", BROKEN),
        ("answered(many)", True),
    ],
    "listed": [
        ("listed('甲 乙', word)", True),
        ("listed('甲乙', word)", False),
        ("listed(word, '乙')", False),
        ("listed(gone, '甲')", ABSENT),
        ("listed(na, '甲')", NOT_APPLICABLE),
        ("listed(bad, '甲')", BROKEN),
    ],
    "well_formed": [
        ("well_formed('75-09-2', 'cas')", True),
        ("well_formed('7732-18-5', 'cas')", True),
        ("well_formed('75-09-3', 'cas')", False),
        ("well_formed('75092', 'cas')", False),
        ("well_formed('91000000SAMPLE0001', 'credit_code')", True),
        ("well_formed('91000000SAMPLE001', 'credit_code')", False),
        ("well_formed(word, 'passport')", DOMAIN),
        ("well_formed(one, 'cas')", KIND),
        ("well_formed(gone, 'cas')", ABSENT),
        ("well_formed(na, 'cas')", NOT_APPLICABLE),
        ("well_formed(bad, 'cas')", BROKEN),
    ],
    "selected": [
        ("selected(many, '甲')", True),
        ("selected(many, '丙')", False),
        ("selected(word, '甲')", True),
        ("selected(gone, '甲')", ABSENT),
        ("selected(na, '甲')", NOT_APPLICABLE),
        ("selected(bad, '甲')", BROKEN),
        ("selected(one, '甲')", KIND),
    ],
    "matches": [
        ("matches('321-024-48', '###-###-##')", True),
        ("matches('321-024-48', '###-###-49')", False),
        ("matches('HW48', '###-###-##')", False),
        ("matches('321-024-488', '###-###-##')", False),
        ("matches('321-O24-48', '###-###-##')", False),
        ("matches(gone, '#')", ABSENT),
        ("matches(na, '#')", NOT_APPLICABLE),
        ("matches(bad, '#')", BROKEN),
        ("matches(one, '#')", KIND),
    ],
    "lookup": [
        ("lookup('coal_equivalent', 'electricity', 'calorific')", Num(0.1229, (("coal", 1), ("energy", -1)))),
        ("lookup('coal_equivalent', 'steam', 'calorific')", ABSENT),
        ("lookup('coal_equivalent', gone, 'calorific')", ABSENT),
        ("lookup('coal_equivalent', na, 'calorific')", NOT_APPLICABLE),
        ("lookup('coal_equivalent', bad, 'calorific')", BROKEN),
        ("lookup('coal_equivalent', one, 'calorific')", KIND),
    ],
    "unit": [
        ("unit(2, '万kWh')", Num(20_000.0, ENERGY)),
        ("unit(-2, 't')", Num(-2000.0, MASS)),
        ("unit(one + one, 'tce')", Num(2000.0, COAL)),
        ("unit(zero, 't')", Num(0.0, MASS)),
        ("unit(gone, 't')", ABSENT),
        ("unit(na, 't')", NOT_APPLICABLE),
        ("unit(bad, 't')", BROKEN),
        ("unit(mass, 't')", MIXED),
        ("unit(one, word)", Failed("unit.unknown")),
    ],
    "in_unit": [
        ("in_unit(mass, 't')", num(3)),
        ("in_unit(mass, 'kg')", num(3000)),
        ("in_unit(zero, 't')", num(0)),
        ("in_unit(mass, 'kWh')", MIXED),
        ("in_unit(gone, 't')", ABSENT),
        ("in_unit(na, 't')", NOT_APPLICABLE),
        ("in_unit(bad, 't')", BROKEN),
    ],
    "days_between": [
        ("days_between(start, end)", num(30)),
        ("days_between(end, start)", num(-30)),
        ("days_between(start, start)", num(0)),
        ("days_between(start, gone)", ABSENT),
        ("days_between(na, end)", NOT_APPLICABLE),
        ("days_between(bad, end)", BROKEN),
        ("days_between(start, '2024-02-30')", DOMAIN),
    ],
    "months_between": [
        ("months_between(start, end)", num(1)),
        ("months_between('2024-01', '2025-03')", num(14)),
        ("months_between(start, gone)", ABSENT),
        ("months_between(na, end)", NOT_APPLICABLE),
        ("months_between(bad, end)", BROKEN),
        ("months_between(word, end)", DOMAIN),
    ],
    "text": [
        ("text(half, 0)", "3"),
        ("text(zero, 2)", "0.00"),
        ("text(1.005, 2)", "1.01"),
        ("text(mass, 2)", MIXED),
        ("text(gone, 2)", ABSENT),
        ("text(na, 2)", NOT_APPLICABLE),
        ("text(bad, 2)", BROKEN),
        ("text(one, -1)", DOMAIN),
    ],
}

CASES = OPERATORS + [case for cases in TABLE.values() for case in cases]


def _same(found: Value, expected: Value) -> bool:
    match found, expected:
        case Num(one, first), Num(other, second):
            return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12) and first == second
        case Failed(one), Failed(other):
            return one == other
        case _:
            return type(found) is type(expected) and found == expected


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_meaning(text: str, expected: Value) -> None:
    SEEN.looked["coal_equivalent", "electricity", "calorific"] = Num(0.1229, (("coal", 1), ("energy", -1)))
    found = SEEN.run(text)
    assert _same(found, expected), found


def test_every_function_is_in_the_table() -> None:
    assert set(TABLE) == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_says_what_gaps_do_and_does_it(name: str) -> None:
    """What the table of functions declares is what the cases show."""
    function = FUNCTIONS[name]
    results = [value for text, value in TABLE[name] if "bad" in text or "broken" in text]
    if function.failed == "propagates":
        assert BROKEN in results
    assert function.text.zh
    assert function.text.en
    assert function.text.zh != function.text.en
    assert function.spreadsheet


def test_partial_sums_say_what_they_have() -> None:
    assert SEEN.run("sum(gaps)") == Absent(num(5), 2, 3)
    assert SEEN.run("sum(gaps) + 1") == ABSENT


def test_rows_do_not_depend_on_their_order() -> None:
    """fsum: the same figure whatever the order of rows."""
    values = [0.1, 1e16, 0.2, -1e16, 0.3]
    ahead = World().at(v=tuple(num(x) for x in values)).run("sum(v)")
    back = World().at(v=tuple(num(x) for x in reversed(values))).run("sum(v)")
    assert ahead == back
