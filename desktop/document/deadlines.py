"""The deadlines of an audit, judged by a day: what the method found, in words, with what is overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from desktop.exchange.icalendar import Event, calendar
from desktop.model.text import Lang, Text

if TYPE_CHECKING:  # a view is asked for its runs
    from desktop.document.view import AuditView

BINDING = "deadlines"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty. ``state``: done, late, overdue, open, undefined; ``set_by``: rule, local, notice, extension."""

    duty: str
    title: Text
    due: dt.date | None
    set_by: str
    basis: Text
    authority: Text
    state: str


def deadlines(view: AuditView, today: dt.date) -> tuple[Deadline, ...]:
    """All duties by date; none while it is not known when the plant was listed."""
    if BINDING not in view.library.bindings:
        return ()
    run = view.values.run(BINDING, "", "")
    if run.result is None:
        return ()
    rows = cast("list[Mapping[str, object]]", run.result.values["deadlines"])
    return tuple(_deadline(row, today) for row in rows)


def _deadline(row: Mapping[str, object], today: dt.date) -> Deadline:
    due = dt.date.fromisoformat(str(row["due"])) if row["due"] else None
    state = "overdue" if row["state"] == "open" and due is not None and today > due else str(row["state"])
    title, basis, authority = (
        Text(**cast("dict[str, str]", row[name])) for name in ("title", "basis", "authority")
    )
    return Deadline(str(row["duty"]), title, due, str(row["set_by"]), basis, authority, state)


def calendar_file(view: AuditView, today: dt.date, stamp: dt.datetime, lang: Lang, audit: str) -> str:
    """What is still to be done, as a calendar file; ``audit`` keeps entries of several audits apart."""
    name = view.shown("audit.title", lang).text or view.library.message("document.calendar", lang)
    events = [
        Event(
            f"{one.duty}-{audit}@qingshen",
            one.due,
            one.title.get(lang),
            "\n".join((name, one.basis.get(lang), one.authority.get(lang))),
        )
        for one in deadlines(view, today)
        if one.due is not None and one.state in ("open", "overdue")
    ]
    return calendar(events, stamp, name)
