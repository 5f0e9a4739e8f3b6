"""Cards of the planner's answer: the set, indicators before and after, what stands in the way, all options together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.document.combined import Scenario
from desktop.document.combined_words import Said, said
from desktop.document.planned_words import (
    Chosen,
    Moved,
    amounts,
    blocking,
    chosen_options,
    indicators,
    next_best,
    remarks,
    status_word,
)
from desktop.document.planning import Planned
from desktop.document.view import AuditView
from desktop.model.path import Path
from desktop.ui.session import Session
from desktop.ui.todo_line import Todo, jump_line
from desktop.ui.widgets import Button, Card, Chip, IconLabel, Rule, label
from desktop.ui.widgets.basic import LabelTone

_STATUS: dict[str, tuple[str, LabelTone]] = {
    "reached": ("circle-check", "ok"),
    "not_reachable": ("circle-x", "error"),
    "undecided": ("circle-help", "warning"),
}
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def plan_cards(session: Session, view: AuditView, planned: Planned) -> Iterator[QWidget]:
    """The answer: what came out, the set, indicators and amounts, other sets, remarks."""
    text, lang = session.text, session.lang
    card = Card(padding=16, spacing=8)
    mark, tone = _STATUS[str(planned.result.values["status"])]
    card.body.addWidget(IconLabel(mark, status_word(view, planned, lang), tone, "strong", wrap=True))
    for line in blocking(planned, lang):
        card.body.addWidget(IconLabel("triangle-alert", line, "warning", wrap=True))
    options = chosen_options(view, planned, lang)
    done = [one for one in options if one.mark == "done"]
    new = [one for one in options if one.mark != "done"]
    if options:
        card.body.addWidget(Rule())
    if new:
        card.body.addLayout(_options(session, new))
    if done:
        names = "、".join(one.name.partition(" ")[0] for one in done)
        words = text("ui.planner.done", count=str(len(done)), names=names)
        card.body.addWidget(IconLabel("check", words, "soft", wrap=True))
    for line in remarks(view, planned, lang):
        card.body.addWidget(label(line, "caption", "soft", wrap=True))
    yield card
    moved = indicators(view, planned, lang)
    shown = [one for one in moved if one.changed or one.limiting or one.met is False]
    if shown or amounts(view, planned):
        card = Card(padding=16, spacing=8)
        card.body.addWidget(label(text("ui.planner.indicators"), "heading"))
        card.body.addLayout(_moved(session, [*shown, *amounts(view, planned)]))
        if len(shown) < len(moved):
            more = text("ui.planner.unchanged", count=str(len(moved) - len(shown)))
            card.body.addWidget(label(more, "caption", "faint"))
        yield card
    others = next_best(view, planned, lang)
    if others:
        card = Card(padding=16, spacing=6)
        card.body.addWidget(label(text("ui.planner.next_best"), "heading"))
        for line in others:
            card.body.addWidget(label(line, "body", wrap=True))
        yield card


def scenario_card(session: Session, view: AuditView, scenario: Scenario | None) -> Card:
    """Each figure of the base year, the options added up, what that counts twice, and all together."""
    text, lang = session.text, session.lang
    card = Card(padding=16, spacing=8)
    card.body.addWidget(label(text("ui.planner.scenario"), "heading"))
    if scenario is None:
        card.body.addWidget(label(text("scenario.none"), "body", "soft", wrap=True))
        return card
    card.body.addWidget(label(text("ui.planner.scenario_note"), "caption", "soft", wrap=True))
    for over in scenario.over:
        excess = view.wording.of_value(over.excess, lang, view.unit_of(over.path)).with_unit
        words = text("scenario.over", place=view.label(over.path, lang), excess=excess)
        card.body.addWidget(jump_line(session, Todo(words, over.path, "", "triangle-alert", "warning")))
    lines = [said(view, one, lang) for one in (*scenario.quantities, *scenario.figures)]
    if scenario.money is not None:
        lines.append(said(view, scenario.money, lang))
    card.body.addLayout(_scenario(session, lines))
    return card


def _options(session: Session, options: Sequence[Chosen]) -> QGridLayout:
    grid = _grid(session, ("ui.planner.option", "ui.planner.cost", "ui.planner.saving", ""))
    for row, one in enumerate(options, 1):
        name = Button(one.name, "lightbulb", "link")
        place = str(Path("options", one.row, "name"))
        name.clicked.connect(lambda _=False, place=place: session.go_to(place))
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft)
        for column, words in ((1, one.cost), (2, one.saving)):
            grid.addWidget(label(words), row, column, _END)
        if one.mark:
            grid.addWidget(Chip(session.text(f"plan.mark.{one.mark}"), "info", "landmark"), row, 3)
    return grid


def _moved(session: Session, lines: Sequence[Moved]) -> QGridLayout:
    heads = ("name", "unit", "before", "after", "bar", "level_before", "level_after")
    grid = _grid(session, [f"ui.planner.{head}" for head in heads])
    for row, one in enumerate(lines, 1):
        name = QHBoxLayout()
        name.setSpacing(6)
        name.addWidget(label(one.name, wrap=True), 1)
        if one.limiting:
            name.addWidget(Chip(session.text("ui.planner.limiting"), "info"))
        grid.addLayout(name, row, 0)
        grid.addWidget(label(one.unit, "body", "soft"), row, 1)
        for column, words in ((2, one.before), (3, one.after), (4, one.bar)):
            grid.addWidget(_number(words, strong=column == 3 and one.changed), row, column, _END)
        grid.addWidget(label(one.level_before, "body", "soft"), row, 5)
        grid.addWidget(_verdict(session, one), row, 6)
    return grid


def _verdict(session: Session, one: Moved) -> QWidget:
    """The level reached, or whether an amount keeps its limit, as icon and words."""
    words = one.level_after
    if not words and one.met is not None:
        words = session.text("ui.planner.within" if one.met else "ui.planner.beyond")
    if one.met is None:
        return IconLabel("circle-help", words or "—", "soft")
    return (
        IconLabel("circle-check", words, "ok") if one.met else IconLabel("triangle-alert", words, "warning")
    )


def _scenario(session: Session, lines: Sequence[Said]) -> QGridLayout:
    heads = ("figure", "unit", "base", "sum", "twice", "after")
    grid = _grid(session, [f"scenario.{head}" for head in heads])
    for row, one in enumerate(lines, 1):
        grid.addWidget(label(one.label, wrap=True), row, 0)
        grid.addWidget(label(one.unit, "body", "soft"), row, 1)
        for column, words in ((2, one.base), (3, one.sum), (4, one.twice or "—"), (5, one.after)):
            grid.addWidget(_number(words, strong=column == 4 and bool(one.twice)), row, column, _END)
    return grid


def _grid(session: Session, heads: Sequence[str]) -> QGridLayout:
    """Heads over columns; the first takes the room that is left."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for column, code in enumerate(heads):
        head = label(session.text(code) if code else "", "caption", "faint")
        numeric = column > 0 and not code.endswith(("unit", "level_before", "level_after"))
        grid.addWidget(head, 0, column, _END if numeric else Qt.AlignmentFlag.AlignLeft)
    return grid


def _number(words: str, strong: bool = False) -> QLabel:
    return label(words, "strong" if strong else "body")
