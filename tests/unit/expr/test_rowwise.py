"""Many rows at once give what each row gives by itself: values, gaps and failures alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.expr import evaluate
from desktop.expr.context import Context
from desktop.expr.nodes import Node
from desktop.expr.rowwise import Column, SeveralValues, evaluate_rows, is_steady
from desktop.expr.truth import true_in
from desktop.model.result import ABSENT, NOT_APPLICABLE, Failed, Num, Value
from tests.unit.expr.grow import TEXTS, Grower
from tests.unit.expr.test_narrow import Indexed
from tests.unit.expr.world import COLUMNS, World, num, plant

GAPS = [ABSENT, NOT_APPLICABLE, Failed("expr.division_by_zero")]
CELLS: dict[str, list[Value]] = {
    "number": [Num(0.0), Num(1.0), Num(2.5), Num(-4.0), Num(3.0, (("mass", 1),)), *GAPS],
    "flag": [True, False, *GAPS],
    "text": [*TEXTS, "1", "2", *GAPS],
}


@dataclass(eq=False)
class Rows:
    """Rows of a world. ``outer``: the row a list is gathered for."""

    world: World
    table: str
    ids: Sequence[str]
    outer: str = ""
    names: dict[str, list[Value]] = field(default_factory=dict)

    @property
    def this(self) -> Sequence[str]:
        return [self.outer or row for row in self.ids]

    @property
    def steady(self) -> Context:
        return self.world.at(self.table)

    def place(self, at: int) -> Context:
        place = self.world.at(
            self.table, self.ids[at], **{name: values[at] for name, values in self.names.items()}
        )
        place.outer = self.outer
        return place

    def some(self, positions: Sequence[int]) -> Rows:
        names = {name: [values[at] for at in positions] for name, values in self.names.items()}
        return Rows(self.world, self.table, [self.ids[at] for at in positions], self.outer, names)

    def cells(self, table: str, column: str, period: str) -> Column:
        if COLUMNS[table][column].many:
            raise SeveralValues
        return [self.world.cell(table, row, column, period) for row in self.ids]  # type: ignore[misc]

    def name(self, name: str) -> Column:
        return self.names[name]  # type: ignore[return-value]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """The tables ``left`` and ``right``, with every kind of gap."""
    world = Indexed()
    for table, size in (("left", 5), ("right", 3)):
        world.row_ids[table] = tuple(str(number) for number in range(1, size + 1))
        for row in world.row_ids[table]:
            for column, info in COLUMNS[table].items():
                world.cells[table, row, column, ""] = draw(st.sampled_from(CELLS[info.kind]))
    return world


@st.composite
def formulas(draw: st.DrawFn) -> Node:
    grower = Grower(lambda options: draw(st.sampled_from(list(options))))
    return draw(st.sampled_from([grower.number, grower.flag]))(draw(st.integers(1, 3)))


@settings(max_examples=400, deadline=None)
@given(worlds(), formulas())
def test_all_rows_at_once_are_the_rows_one_by_one(world: World, formula: Node) -> None:
    rows = Rows(world, "left", world.rows("left"))
    singly = [evaluate(formula, rows.place(at)) for at in range(len(rows.ids))]
    assert list(evaluate_rows(formula, rows)) == singly


@settings(max_examples=300, deadline=None)
@given(worlds(), formulas())
def test_true_rows_are_those_in_which_the_value_is_true(world: World, formula: Node) -> None:
    rows = Rows(world, "left", world.rows("left"))
    singly = [evaluate(formula, rows.place(at)) for at in range(len(rows.ids))]
    assert list(true_in(formula, rows)) == [at for at, value in enumerate(singly) if value is True]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("energy", "amount / per.output"),
        ("energy", "tce / sum(energy.tce)"),
        ("energy", 'amount * lookup("coal_equivalent", carrier, "calorific")'),
        ("energy", 'tce if carrier in ["coal", "gas"] else -tce'),
        ("energy", "in_unit(amount, unit)"),
        ("energy", 'selected(scopes, "line-2") and carrier == "coal"'),
        ("energy", "answered(scopes) and not answered(met)"),
        ("energy", "amount[base-1] > 0 or amount > unit(1, 'kWh')"),
        ("energy", "max(amount, amount[base-1])"),
        ("energy", "rank(tce, energy.tce)"),
        ("energy", "per.line.name"),
        ("options", "economics.NPV / investment"),
        ("options", "any(economics.NPV < 0)"),
        ("candidates", "sum(scores.score * scores.factor.weight, scores.candidate == this)"),
        ("candidates", "count(scores.score, scores.candidate == this and scores.score > total)"),
        ("candidates", "ranking.winner == this"),
        ("scores", "count(scores.score, scores.factor == factor and scores.candidate == candidate) > 1"),
        ("lines", "count(lines.name, answered(lines.parent) and lines.parent == this)"),
        ("energy", "scopes"),
    ],
)
def test_formulas_as_content_has_them(table: str, text: str) -> None:
    world = plant()
    rows = Rows(world, table, (*world.rows(table), "gone"))
    formula = world.at(table, world.rows(table)[0]).bind(text).node
    singly = [evaluate(formula, rows.place(at)) for at in range(len(rows.ids))]
    assert list(evaluate_rows(formula, rows)) == singly


def test_free_names_and_the_row_a_list_is_gathered_for() -> None:
    world = plant()
    rows = Rows(world, "scores", world.rows("scores"), "c2", {"value": [num(1), ABSENT, "x", num(3)]})
    named = world.at("scores", "s1", value=num(1))
    assert evaluate_rows(named.bind("value > 2").node, rows) == [
        False,
        ABSENT,
        Failed("expr.wrong_kind"),
        True,
    ]
    assert evaluate_rows(named.bind("candidate == this").node, rows) == [False, False, True, True]


def test_no_rows_need_nothing() -> None:
    world = plant()
    formula = world.at("energy", "e1").bind("amount / sum(energy.amount)").node
    assert list(evaluate_rows(formula, Rows(world, "energy", ()))) == []
    assert is_steady(world.bind("sum(energy.amount)").node)
    assert not is_steady(formula)
