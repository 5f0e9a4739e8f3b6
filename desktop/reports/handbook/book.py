"""The handbook put together: cover, contents, parts. One file without anything from outside."""

from __future__ import annotations

from collections.abc import Iterable

from desktop import __version__
from desktop.content.library import Library
from desktop.reports.handbook.markup import Entry, Html, join, tag
from desktop.reports.handbook.references import choices, references, sources, units
from desktop.reports.handbook.report import report
from desktop.reports.handbook.rules import checks, methods
from desktop.reports.handbook.sheets import stages
from desktop.reports.handbook.speech import Speech
from desktop.reports.handbook.style import style_sheet
from desktop.reports.handbook.tables import tables
from desktop.reports.model import Language

# Nothing may be loaded from anywhere, so a mistake in escaping could not reach out either.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def handbook(library: Library, language: Language = "zh") -> str:
    """The page. The same library gives the same bytes."""
    speech = Speech(library, language)
    parts = [
        *stages(speech),
        tables(speech),
        methods(speech),
        checks(speech),
        report(speech),
        references(speech),
        choices(speech),
        units(speech),
        sources(speech),
    ]
    title = speech.say("handbook.title")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", style_sheet()),
    )
    body = tag(
        "body",
        tag(
            "div",
            tag("nav", _contents(entry for entry, _ in parts), aria_label=speech.say("handbook.contents")),
            tag("main", _cover(speech, title), *(text for _, text in parts)),
            class_="page",
        ),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=speech.words.first)}\n"


def _cover(speech: Speech, title: str) -> Html:
    data = speech.library.data
    counted = speech.say(
        "handbook.counted",
        sheets=len(data.sheets),
        questions=sum(len(table.columns) for table in data.tables),
        checks=len(data.checks),
        references=len(data.references),
    )
    edition = speech.say(
        "handbook.edition", version=data.version, digest=data.digest[:12], program=__version__
    )
    return tag(
        "header",
        tag("h1", title),
        tag("p", speech.say("handbook.about"), class_="soft"),
        tag("p", counted),
        tag("p", speech.say("handbook.marks"), class_="soft"),
        tag("p", edition, class_="faint"),
        class_="cover",
    )


def _contents(entries: Iterable[Entry]) -> Html:
    return tag("ol", *(_entry(one) for one in entries))


def _entry(entry: Entry) -> Html:
    below = _contents(entry.below) if entry.below else None
    return tag("li", join((tag("a", entry.title, href=f"#{entry.anchor}"), below)))
