"""Ranking: the dossier's worked examples (method_and_worksheets.md 3.1, 3.8, 7.1) and what must always hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError

FACTORS = ("废弃物量", "主要消耗", "环保费用", "废弃物毒性", "市场发展潜力", "车间积极性")


def case(weights: tuple[float, ...], factors: tuple[str, ...], **scores: tuple[float, ...]) -> dict[str, Any]:
    return {
        "weights": dict(zip(factors, weights, strict=True)),
        "scores": {who: dict(zip(factors, row, strict=True)) for who, row in scores.items()},
    }


HANDBOOK = case(
    (10, 9, 8, 7, 5, 2),
    FACTORS,
    shop_1=(10, 5, 10, 4, 6, 5),
    shop_2=(6, 10, 4, 10, 10, 10),
    shop_3=(4, 8, 1, 5, 8, 7),
)  # 3.1, the handbook's example


def test_handbook_example(run) -> None:
    values = run("weighted_ranking", HANDBOOK).values
    assert values["totals"] == {"shop_1": 293, "shop_2": 322, "shop_3": 209}
    assert values["ranks"] == {"shop_1": 2, "shop_2": 1, "shop_3": 3}
    assert (values["winner"], values["stable"], values["flips"]) == ("shop_2", True, [])


def test_changed_weights_of_the_robustness_remark(run) -> None:
    """3.1: W(环保费用) + 2 and W(毒性) − 2 leave a lead of 5 points, three points each reverse it."""
    for shift, lead, winner in ((2, 5, "shop_2"), (3, None, "shop_1")):
        weights = {**HANDBOOK["weights"], "环保费用": 8 + shift, "废弃物毒性": 7 - shift}
        values = run("weighted_ranking", weights=weights, scores=HANDBOOK["scores"]).values
        assert values["winner"] == winner
        if lead is not None:
            assert values["totals"]["shop_2"] - values["totals"]["shop_1"] == lead
            assert values["stable"] is False  # 5 points do not survive another point of W(环保费用)
            flips = {(one["factor"], one["change"]): one for one in values["flips"]}
            for lost in (("环保费用", 1.0), ("废弃物毒性", -1.0)):
                assert (flips[lost]["winner"], flips[lost]["lead"]) == ("shop_1", -1)
            for shared in (("主要消耗", -1.0), ("车间积极性", -1.0)):  # a lead of exactly 5 is shared
                assert (flips[shared]["winner"], flips[shared]["tied"]) == (None, ["shop_1", "shop_2"])


def test_aluminium_focus(run) -> None:
    """sample_aluminium.json, focus_selection."""
    payload = case(
        (10, 9, 8, 8, 6, 3),
        ("w", "c", "e", "t", "p", "s"),
        potroom=(10, 10, 10, 10, 9, 8),
        casthouse=(5, 4, 4, 7, 6, 7),
        anodes=(4, 3, 3, 3, 5, 7),
        utilities=(3, 5, 2, 1, 7, 8),
    )
    values = run("weighted_ranking", payload).values
    assert list(values["totals"].values()) == [428, 231, 166, 165]
    assert list(values["ranks"].values()) == [1, 2, 3, 4]
    assert values["stable"] is True


def test_ties_share_a_rank(run) -> None:
    values = run(
        "weighted_ranking", case((1, 1), ("a", "b"), x=(9, 1), y=(4, 5), z=(5, 4), last=(1, 1))
    ).values
    assert values["ranks"] == {"x": 1, "y": 2, "z": 2, "last": 4}


def test_totals_of_fractions_tie_as_people_add(run) -> None:
    """0.1·3 + 0.2·3 and 0.3·3 differ in binary, not on paper."""
    values = run("weighted_ranking", case((0.1, 0.2, 0.3), ("a", "b", "c"), x=(3, 3, 0), y=(0, 0, 3))).values
    assert values["ranks"] == {"x": 1, "y": 1}
    assert values["winner"] is None
    assert values["stable"] is None
    assert values["tied"] == ["x", "y"]
    assert {"winner", "stable"} <= {note["about"] for note in values["notes"]}


def test_a_missing_score_is_not_nought(run) -> None:
    payload = {"weights": {"a": 1, "b": 2}, "scores": {"x": {"a": 3, "b": None}, "y": {"a": 1, "b": 1}}}
    values = run("weighted_ranking", payload).values
    assert values["totals"] == {"x": None, "y": 3}
    assert values["ranks"] == {"x": None, "y": None}
    assert values["winner"] is None
    assert "scores.x.b" in values["notes"][0]["zh"]


def test_a_weight_does_not_fall_below_zero(run) -> None:
    values = run("weighted_ranking", case((0, 1), ("a", "b"), x=(1, 5), y=(9, 4))).values
    assert values["winner"] == "x"
    assert [(one["factor"], one["change"], one["winner"]) for one in values["flips"]] == [
        ("a", 1.0, "y"),
        ("b", -1.0, None),
    ]


def test_a_single_candidate_wins(run) -> None:
    values = run("weighted_ranking", case((5,), ("a",), only=(3,))).values
    assert (values["winner"], values["stable"]) == ("only", True)


def test_unknown_factor_and_negative_weight_are_refused_with_their_place(run) -> None:
    with pytest.raises(AuditError) as error:
        run("weighted_ranking", weights={"废弃物量": 1}, scores={"x": {"废弃量": 1}})
    assert (error.value.code, error.value.params["path"]) == ("calc.unknown_factor", "scores.x.废弃量")
    with pytest.raises(AuditError) as error:
        run("weighted_ranking", weights={"a": -1}, scores={"x": {"a": 1}})
    assert (error.value.code, error.value.params["path"]) == ("calc.out_of_range", "weights.a")


def test_odd_names_stay_names(run) -> None:
    odd = 'shop "1" \\ if rank == 1'
    values = run("weighted_ranking", case((2, 1), ("a b", "true"), **{odd: (5, 5), "y": (1, 1)})).values
    assert values["winner"] == odd


def test_steps_of_members_say_whose_they_are(run) -> None:
    result = run("weighted_ranking", HANDBOOK)
    step = result.step("totals", "shop_2")
    assert step is not None
    assert step.name == "total_2"
    assert {one.name: one.path for one in result.inputs}["score_2_3"] == "scores.shop_2.环保费用"


numbers = st.integers(1, 10)


@given(st.data())
def test_order_and_scale_do_not_matter(run, data: st.DataObject) -> None:
    factors = data.draw(st.integers(1, 5))
    candidates = data.draw(st.integers(1, 5))
    weights = {f"f{at}": data.draw(numbers) for at in range(factors)}
    scores = {f"c{at}": {name: data.draw(numbers) for name in weights} for at in range(candidates)}
    values = run("weighted_ranking", weights=weights, scores=scores).values
    turned = run(
        "weighted_ranking",
        weights=dict(reversed(weights.items())),
        scores={who: dict(reversed(row.items())) for who, row in reversed(scores.items())},
    ).values
    for name in ("totals", "ranks", "winner", "stable"):
        assert values[name] == turned[name]
    tripled = run(
        "weighted_ranking", weights={name: 3 * one for name, one in weights.items()}, scores=scores
    ).values
    assert tripled["ranks"] == values["ranks"]
    assert all(tripled["totals"][who] == 3 * total for who, total in values["totals"].items())
