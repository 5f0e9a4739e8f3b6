"""Screening: the decision table of law_and_procedure.md 6.1 with its corrections, and the labels of both samples."""

from __future__ import annotations

from typing import Any

import pytest

# Everything filled in, nothing found.
CLEAN: dict[str, Any] = {
    "on": "2026-03-01",
    "discharges": [
        {"outlet": "DA001", "pollutant": "二氧化硫", "measured": {"value": 50, "unit": "mg/m3", "statistic": "hour"},
         "limit": {"value": 200, "unit": "mg/m3", "statistic": "hour"}}
    ],
    "quotas": [{"pollutant": "二氧化硫", "actual": 536.5, "permitted": 650}],
    "materials": [{"name": "氧化铝"}],
    "emissions": [{"name": "二氧化硫"}],
    "wastes": [{"name": "生活垃圾", "hazardous": False}],
    "energy": [{"metric": "铝液交流电耗", "value": 12985.85, "level3": 13350, "level2": 13000}],
}  # fmt: skip


def label(run, name: str, **changed: Any) -> dict[str, Any]:
    return run("screening", {**CLEAN, **changed}).values["labels"][name]


def codes(found: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in found["reasons"]]


def one(**changes: Any) -> list[dict[str, Any]]:
    return [{**CLEAN["discharges"][0], **changes}]


def measured(value: float | None, statistic: str = "hour", *flags: str) -> dict[str, Any]:
    return {"value": value, "unit": "mg/m3", "statistic": statistic, "flags": list(flags)}


def test_nothing_found_on_complete_data(run) -> None:
    values = run("screening", CLEAN).values
    assert {name: found["value"] for name, found in values["labels"].items()} == dict.fromkeys(
        ("OVER_STD", "OVER_TOTAL", "TOXIC_USE", "TOXIC_DISCHARGE", "HIGH_ENERGY"), False
    )
    assert (values["status"], values["groups"]) == ("none_found", [])


def test_nothing_filled_in_is_unknown_never_false(run) -> None:
    values = run("screening", on="2026-03-01").values
    assert {found["value"] for found in values["labels"].values()} == {"unknown"}
    assert values["labels"]["OVER_STD"]["missing"] == ["discharges"]
    assert values["labels"]["TOXIC_DISCHARGE"]["missing"] == ["wastes", "emissions"]
    assert values["status"] == "cannot_decide"


@pytest.mark.parametrize(
    ("discharges", "value"),
    [
        (one(measured=measured(200)), False),
        (one(measured=measured(201)), True),
        (one(measured=measured(500, "day")), "unknown"),  # unlike statistic
        (one(measured=measured(500, "hour", "fault")), "unknown"),
        (one(measured=measured(None)), "unknown"),
        (one(limit=None), "unknown"),
        (one(limit={"unit": "mg/m3", "statistic": "hour"}), "unknown"),
        (one(limit={"value": 3, "unit": "kg/h", "statistic": "hour"}), "unknown"),  # another kind of quantity
        ([*one(limit={"value": 3, "unit": "kg/h"}), *one(measured=measured(201))], True),
        (one(measured=measured(150), o2_measured=12, o2_reference=10), False),  # 150 · 11/9 = 183
        (one(measured=measured(180), o2_measured=12, o2_reference=10), True),  # 220
        ([*one(measured=measured(500, "day")), *one(measured=measured(201))], True),  # what is sure wins
        ([*one(measured=measured(500, "day")), *one()], "unknown"),
    ],
)
def test_over_standard(run, discharges: list[dict[str, Any]], value: object) -> None:
    assert label(run, "OVER_STD", discharges=discharges)["value"] == value


PH = {
    "outlet": "DW001",
    "pollutant": "pH",
    "limit": {"value": 9, "low": 6, "unit": "pH", "statistic": "single"},
}


@pytest.mark.parametrize(
    ("value", "found"), [(5.99, True), (6, False), (7.5, False), (9, False), (9.01, True), (None, "unknown")]
)
def test_ph_has_two_sides(run, value: float | None, found: object) -> None:
    one_value = {"value": value, "unit": "pH", "statistic": "single"}
    assert label(run, "OVER_STD", discharges=[{**PH, "measured": one_value}])["value"] == found


STATED = "各排放口均低于限值"


@pytest.mark.parametrize(
    ("discharges", "value", "stated"),
    [
        (one(), False, False),  # the values show it themselves
        (one(measured=measured(50, "year")), False, True),
        ([], False, True),
        (one(measured=measured(201)), True, False),  # a value outweighs the statement
        (
            one(measured=measured(500, "year")),
            "unknown",
            False,
        ),  # so does the number of one that is not comparable
        (one(limit=None), "unknown", False),
    ],
)
def test_a_statement_is_no_data(run, discharges: list[dict[str, Any]], value: object, stated: bool) -> None:
    found = label(run, "OVER_STD", discharges=discharges, declared_within=STATED)
    assert (found["value"], found["by_statement"]) == (value, stated)
    notes = run("screening", {**CLEAN, "discharges": discharges, "declared_within": STATED}).values["notes"]
    assert any(note["code"] == "calc.screen_by_statement" for note in notes) is stated


def test_an_authority_s_record_counts(run) -> None:
    found = label(run, "OVER_STD", penalties=[{"text": "2025年8月超标处罚决定", "on": "2025-08-20"}])
    assert (found["value"], codes(found)) == (True, ["calc.screen_penalty"])


@pytest.mark.parametrize(
    ("quotas", "value", "applies"),
    [
        ([{"pollutant": "COD", "actual": 10.1, "permitted": 10}], True, True),
        ([{"pollutant": "COD", "actual": 10, "permitted": 10}], False, True),
        ([{"pollutant": "COD", "actual": 10}], "unknown", True),
        ([{"pollutant": "COD", "permitted": 10}], "unknown", True),
        ([{"pollutant": "COD", "actual": 10, "not_applicable": True}], "unknown", False),
        (
            [
                {"pollutant": "COD", "not_applicable": True},
                {"pollutant": "氨氮", "actual": 1, "permitted": 2},
            ],
            False,
            True,
        ),
    ],
)
def test_over_total(run, quotas: list[dict[str, Any]], value: object, applies: bool) -> None:
    found = label(run, "OVER_TOTAL", quotas=quotas)
    assert (found["value"], found["applies"]) == (value, applies)


def test_not_applicable_is_not_a_gap(run) -> None:
    """A permit without amounts, a product without an energy limit: the rest still decides."""
    none = {"quotas": [{"pollutant": "COD", "not_applicable": True}], "energy": None, "no_energy_limit": True}
    assert run("screening", {**CLEAN, **none}).values["status"] == "none_found"


@pytest.mark.parametrize(
    ("material", "value"),
    [
        ({"name": "铬酐"}, True),  # class 3
        ({"name": "氰化钠", "judged": "yes"}, True),
        ({"name": "无铬钝化剂"}, False),
        ({"name": "硫酸镍"}, "unknown"),  # nickel is the "etc." of class 3
        ({"name": "萘"}, "unknown"),  # class 5, a person decides
        ({"name": "萘", "judged": "no"}, False),
        ({"name": "清洗剂", "cas": "79-01-6"}, "unknown"),  # trichloroethylene by its CAS number
        ({"name": "六氯苯"}, True),  # Stockholm Convention
        ({"name": "氟化铝", "judged": "open"}, "unknown"),
        ({"name": "氧化铝"}, False),
    ],
)
def test_toxic_use(run, material: dict[str, Any], value: object) -> None:
    assert label(run, "TOXIC_USE", materials=[material])["value"] == value


OIL = {"name": "废矿物油", "code": "900-214-08", "amount_t": 3.2}
SLUDGE = {"name": "电镀污泥", "code": "HW17", "amount_t": 40}


@pytest.mark.parametrize(
    ("wastes", "more", "value", "tier"),
    [
        ([OIL], {}, "unknown", None),  # waste oil alone does not label a plant
        ([SLUDGE], {}, True, "literal"),
        ([OIL, SLUDGE], {}, True, "literal"),
        ([OIL, SLUDGE], {"local_waste_threshold_t": 100}, "unknown", None),
        ([OIL, {**SLUDGE, "amount_t": 100}], {"local_waste_threshold_t": 100}, True, "local"),
        ([{"name": "废渣"}], {}, "unknown", None),  # nobody said whether it is hazardous
        ([{"name": "废渣", "hazardous": False}], {}, False, None),
        ([{"name": "废渣", "hazardous": True}], {}, True, "literal"),
        ([], {}, False, None),
    ],
)
def test_hazardous_waste(
    run, wastes: list[Any], more: dict[str, Any], value: object, tier: str | None
) -> None:
    found = label(run, "TOXIC_DISCHARGE", wastes=wastes, **more)
    assert (found["value"], found["tier"]) == (value, tier)


@pytest.mark.parametrize(
    ("figure", "new", "value"),
    [
        (13350, False, False),
        (13350.1, False, True),
        (13000, True, False),
        (13000.1, True, True),
        (None, False, "unknown"),
    ],
)
def test_energy_levels(run, figure: float | None, new: bool, value: object) -> None:
    metric = {**CLEAN["energy"][0], "value": figure, "new_line": new}
    assert label(run, "HIGH_ENERGY", energy=[CLEAN["energy"][0], metric])["value"] == value


def test_a_metric_of_the_standard_that_is_missing_leaves_it_open(run) -> None:
    """GB 21346-2022 limits four metrics of electrolytic aluminium, two of Bayer alumina."""
    four = [{"metric": "x", "key": f"GB21346-2022-0{n}", "value": 1, "level3": 2} for n in (1, 2, 3, 4)]
    assert label(run, "HIGH_ENERGY", energy=four)["value"] is False
    found = label(run, "HIGH_ENERGY", energy=four[:3])
    assert (found["value"], codes(found)) == ("unknown", ["calc.screen_energy_other"])
    over = [*four[:2], {**four[2], "value": 3}]
    assert label(run, "HIGH_ENERGY", energy=over)["value"] is True  # what is over is sure


def test_every_line_counts(run) -> None:
    lines = [
        {**CLEAN["energy"][0], "line": "系列I"},
        {**CLEAN["energy"][0], "line": "系列II", "value": 13351},
    ]
    found = label(run, "HIGH_ENERGY", energy=lines)
    assert found["value"] is True
    assert "系列II" in found["reasons"][0]["zh"]


def test_only_the_list_labels(run) -> None:
    values = run(
        "screening", {**CLEAN, "listed": {"labels": ["TOXIC_DISCHARGE"], "published_on": "2025-12-30"}}
    ).values
    assert values["status"] == "listed"
    assert values["labels"]["TOXIC_DISCHARGE"]["tier"] == "listed"
    assert values["labels"]["TOXIC_DISCHARGE"]["value"] is False  # the self-check is shown beside the list
    said = " ".join(
        note["zh"] for note in run("screening", {**CLEAN, "materials": [{"name": "铬酐"}]}).values["notes"]
    )
    assert "可能符合" in said


@pytest.mark.parametrize(
    ("on", "law"),
    [
        ("2024-02-29", "清洁生产促进法"),
        ("2026-07-31", "清洁生产促进法"),
        ("2026-08-14", "清洁生产促进法"),
        ("2026-08-15", "生态环境法典"),
        ("2026-08-31", "生态环境法典"),
        ("2026-12-31", "生态环境法典"),
    ],
)
def test_the_clause_is_that_of_the_date(run, on: str, law: str) -> None:
    for name in ("OVER_STD", "TOXIC_USE"):
        assert law in label(run, name, on=on)["basis"]["zh"]
    assert ("节能主管部门确认" in label(run, "HIGH_ENERGY", on=on)["basis"]["zh"]) == (law == "生态环境法典")


def test_the_aluminium_sample(run) -> None:
    """label_screening of sample_aluminium.json."""
    metrics = [(12985.85, 13350), (13263.92, 13700), (13389.25, 13750), (1697.34, 1720)]
    found = run(
        "screening",
        on="2025-12-30",
        discharges=CLEAN["discharges"],
        quotas=[
            {"pollutant": "二氧化硫", "actual": 536.5, "permitted": 650},
            {"pollutant": "颗粒物", "actual": 65.0, "permitted": 120},
        ],
        materials=[
            {"name": "氧化铝"},
            {"name": "氟化铝", "judged": "open"},
            {"name": "冰晶石", "judged": "open"},
        ],
        emissions=[{"name": "氟化物"}],
        wastes=[{"name": "大修渣", "code": "321-023-48", "amount_t": 5000}, OIL],
        energy=[
            {"metric": str(at), "value": value, "level3": limit} for at, (value, limit) in enumerate(metrics)
        ],
    ).values
    assert {name: one["value"] for name, one in found["labels"].items()} == {
        "OVER_STD": False, "OVER_TOTAL": False, "TOXIC_USE": "unknown", "TOXIC_DISCHARGE": True, "HIGH_ENERGY": False
    }  # fmt: skip
    assert [group["zh"] for group in found["groups"]] == ["双有"]


def test_the_electroplating_sample(run) -> None:
    """label_screening of sample_electroplating.json."""
    found = run(
        "screening",
        on="2026-01-15",
        discharges=CLEAN["discharges"],
        quotas=[{"pollutant": "总铬", "actual": 9.6, "permitted": 12}],
        materials=[{"name": "铬酐"}, {"name": "硫酸镍"}],
        emissions=[{"name": "六价铬"}, {"name": "总镍"}],
        wastes=[{"name": "电镀污泥", "code": "HW17"}],
        no_energy_limit=True,
    ).values
    assert {name: one["value"] for name, one in found["labels"].items()} == {
        "OVER_STD": False, "OVER_TOTAL": False, "TOXIC_USE": True, "TOXIC_DISCHARGE": True, "HIGH_ENERGY": "unknown"
    }  # fmt: skip
    assert found["labels"]["HIGH_ENERGY"]["applies"] is False
