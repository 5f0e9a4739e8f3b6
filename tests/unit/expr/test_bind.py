"""Binding: names to nodes, and every mistake found at once, in its place, with the nearest right name."""

from __future__ import annotations

import pytest

from desktop.expr import BindError, bind, examine
from desktop.expr.nodes import (
    HERE,
    ColumnNode,
    FieldNode,
    FollowNode,
    NameNode,
    Node,
    NumberNode,
    PeriodNode,
    ResultNode,
    RowNode,
    ThisNode,
)
from desktop.expr.walk import walk
from desktop.model.quantity import PLAIN, Dimension
from tests.unit.expr.world import COAL, MASS, MONEY, plant

WORLD = plant()
ENERGY_ROW = WORLD.at("energy", "e1")
OPTION_ROW = WORLD.at("options", "o1")
FLOW_ROW = WORLD.at("flows", "y1")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("amount", RowNode("energy", "amount")),
        ("amount[base-1]", RowNode("energy", "amount", PeriodNode("base", -1))),
        ("amount[year]", RowNode("energy", "amount", PeriodNode("year"))),
        ("amount[2024]", RowNode("energy", "amount", PeriodNode("fixed", 0, "2024"))),
        ("per.output", FollowNode(RowNode("energy", "per"), "products", "output")),
        ("per.line.name", FollowNode(FollowNode(RowNode("energy", "per"), "products", "line"), "lines", "name")),
        ("audit.rate", FieldNode("audit", "rate")),
        ("audit.home.name", FollowNode(FieldNode("audit", "home"), "lines", "name")),
        ("this", ThisNode()),
        ("ranking.winner", ResultNode("ranking", "winner")),
        ('unit(25, "kWh/t")', NumberNode(25.0, "kWh/t")),
    ],
)  # fmt: skip
def test_names(text: str, node: Node) -> None:
    assert bind(text, ENERGY_ROW).node == node


def test_columns_only_inside_aggregates() -> None:
    call = bind(
        "sum(scores.score * scores.factor.weight, scores.candidate == this)", WORLD.at("candidates", "c1")
    ).node
    weight = FollowNode(ColumnNode("scores", "factor"), "factors", "weight")
    assert weight in _all(call)
    assert ColumnNode("scores", "candidate", HERE) in _all(call)


def test_results() -> None:
    assert bind("economics.NPV", OPTION_ROW).node == ResultNode("economics", "NPV")
    assert ResultNode("economics", "NPV", every=True) in _all(bind("sum(economics.NPV)", WORLD).node)
    of_reference = ResultNode("economics", "NPV", base=RowNode("flows", "option"))
    assert bind("option.economics.NPV", FLOW_ROW).node == of_reference
    assert bind("investment[assessment]", OPTION_ROW).node == RowNode(
        "options", "investment", PeriodNode("fixed", 0, "assessment")
    )


def test_a_record_reads_its_own_fields_by_bare_name() -> None:
    assert bind("rate", WORLD.at("audit")).node == FieldNode("audit", "rate")


def test_free_names_come_before_columns() -> None:
    seen = WORLD.at("products", "p1", output=3)  # type: ignore[arg-type]
    assert bind("output", seen).node == NameNode("output")


@pytest.mark.parametrize(
    ("text", "kind", "dimension"),
    [
        ("tce", "number", COAL),
        ("tce / sum(energy.tce)", "number", PLAIN),
        ("tce * 2 + 0", "number", COAL),
        ("amount", "number", None),
        ("amount > 0", "flag", None),
        ("name", "text", None),
        ("scopes", "list", None),
        ("if_missing(tce, 0)", "number", COAL),
        ("sum(options.saving)", "number", MONEY),
        ("unit(1, 't')", "number", MASS),
        ("unit(1, unit)", "number", None),
        ("in_unit(tce, 'tce')", "number", PLAIN),
        ("sqrt(tce * tce)", "number", COAL),
        ("tce ** 2", "number", (("coal", 2),)),
        ('lookup("coal_equivalent", carrier, "calorific")', "number", (("coal", 1), ("energy", -1))),
        ("ranking.winner", "any", None),
        ("npv(audit.rate, flows.flow)", "number", MONEY),
        ("first(energy.name)", "text", None),
        ("name if counted else met", "text", None),
    ],
)  # fmt: skip
def test_what_is_known_beforehand(text: str, kind: str, dimension: Dimension | None) -> None:
    bound = bind(text, ENERGY_ROW)
    assert (bound.kind, bound.dimension) == (kind, dimension)


@pytest.mark.parametrize(
    ("text", "code", "nearest"),
    [
        ("amont", "expr.unknown_name", "amount"),
        ("per.outptu", "expr.unknown_column", "output"),
        ("prodcts.output", "expr.unknown_table", "products"),
        ("sum(enrgy.tce)", "expr.unknown_table", "energy"),
        ("economics.NVP", "expr.unknown_result", "NPV"),
        ("smu(energy.tce)", "expr.unknown_function", "sum"),
        ("products", "expr.needs_column", ""),
        ("name.x", "expr.not_a_reference", ""),
        ("(1).x", "expr.not_a_reference", ""),
        ("energy.tce", "expr.column_outside", ""),
        ("sum(energy.tce, products.is_base)", "expr.two_tables", ""),
        ("economics.NPV", "expr.result_of_other_table", ""),
        ("per.economics.NPV", "expr.unknown_column", ""),
        ("amount[nxt]", "expr.unknown_period", ""),
        ("amount[edition]", "expr.other_period", ""),
        ("name[2025]", "expr.no_period", ""),
        ("(amount + 1)[2025]", "expr.period_of_nothing", ""),
        ("sum()", "expr.arguments", ""),
        ("abs(1, 2)", "expr.arguments", ""),
        ("min(energy.tce, counted, 3)", "expr.arguments", ""),
        ("sum(tce)", "expr.needs_column_in", ""),
        ("min(1, energy.tce)", "expr.needs_column_in", ""),
        ("lookup(name, carrier, 'calorific')", "expr.literal_needed", ""),
        ("lookup('coal_equivalnt', carrier, 'calorific')", "expr.unknown_reference", "coal_equivalent"),
        ("lookup('coal_equivalent', carrier, 'calorifc')", "expr.unknown_column", "calorific"),
        ("abs(name)", "expr.kind_needed", ""),
        ("lookup('coal_equivalent', scopes, 'calorific')", "expr.one_needed", ""),
        ("carrier == 'eletricity'", "expr.not_a_choice", "electricity"),
        ("carrier in ['coal', 'oil']", "expr.not_a_choice", "coal"),
        ("round(1, 2, 'gb8710')", "expr.not_a_choice", "gb8170"),
        ("carrier in name", "expr.in_needs_list", ""),
        ("name + 1", "expr.number_needed", ""),
        ("1 and counted", "expr.flag_needed", ""),
        ("1 if name else 2", "expr.flag_needed", ""),
        ("name == 1", "expr.compare_kinds", ""),
        ("counted < true", "expr.compare_kinds", ""),
        ("1 if counted else name", "expr.compare_kinds", ""),
        ("per == per.line", "expr.compare_tables", ""),
        ("scopes == 'line-1'", "expr.compare_many", ""),
        ("tce + 1", "expr.mixed_units", ""),
        ("tce > unit(1, 't')", "expr.mixed_units", ""),
        ("in_unit(tce, 't')", "expr.mixed_units", ""),
        ("sum([tce, unit(1, 't')])", "expr.mixed_units", ""),
        ("round(tce, 1)", "expr.plain_needed", ""),
        ("2 ** tce", "expr.plain_needed", ""),
        ("tce ** amount", "expr.power_of_unit", ""),
        ("tce ** 0.5", "expr.power_of_unit", ""),
        ("unit(1, 'stone')", "unit.unknown", ""),
        ("1 +", "expr.syntax", ""),
    ],
)  # fmt: skip
def test_mistakes(text: str, code: str, nearest: str) -> None:
    _, faults = examine(text, ENERGY_ROW)
    assert [fault.code for fault in faults][:1] == [code]
    if nearest:
        assert faults[0].nearest == nearest


def test_all_mistakes_at_once_with_their_places() -> None:
    text = "amont + per.outptu * sum(enrgy.tce)"
    _, faults = examine(text, ENERGY_ROW)
    assert [(fault.near, fault.position, fault.nearest) for fault in faults] == [
        ("amont", 1, "amount"),
        ("per.outptu", 9, "output"),
        ("enrgy.tce", 26, "energy"),
    ]
    with pytest.raises(BindError) as caught:
        bind(text, ENERGY_ROW)
    assert caught.value.faults == faults
    assert caught.value.params["nearest"] == "amount"


def test_a_zero_fits_every_unit() -> None:
    assert examine("tce > 0 and if_missing(tce, 0) + 0 != 0", ENERGY_ROW)[1] == ()


def test_deep_nesting_is_quick() -> None:
    """Every part is bound once, however deep: these would take for ever if parts were tried twice."""
    nested = "min(" * 30 + "1" + ", 2)" * 30
    assert examine(nested, ENERGY_ROW)[1] == ()
    chain = "option" + ".economics.NPV" * 30
    assert examine(chain, FLOW_ROW)[1]


def _all(node: Node) -> list[Node]:
    return list(walk(node))
