"""Calendar files: RFC 5545 lines, escapes and days."""

from __future__ import annotations

import datetime as dt

from desktop.exchange.icalendar import Event, calendar

STAMP = dt.datetime(2026, 3, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def lines(*events: Event) -> list[str]:
    text = calendar(events, STAMP, "示例铝业")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")


def test_a_day_with_a_reminder() -> None:
    found = lines(Event("report-1@x", dt.date(2026, 12, 31), "报送报告", "办法第十七条"))
    assert found[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "DTSTART;VALUE=DATE:20261231" in found
    assert "DTEND;VALUE=DATE:20270101" in found
    assert "DTSTAMP:20260301T010000Z" in found
    assert "TRIGGER:-P14D" in found
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == 1


def test_signs_with_a_meaning_are_escaped() -> None:
    found = lines(Event("a", dt.date(2026, 1, 1), "a,b;c\\d", "one\ntwo"))
    assert "SUMMARY:a\\,b\\;c\\\\d" in found
    assert "DESCRIPTION:one\\ntwo" in found


def test_lines_are_folded_by_octets_without_breaking_a_character() -> None:
    text = calendar([Event("a", dt.date(2026, 1, 1), "清" * 100, "x")], STAMP, "y")
    raw = text.encode().split(b"\r\n")
    assert max(map(len, raw)) <= 75
    for line in raw:
        line.decode()
    assert "SUMMARY:" + "清" * 100 in text.replace("\r\n ", "")
