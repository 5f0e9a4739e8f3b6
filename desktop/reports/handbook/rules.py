"""Methods bound to tables, and the checks over the data with their words and examples."""

from __future__ import annotations

from desktop.calc import METHODS
from desktop.content.types import Binding, Check, Example, Members
from desktop.reports.handbook.markup import Entry, Html, Part, facts, join, table, tag
from desktop.reports.handbook.speech import Speech


def methods(speech: Speech) -> tuple[Entry, Html]:
    """The part about methods."""
    title = speech.say("handbook.part.methods")
    found = speech.library.bindings.values()
    below = tuple(Entry(f"method-{one.id}", tag("span", speech.line(one.title))) for one in found)
    body = join(_method(speech, one) for one in found)
    return Entry("methods", tag("span", title), below), join((tag("h2", title, id="methods"), body))


def _method(speech: Speech, binding: Binding) -> Html:
    home = binding.for_each
    heads = [
        speech.say("handbook.result"),
        speech.say("handbook.name"),
        speech.say("handbook.unit"),
    ]
    results = [
        (speech.text(one.label), tag("code", f"{binding.id}.{one.name}"), one.display or one.unit)
        for one in binding.results
    ]
    inputs = [
        tag("div", tag("code", name), speech.formula(text, home)) for name, text in binding.inputs.items()
    ]
    inputs += [_members(speech, name, members) for name, members in binding.members.items()]
    method = METHODS.get(binding.method)
    return tag(
        "section",
        tag("h3", speech.text(binding.title), id=f"method-{binding.id}"),
        tag("p", tag("code", binding.method), " ", speech.line(method.title) if method else None),
        facts(
            [
                (speech.say("handbook.for_each"), _home(speech, home)),
                (speech.say("handbook.relevance"), speech.formula(binding.relevance, home)),
                (speech.say("handbook.inputs"), join(inputs)),
            ]
        ),
        table(heads, results),
        class_="card",
    )


def _members(speech: Speech, name: str, members: Members) -> Html:
    fields = (
        tag("div", tag("code", entry), speech.formula(text, members.table))
        for entry, text in members.fields.items()
    )
    return tag(
        "div",
        tag("code", name),
        " ",
        _home(speech, members.table),
        speech.formula(members.where, members.table),
        *fields,
    )


def _home(speech: Speech, name: str) -> Part:
    if name not in speech.library.tables:
        return None
    return tag("a", speech.line(speech.library.tables[name].title), href=f"#table-{name}")


def checks(speech: Speech) -> tuple[Entry, Html]:
    """The part about checks."""
    title = speech.say("handbook.part.checks")
    body = join(_check(speech, one) for one in speech.library.data.checks)
    below = tuple(Entry(f"check-{one.code}", tag("code", one.code)) for one in speech.library.data.checks)
    return Entry("checks", tag("span", title), below), join((tag("h2", title, id="checks"), body))


def _check(speech: Speech, check: Check) -> Html:
    home = check.for_each
    return tag(
        "section",
        tag("h4", tag("code", check.code), id=f"check-{check.code}"),
        tag(
            "p",
            speech.chip(speech.say(f"report.severity.{check.severity}"), check.severity),
            speech.chip(speech.say(f"handbook.per.{check.period}")) if check.period != "none" else None,
            speech.standing(check.standing),
        ),
        tag("p", speech.text(check.message)),
        facts(
            [
                (speech.say("handbook.fix"), speech.text(check.fix)),
                (speech.say("handbook.for_each"), _home(speech, home)),
                (speech.say("handbook.fires_when"), speech.formula(check.when, home)),
                (speech.say("handbook.at"), tag("code", check.at) if check.at else None),
                (speech.say("handbook.found"), speech.formula(check.found, home)),
                (speech.say("handbook.expected"), speech.formula(check.expected, home)),
                (
                    speech.say("handbook.examples"),
                    speech.lines([_example(speech, one) for one in check.examples]),
                ),
                (speech.say("handbook.source"), speech.source(check.source)),
            ]
        ),
        class_="card",
    )


def _example(speech: Speech, example: Example) -> Part:
    code = "handbook.fires" if example.fires else "handbook.silent"
    given = "; ".join(f"{name} = {value}" for name, value in example.given.items())
    return join((speech.say(code), ": ", tag("code", given)))
