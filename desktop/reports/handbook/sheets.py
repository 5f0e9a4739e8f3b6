"""Stages with their steps, and every worksheet: what it is for, who fills it in, what it shows, when it is done."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.content.types import Headline, Sheet, Stage, View
from desktop.reports.handbook.markup import EMPTY, Entry, Html, facts, join, tag
from desktop.reports.handbook.speech import Speech


def stages(speech: Speech) -> Iterator[tuple[Entry, Html]]:
    """Each stage with its steps and sheets."""
    for stage in speech.library.data.stages:
        own = [sheet for sheet in speech.library.sheets if sheet.stage == stage.number]
        anchor = f"stage-{stage.number}"
        title = f"{speech.say('handbook.stage', number=stage.number)} {speech.line(stage.title)}"
        below = tuple(
            Entry(f"sheet-{sheet.id}", Html(tag("span", f"{sheet.number} {speech.line(sheet.title)}")))
            for sheet in own
        )
        body = join((_steps(speech, stage), *(_sheet(speech, sheet) for sheet in own)))
        yield Entry(anchor, tag("span", title), below), join((tag("h2", title, id=anchor), body))


def _steps(speech: Speech, stage: Stage) -> Html:
    steps = facts((number, _step(speech, stage, number)) for number in stage.steps)
    older = facts([(speech.say("handbook.older"), speech.text(stage.older))])
    return tag("section", tag("h4", speech.say("handbook.steps")), steps, older, class_="card")


def _step(speech: Speech, stage: Stage, number: str) -> Html:
    """The title of a step and what is said about it."""
    title = tag("span", speech.text(stage.steps[number]))
    guide = stage.about.get(number)
    if guide is None:
        return title
    others = [sheet for sheet in speech.library.sheets if sheet.id in guide.sheets]
    said = facts(
        [
            (speech.say("handbook.purpose"), speech.text(guide.purpose)),
            (speech.say("handbook.carried_out_by"), speech.text(guide.who)),
            (speech.say("handbook.evidence"), speech.text(guide.evidence)),
            (speech.say("handbook.done"), speech.text(guide.done)),
            (speech.say("handbook.written_in"), "; ".join(one.number for one in others)),
        ]
    )
    return join((title, said))


def _sheet(speech: Speech, sheet: Sheet) -> Html:
    chapter = _place_in_report(speech, sheet)
    return tag(
        "section",
        tag("h3", f"{sheet.number} ", speech.text(sheet.title), id=f"sheet-{sheet.id}"),
        tag("p", speech.text(sheet.purpose)),
        facts(
            [
                (speech.say("handbook.who"), speech.text(sheet.who)),
                (speech.say("handbook.step"), sheet.step),
                (speech.say("handbook.chapter"), chapter),
                (speech.say("handbook.source"), speech.source(sheet.source)),
                (speech.say("handbook.layout"), speech.standing(sheet.standing)),
                (speech.say("handbook.relevance"), speech.formula(sheet.relevance)),
                (speech.say("handbook.done"), speech.formula(sheet.done)),
                (
                    speech.say("handbook.headlines"),
                    join(_headline(speech, one) for one in sheet.headlines),
                ),
            ]
        ),
        *(_view(speech, view) for view in sheet.views),
        class_="card",
    )


def _place_in_report(speech: Speech, sheet: Sheet) -> str:
    for chapter in speech.library.data.chapters:
        titles = {chapter.id: chapter.title, **{one.id: one.title for one in chapter.sections}}
        if sheet.chapter in titles:
            return speech.line(titles[sheet.chapter])
    return ""


def _headline(speech: Speech, headline: Headline) -> Html:
    unit = f" ({headline.unit})" if headline.unit else ""
    return tag("div", speech.line(headline.label), unit, " ", tag("code", headline.path))


def _view(speech: Speech, view: View) -> Html:
    """A part of a sheet: its table and the questions it shows, each a link to where it is explained."""
    table = speech.library.tables[view.table]
    title = speech.line(view.title or table.title)
    bound = speech.library.bindings.get(view.method)
    results = {result.name: result for result in (*bound.results, *bound.yearly)} if bound else {}
    shown: list[Html] = []
    for name in dict.fromkeys((*view.columns, view.down, view.across, view.parent, view.value)):
        column = speech.library.column(view.table, name)
        if column is not None:
            shown.append(tag("a", speech.line(column.label), href=f"#question-{table.id}-{name}"))
        elif name in results and bound is not None:
            shown.append(tag("a", speech.line(results[name].label), href=f"#method-{bound.id}"))
    return join(
        (
            tag("h4", title, " ", speech.chip(speech.say(f"handbook.kind.{view.kind}"))),
            facts(
                [
                    (
                        speech.say("handbook.table"),
                        tag("a", speech.line(table.title), href=f"#table-{table.id}"),
                    ),
                    (speech.say("handbook.questions"), join(shown, " · ") if shown else EMPTY),
                    (speech.say("handbook.filter"), speech.formula(view.filter, view.table)),
                    (
                        speech.say("handbook.defaults"),
                        "; ".join(f"{name} = {value}" for name, value in view.defaults.items()),
                    ),
                ]
            ),
        )
    )
