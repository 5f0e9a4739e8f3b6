"""Rows found by an index are the rows found by comparing: same sums, same doubts, same failures."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.expr import bind, evaluate, parse
from desktop.expr.narrow import Index, index_of, key_of, narrowed
from desktop.expr.nodes import CallNode
from desktop.model.result import ABSENT, NOT_APPLICABLE, Failed, Num, Value
from tests.unit.expr.world import World

BROKEN = Failed("expr.division_by_zero")
TEXTS = st.sampled_from(["1", "2", "u", ABSENT, NOT_APPLICABLE, BROKEN])
NUMBERS = st.sampled_from([Num(1.0), Num(2.5), Num(-4.0), ABSENT, NOT_APPLICABLE, BROKEN])
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

    def index(self, table: str, column: str, period: str) -> Index:
        return index_of(self.column(table, column, period))


def _filled(kind: type[World], rows: list[tuple[Value, Value, Value, Value]], text: Value) -> World:
    world = kind(table="right", row_id="1")
    world.row_ids = {"left": tuple(str(at + 1) for at in range(len(rows))), "right": ("1", "2")}
    world.cells[("right", "1", "t", "")] = text
    for at, row in enumerate(rows, start=1):
        for column, value in zip(("ref", "s", "a", "p"), row, strict=True):
            world.cells[("left", str(at), column, "")] = value
    return world


@given(ROWS, TEXTS, st.sampled_from(CONDITIONS), st.sampled_from(AGGREGATES))
def test_an_index_changes_nothing(
    rows: list[tuple[Value, Value, Value, Value]], text: Value, condition: str, aggregate: str
) -> None:
    plain, indexed = _filled(World, rows, text), _filled(Indexed, rows, text)
    node = bind(parse(aggregate.format(condition)), plain).node
    assert evaluate(node, indexed) == evaluate(node, plain)


@pytest.mark.parametrize(("condition", "looked_up"), [(text, at < 8) for at, text in enumerate(CONDITIONS)])
def test_what_can_be_looked_up(condition: str, looked_up: bool) -> None:
    node = bind(parse(f"sum(left.a, {condition})"), World(table="right", row_id="1")).node
    assert isinstance(node, CallNode)
    assert (key_of(node.args[1]) is not None) is looked_up


def test_only_the_rows_in_question_are_tried() -> None:
    rows: list[tuple[Value, Value, Value, Value]] = [("2", ABSENT, ABSENT, ABSENT)] * 5 + [
        ("1", "u", Num(1.0), True)
    ]
    world = _filled(Indexed, rows, "u")
    node = bind(parse("sum(left.a, answered(left.ref) and left.ref == this)"), world).node
    assert isinstance(node, CallNode)
    key = key_of(node.args[1])
    assert key is not None
    assert list(narrowed(world, key, "1") or ()) == [5]
    assert evaluate(node, world) == Num(1.0)
