"""Every table with every question: type, unit, guidance, formula, conditions and standing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from desktop.content.types import (
    ChoiceColumn,
    Column,
    DateColumn,
    FlagColumn,
    Help,
    NumberColumn,
    PeriodColumn,
    RefColumn,
    Table,
    TextColumn,
)
from desktop.reports.handbook.markup import EMPTY, Entry, Html, Part, facts, join, tag
from desktop.reports.handbook.speech import Speech


def tables(speech: Speech) -> tuple[Entry, Html]:
    """The part about tables."""
    title = speech.say("handbook.part.tables")
    found = tuple(
        Entry(f"table-{table.id}", tag("span", speech.line(table.title)))
        for table in speech.library.data.tables
    )
    body = join(_table(speech, table) for table in speech.library.data.tables)
    return Entry("tables", tag("span", title), found), join((tag("h2", title, id="tables"), body))


def _table(speech: Speech, table: Table) -> Html:
    presets: Part = None
    if table.presets is not None:
        reference = speech.library.reference(table.presets.reference)
        presets = tag("a", speech.line(reference.title), href=f"#reference-{reference.id}")
    return tag(
        "section",
        tag("h3", speech.text(table.title), id=f"table-{table.id}"),
        tag("p", tag("code", table.id), " ", *_table_chips(speech, table)),
        facts([(speech.say("handbook.presets"), presets)]),
        *(_question(speech, table, column) for column in table.columns),
        class_="card",
    )


def _table_chips(speech: Speech, table: Table) -> Iterator[Html]:
    if table.single:
        yield speech.chip(speech.say("handbook.single"))
    if table.system:
        yield speech.chip(speech.say("handbook.system"))


def _question(speech: Speech, table: Table, column: Column) -> Html:
    return tag(
        "div",
        tag("h5", speech.text(column.label), id=f"question-{table.id}-{column.id}"),
        tag("div", tag("code", f"{table.id}.{column.id}"), " ", *_chips(speech, column)),
        tag("p", speech.text(column.hint), class_="soft") if column.hint else EMPTY,
        facts(
            [
                (speech.say("handbook.answers"), _answers(speech, column)),
                (speech.say("handbook.calculation"), speech.formula(column.calculation, table.id)),
                (speech.say("handbook.relevance"), speech.formula(column.relevance, table.id)),
                (speech.say("handbook.constraint"), _constraint(speech, table, column)),
                *(_help(speech, column.help) if column.help else ()),
            ]
        ),
        class_="question",
    )


def _chips(speech: Speech, column: Column) -> Iterator[Html]:
    yield speech.chip(speech.say(f"handbook.type.{_type(column)}"))
    yield speech.chip(_unit(speech, column))
    if column.period != "none":
        yield speech.chip(speech.say(f"handbook.per.{column.period}"))
    if column.required:
        yield speech.chip(speech.say("handbook.required"), "required")
    if column.calculation:
        yield speech.chip(speech.say("handbook.calculated"))
    if column.evidence:
        yield speech.chip(speech.say("handbook.evidence_wanted"))
    if getattr(column, "many", False):
        yield speech.chip(speech.say("handbook.many"))
    yield speech.standing(column.standing)


def _type(column: Column) -> str:
    match column:
        case TextColumn():
            return "text"
        case NumberColumn():
            return "number"
        case FlagColumn():
            return "flag"
        case DateColumn():
            return "date"
        case PeriodColumn():
            return "period"
        case ChoiceColumn():
            return "choice"
        case RefColumn():
            return "ref"
        case _:
            assert_never(column)


def _unit(speech: Speech, column: Column) -> str:
    if not isinstance(column, NumberColumn):
        return ""
    return speech.say("handbook.unit_from", column=column.unit_from) if column.unit_from else column.unit


def _answers(speech: Speech, column: Column) -> Part:
    """Where the allowed answers come from."""
    match column:
        case ChoiceColumn(choices=name) if name:
            said = " · ".join(speech.line(choice.label) for choice in speech.library.choices(name))
            return tag("span", said, " ", tag("a", tag("code", name), href=f"#choices-{name}"))
        case ChoiceColumn(reference=name):
            title = speech.line(speech.library.reference(name).title)
            return tag("a", title, href=f"#reference-{name}")
        case RefColumn(table=name):
            return tag("a", speech.line(speech.library.tables[name].title), href=f"#table-{name}")
        case _:
            return None


def _constraint(speech: Speech, table: Table, column: Column) -> Part:
    if not column.constraint:
        return None
    severity = column.constraint_severity
    return join(
        (
            speech.formula(column.constraint, table.id, ("value",)),
            speech.chip(speech.say(f"report.severity.{severity}"), severity),
            speech.text(column.constraint_message),
        )
    )


def _help(speech: Speech, help_: Help) -> Iterator[tuple[Part, Part]]:
    yield speech.say("handbook.what"), speech.text(help_.what)
    yield speech.say("handbook.why"), speech.text(help_.why)
    yield speech.say("handbook.where"), speech.text(help_.where)
    yield speech.say("handbook.evidence"), speech.text(help_.evidence)
    yield speech.say("handbook.example"), speech.text(help_.example)
    yield speech.say("handbook.sources"), speech.lines([speech.source(one) for one in help_.sources])
