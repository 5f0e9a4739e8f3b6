"""Rules some systems have of their own, each on a system that has it (indicators_other.md; worked by hand)."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.content.library import Library


def alone(library: Library, system: str, *kept: str) -> dict[str, str]:
    """Reasons for every indicator of a system but a few."""
    rows = library.reference("indicators").rows
    names = [key.removeprefix(f"{system}.") for key, row in rows.items() if row["system"] == system]
    return {name: "示例" for name in names if name not in kept}


def best(library: Library, system: str) -> dict[str, Any]:
    """Level I everywhere a level I is known; where the comparison is strict, a little better than the baseline."""
    values: dict[str, Any] = {}
    for key, row in library.reference("indicators").rows.items():
        if row["system"] == system:
            one = key.removeprefix(f"{system}.")
            if row["direction"] == "qualitative":
                values[one] = "I"
            elif row["level_i"]:
                better = {"<": -0.01, ">": 0.01}.get(row["direction"], 0.0)
                values[one] = float(row["level_i"]) + better
    return values


def test_rows_that_share_a_weight_by_output(run, library: Library) -> None:
    """Rigid boards, one layer 5/10/25 kWh/m2, two layers 10/20/50: 60 and 40 of the output, at I and at III."""
    system = "pcb-2020s-weighted"
    values = run(
        "grade",
        system=system,
        values={"pcb7": 4, "pcb8": 30},
        not_applicable=alone(library, system, "pcb7", "pcb8"),
        shares={"pcb7": 60, "pcb8": 40},
    ).values
    assert [values[f"Y_{level}_low"] for level in ("I", "II", "III")] == pytest.approx([60, 60, 100])
    assert values["levels"]["pcb8"] == "III"
    assert values["level"] is None  # sub-weights of other groups are not known


def test_one_row_takes_the_whole_shared_weight(run, library: Library) -> None:
    """Coal 0.7 for the one class of units there is, water 0.3: 284 gce/kWh is at II, 1.49 m3/MWh at I."""
    system = "coal-power-2015"
    values = run(
        "grade",
        system=system,
        values={"cp8": 284, "cp15": 1.49},
        not_applicable=alone(library, system, "cp8", "cp15"),
    ).values
    assert [values[f"Y_{level}_low"] for level in ("I", "II", "III")] == pytest.approx([30, 100, 100])


def test_bonus_points_come_on_top_and_never_beyond_100(run, library: Library) -> None:
    """Everything at level I but carbon dioxide (0.05), which the draft leaves open: 95 to 100; the bonus adds 10."""
    system = "hazwaste-incineration-zaepi-draft"
    values, bonus = best(library, system), ("hw26", "hw27", "hw28")
    without = {name: value for name, value in values.items() if name not in bonus}
    reasons = dict.fromkeys(bonus, "没有循环利用")
    plain = run("grade", system=system, values=without, not_applicable=reasons).values
    assert (plain["Y_I_low"], plain["Y_I_high"]) == (pytest.approx(95), pytest.approx(100))
    more = run("grade", system=system, values=values).values
    assert (more["Y_I_low"], more["Y_I_high"]) == (pytest.approx(100), pytest.approx(100))
    half = run("grade", system=system, values={**values, "hw4": 6500, "hw5": 4}).values
    # hours and shutdowns at II: 0.22 * 0.2 = 4.4 points of level I less, 95 - 4.4 + 10 is over 100
    assert half["Y_I_low"] == pytest.approx(100)
    assert plain["level"] is None


def test_strict_comparisons_are_strict(run) -> None:
    """Carbon monoxide < 30 / 50 / 80 mg/Nm3: 30 is not level I."""
    values = run("grade", system="hazwaste-incineration-zaepi-draft", values={"hw7": 30}).values
    assert values["levels"]["hw7"] == "II"


def test_level_names_are_those_of_the_system(run, library: Library) -> None:
    systems = library.reference("indicator_systems").rows
    assert systems["steel_bf_2018"]["level_iii_zh"] == "国内清洁生产一般水平"
    assert systems["steel_integrated_2014"]["level_iii_zh"] == "国内清洁生产基本水平"
    assert systems["pcb-2020s-weighted"]["level_ii_zh"] == "清洁生产准入水平"
    assert systems["coking_hjt126"]["level_i_zh"] == "国际清洁生产先进水平"


def test_only_the_newer_system_asks_the_others_for_level_ii(library: Library) -> None:
    systems = library.reference("indicator_systems").rows
    asked = [key for key, row in systems.items() if row["level_i_condition"] == "others_at_ii"]
    assert asked == ["pcb-2020s-weighted"]


def test_hj_standards_are_graded_item_by_item(run) -> None:
    """HJ/T 126: process energy 150 / 170 / 180 kgce/t coke; no score, no overall level, the items counted."""
    values = run("grade", system="coking_hjt126", values={"07": 165}).values
    assert values["levels"]["07"] == "II"
    assert values["counts"]["II"] == 1
    assert (values["level"], values["Y_I_low"]) == (None, None)
