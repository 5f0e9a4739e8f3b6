"""Writing trees back as text: reading it again gives the same tree; evaluation never raises."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.expr import bind, evaluate, to_text
from desktop.expr.nodes import Node
from desktop.model.result import ABSENT, NOT_APPLICABLE, Absent, Failed, Num, Value
from tests.unit.expr.grow import NUMBERS, TEXTS, Grower
from tests.unit.expr.world import World, num, plant

SEEN = World(table="left", row_id="l1")


@st.composite
def trees(draw: Any) -> Node:
    """Formulas seen from a row of ``left``."""
    grower = Grower(lambda options: draw(st.sampled_from(list(options))))
    return grower.number(draw(st.integers(0, 4)))


@st.composite
def worlds(draw: Any) -> World:
    """Any mixture of values, gaps, failures, zeros, units and wrong kinds."""
    values: list[Value] = [
        *(num(x) for x in NUMBERS),
        num(2, "t"),
        num(-3),
        ABSENT,
        NOT_APPLICABLE,
        Failed("x"),
        "甲",
    ]
    world = World()
    for row in ("r1", "r2"):
        for column, options in (
            ("x", values),
            ("y", values),
            ("q", [True, False, ABSENT]),
            ("t", [*TEXTS, ABSENT]),
        ):
            world.put(f"right {row} {column}", draw(st.sampled_from(options)))
    for column, options in (
        ("a", values),
        ("b", values),
        ("p", [True, ABSENT]),
        ("s", [*TEXTS, ABSENT]),
        ("ref", ["r1", ABSENT]),
    ):
        world.put(f"left l1 {column}", draw(st.sampled_from(options)))
    return world.at("left", "l1")


@given(trees())
def test_print_and_read_is_the_same_tree(tree: Node) -> None:
    assert bind(to_text(tree), SEEN).node == tree


@given(trees(), worlds())
def test_evaluation_never_raises_and_is_repeatable(tree: Node, world: World) -> None:
    found = evaluate(tree, world)
    assert evaluate(tree, world) == found
    assert evaluate(bind(to_text(tree), world).node, world) == found
    assert isinstance(found, Num | Absent | Failed | type(NOT_APPLICABLE) | str)
    if isinstance(found, Failed):
        assert found.code == "x" or found.code.startswith("expr.")


@pytest.mark.parametrize(
    "text",
    [
        "a - (b - a) - a",
        "a / (b / a) / a",
        "(-a) ** 2 + -a ** 2",
        "2 ** -a ** b",
        "a * -b",
        "not (p and (p or not p)) or p",
        "a < b and b <= a",
        "(a if p else b) + 1",
        "a if p else b if p else a",
        "(a if p else b) if p else a",
        's in ["甲", "乙"]',
        "s == 'it\"s'",
        "sum([a, b, -a])",
        "1e+22 * 0.1",
        'unit(-25, "kWh/t")',
        "ref.x",
        "count(right.this)",
    ],
)
def test_what_authors_write_comes_back(text: str) -> None:
    assert to_text(bind(text, SEEN).node) == text


@pytest.mark.parametrize(
    "text",
    ["amount[base-1]", "amount[year+1]", "amount[2024]", "per.line.name", "audit.rate", "per.output[base]"],
)
def test_periods_and_references_come_back(text: str) -> None:
    assert to_text(bind(text, plant().at("energy", "e1")).node) == text


def test_random_generator_grows_what_binds() -> None:
    rng = random.Random(5)
    for _ in range(200):
        tree = Grower(rng.choice).number(3)
        assert bind(to_text(tree), SEEN).kind in ("number", "any")
