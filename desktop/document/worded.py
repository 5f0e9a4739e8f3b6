"""Problems in words: one sentence, one fix, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.content.library import Library
from desktop.content.messages import fill
from desktop.content.types import Check, ChoiceColumn
from desktop.document.wording import Wording
from desktop.model.path import parse_path
from desktop.model.problem import Problem
from desktop.model.text import Lang


@dataclass(frozen=True, slots=True)
class Worded:
    """A problem as people read it."""

    sentence: str
    fix: str
    place: str
    found: str
    expected: str


def _choices_shown(check: Check, problem: Problem, lang: Lang, library: Library) -> dict[str, str]:
    """What a rule shows of a choice of its row, by its label."""
    columns = {name: library.column(check.for_each, text) for name, text in check.shows.items()}
    return {
        name: library.choice_label(column, problem.params[name], lang)
        for name, column in columns.items()
        if isinstance(column, ChoiceColumn) and not column.many and name in problem.params
    }


def word_problem(problem: Problem, lang: Lang, library: Library, wording: Wording) -> Worded:
    """Word a problem: rules carry their texts themselves, the rest is in the message catalogue."""
    place = wording.label(parse_path(problem.path), lang)
    holes = {**problem.params, "place": place, "found": problem.found, "expected": problem.expected}
    check = library.checks.get(problem.code)
    if check is not None:
        holes.update(_choices_shown(check, problem, lang, library))
        sentence, fix = fill(check.message.get(lang), lang, holes), fill(check.fix.get(lang), lang, holes)
        return Worded(sentence, fix, place, problem.found, problem.expected)
    if problem.code == "constraint":
        path = parse_path(problem.path)
        column = library.column(path.table, path.column)
        said = column.constraint_message if column else None
        holes["rule"] = said.get(lang) if said else problem.expected
    if problem.code == "failed":
        holes["reason"] = library.message(
            problem.params.get("reason", "document.unknown"), lang, **problem.params
        )
    return Worded(
        library.message(f"problem.{problem.code}", lang, **holes),
        library.message(f"problem.{problem.code}.fix", lang, **holes),
        place,
        problem.found,
        problem.expected,
    )
