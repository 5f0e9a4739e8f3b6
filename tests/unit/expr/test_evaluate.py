"""Evaluation in the tables of an audit: what the program lives by, with figures of the worked examples."""

from __future__ import annotations

import math

from desktop.model.result import ABSENT, NOT_APPLICABLE, Absent, Failed, Num, Value
from tests.unit.expr.world import num, plant


def _close(value: Value, expected: float) -> bool:
    return isinstance(value, Num) and math.isclose(value.value, expected, rel_tol=1e-9)


def test_specific_use_per_year() -> None:
    row = plant().at("energy", "e1")
    specific = row.run("in_unit(amount / per.output, 'kWh/t')")
    assert isinstance(specific, Num)
    assert round(specific.value, 2) == 12985.85  # worked example of the domain notes
    assert row.run("amount[base-1] / per.output[base-1]") == ABSENT


def test_sum_by_kind_and_share() -> None:
    world = plant().at("energy", "e1")
    assert _close(world.run('sum(energy.tce, energy.carrier == "electricity")'), (396_596.3 + 14_748) * 1000)
    assert _close(world.run("tce / sum(energy.tce)"), 396_596.3 / (396_596.3 + 14_748 + 4_500))


def test_ranking_matrix() -> None:
    world = plant()
    text = "sum(scores.score * scores.factor.weight, scores.candidate == this)"
    assert world.at("candidates", "c1").run(text) == num(9 * 10 + 8 * 8)
    assert world.at("candidates", "c2").run(text) == num(6 * 10 + 7 * 8)
    assert world.at("candidates", "c2").run("rank(total, candidates.total)") == num(2)


def test_inside_the_members_of_a_method_this_is_the_outer_row() -> None:
    world = plant().at("scores", "s3")
    assert world.run("candidate == this") is False
    world.outer = "c2"
    assert world.run("candidate == this") is True
    assert world.run("score * factor.weight") == num(60)


def test_cash_flow() -> None:
    world = plant()
    assert _close(world.run("npv(audit.rate, [400, 400, 400]) - 1000"), 400 * (1 - 1.1**-3) / 0.1 - 1000)
    rate = world.run("irr(flows.flow)")
    assert isinstance(rate, Num)
    assert (
        abs(sum(flow * (1 + rate.value) ** -year for year, flow in enumerate((-1000, 400, 400, 400)))) < 1e-9
    )


def test_only_the_rows_that_belong_are_looked_at() -> None:
    """A failure or gap in a row that does not belong does no harm."""
    world = plant()
    world.put("scores s1 score", Failed("x"))
    world.put("scores s2 score", ABSENT)
    assert world.at("candidates", "c2").run("sum(scores.score, scores.candidate == this)") == num(13)
    assert world.at("candidates", "c1").run("sum(scores.score, scores.candidate == this)") == Failed("x")


def test_a_row_of_unknown_kind_makes_the_sum_partial() -> None:
    world = plant().at("energy", "e1")
    world.put("energy e2 carrier", ABSENT)
    found = world.run('sum(energy.tce, energy.carrier == "electricity")')
    assert found == Absent(num(396_596.3, "tce"), 1, 2)
    world.put("energy e2 carrier", NOT_APPLICABLE)
    assert world.run('sum(energy.tce, energy.carrier == "electricity")') == num(396_596.3, "tce")


def test_references_that_lead_nowhere() -> None:
    world = plant().at("energy", "e1")
    world.put("energy e1 per", ABSENT)
    assert world.run("amount / per.output") == ABSENT
    world.put("energy e1 per", NOT_APPLICABLE)
    assert world.run("per.output") == NOT_APPLICABLE
    assert world.run("answered(per.output)") is True


def test_several_choices() -> None:
    world = plant().at("energy", "e1")
    assert world.run("selected(scopes, 'line-2')") is True
    assert world.run("join(scopes.name, '、')") == "一系列、二系列"
    assert world.run("count(energy.name, selected(energy.scopes, 'line-9'))") == num(0)


def test_results_of_methods() -> None:
    world = plant()
    assert world.run("sum(economics.NPV, economics.NPV > 0)") == num(12.5, "元")
    assert world.at("options", "o2").run("economics.NPV") == num(-2.5, "元")
    assert world.at("flows", "y1").run("option.economics.NPV") == num(12.5, "元")
    assert world.run("ranking.winner") == "c1"
    assert world.run("max(economics.NPV)") == num(12.5, "元")
