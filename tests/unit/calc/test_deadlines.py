"""Deadlines: the dates of law_and_procedure.md 6.4 and of both sample timelines."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.model.errors import AuditError


def rows(run, **given: Any) -> dict[str, dict[str, Any]]:
    return {
        row["duty"]: row
        for row in run("deadlines", **{"labels": ["TOXIC_DISCHARGE"], **given}).values["deadlines"]
    }


@pytest.mark.parametrize(
    ("listed", "publish", "start", "report"),
    [
        ("2026-03-20", "2026-04-20", "2026-05-20", "2027-03-20"),  # the example of 6.4
        ("2025-12-30", "2026-01-30", "2026-02-28", "2026-12-30"),  # timeline of sample_aluminium.json
        ("2026-01-15", "2026-02-15", "2026-03-15", "2027-01-15"),  # timeline of sample_electroplating.json
        ("2026-01-31", "2026-02-28", "2026-03-31", "2027-01-31"),  # no 31 February: the last day
        ("2024-02-29", "2024-03-29", "2024-04-29", "2025-02-28"),
        ("2023-12-31", "2024-01-31", "2024-02-29", "2024-12-31"),  # a leap year ahead
        ("2024-12-31", "2025-01-31", "2025-02-28", "2025-12-31"),
        ("2026-06-30", "2026-07-30", "2026-08-30", "2027-06-30"),  # the same day number, not the last day
        ("2026-07-31", "2026-08-31", "2026-09-30", "2027-07-31"),
        ("2026-08-14", "2026-09-14", "2026-10-14", "2027-08-14"),
        ("2026-08-15", "2026-09-15", "2026-10-15", "2027-08-15"),
        ("2026-11-30", "2026-12-30", "2027-01-30", "2027-11-30"),
        ("2026-12-31", "2027-01-31", "2027-02-28", "2027-12-31"),
    ],
)
def test_dates_counted_from_the_list(run, listed: str, publish: str, start: str, report: str) -> None:
    found = rows(run, listed_on=listed)
    assert found["publish_information"]["due"] == publish
    assert found["start_audit"]["due"] == start
    assert found["submit_report"]["due"] == report
    assert {found[duty]["set_by"] for duty in ("publish_information", "start_audit", "submit_report")} == {
        "rule"
    }


def test_the_five_years_bind_toxic_plants_only(run) -> None:
    dates = {"listed_on": "2026-03-20", "last_audit_on": "2022-06-30"}
    assert rows(run, **dates)["next_audit"]["due"] == "2027-06-30"
    assert "next_audit" not in rows(run, **dates, labels=["OVER_STD"])
    assert "next_audit" not in rows(run, **dates, labels=["HIGH_ENERGY"])
    assert rows(run, **dates, labels=["HIGH_ENERGY", "TOXIC_USE"])["next_audit"]["due"] == "2027-06-30"


@pytest.mark.parametrize(
    ("listed", "first"),
    [("2025-12-30", "2027-03-15"), ("2026-03-31", "2027-03-15"), ("2026-04-01", "2028-03-15")],
)
def test_annual_disclosure_begins_the_year_after_entering_the_list(run, listed: str, first: str) -> None:
    assert rows(run, listed_on=listed)["annual_disclosure"]["due"] == first


def test_the_notice_wins_over_the_rule_and_an_extension_over_the_notice(run) -> None:
    notice = {"submit_report": "2026-10-31", "assessment": "2026-11-30"}
    found = rows(run, listed_on="2026-03-20", notice_dates=notice)
    assert (found["submit_report"]["due"], found["submit_report"]["set_by"]) == ("2026-10-31", "notice")
    assert (found["assessment"]["due"], found["assessment"]["set_by"]) == ("2026-11-30", "notice")
    longer = rows(run, listed_on="2026-03-20", notice_dates=notice, extension={"submit_report": "2027-01-31"})
    assert (longer["submit_report"]["due"], longer["submit_report"]["set_by"]) == ("2027-01-31", "extension")


def test_assessment_has_no_national_date(run) -> None:
    result = run("deadlines", listed_on="2026-03-20", labels=["OVER_STD"]).values
    found = {row["duty"]: row for row in result["deadlines"]}
    assert (found["assessment"]["due"], found["assessment"]["state"]) == (None, "undefined")
    assert ("calc.deadline_undefined", "deadlines.assessment") in {
        (one["code"], one["about"]) for one in result["notes"]
    }


def test_an_assessment_that_is_not_held_has_neither_date_nor_remark(run) -> None:
    given = {
        "listed_on": "2026-03-20",
        "labels": ["OVER_STD"],
        "held": {"assessment": False, "acceptance": True},
    }
    result = run("deadlines", given, notice_dates={"assessment": "2026-11-30"}).values
    found = {row["duty"]: row for row in result["deadlines"]}
    assert (found["assessment"]["due"], found["assessment"]["state"]) == (None, "not_applicable")
    assert found["acceptance"]["state"] == "undefined"
    assert [one["about"] for one in result["notes"] if one["code"] == "calc.deadline_undefined"] == [
        "deadlines.acceptance"
    ]


@pytest.mark.parametrize("where", [{"city": "420100"}, {"city": "武汉"}, {"region": "湖北省武汉市"}])
def test_local_rules_go_by_city_or_address(run, where: dict[str, str]) -> None:
    assert rows(run, listed_on="2026-03-20", **where)["submit_report"]["due"] == "2026-12-31"
    assert rows(run, listed_on="2026-12-31", **where)["submit_report"]["due"] == "2026-12-31"


def test_local_rules_shorten_and_never_lengthen(run) -> None:
    wuhan = rows(run, listed_on="2026-03-20", assessment_on="2026-11-02", region="湖北省武汉市")
    assert (wuhan["submit_report"]["due"], wuhan["submit_report"]["set_by"]) == ("2026-12-31", "local")
    assert wuhan["implement_options"]["due"] == "2027-11-02"
    assert wuhan["register_platform"]["due"] == "2026-04-20"
    elsewhere = rows(run, listed_on="2026-03-20", assessment_on="2026-11-02", region="山西省太原市")
    assert elsewhere["submit_report"]["due"] == "2027-03-20"
    assert {"implement_options", "register_platform"}.isdisjoint(elsewhere)


@pytest.mark.parametrize(
    ("listed", "law", "code"),
    [
        ("2026-07-13", True, False),
        ("2026-07-14", True, False),
        ("2026-07-15", True, True),
        ("2026-08-15", False, True),
    ],
)
def test_the_statute_is_that_of_the_date(run, listed: str, law: bool, code: bool) -> None:
    basis = rows(run, listed_on=listed)["publish_information"]["basis"]
    assert ("清洁生产促进法" in basis["zh"]) == law
    assert ("生态环境法典" in basis["zh"]) == code
    assert ("Promotion Law" in basis["en"]) == law


@pytest.mark.parametrize(
    ("label", "zh"),
    [("OVER_STD", "生态环境主管部门"), ("HIGH_ENERGY", "节能主管部门"), ("TOXIC_USE", "生态环境主管部门")],
)
def test_who_is_in_charge(run, label: str, zh: str) -> None:
    assert rows(run, listed_on="2026-03-20", labels=[label])["submit_report"]["authority"]["zh"] == zh


def test_states(run) -> None:
    found = rows(run, listed_on="2026-03-20", today="2026-05-21", done={"publish_information": "2026-04-21"})
    assert found["publish_information"]["state"] == "late"
    assert found["start_audit"]["state"] == "overdue"
    assert found["submit_report"]["state"] == "open"
    on_time = rows(
        run, listed_on="2026-03-20", today="2026-05-20", done={"publish_information": "2026-04-20"}
    )
    assert (on_time["publish_information"]["state"], on_time["start_audit"]["state"]) == ("done", "open")


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"listed_on": "2026-02-30"}, "calc.not_a_date", "listed_on"),
        ({"notice_dates": {"submit_report": "31.12.2026"}}, "calc.not_a_date", "notice_dates.submit_report"),
        ({"extension": {"submit_rapport": "2026-12-31"}}, "calc.unknown_duty", "extension.submit_rapport"),
        ({"labels": ["TOXIC"]}, "calc.not_a_choice", "labels[0]"),
        ({"labels": "TOXIC_USE"}, "calc.list_needed", "labels"),
    ],
)
def test_bad_input_is_told_with_its_place(run, given: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(AuditError) as caught:
        rows(run, **{"listed_on": "2026-03-20", **given})
    assert (caught.value.code, caught.value.params["path"]) == (code, path)
