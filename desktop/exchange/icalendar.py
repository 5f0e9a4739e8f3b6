"""Deadlines as a calendar file (iCalendar, RFC 5545) that Outlook, WPS and telephones read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

_REMIND_DAYS = 14
_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day. ``uid`` stays the same when the file is written again, so that calendars replace the old entry."""

    uid: str
    day: dt.date
    title: str
    text: str


def calendar(events: Iterable[Event], stamp: dt.datetime, name: str) -> str:
    """The file as text, each event with a reminder two weeks before; times are UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Qingshen//Deadlines//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    utc = stamp.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{utc}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(event.title)}",
            f"DESCRIPTION:{_escaped(event.text)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(event.title)}",
            f"TRIGGER:-P{_REMIND_DAYS}D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line, characters kept whole; the next line begins with a blank."""
    parts, taken = [""], 0
    for sign in line:
        size = len(sign.encode())
        if taken + size > _OCTETS:
            parts.append(" ")
            taken = 1
        parts[-1] += sign
        taken += size
    return "\r\n".join(parts)
