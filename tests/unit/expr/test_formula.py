"""Formulas in a spreadsheet come to the program's own values, and blank where nothing is known."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest

from desktop.expr import Refs, evaluate, to_formula, to_text
from desktop.expr.nodes import CompareNode, Node, RowNode, TextNode
from desktop.expr.refs import quoted_text
from desktop.model.errors import AuditError
from desktop.model.result import ABSENT, NA, NOT_APPLICABLE, Absent, Num, Value
from tests.recalculated import needs_office
from tests.unit.expr.book import MARK, Book
from tests.unit.expr.grow import NUMBERS, TEXTS, Grower
from tests.unit.expr.world import World, num, plant

RANDOM_WORLDS = 6
RANDOM_FORMULAS = 40


def _by_hand() -> list[tuple[World, str]]:
    """Formulas the program lives by, each in the row it stands in."""
    world = plant()
    e1, o1, c2 = world.at("energy", "e1"), world.at("options", "o1"), world.at("candidates", "c2")
    step = world.at(
        I=num(1000),
        F=num(300),
        i=num(0.1),
        n=num(5),
        flows=tuple(num(x) for x in (-1000, 300, 420, 680)),
        w=tuple(num(x) for x in (1, 2, 3, 4)),
    )
    in_row = {
        e1: [
            "amount / per.output",
            "amount / per.output[base-1]",
            "amount[base-1] / per.output",
            "in_unit(amount / per.output, 'kWh/t')",
            'sum(energy.tce, energy.carrier == "electricity")',
            'sum(energy.tce, energy.carrier == "electricity") / sum(energy.tce)',
            'amount * lookup("coal_equivalent", carrier, "calorific")',
            'if_missing(lookup("coal_equivalent", "gas", "calorific"), unit(1, "kgce/kWh")) * amount',
            "per.line.name",
            "in_unit(amount, unit)",
            "amount / unit(2, unit)",
            'carrier in ["coal", "gas"]',
            'amount > unit(100, "万kWh") and per.is_base',
            "rank(tce, energy.tce)",
            "count(energy.name)",
            "count(energy.met)",
            "first(energy.name, energy.carrier == 'coal')",
            "first(energy.tce, energy.carrier == 'gas')",
            "max(energy.tce) - min(energy.tce)",
            "max(abs(energy.tce))",
            "max(abs(energy.tce[2024]))",
            "sum([tce, amount[2024], tce])",
            "max(energy.tce, energy.carrier == 'electricity')",
            "mean(energy.tce, energy.carrier != 'coal')",
            "tce if counted else tce * 2",
            "if_missing(amount[base-1], 0)",
            "answered(met) or answered(amount)",
            "listed('coal gas', carrier) or listed('electric', carrier)",
            "any(energy.carrier == 'coal')",
            "all(energy.amount > 0)",
            "sum(products.output) - sum(products.output[base-1])",
            "text(in_unit(tce, 'tce'), 1)",
            'round(in_unit(tce, "tce"), 0) + round(2.5, 0, "gb8170") + round(3.5, 0, "gb8170")',
            'round(-2.5, 0, "gb8170") + round(2.6, 0, "gb8170") + round(1234, -2) + round(1.005, 2)',
        ],
        c2: [
            "sum(scores.score * scores.factor.weight, scores.candidate == this)",
            "rank(total, candidates.total)",
            "sum(scores.score, scores.candidate == this) / count(scores.score, scores.candidate == this)",
            'name if total > 120 else "\'=\\"quoted\\""',
        ],
        o1: [
            "economics.NPV / saving",
            "sum(options.saving) + sum(economics.NPV, economics.NPV > 0)",
            "npv(audit.rate, [saving, saving, saving]) - investment",
            "npv(audit.rate, flows.flow)",
            "irr(flows.flow)",
            "irr([-investment, saving, saving, saving])",
            "investment[assessment] - if_missing(investment[acceptance], 0)",
            'ranking.winner == "c1"',
            "days_between(audit.listed_on, '2026-03-14') + months_between(audit.listed_on, '2026-03-14')",
            "sum(flows.flow, flows.option == this)",
            "audit.home.name",
        ],
        step: [
            "F * ((1 + i) ** n - 1) / (i * (1 + i) ** n) - I",
            "npv(i, flows)",
            "irr(flows)",
            "sum(flows * w, flows > 0)",
            "-2 ** 2 + 2 ** 3 ** 2 - (1 - (2 - 3)) - 8 / (4 / 2)",
            "min(I, F) + max(I, F, 2000)",
            "ln(F / (F - I * i)) / ln(1 + i)",
            "sum(flows) / 0",
            "floor(-2.5) + ceil(2.1) + sqrt(2) + exp(1) + abs(-3)",
            "1 < F < 1000",
            "sum([I, F, 5]) + mean([F, n]) + min([I, F]) + max([n, 2 * F])",
            "sum([I * 2, I / 0])",
            "rank(F, [I, F, 2 * F, F])",
            "any([F > 5, n > 99]) and not all([F > 5, n > 99])",
            "first([n, F]) + sum([])",
        ],
    }
    return [(seen, text) for seen, texts in in_row.items() for text in texts]


def _random_world(rng: random.Random) -> World:
    """Gaps, zeros and things that do not apply, in any mixture."""
    world = World()

    def maybe(value: Value) -> Value:
        return rng.choice([value] * 8 + [ABSENT, NOT_APPLICABLE] if rng.random() < 0.5 else [value])

    for row in ("r1", "r2", "r3"):
        world.put(f"right {row} x", maybe(num(rng.choice(NUMBERS))))
        world.put(f"right {row} y", maybe(num(rng.choice(NUMBERS))))
        world.put(f"right {row} q", maybe(rng.choice([True, False])))
        world.put(f"right {row} t", maybe(rng.choice(TEXTS)))
    for column in ("a", "b"):  # where a cell of the row does not apply, the exporter writes that, no formula
        world.put(f"left l1 {column}", rng.choice([num(rng.choice(NUMBERS))] * 6 + [ABSENT]))
    world.put("left l1 p", rng.choice([True, False, ABSENT]))
    world.put("left l1 s", rng.choice([*TEXTS, ABSENT]))
    world.put("left l1 ref", rng.choice(["r1", "r2", ABSENT]))
    return world.at("left", "l1")


def _grown() -> list[tuple[World, Node]]:
    rng = random.Random(20260529)
    cases: list[tuple[World, Node]] = []
    for _ in range(RANDOM_WORLDS):
        world = _random_world(rng)
        cases += [(world, Grower(rng.choice).number(rng.choice([1, 2, 3]))) for _ in range(RANDOM_FORMULAS)]
    return cases


def _agree(ours: Value, theirs: object) -> bool:
    match ours:
        case bool() | str():
            return theirs == ours
        case Num(number, _):
            return isinstance(theirs, int | float) and math.isclose(
                number, theirs, rel_tol=1e-9, abs_tol=1e-12
            )
        case NA():
            return theirs in (None, "", MARK)
        case _:
            return theirs in (None, "")


def _written(book: Book) -> list[tuple[str, Value, str]]:
    """Formulas put in the book, as text and value of ours; only few have no spreadsheet form."""
    cases: list[tuple[World, Node]] = [(world, world.bind(text).node) for world, text in _by_hand()]
    grown = _grown()
    written: list[tuple[str, Value, str]] = []
    for world, node in cases + grown:
        formula = formula_or_none(node, book.refs(world))
        assert formula is not None or (world, node) in grown, to_text(node)
        if formula is not None:
            book.add(formula)
            written.append((to_text(node), evaluate(node, world), formula))
    assert len(written) > 0.9 * (len(cases) + len(grown))
    return written


def formula_or_none(node: Node, refs: Refs) -> str | None:
    """The formula, or None where there is none and that is said."""
    try:
        return to_formula(node, refs)
    except AuditError as error:
        if error.code != "expr.no_formula":
            raise
        return None


@needs_office
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    book = Book()
    written = _written(book)
    wrong = [
        f"{text}\n  ours {ours}\n  theirs {theirs!r}\n  {formula}"
        for (text, ours, formula), theirs in zip(written, book.computed(tmp_path), strict=True)
        if not _agree(ours, theirs)
    ]
    assert not wrong, f"{len(wrong)} of {len(written)}\n" + "\n".join(wrong)
    assert sum(isinstance(ours, Num) for _, ours, _ in written) > 100
    assert sum(isinstance(ours, Absent) for _, ours, _ in written) > 40


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("amount / tce", '=IFERROR(IF(COUNT(e!$F$2,e!$I$2)=2,e!$F$2/e!$I$2,""),"")'),
        ("amount * 2", '=IF(COUNT(e!$F$2)=1,e!$F$2*2,"")'),
        ("sum(energy.tce)", '=IF(COUNTBLANK(e!$I$2:$I$4)>0,"",SUM(e!$I$2:$I$4))'),
        (
            'sum(energy.tce, energy.carrier == "coal")',
            '=IF(COUNTBLANK(e!$C$2:$C$4)+SUMPRODUCT((e!$C$2:$C$4="coal")*(e!$I$2:$I$4=""))>0,"",'
            'SUMIFS(e!$I$2:$I$4,e!$C$2:$C$4,"coal"))',
        ),
        ("sum(flows.flow)", "=0"),
        ("rank(tce, energy.tce)", None),
        ("-2 ** 2", '=IFERROR((-(2^2)),"")'),
    ],
)
def test_a_formula_reads_like_one_a_person_would_write(text: str, formula: str | None) -> None:
    world = plant()
    world.row_ids["flows"] = ()
    seen = world.at("energy", "e1")
    written = to_formula(seen.bind(text).node, Book().refs(seen)).replace("w0_energy", "e")
    if formula is None:
        assert "RANK(e!$I$2,e!$I$2:$I$4)" in written
    else:
        assert written == formula


def test_texts_cannot_become_formulas() -> None:
    hostile = '"&HYPERLINK("http://x","y")&"'
    world = plant().at("energy", "e1")
    node = CompareNode("==", RowNode("energy", "name"), TextNode(hostile))
    assert to_formula(node, Book().refs(world)).endswith('="""&HYPERLINK(""http://x"",""y"")&"""),"")')
    assert quoted_text("x" * 300).count('"&"') == 1
    assert quoted_text("a\x00\x07b") == '"ab"'


@pytest.mark.parametrize(
    "text",
    [
        "join(energy.name, '、')",
        "sum(energy.tce / energy.amount)",
        "max(energy.tce * 2)",
        "selected(scopes, 'line-1')",
        "if_na(amount * 2, 0)",
    ],
)
def test_what_has_no_spreadsheet_form_says_so(text: str) -> None:
    world = plant().at("energy", "e1")
    assert formula_or_none(world.bind(text).node, Book().refs(world)) is None
