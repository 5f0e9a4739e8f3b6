"""The planner against every set of small cases, judged by other means; ways of not reaching the level; bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from desktop.calc import planner, run_method
from desktop.calc.planner_case import Case
from desktop.calc.planner_input import Planner
from desktop.calc.reading import read_input
from desktop.calc.result import MethodResult
from desktop.content.library import Library
from desktop.model.errors import AuditError
from tests.unit.calc.planner_cases import Judge, exact, random_case

SYSTEM = {
    "groups": [
        {
            "name": "能耗",
            "weight": 1,
            "indicators": [
                {"id": "power", "weight": 0.6, "limiting": True, "direction": "<=", "levels": [10, 12, 14]},
                {"id": "reuse", "weight": 0.3, "direction": ">=", "levels": [90, 80, 70]},
                {"id": "care", "weight": 0.1, "direction": "qualitative", "levels": ["甲", "乙", "丙"]},
            ],
        }
    ]
}  # fmt: skip
SEEDS = 200
A = {"name": "a", "cost": 1}
PLANT: dict[str, Any] = {
    "system": SYSTEM,
    "values": {"power": 13, "reuse": 75, "care": "III"},
    "target": "II",
    "options": [
        {"name": "drive", "cost": 50, "annual_saving": 20, "indicators": {"power": -0.6}},
        {"name": "furnace", "cost": 300, "annual_saving": 70, "indicators": {"power": -1.1}},
        {"name": "pumps", "cost": 40, "annual_saving": 9, "indicators": {"power": -0.4, "reuse": 1}},
        {"name": "cascade", "cost": 20, "annual_saving": 2, "indicators": {"reuse": 5}},
        {"name": "training", "cost": 0, "indicators": {"care": "I"}},
    ],
}  # fmt: skip


def plant(run: Any, **changes: Any) -> dict[str, Any]:
    return run("planner", {**PLANT, **changes}).values


def kinds(values: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["kind"], one["name"]) for one in values["blocking"]]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_cheapest_set_is_the_one_found_by_trying_all(library: Library, seed: int) -> None:
    case = random_case(seed)
    judge = Judge(case)
    order = list(judge.sets())
    values = run_method("planner", case, library).values
    reached = [one for one in order if judge.reached(one)]
    if not reached:
        assert values["status"] == "not_reachable"
        assert values["blocking"]
        _check_closest(values, judge, order)
        return
    assert values["status"] == "reached"
    found = [frozenset(values["chosen"]), *(frozenset(one["chosen"]) for one in values["next_best"])]
    left = reached
    for one in found:
        assert one in left
        assert judge.rank(one) == judge.rank(left[0])
        left = [other for other in left if not one - judge.bound <= other]
    assert len(found) == 4 or not left or not found[-1] - judge.bound
    assert exact(values["cost"]) == judge.cost(found[0])


def _check_closest(values: dict[str, Any], judge: Judge, order: list[frozenset[str]]) -> None:
    """Nothing comes closer than the closest: no other set misses fewer demands."""
    if values["closest"] is None or not order:
        assert "conflict" in {kind for kind, _ in kinds(values)}
        return
    closest = frozenset(values["closest"]["chosen"])
    told = [one for one in values["blocking"] if one["kind"] not in ("missing", "system")]
    assert judge.missed(closest) == min(judge.missed(one) for one in order) == len(told)


def test_the_cases_tried_are_of_all_sorts(library: Library) -> None:
    """Else the test above would say less than it seems to."""
    found = [run_method("planner", random_case(seed), library).values for seed in range(SEEDS)]
    assert sum(one["status"] == "reached" for one in found) > 30
    assert sum(bool(one["next_best"]) for one in found) > 10
    blocking = {one["kind"] for values in found for one in values["blocking"]}
    assert blocking == {"missing", "indicator", "score", "quantity", "budget", "conflict"}


def test_twelve_options_with_equal_costs(library: Library) -> None:
    """Every option alike: any six of the twelve will do, five will not; 4096 sets."""
    options = [{"name": f"o{at}", "cost": 7, "indicators": {"power": -0.25}} for at in range(12)]
    values = {"power": 13.5, "reuse": 95, "care": "I"}
    found = run_method("planner", {**PLANT, "options": options, "values": values}, library).values
    assert (len(found["chosen"]), found["cost"], found["after"]["level"]) == (6, 42, "II")
    assert [one["cost"] for one in found["next_best"]] == [42, 42, 42]
    assert len({frozenset(one["chosen"]) for one in [found, *found["next_best"]]}) == 4


def test_by_hand(run) -> None:
    """13 − 12 = 1.0 kWh/t are needed: 0.6 + 0.4 at 90 beats 1.1 at 300; then Y = 60 + 0 + 10 < 85 without the cascade:
    75 + 1 + 5 = 81 ≥ 80 gives 60 + 30 = 90, so training is not needed."""
    values = plant(run)
    assert values["status"] == "reached"
    assert values["chosen"] == ["drive", "pumps", "cascade"]
    assert (values["cost"], values["annual_saving"]) == (110, 31)
    assert (values["before"]["level"], values["after"]["level"]) == ("III", "II")
    assert values["after"]["Y"]["II"] == {"low": 90, "high": 90}
    power = values["indicators"][0]
    assert (power["before"], power["after"], power["level_before"], power["level_after"]) == (
        13,
        12,
        "III",
        "II",
    )
    assert [one["chosen"] for one in values["next_best"]] == [["furnace", "cascade"]]
    assert values["title"] == {"zh": "估算，不是审核结论", "en": "Estimate, not an audit conclusion"}


def test_grade_confirms_what_is_shown(run) -> None:
    values = plant(run)
    after = {one["indicator"]: one["after"] for one in values["indicators"]}
    again = run("grade", {"system": SYSTEM, "values": after}).values
    assert (again["level"], again["Y"]) == (values["after"]["level"], values["after"]["Y"])


def test_the_law_comes_first(run) -> None:
    """The furnace is ordered, and with it what it requires; pumps are not needed any more."""
    options = [
        {**one, "forced": True, "requires": ["training"]} if one["name"] == "furnace" else one
        for one in PLANT["options"]
    ]
    values = plant(run, options=options)
    assert values["chosen"] == ["furnace", "cascade", "training"]
    assert values["forced"] == ["furnace", "training"]
    assert (
        plant(run, options=options, exclusive=[["furnace", "training"]])["blocking"][0]["kind"] == "conflict"
    )


def test_a_budget_that_is_too_small_says_how_much_is_lacking(run) -> None:
    assert plant(run, budget=110)["status"] == "reached"
    values = plant(run, budget=109.5)
    assert (values["status"], values["chosen"], values["closest"]["chosen"]) == (
        "not_reachable", None, ["drive", "pumps", "cascade"],
    )  # fmt: skip
    (block,) = values["blocking"]
    assert (block["kind"], block["found"], block["needed"], block["gap"]) == ("budget", 110, 109.5, 0.5)
    assert "109.5" in block["zh"]
    assert "109.5" in block["en"]


def test_an_indicator_out_of_reach_says_the_smallest_gap(run) -> None:
    """All of 0.6 + 1.1 + 0.4 leave 13 − 2.1 = 10.9, level I asks for 10."""
    values = plant(run, target="I", values={"power": 13, "reuse": 95, "care": "I"})
    (block, score) = values["blocking"]
    assert (block["name"], block["found"], block["needed"]) == ("power", 10.9, 10)
    assert block["gap"] == pytest.approx(0.9)
    assert (score["kind"], score["found"], score["needed"], score["gap"]) == ("score", 40, 85, 45)


def test_limits_quotas_and_carbon_target(run) -> None:
    """The cheap pair breaks the quota, so the furnace it is; without the furnace nothing keeps the carbon target."""
    options = [dict(one) for one in PLANT["options"]]
    options[0]["quantities"] = {"NOx": 3}
    options[1]["quantities"] = {"CO2e": -900}
    amounts = {
        "NOx": {"before": 99, "limit": 100, "kind": "quota", "unit": "t"},
        "CO2e": {"before": 5000, "limit": 4200, "kind": "carbon"},
    }
    values = plant(run, options=options, quantities=amounts)
    assert values["chosen"] == ["furnace", "cascade"]
    assert [(one["after"], one["within"]) for one in values["quantities"]] == [(99, True), (4100, True)]
    amounts["CO2e"]["limit"] = 4000
    values = plant(run, options=options, quantities=amounts)
    assert kinds(values) == [("quantity", "CO2e")]
    assert values["blocking"][0]["gap"] == 100


def test_overlaps_take_back_what_is_counted_twice(run) -> None:
    """Drive and pumps share 0.2 kWh/t, so that the pair misses 12 and the furnace has to come."""
    overlaps = [{"between": ["drive", "pumps"], "annual_saving": -4, "indicators": {"power": 0.2}}]
    values = plant(run, overlaps=overlaps)
    assert values["chosen"] == ["furnace", "cascade"]
    without = [one for one in PLANT["options"] if one["name"] != "furnace"]
    values = plant(run, overlaps=overlaps, options=without)
    assert (values["blocking"][0]["found"], values["blocking"][0]["gap"]) == (12.2, pytest.approx(0.2))
    assert values["closest"]["annual_saving"] == 20 + 9 + 2 - 4


def test_unknown_limiting_values_are_never_reached(run) -> None:
    values = plant(run, values={"power": None, "reuse": 95, "care": "I"})
    assert values["status"] == "not_reachable"
    assert kinds(values)[0] == ("missing", "power")
    values = plant(run, quantities={"NOx": {"before": None, "limit": 5}})
    assert kinds(values) == [("missing", "NOx")]


def test_a_missing_value_that_does_not_limit_counts_at_both_ends(run) -> None:
    """Without care Y(II) is 90 at the low end and 100 at the high end: level II at both."""
    values = plant(run, values={"power": 13, "reuse": 75})
    assert values["chosen"] == ["drive", "pumps", "cascade"]
    assert values["after"]["level"] == "II"
    values = plant(run, values={"power": 10, "reuse": 95}, target="I")
    assert (values["status"], values["chosen"]) == ("reached", [])
    assert "calc.planner_already" in [one["code"] for one in values["notes"]]


def test_at_least_the_target_is_enough(run) -> None:
    """Y(II) is 85 without care; with it Y(I) may be 75 or 90. No level can be named, but II is reached at both ends."""
    rows = [
        {**row, "weight": weight}
        for row, weight in zip(SYSTEM["groups"][0]["indicators"], (0.75, 0.1, 0.15), strict=True)  # type: ignore[arg-type]
    ]
    system = {"groups": [{"name": "能耗", "weight": 1, "indicators": rows}]}
    values = plant(run, system=system, values={"power": 10.4, "reuse": 80})
    assert (values["status"], values["after"]["level"]) == ("reached", "II")
    values = plant(run, system=system, values={"power": 10, "reuse": 80})
    after = values["after"]
    assert (values["chosen"], after["level"], after["level_low"], after["level_high"]) == (
        [],
        None,
        "II",
        "I",
    )
    assert "calc.planner_at_least" in [one["code"] for one in values["notes"]]


def test_an_incomplete_system_or_one_without_index_gives_no_level(run) -> None:
    for system in ("al_electrolysis_local_new", "al_electrolysis_hjt187", "al_industry_2006_trial"):
        values = plant(run, system=system, values={}, options=[])
        assert values["status"] == "not_reachable"
        assert values["blocking"][0]["kind"] == "system"
    trial = {"rule": "p_score", "groups": [{"name": "a", "weight": 1, "indicators": [
        {"id": "power", "weight": 1, "direction": "<=", "levels": [3]}]}]}  # fmt: skip
    assert plant(run, system=trial, values={"power": 1}, options=[])["status"] == "not_reachable"


def test_options_without_cost_are_left_out_unless_the_law_wants_them(run) -> None:
    options = [dict(one) for one in PLANT["options"]]
    options[3]["cost"] = None
    values = plant(run, options=options)
    assert values["left_out"] == ["cascade"]
    assert kinds(values) == [("score", "Y_II")]
    options[3]["forced"] = True
    values = plant(run, options=options)
    assert (values["chosen"], values["cost"]) == (["drive", "pumps", "cascade"], 90)
    assert "calc.planner_cost_not_counted" in [one["code"] for one in values["notes"]]
    assert kinds(plant(run, options=options, budget=500)) == [("missing", "cascade")]


def test_the_order_of_the_input_changes_nothing(run) -> None:
    forth, back = plant(run), plant(run, options=PLANT["options"][::-1])
    assert set(forth["chosen"]) == set(back["chosen"])
    assert (forth["cost"], forth["after"]) == (back["cost"], back["after"])


def test_sums_do_not_miss_a_baseline_by_rounding_noise(run) -> None:
    """12.3 − 0.1 − 0.2 is 12.000000000000002 in floating point."""
    options = [
        {"name": name, "cost": 1, "indicators": {"power": change}}
        for name, change in (("a", -0.1), ("b", -0.2))
    ]
    values = plant(run, options=options, values={"power": 12.3, "reuse": 95, "care": "I"})
    assert (values["chosen"], values["indicators"][0]["after"]) == (["a", "b"], 12)


def test_a_set_that_grade_does_not_confirm_is_dropped_and_told(run, monkeypatch) -> None:
    """The additive model lets drive and pumps through; were the grading of that set worse, it would not be shown."""
    usual = Case.grade

    def stricter(case: Case, chosen: frozenset[str]) -> MethodResult:
        if chosen == {"drive", "pumps", "cascade"}:
            return usual(case, frozenset())
        return usual(case, chosen)

    monkeypatch.setattr(Case, "grade", stricter)
    values = plant(run)
    assert values["chosen"] == ["drive", "pumps", "cascade", "training"]
    assert [one["chosen"] for one in values["disagreements"]] == [["drive", "pumps", "cascade"]]
    assert "calc.planner_disagree" in [one["code"] for one in values["notes"]]


def test_who_watches_may_stop_the_search(library: Library) -> None:
    class StopError(Exception):
        pass

    def stop(sets: int) -> None:
        if sets == 1:
            raise StopError

    with pytest.raises(StopError):
        planner.plan(read_input(PLANT, Planner), library, stop)


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"budget": -1}, "calc.out_of_range", "budget"),
        ({"target": "IV"}, "calc.not_a_choice", "target"),
        ({"exclusive": [["drive", "pump"]]}, "calc.unknown_option", "exclusive[0][1]"),
        ({"overlaps": [{"between": ["drive", "drive"]}]}, "calc.duplicate_name", "overlaps[0].between[1]"),
        ({"overlaps": [{"between": ["drive"]}]}, "calc.too_few", "overlaps[0].between"),
        ({"options": [{"name": "a", "cost": -5}]}, "calc.out_of_range", "options[0].cost"),
        ({"options": [{"name": "a"}]}, "calc.missing", "options[0].cost"),
        ({"options": [{"name": "a", "cost": 1}] * 2}, "calc.duplicate_name", "options[1].name"),
        ({"options": [{**A, "requires": ["a"]}]}, "calc.requires_itself", "options[0].requires[0]"),
        ({"options": [{**A, "requires": ["b"]}]}, "calc.unknown_option", "options[0].requires[0]"),
        ({"options": [{**A, "indicators": {"pwer": 1}}]}, "calc.unknown_indicator", "options[0].indicators.pwer"),
        ({"options": [{**A, "indicators": {"power": "I"}}]}, "calc.number_needed", "options[0].indicators.power"),
        ({"options": [{**A, "indicators": {"care": 3}}]}, "calc.level_needed", "options[0].indicators.care"),
        ({"options": [{**A, "quantities": {"CO2": 3}}]}, "calc.unknown_quantity", "options[0].quantities.CO2"),
        ({"options": [{"name": "a", "cost": float("nan")}]}, "calc.not_finite", "options[0].cost"),
        ({"system": "no-such"}, "calc.unknown_system", "system"),
        ({"values": {"power": "much"}}, "calc.number_needed", "values.power"),
    ],
)  # fmt: skip
def test_bad_input_is_told_with_its_place(library: Library, run, changes, code, path) -> None:
    with pytest.raises(AuditError) as error:
        plant(run, **changes)
    assert (error.value.code, error.value.params["path"]) == (code, path)
    for lang in ("zh", "en"):
        sentence = library.message(error.value.code, lang, **error.value.params)
        assert path in sentence
        assert "{" not in sentence


def test_values_are_plain_json(run) -> None:
    values = plant(run, budget=1, quantities={"CO2e": {"before": 5, "limit": 3}})
    assert json.loads(json.dumps(values, allow_nan=False)) == values


def test_the_solver_is_loaded_only_when_somebody_plans() -> None:
    code = "import sys, desktop.calc, desktop.document.planning; sys.exit('highspy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
