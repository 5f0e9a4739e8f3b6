"""The deadlines of an audit: the sample's own dates, what the notice and extensions change, what is overdue."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from desktop.document import Document
from desktop.document.deadlines import calendar_file, deadlines
from desktop.model.edit import AddRow, SetValue
from tests.builders import clock, sample

DAY = dt.date(2026, 6, 1)


def test_dates_of_the_sample(tmp_path: Path) -> None:
    """timeline of sample_aluminium.json: due and done."""
    with sample("aluminium", tmp_path / "a.qsa") as document:
        found = {one.duty: one for one in deadlines(document, DAY)}
        assert found["publish_information"].due == dt.date(2026, 1, 30)
        assert found["start_audit"].due == dt.date(2026, 2, 28)
        assert found["submit_report"].due == dt.date(2026, 12, 30)
        done = {"publish_information", "start_audit", "submit_report", "assessment"}
        assert {duty for duty, one in found.items() if one.state == "done"} == done
        assert document.shown("duties[submit_report].due", "zh").text == "2026-12-30"


def test_the_notice_and_an_extension_move_the_date(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        document.record([SetValue("audit.notice_report_by", "2026-04-30")])
        found = {one.duty: one for one in deadlines(document, DAY)}["submit_report"]
        assert (found.due, found.set_by, found.state) == (dt.date(2026, 4, 30), "notice", "late")
        values = {"kind": "extension", "answer": "approved", "granted_until": "2026-06-30"}
        document.record([AddRow("extensions", values)])
        found = {one.duty: one for one in deadlines(document, DAY)}["submit_report"]
        assert (found.due, found.set_by, found.state) == (dt.date(2026, 6, 30), "extension", "done")


def test_overdue_by_the_day(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        for day, state in ((dt.date(2027, 3, 15), "open"), (dt.date(2027, 3, 16), "overdue")):
            assert {one.duty: one.state for one in deadlines(document, day)}["annual_disclosure"] == state


def test_an_audit_without_a_list_has_no_dates(tmp_path: Path) -> None:
    with Document.create(tmp_path / "a.qsa", clock=clock) as document:
        assert deadlines(document, DAY) == ()


def test_the_place_of_the_profile_brings_local_rules(tmp_path: Path) -> None:
    with Document.create(tmp_path / "a.qsa", clock=clock) as document:
        document.record(
            [
                SetValue("audit.on_list", True),
                SetValue("audit.listed_on", "2026-03-20"),
                SetValue("audit.list_labels", ["OVER_STD"]),
                SetValue("enterprise.province", "420000"),
            ]
        )
        assert document.shown("duties[submit_report].due", "zh").text == "2027-03-20"
        document.record([SetValue("enterprise.city", "420100")])
        assert document.shown("duties[submit_report].due", "zh").text == "2026-12-31"
        assert document.shown("duties[submit_report].set_by", "zh").text == "地方规定"
        document.record([SetValue("duties[assessment].asked", False)])
        assert document.shown("duties[assessment].state", "zh").text == "不适用"
        assert "assessment" not in calendar_file(document, DAY, clock(), "zh", "x")


def test_basis_and_authority_stand_beside_each_date(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        shown = [
            document.shown(f"duties[submit_report].{name}", "zh").text
            for name in ("basis", "basis_standing", "authority")
        ]
        assert shown == ["清洁生产审核办法第十七条", "已核对原文", "生态环境主管部门"]
        document.record([SetValue("audit.list_labels", ["HIGH_ENERGY"])])
        assert document.shown("duties[submit_report].authority", "zh").text == "节能主管部门"
        document.record([SetValue("audit.list_labels", ["HIGH_ENERGY", "OVER_STD"])])
        assert (
            document.shown("duties[submit_report].authority", "en").text
            == "Ecology and energy-saving departments"
        )


def test_the_calendar_holds_what_is_still_to_be_done(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        text = calendar_file(document, DAY, clock(), "zh", document.identity)
        assert text.count("BEGIN:VEVENT") == 1
        assert "DTSTART;VALUE=DATE:20270315" in text
        assert f"UID:annual_disclosure-{document.identity}@qingshen" in text.replace("\r\n ", "")
