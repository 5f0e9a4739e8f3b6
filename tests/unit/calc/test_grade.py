"""Grading: the worked example of indicators_method.md 5 with its variants, 7 (trial systems), the plating sample."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError


def row(
    name: str, weight: float | None, levels: list[Any], direction: str = "<=", limiting: bool = False
) -> Any:
    return {"id": name, "weight": weight, "limiting": limiting, "direction": direction, "levels": levels}


SAME = "污染物达标排放"
STEEL = {  # baselines of the steel system of 2014; the weights are made up for the example
    "groups": [
        {
            "name": "A",
            "weight": 0.40,
            "indicators": [
                row("iron", 0.30, [390, 417, 446], limiting=True),
                row("fuel", 0.20, [490, 520, 540]),
                row("converter", 0.20, [-20, -8, 0]),
                row("water", 0.20, [3.5, 3.8, 4.1], limiting=True),
                row("pellet", 0.10, [21, 26, 36]),
            ],
        },
        {
            "name": "B",
            "weight": 0.35,
            "indicators": [
                row("COD", 0.25, [0.06, 0.08, 0.10]),
                row("dust", 0.25, [0.60, 0.80, 1.0]),
                row("SO2", 0.25, [0.8, 1.2, 1.6]),
                row("NOx", 0.25, [0.9, 1.2, 1.8]),
            ],
        },
        {
            "name": "C",
            "weight": 0.25,
            "indicators": [
                row("lawful", 0.60, [SAME, SAME, SAME], "qualitative", limiting=True),
                row("system", 0.40, ["体系通过认证", "体系已建立", "有制度"], "qualitative"),
            ],
        },
    ]
}
VALUES: dict[str, Any] = {
    "iron": 385, "fuel": 505, "converter": -22, "water": 3.6, "COD": 0.07, "dust": 0.55, "SO2": 0.9, "NOx": 1.5,
    "lawful": "met", "system": "II",
}  # fmt: skip
NO_PELLETS = {"pellet": "没有球团工序"}


def steel(run: Any, **changes: Any) -> dict[str, Any]:
    inputs = {"system": STEEL, "values": {**VALUES, **changes}, "not_applicable": NO_PELLETS}
    return run("grade", inputs).values


def ends(values: dict[str, Any], level: str) -> tuple[float, float]:
    return values["Y"][level]["low"], values["Y"][level]["high"]


@pytest.mark.parametrize(
    ("changes", "index", "worst", "level"),
    [
        ({}, (45.97, 91.25, 100), "II", "II"),
        ({"water": 3.9}, (45.97, 82.36, 100), "III", "III"),
        ({"water": 3.9, "NOx": 1.9}, (45.97, 82.36, 91.25), "III", "not reached"),
        ({"NOx": 1.9}, (45.97, 91.25, 91.25), "II", "II"),
    ],
)
def test_worked_example_and_its_variants(run, changes, index, worst, level) -> None:
    values = steel(run, **changes)
    for name, wanted in zip(("I", "II", "III"), index, strict=True):
        assert ends(values, name) == (pytest.approx(wanted, abs=5e-3),) * 2
    assert (values["limiting_worst"], values["level"], values["undetermined"]) == (worst, level, [])


def test_levels_of_the_worked_example(run) -> None:
    levels = steel(run)["levels"]
    assert levels == {
        "iron": "I", "fuel": "II", "converter": "I", "water": "II", "pellet": "not applicable",
        "COD": "II", "dust": "I", "SO2": "II", "NOx": "III", "lawful": "I", "system": "II",
    }  # fmt: skip


def test_weights_are_scaled_up_where_a_row_falls_away(run) -> None:
    result = run("grade", {"system": STEEL, "values": VALUES, "not_applicable": NO_PELLETS})
    weights = {step.member: step.value[0] for step in result.steps if step.result == "weights"}
    assert weights["iron"] == pytest.approx(0.3333, abs=5e-5)
    assert weights["fuel"] == weights["converter"] == weights["water"] == pytest.approx(0.2222, abs=5e-5)
    assert weights["COD"] == pytest.approx(0.25)
    assert "pellet" not in weights


def test_exact_membership_counts_one_level_only(run) -> None:
    """3: a value at level I then counts nothing at II and III; the same text in all columns counts at each."""
    values = run(
        "grade", {"system": STEEL, "values": VALUES, "not_applicable": NO_PELLETS, "membership": "exact"}
    ).values
    assert ends(values, "I")[0] == pytest.approx(45.97, abs=5e-3)
    # II: A 0.4444 (fuel, water), B 0.5 (COD, SO2), C 1.0 (same text; system at II)
    assert ends(values, "II")[0] == pytest.approx(40 * 0.44444 + 35 * 0.5 + 25, abs=5e-3)
    assert ends(values, "III")[0] == pytest.approx(35 * 0.25 + 25 * 0.6, abs=5e-3)


def test_missing_counts_as_0_and_as_100(run) -> None:
    values = steel(run, fuel=None)
    assert ends(values, "II") == (
        pytest.approx(91.25 - 40 * 0.2222, abs=5e-3),
        pytest.approx(91.25, abs=5e-3),
    )
    assert (values["level"], values["level_low"], values["level_high"]) == (None, "not reached", "II")
    assert [one["code"] for one in values["undetermined"]] == ["calc.grade_ends_differ"]
    assert "fuel" in values["undetermined"][0]["en"]
    left_out = {name: value for name, value in VALUES.items() if name != "fuel"}
    again = run("grade", {"system": STEEL, "values": left_out, "not_applicable": NO_PELLETS}).values
    assert again["Y"] == values["Y"]


def test_a_missing_value_that_changes_nothing_leaves_the_level(run) -> None:
    values = steel(run, system=None)  # 10 points: II stays between 81.25 and 91.25
    assert values["level"] is None
    small = steel(run, NOx=None)  # 8.75 points lost at I and III only when counted as 0 at II, too
    assert ends(small, "II") == (pytest.approx(91.25, abs=5e-3), pytest.approx(100, abs=5e-3))
    assert (small["level"], small["missing"]) == ("II", ["NOx"])


def test_a_missing_limiting_value_leaves_the_level_open(run) -> None:
    values = steel(run, water=None)
    assert (values["level"], values["limiting_worst"]) == (None, None)
    assert "calc.grade_limiting_missing" in {one["code"] for one in values["undetermined"]}
    assert {one["about"] for one in values["notes"]} >= {"limiting_worst", "level"}


@pytest.mark.parametrize("hole", ["weight", "levels"])
def test_an_incomplete_system_leaves_the_level_open(run, hole: str) -> None:
    group = STEEL["groups"][1]
    rows: list[Any] = [dict(one) for one in group["indicators"]]  # type: ignore[attr-defined]
    rows[0][hole] = None if hole == "weight" else [None, 0.08, 0.10]
    system = {"groups": [STEEL["groups"][0], {**group, "indicators": rows}, STEEL["groups"][2]]}
    values = run("grade", {"system": system, "values": VALUES, "not_applicable": NO_PELLETS}).values
    assert values["level"] is None
    assert "calc.grade_system_incomplete" in {one["code"] for one in values["undetermined"]}
    assert values["limiting_worst"] == "II"  # the gate can still be told
    if hole == "weight":
        assert ends(values, "II") == (None, None)
    else:  # COD 0.07 meets II for certain; level I of it is open
        assert ends(values, "I")[1] - ends(values, "I")[0] == pytest.approx(8.75)
        assert values["levels"]["COD"] is None


def test_blocking_and_distance(run) -> None:
    values = steel(run)
    blocking = values["blocking"]
    assert blocking[0]["indicator"] == "water"
    assert blocking[0]["limiting"] is True
    assert {one["indicator"] for one in blocking} == {"water", "fuel", "COD", "SO2", "NOx", "system"}
    assert values["distance"]["I"]["low"] == pytest.approx(85 - 45.97, abs=5e-3)
    assert values["distance"]["II"] == {"low": 0, "high": 0}
    assert values["indicators"]["water"]["next"] == {
        "level": "I", "baseline": 3.5, "gap": pytest.approx(0.1), "gap_percent": pytest.approx(2.857, abs=1e-3)
    }  # fmt: skip


def test_new_projects_stop_at_level_ii(run) -> None:
    inputs = {"system": STEEL, "values": {**VALUES, "water": 3.9}, "not_applicable": NO_PELLETS}
    assert run("grade", {**inputs, "project": "new"}).values["level"] == "not reached"
    assert run("grade", inputs).values["level"] == "III"


BEST = {"iron": 1, "fuel": 1, "converter": -50, "water": 1, "COD": 0, "dust": 0, "SO2": 0, "NOx": 0}


def test_the_further_condition_of_newer_systems(run) -> None:
    """6: level I may ask every other indicator for level II; a switch of the system."""
    values = {**BEST, "NOx": 1.7, "lawful": "I", "system": "I"}
    old = run("grade", {"system": STEEL, "values": values, "not_applicable": NO_PELLETS}).values
    new = run(
        "grade", {"system": {**STEEL, "others_at_ii": True}, "values": values, "not_applicable": NO_PELLETS}
    )
    assert ends(old, "I")[0] == pytest.approx(91.25)
    assert (old["level"], new.values["level"]) == ("I", "II")
    assert new.values["blocking"][0]["indicator"] == "NOx"


def test_a_group_that_falls_away_is_a_choice(run) -> None:
    reasons = {**NO_PELLETS, "lawful": "示例", "system": "示例"}
    inputs = {"system": STEEL, "values": BEST, "not_applicable": reasons}
    scaled = run("grade", inputs).values
    kept = run("grade", {**inputs, "empty_group": "keep"}).values
    assert ends(scaled, "III")[0] == pytest.approx(100)
    assert ends(kept, "III")[0] == pytest.approx(75)
    assert {one["code"] for one in scaled["notes"]} == {"calc.grade_group_empty"}
    assert (scaled["level"], kept["level"]) == ("I", "not reached")


def test_three_grade_standards_get_no_score(run) -> None:
    values = run(
        "grade", {"system": {**STEEL, "rule": "three_grade"}, "values": VALUES, "not_applicable": NO_PELLETS}
    ).values
    assert values["levels"]["NOx"] == "III"
    assert (values["level"], ends(values, "II")) == (None, (None, None))
    assert "calc.grade_no_composite" in {one["code"] for one in values["undetermined"]}


# -- trial systems ---------------------------------------------------------------------------------------------


TRIAL = {
    "rule": "p_score",
    "quantitative_share": 0.7,
    "advanced_from": 95,
    "basic_from": 80,
    "groups": [
        {"name": "P1", "weight": None, "indicators": [row("energy", 60, [100]), row("recovery", 40, [95], ">=")]},
        {"name": "P2", "weight": None, "indicators": [
            row("rules", 85, ["有"], "qualitative"), row("training", 15, ["有"], "qualitative"),
        ]},
    ],
}  # fmt: skip
TRIAL_VALUES = {"energy": 90, "recovery": 92, "rules": "met", "training": "not met"}


def test_trial_score(run) -> None:
    values = run("grade", system=TRIAL, values=TRIAL_VALUES).values
    assert values["P1"] == pytest.approx(105.40, abs=6e-3)
    assert values["P2"] == 85
    assert values["P"] == pytest.approx(99.28, abs=6e-3)
    assert values["level"] == "advanced clean producer"


def test_trial_score_capped_and_rescaled(run) -> None:
    capped = run("grade", system={**TRIAL, "cap": 1.0}, values=TRIAL_VALUES).values
    assert capped["P1"] == pytest.approx(60 + 92 / 95 * 40)
    without = run(
        "grade", system=TRIAL, values={**TRIAL_VALUES, "recovery": None}, not_applicable={"recovery": "无"}
    ).values
    assert without["P1"] == pytest.approx(100 / 90 * 60 * 100 / 60)
    open_ = run("grade", system=TRIAL, values={**TRIAL_VALUES, "energy": None}).values
    assert (open_["P"], open_["level"], open_["missing"]) == (None, None, ["energy"])


# -- the plating sample ----------------------------------------------------------------------------------------

NOT_PLATED = {"ep7": "不镀铜", "ep11": "不镀金", "ep12": "不镀银"}
BEFORE: dict[str, Any] = {
    "ep1": "I", "ep2": "II", "ep3": "III", "ep4": "II", "ep14": "I", "ep15": "II", "ep16": "I", "ep17": "II",
    "ep18": "I", "ep19": "I", "ep20": "II", "ep21": "I", "ep22": "III", "ep23": "I", "ep24": "I", "ep25": "I",
    "ep5": 16.685, "ep6": 85.97, "ep8": 89.02, "ep9": 28.9, "ep10": 84.82, "ep13": None,
}  # fmt: skip
BETTER = {"ep3": "II", "ep4": "I", "ep15": "I", "ep22": "II"}
EXPECTED = {**BEFORE, **BETTER, "ep5": 11.647, "ep8": 92.27, "ep9": 29.77, "ep10": 92.99, "ep13": 58.66}
ACHIEVED = {**BEFORE, **BETTER, "ep5": 11.885, "ep8": 92.08, "ep9": 29.71, "ep10": 92.57, "ep13": 57.6}


def plating(run: Any, values: dict[str, Any]) -> dict[str, Any]:
    return run(
        "grade", {"system": "electroplating-2015-general", "values": values, "not_applicable": NOT_PLATED}
    ).values


def test_plating_before(run) -> None:
    values = plating(run, BEFORE)
    assert ends(values, "I") == (pytest.approx(34.15), pytest.approx(37.75))
    assert ends(values, "II") == (pytest.approx(81.6), pytest.approx(85.2))
    assert ends(values, "III") == (pytest.approx(96.4), pytest.approx(100))
    assert (values["limiting_worst"], values["level"]) == ("II", None)
    assert (values["level_low"], values["level_high"], values["missing"]) == ("not reached", "II", ["ep13"])
    assert values["complete"] is True


@pytest.mark.parametrize("after", [EXPECTED, ACHIEVED])
def test_plating_after(run, after: dict[str, Any]) -> None:
    values = plating(run, after)
    assert ends(values, "I") == (pytest.approx(50.85),) * 2
    assert ends(values, "II") == ends(values, "III") == (pytest.approx(100),) * 2
    assert (values["limiting_worst"], values["level"], values["missing"]) == ("II", "II", [])
    assert values["level_name"]["zh"] == "国内清洁生产先进水平"


def test_baselines_carry_source_and_standing(run) -> None:
    result = run(
        "grade",
        {"system": "electroplating-2015-general", "values": ACHIEVED, "not_applicable": NOT_PLATED},
    )
    seen = result.values["indicators"]
    assert (seen["ep5"]["standing"], seen["ep13"]["standing"]) == ("confirmed", "recalled")
    cited = {one.path: one.value for one in result.cited}
    assert cited["indicators[electroplating-2015-general.ep5].level_ii"] == 24


# -- packs that are not whole ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ("steel_integrated_2014", "calc.grade_system_incomplete"),
        ("flat-glass-2015", "calc.grade_system_incomplete"),
        ("coal-power-2015", "calc.grade_system_incomplete"),
        ("hazwaste-incineration-zaepi-draft", "calc.grade_system_incomplete"),
        ("coking_hjt126", "calc.grade_no_composite"),
        ("ceramics-trial", "calc.grade_trial_untyped"),
        ("steel_integrated_new_names", "calc.grade_rule_unknown"),
    ],
)
def test_incomplete_packs_give_no_level(run, system: str, code: str) -> None:
    values = run("grade", system=system, values={}).values
    assert values["level"] is None
    assert code in {one["code"] for one in values["undetermined"]}
    assert values["complete"] is False


def test_item_levels_of_a_pack_without_weights(run) -> None:
    values = run(
        "grade", system="steel_integrated_2014", values={"23": 385, "steel_integrated_2014.24": 505}
    ).values
    assert (values["levels"]["23"], values["levels"]["24"]) == ("I", "II")


def test_levels_that_are_formulas_need_their_number(run) -> None:
    """pcb-hj450: fresh water of multilayer boards 0.5+0.3n, 0.9+0.4n, 1.3+0.5n, n layers above two."""
    inputs = {"system": "pcb-hj450-2008", "values": {"hj450-3": 1.2}}
    assert run("grade", inputs).values["levels"]["hj450-3"] is None
    values = run("grade", {**inputs, "variables": {"n": 2}}).values
    assert values["indicators"]["hj450-3"]["baselines"] == [pytest.approx(x) for x in (1.1, 1.7, 2.3)]
    assert values["levels"]["hj450-3"] == "II"


@pytest.mark.parametrize(
    ("inputs", "code", "path"),
    [
        ({"system": "electroplating-2015"}, "calc.unknown_system", "system"),
        ({"system": 5}, "calc.one_of_kinds", "system"),
        ({"values": {"irn": 1}}, "calc.unknown_indicator", "values.irn"),
        ({"values": {"iron": True}}, "calc.one_of_kinds", "values.iron"),
        ({"values": {"iron": "II"}}, "calc.number_needed", "values.iron"),
        ({"values": {"system": "好"}}, "calc.level_needed", "values.system"),
        ({"not_applicable": {"iron": "x"}}, "calc.value_not_applicable", "not_applicable.iron"),
        ({"not_applicable": {"pellet": ""}}, "calc.empty", "not_applicable.pellet"),
        ({"system": {"groups": []}}, "calc.too_few", "system.groups"),
    ],
)
def test_bad_input(run, inputs: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(AuditError) as error:
        run("grade", {"system": STEEL, "values": VALUES, **inputs})
    assert (error.value.code, error.value.params["path"]) == (code, path)


@pytest.mark.parametrize(
    ("rows", "code", "path"),
    [
        ([row("a", 0.5, [1, 2, 3])], "calc.weights_sum", "system.groups[0].indicators"),
        ([row("a", 1, [3, 2, 1])], "calc.levels_disordered", "system.groups[0].indicators[0].levels"),
        ([row("a", 1, [1, 2])], "calc.level_count", "system.groups[0].indicators[0].levels"),
        ([row("a", 1, [1, "x", 3])], "calc.level_needed_number", "system.groups[0].indicators[0].levels[1]"),
        ([row("a", 0.5, [1, 2, 3])] * 2, "calc.duplicate_indicator", "system.groups[0].indicators[1].id"),
    ],
)
def test_bad_systems(run, rows: list[Any], code: str, path: str) -> None:
    system = {"groups": [{"name": "g", "weight": 1, "indicators": rows}]}
    with pytest.raises(AuditError) as error:
        run("grade", system=system, values={})
    assert (error.value.code, error.value.params["path"]) == (code, path)


def test_weights_of_the_whole_are_divided_by_the_group(run) -> None:
    """indicators_found.md 3: weights that add to the group's weight are parts of the whole."""
    groups = [
        {"name": "g", "weight": 0.4, "indicators": [row("a", 0.1, [1, 2, 3]), row("b", 0.3, [1, 2, 3])]},
        {"name": "h", "weight": 0.6, "indicators": [row("c", 1, [1, 2, 3])]},
    ]
    values = run("grade", system={"groups": groups}, values={"a": 1, "b": 9, "c": 1}).values
    assert ends(values, "I")[0] == pytest.approx(10 + 60)
    assert "calc.grade_weights_of_whole" in {one["code"] for one in values["notes"]}


@given(st.lists(st.sampled_from(["I", "II", "III", "none", None]), min_size=4, max_size=4))
def test_the_interval_holds_whatever_the_missing_turn_out_to_be(run, drawn: list[str | None]) -> None:
    names = ("COD", "dust", "SO2", "NOx")
    numbers = {"I": 0.0, "II": 0.0, "III": 0.0, "none": 99.0}
    values = dict(zip(names, (None if one is None else numbers[one] for one in drawn), strict=True))
    open_ = steel(run, **values)
    for filled in (0.0, 99.0):
        whole = steel(run, **{name: filled if value is None else value for name, value in values.items()})
        for level in ("I", "II", "III"):
            low, high = ends(open_, level)
            assert low - 1e-9 <= ends(whole, level)[0] <= high + 1e-9
        if open_["level"] is not None:
            assert whole["level"] == open_["level"]
