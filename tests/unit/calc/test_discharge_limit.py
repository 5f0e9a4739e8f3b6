"""Discharges against limits: conversions of law_and_procedure.md 6.3, like with like of 6.1."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.model.errors import AuditError


def judged(run, value: float | None, limit: float | None, **more: Any) -> dict[str, Any]:
    measured = {"value": value, "unit": more.pop("unit", "mg/m3"), "statistic": more.pop("statistic", "hour")}
    bound = {"value": limit, "unit": more.pop("limit_unit", "mg/m3"), "statistic": more.pop("of", "hour")}
    if "low" in more:
        bound["low"] = more.pop("low")
    if "flags" in more:
        measured["flags"] = more.pop("flags")
    return run("discharge_limit", measured=measured, limit=bound, **more).values


def reasons(found: dict[str, Any]) -> set[str]:
    return {note["code"] for note in found["notes"]}


def test_at_the_limit_is_within_it(run) -> None:
    assert judged(run, 100, 100)["exceeds"] is False
    above = judged(run, 100.1, 100)
    assert above["exceeds"] is True
    assert above["margin"] == pytest.approx(-0.1)


def test_reference_oxygen(run) -> None:
    """Cement kiln, reference 10 %: 80 mg/m3 at 12 % oxygen are 80 · 11 / 9."""
    found = judged(run, 80, 100, o2_measured=12, o2_reference=10)
    assert found["converted"] == pytest.approx(80 * 11 / 9)
    assert found["exceeds"] is False
    assert judged(run, 80, 100, o2_measured=13, o2_reference=10)["exceeds"] is True  # 110
    assert judged(run, 80, 100, o2_measured=9, o2_reference=10)["converted"] == pytest.approx(80 * 11 / 12)


@pytest.mark.parametrize("oxygen", [21, 21.0, 25, 1e9])
@pytest.mark.parametrize("name", ["o2_measured", "o2_reference"])
def test_oxygen_of_air_is_refused(run, name: str, oxygen: float) -> None:
    with pytest.raises(AuditError) as caught:
        judged(run, 80, 100, **{"o2_measured": 12, "o2_reference": 10, name: oxygen})
    assert (caught.value.code, caught.value.params["path"]) == ("calc.oxygen_too_high", name)


def test_without_the_measured_oxygen_nothing_is_decided(run) -> None:
    found = judged(run, 80, 100, o2_reference=10)
    assert found["exceeds"] == "unknown"
    assert reasons(found) == {"calc.limit_no_oxygen"}


def test_baseline_drainage(run) -> None:
    """Electroplating: 0.4 mg/L in 300 m3, allowed 0.2 m3/m2 · 1000 m2 = 200 m3: 0.6 mg/L."""
    water = {"unit": "mg/L", "limit_unit": "mg/L", "statistic": "day", "of": "day"}
    products = [{"output": 600, "baseline": 0.2}, {"output": 400, "baseline": 0.2}]
    over = judged(run, 0.4, 0.5, drainage={"total": 300, "products": products}, **water)
    assert over["converted"] == pytest.approx(0.6)
    assert over["exceeds"] is True
    under = judged(run, 0.4, 0.5, drainage={"total": 100, "products": products}, **water)
    assert under["converted"] == pytest.approx(0.4)  # dilution is no excuse, less water no bonus
    assert under["exceeds"] is False


@pytest.mark.parametrize(
    ("statistic", "of", "decided"),
    [("hour", "hour", True), ("小时均值", "hour", True), ("日均值", "day", True), ("day", "hour", False),
     ("single", "day", False), (None, "hour", False), ("hour", None, False), (None, None, True)],
)  # fmt: skip
def test_like_with_like_only(run, statistic: str | None, of: str | None, decided: bool) -> None:
    found = judged(run, 120, 100, statistic=statistic, of=of)
    assert found["exceeds"] is (True if decided else found["exceeds"])
    assert (found["exceeds"] == "unknown") == (not decided)
    assert ("calc.limit_unlike" in reasons(found)) == (not decided)


@pytest.mark.parametrize(
    "flag", ["fault", "start_up", "calibration", "invalid", "故障", "标定", "something new"]
)
@pytest.mark.parametrize("value", [50, 500])
def test_flagged_data_decide_nothing(run, flag: str, value: float) -> None:
    found = judged(run, value, 100, flags=[flag])
    assert found["exceeds"] == "unknown"
    assert reasons(found) == {"calc.limit_flagged"}


def test_below_detection(run) -> None:
    assert judged(run, 3, 100, flags=["below_detection"])["exceeds"] is False
    assert judged(run, 3, 2, flags=["未检出"])["exceeds"] == "unknown"
    assert judged(run, 3, 100, flags=["valid"])["exceeds"] is False


@pytest.mark.parametrize(
    ("ph", "over", "margin"), [(7.2, False, 1.2), (5.9, True, -0.1), (9.4, True, -0.4), (9.0, False, 0)]
)
def test_ph_has_two_sides(run, ph: float, over: bool, margin: float) -> None:
    found = judged(run, ph, 9, low=6, unit="pH", limit_unit="pH", statistic="single", of="single")
    assert found["exceeds"] is over
    assert found["margin"] == pytest.approx(margin)


def test_units_are_converted_and_unlike_ones_refused(run) -> None:
    assert judged(run, 0.12, 100, unit="g/m3")["converted"] == pytest.approx(120)
    with pytest.raises(AuditError) as caught:
        judged(run, 3, 100, unit="kg/h")
    assert (caught.value.code, caught.value.params["path"]) == ("calc.units_differ", "measured.unit")
    with pytest.raises(AuditError) as caught:
        judged(run, 3, 100, limit_unit="mg/blob")
    assert (caught.value.code, caught.value.params["path"]) == ("calc.unknown_unit", "limit.unit")


def test_without_value_or_limit(run) -> None:
    found = judged(run, None, 100)
    assert (found["converted"], found["exceeds"], found["margin"]) == (None, "unknown", None)
    with pytest.raises(AuditError) as caught:
        judged(run, 3, None)
    assert (caught.value.code, caught.value.params["path"]) == ("calc.missing", "limit.value")
