"""Systems given row by row, and single indicators: the same rules as whole systems (indicators_method.md 3–7)."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.calc.grade_words import next_step, verdict, why_open
from desktop.content.library import Library
from desktop.model.errors import AuditError
from tests.unit.calc.test_grade import NO_PELLETS, STEEL, TRIAL, TRIAL_VALUES, VALUES


def as_rows(system: dict[str, Any]) -> list[dict[str, Any]]:
    """A system as the table of a document prints it."""
    rows = []
    for group in system["groups"]:
        for one in group["indicators"]:
            kind = "text" if one["direction"] == "qualitative" else "level"
            levels = {f"{kind}_{at}": level for at, level in enumerate(one["levels"], 1)}
            rest = {key: one[key] for key in ("id", "weight", "limiting", "direction")}
            rows.append({"group": group["name"], "group_weight": group["weight"], **rest, **levels})
    return rows


def test_rows_grade_like_the_system_they_describe(run) -> None:
    judged = {"lawful": "met", "system": "II"}
    numbers = {name: value for name, value in VALUES.items() if name not in judged}
    whole = run("grade", system=STEEL, values=VALUES, not_applicable=NO_PELLETS).values
    rows = run("grade", rows=as_rows(STEEL), values=numbers, judged=judged, not_applicable=NO_PELLETS).values
    assert (rows["level"], rows["Y"], rows["levels"]) == (whole["level"], whole["Y"], whole["levels"])
    assert rows["level"] == "II"
    assert rows["Y_II_low"] == rows["Y_II_high"] == pytest.approx(91.25, abs=5e-3)


def test_rows_keep_the_switches_of_the_system(run) -> None:
    """7: no score under an HJ standard; a score P of 99.28 under a trial system."""
    graded = run(
        "grade", rows=as_rows(STEEL), typed={"rule": "three_grade"}, values=VALUES, not_applicable=NO_PELLETS
    ).values
    assert (graded["level"], graded["Y_II_low"]) == (None, None)
    assert graded["counts"] == {"I": 4, "II": 5, "III": 1, "not reached": 0, "unknown": 0}
    kept = ("rule", "quantitative_share", "advanced_from", "basic_from")
    scored = run(
        "grade", rows=as_rows(TRIAL), typed={key: TRIAL[key] for key in kept}, values=TRIAL_VALUES
    ).values
    assert scored["P"] == pytest.approx(99.28, abs=6e-3)
    assert scored["level"] == "advanced clean producer"


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, "calc.one_system"),
        ({"system": "cement-2014", "rows": as_rows(STEEL)}, "calc.one_system"),
        ({"rows": [*as_rows(STEEL)[:2], {**as_rows(STEEL)[2], "group_weight": 0.5}]}, "calc.group_weights"),
        ({"rows": as_rows(STEEL)[:5]}, "calc.weights_sum"),
    ],
)
def test_what_is_no_system_is_refused(run, inputs: dict[str, Any], code: str) -> None:
    with pytest.raises(AuditError) as error:
        run("grade", {**inputs, "values": {}})
    assert error.value.code == code


def test_reasons_name_indicators_not_ids(run) -> None:
    values = run(
        "grade", system="electroplating-2015-general", values={"ep5": None}, not_applicable={}
    ).values
    said = {one["code"]: one for one in values["undetermined"]}
    assert "单位产品每次清洗取水量" in said["calc.grade_limiting_missing"]["zh"]
    assert "ep5" not in said["calc.grade_limiting_missing"]["en"]


@pytest.mark.parametrize(
    ("inputs", "level", "ahead", "gap"),
    [
        # rinse water of the plating sample, 8 / 24 / 40 L/m2: 16.685 is 8.685 above level I
        ({"indicator": "electroplating-2015-general.ep5", "value": 16.685}, "II", "I", 8.685),
        ({"indicator": "electroplating-2015-general.ep5", "value": 8}, "I", None, None),
        ({"indicator": "electroplating-2015-general.ep5", "value": 41}, "not reached", "III", 1),
        # nickel, 95 / 85 / 80 per cent, larger is better: 5.98 short of level I
        ({"indicator": "electroplating-2015-general.ep8", "value": 89.02}, "II", "I", -5.98),
        # converter of the worked example, -20 / -8 / 0: -8 meets II exactly
        ({"direction": "<=", "level_1": -20, "level_2": -8, "level_3": 0, "value": -8}, "II", "I", 12),
        ({"direction": "<=", "level_1": None, "level_2": 24, "level_3": 40, "value": 20}, None, None, None),
    ],
)
def test_one_indicator(
    run, inputs: dict[str, Any], level: str | None, ahead: str | None, gap: float | None
) -> None:
    values = run("indicator_level", inputs).values
    assert (values["level"], values["next_level"]) == (level, ahead)
    assert values["gap"] == (None if gap is None else pytest.approx(gap))


def test_a_slip_of_a_thousand_shows_against_level_iii(run) -> None:
    values = run("indicator_level", indicator="electroplating-2015-general.ep5", value=16685).values
    assert values["times_iii"] == pytest.approx(16685 / 40)
    assert run("indicator_level", direction="<=", level_3=0, value=5).values["times_iii"] is None


def test_a_missing_value_is_told(run) -> None:
    values = run("indicator_level", indicator="electroplating-2015-general.ep5").values
    assert values["level"] is None
    assert [one["code"] for one in values["notes"]] == ["calc.indicator_value_missing"]


def test_an_indicator_needs_to_be_one(run) -> None:
    with pytest.raises(AuditError) as error:
        run("indicator_level", {"value": 1})
    assert error.value.code == "calc.one_indicator"
    with pytest.raises(AuditError) as error:
        run("indicator_level", {"indicator": "electroplating-2015-general.ep55"})
    assert error.value.code == "calc.unknown_indicator"


def test_verdicts_in_words(run, library: Library) -> None:
    """The worked example with fresh water at 3.6: level II; Y_I lacks 85 − 45.97 = 39.03 points, fresh water first."""
    values = run("grade", system=STEEL, values=VALUES, not_applicable=NO_PELLETS).values
    assert verdict(values, library, "zh") == "Ⅱ级"
    ahead = next_step(values, library, "en")
    assert ahead.startswith("In the way of level I (the first 1 limiting): water,")
    assert "39.03" in ahead
    missing = run("grade", system=STEEL, values={**VALUES, "water": None}, not_applicable=NO_PELLETS).values
    assert verdict(missing, library, "en").startswith(
        "Undetermined (between level III not reached and level II"
    )
    assert len(why_open(missing, "zh")) == 2  # a limiting value is missing, and the ends differ
    partly = run("grade", system="steel_integrated_2014", values={}).values
    assert next_step(partly, library, "zh") == ""
