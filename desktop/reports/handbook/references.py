"""What is looked up and cited: lists of choices, reference tables row by row, units, sources."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.content.types_reference import Reference, ReferenceColumn
from desktop.model.text import Standing
from desktop.reports.handbook.markup import Entry, Html, Part, facts, join, table, tag
from desktop.reports.handbook.speech import Speech


def choices(speech: Speech) -> tuple[Entry, Html]:
    """The shared lists of choices."""
    title = speech.say("handbook.part.choices")
    parts = []
    for name, entries in speech.library.data.choices.items():
        rows = [(tag("code", one.value), speech.text(one.label)) for one in entries]
        heads = (speech.say("handbook.stored"), speech.say("handbook.label"))
        parts.append(tag("section", tag("h4", name, id=f"choices-{name}"), table(heads, rows), class_="card"))
    return Entry("choices", tag("span", title)), join((tag("h2", title, id="choices"), *parts))


def references(speech: Speech) -> tuple[Entry, Html]:
    """The reference tables."""
    title = speech.say("handbook.part.references")
    found = speech.library.data.references
    below = tuple(Entry(f"reference-{one.id}", tag("span", speech.line(one.title))) for one in found)
    body = join(_reference(speech, one) for one in found)
    return Entry("references", tag("span", title), below), join((tag("h2", title, id="references"), body))


def _reference(speech: Speech, reference: Reference) -> Html:
    columns = _columns(speech, reference)
    heads = [_head(speech, column) for column in columns]
    rows = [[_cell(speech, column, row) for column in columns] for row in reference.rows.values()]
    return tag(
        "section",
        tag("h3", speech.text(reference.title), id=f"reference-{reference.id}"),
        tag("p", tag("code", reference.id), " ", speech.say("handbook.rows", count=len(reference.rows))),
        table(heads, rows),
        class_="card",
    )


def _columns(speech: Speech, reference: Reference) -> list[ReferenceColumn]:
    """The columns that hold anything, without those in a language that is not wanted."""
    unwanted = {"zh", "en"} - set(speech.words.langs)
    return [
        column
        for column in reference.columns
        if column.id.rpartition("_")[2] not in unwanted
        and any(row.get(column.id) for row in reference.rows.values())
    ]


def _head(speech: Speech, column: ReferenceColumn) -> str:
    label = speech.line(column.label)
    return f"{label} ({column.unit})" if column.unit else label


def _cell(speech: Speech, column: ReferenceColumn, row: dict[str, str]) -> Part:
    cell = row.get(column.id, "")
    if cell and column.id.endswith("standing"):
        return speech.standing(Standing(cell))
    unit = row.get(column.unit_from, "") if column.unit_from and cell else ""
    return f"{cell} {unit}".strip()


def units(speech: Speech) -> tuple[Entry, Html]:
    """The units people may type."""
    title = speech.say("handbook.part.units")
    heads = (
        speech.say("handbook.unit"),
        speech.say("handbook.name"),
        speech.say("handbook.aliases"),
    )
    rows = [
        (unit.symbol, speech.line(unit.name), ", ".join(unit.aliases)) for unit in speech.library.data.units
    ]
    return Entry("units", tag("span", title)), join((tag("h2", title, id="units"), table(heads, rows)))


def sources(speech: Speech) -> tuple[Entry, Html]:
    """Laws, standards and handbooks with their standing."""
    title = speech.say("handbook.part.sources")
    return Entry("sources", tag("span", title)), join(
        (tag("h2", title, id="sources"), tag("section", *_sources(speech), class_="card"))
    )


def _sources(speech: Speech) -> Iterator[Html]:
    for name, source in speech.library.data.sources.items():
        yield tag(
            "div",
            tag("h5", speech.text(source.document), id=f"source-{name}"),
            tag("div", tag("code", name), " ", speech.standing(source.standing)),
            facts(
                [
                    (speech.say("handbook.number"), source.number),
                    (speech.say("handbook.clause"), source.clause),
                    (speech.say("handbook.valid_from"), source.valid_from),
                    (speech.say("handbook.valid_to"), source.valid_to),
                ]
            ),
            class_="question",
        )
