"""Rows found by an index are the rows found by comparing: same sums, same doubts, same failures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.expr import bind, evaluate, parse
from desktop.expr.narrow import Index, keys_of, narrowed
from desktop.expr.nodes import CallNode
from desktop.model.result import ABSENT, NOT_APPLICABLE, Failed, Num, Value
from tests.unit.expr.world import MASS, World

BROKEN = Failed("expr.division_by_zero")
TEXTS = st.sampled_from(["1", "2", "u", ABSENT, NOT_APPLICABLE, BROKEN])
NUMBERS = st.sampled_from(
    [Num(0.0), Num(1.0), Num(2.5), Num(1.0, MASS), Num(0.0, MASS), ABSENT, NOT_APPLICABLE, BROKEN]
)
FLAGS = st.sampled_from([True, False, ABSENT, NOT_APPLICABLE, BROKEN])
ROWS = st.lists(st.tuples(TEXTS, TEXTS, NUMBERS, FLAGS), max_size=12)

CONDITIONS = [
    "left.ref == this",
    "this == left.ref",
    "answered(left.ref) and left.ref == this",
    "left.p and left.ref == this",
    "left.ref == this and left.a > 1",
    "answered(left.ref) and left.ref == this and left.p",
    'left.s == "u"',
    "left.s == t",
    "left.ref == this and left.s == t and left.p",
    "left.a == x and answered(left.ref) and left.ref == this",
    'left.s == "u" and left.a == x',
    "answered(left.a) and left.a == x",
    "if_missing(left.ref == this, false)",
    "if_missing(left.p and left.ref == this, false)",
    "if_missing(left.s == t and left.ref == this and left.a > 1, false)",
    "left.ref == this or left.p",
    "not (left.ref == this)",
]
AGGREGATES = [
    "sum(left.a, {})",
    "count(left.s, {})",
    "any(left.p, {})",
    "all(left.p, {})",
    "max(left.a, {})",
    "first(left.a, {})",
]


@dataclass(eq=False)
class Indexed(World):
    """The same world, with an index."""

    def index(self, table: str, columns: Sequence[tuple[str, str]]) -> Index:
        return Index(*[self.column(table, column, period) for column, period in columns])


def _filled(
    kind: type[World], rows: list[tuple[Value, Value, Value, Value]], text: Value, number: Value = ABSENT
) -> World:
    world = kind(table="right", row_id="1")
    world.row_ids = {"left": tuple(str(at + 1) for at in range(len(rows))), "right": ("1", "2")}
    world.cells[("right", "1", "t", "")] = text
    world.cells[("right", "1", "x", "")] = number
    for at, row in enumerate(rows, start=1):
        for column, value in zip(("ref", "s", "a", "p"), row, strict=True):
            world.cells[("left", str(at), column, "")] = value
    return world


@given(ROWS, TEXTS, NUMBERS, st.sampled_from(CONDITIONS), st.sampled_from(AGGREGATES))
def test_an_index_changes_nothing(
    rows: list[tuple[Value, Value, Value, Value]], text: Value, number: Value, condition: str, aggregate: str
) -> None:
    plain, indexed = _filled(World, rows, text, number), _filled(Indexed, rows, text, number)
    node = bind(parse(aggregate.format(condition)), plain).node
    assert evaluate(node, indexed) == evaluate(node, plain)


@pytest.mark.parametrize(("condition", "looked_up"), [(text, at < 15) for at, text in enumerate(CONDITIONS)])
def test_what_can_be_looked_up(condition: str, looked_up: bool) -> None:
    node = bind(parse(f"sum(left.a, {condition})"), World(table="right", row_id="1")).node
    assert isinstance(node, CallNode)
    assert (keys_of(node.args[1]) is not None) is looked_up


def test_only_the_rows_in_question_are_tried() -> None:
    rows: list[tuple[Value, Value, Value, Value]] = [("2", ABSENT, ABSENT, ABSENT)] * 5 + [
        ("1", "u", Num(1.0), True)
    ]
    world = _filled(Indexed, rows, "u")
    node = bind(parse("sum(left.a, answered(left.ref) and left.ref == this)"), world).node
    assert isinstance(node, CallNode)
    keys = keys_of(node.args[1])
    assert keys is not None
    assert list(narrowed(world, keys, ["1"]) or ()) == [5]
    assert evaluate(node, world) == Num(1.0)
