"""Tables of what the program finds about an audit: the five conditions, problems, explanations, objections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from desktop.content.types_report import ReportListing
from desktop.model.path import Path, parse_path
from desktop.model.problem import Problem
from desktop.model.review import Label, Objection
from desktop.model.text import Lang, Text
from desktop.reports.cells import Cells
from desktop.reports.model import Align, Block, Cell, Column, Note, Row, Table
from desktop.reports.numbering import Numbering

REASONS = 5
PLACES = 4
TOGETHER = 12
UNANSWERED = "required"
_MARKED = ("question", "flagged", "checked", "author", "at")
_DISMISSED = ("problem", "about", "reason", "author", "at")


def listing(cells: Cells, block: ReportListing, numbering: Numbering) -> Iterator[Block]:
    """The table a block asks for, or a remark that there is nothing to list."""
    match block.of:
        case "screening":
            yield from _screening(cells, block, numbering)
        case "problems":
            lines = list(map(Row, gathered_problems(cells)))
            yield _table(cells, numbering, block, PROBLEM_HEADS, lines)
        case "dismissals":
            yield _table(cells, numbering, block, _DISMISSED, list(map(Row, dismissal_lines(cells))))
        case "marks":
            yield _table(cells, numbering, block, _MARKED, list(map(Row, _marked(cells))))
        case "objections":
            heads = ("objection", "places", "evidence", "answer")
            yield _table(cells, numbering, block, heads, list(_objections(cells)))
        case _:
            assert_never(block.of)


PROBLEM_HEADS = ("severity", "place", "sentence", "fix")


def gathered_problems(cells: Cells) -> Iterator[tuple[Cell, ...]]:
    """The open problems for paper: what is found of one question in several rows, or of one record, stands together."""
    gathered: dict[tuple[str, ...], list[Problem]] = {}
    for problem in cells.snapshot.problems():
        place = parse_path(problem.path)
        table = cells.snapshot.library.tables.get(place.table)
        asked = "" if table is None or (table.single and problem.code == UNANSWERED) else place.column
        alike = (str(problem.severity), problem.code, place.table, asked)
        gathered.setdefault(alike if table is not None else (problem.id,), []).append(problem)
    for found in gathered.values():
        for start in range(0, len(found), TOGETHER):
            yield _gathered(cells, found[start : start + TOGETHER])


def _gathered(cells: Cells, found: Sequence[Problem]) -> tuple[Cell, ...]:
    words, snapshot, first = cells.words, cells.snapshot, found[0]
    worded = [[snapshot.word(one, lang) for lang in words.langs] for one in found]
    place = words.joined([one.place for one in worded[0]], "\n")
    sentences = list(dict.fromkeys(words.joined([one.sentence for one in said], "\n") for said in worded))
    fixes = list(dict.fromkeys(words.joined([one.fix for one in said], "\n") for said in worded))
    if len(found) > 1:
        at = parse_path(first.path)
        table, question = snapshot.library.tables[at.table], snapshot.library.column(at.table, at.column)
        place = words.text(table.title, "\n")
        if question is not None and not table.single:
            place = f"{place} · {words.text(question.label)}"
        if first.code == UNANSWERED:
            names = words.joined([_names(cells, found, lang) for lang in words.langs], "\n")
            sentences = [words.say("report.problems.unanswered", count=str(len(found)), places=names)]
    return (
        Cell(words.say(f"report.severity.{first.severity}")),
        Cell(place, first.path),
        Cell("\n".join(sentences), first.path),
        Cell("\n".join(fixes)),
    )


def _names(cells: Cells, found: Sequence[Problem], lang: Lang) -> str:
    """The rows of a question, or the questions of a record, by name."""
    snapshot = cells.snapshot
    names: list[str] = []
    for problem in found:
        place = parse_path(problem.path)
        question = snapshot.library.column(place.table, place.column)
        name = snapshot.row_label(place.table, place.row, lang) if place.row else ""
        if not name and question is not None:
            name = question.label.get(lang)
        names.append(f"{name} {cells.words.period(place.period)}".strip())
    return ("、" if lang == "zh" else ", ").join(dict.fromkeys(names))


def dismissal_lines(cells: Cells) -> Iterator[tuple[Cell, ...]]:
    """Problems somebody explained, with the reason."""
    if cells.snapshot.library.column("dismissals", "reason"):
        for row in cells.snapshot.rows("dismissals"):
            yield tuple(cells.at(Path("dismissals", row, name)) for name in _DISMISSED)


def _marked(cells: Cells) -> Iterator[tuple[Cell, ...]]:
    """Questions with a personal flag or tick."""
    if "marks" in cells.snapshot.library.tables:
        for row in cells.snapshot.rows("marks"):
            yield tuple(
                cells.at(Path("marks", row, name)) for name in ("place", "flagged", "checked", "author", "at")
            )


# -- the five conditions ------------------------------------------------------------------------------------


def _screening(cells: Cells, block: ReportListing, numbering: Numbering) -> Iterator[Block]:
    found = cells.snapshot.screening()
    if found is None:
        yield Note(cells.words.say("ui.screening.no_date"))
        return
    heads = ("condition", "outcome", "reasons", "basis")
    yield _table(cells, numbering, block, heads, [Row(_condition(cells, one)) for one in found.labels])
    for said in found.said:
        yield Note(cells.words.text(said))


def _condition(cells: Cells, one: Label) -> tuple[Cell, ...]:
    words = cells.words
    outcome = [words.say(one.outcome)]
    if one.listed:
        outcome.append(words.say("ui.screening.listed"))
    if one.tier is not None:
        outcome.append(words.say("ui.screening.tier", tier=one.tier))
    return (
        Cell(words.text(one.title, "\n")),
        Cell("\n".join(outcome)),
        Cell("\n".join(_grounds(cells, one)) or "—"),
        Cell(f"{words.text(one.basis, chr(10))}\n{words.text(one.authority, chr(10))}"),
    )


def _grounds(cells: Cells, one: Label) -> Iterator[str]:
    """The reasons and the data missing, the first of each; how many more there are."""
    words, snapshot = cells.words, cells.snapshot
    for reason in one.reasons[:REASONS]:
        yield words.text(reason.text, "\n")
    if len(one.reasons) > REASONS:
        yield words.say("ui.screening.more", count=str(len(one.reasons) - REASONS))
    for path in one.missing[:REASONS]:
        place = Text(*(snapshot.label(path, lang) for lang in ("zh", "en")))
        yield words.say("ui.screening.missing", place=place)
    if len(one.missing) > REASONS:
        yield words.say("report.screening.more_missing", count=str(len(one.missing) - REASONS))


# -- objections ---------------------------------------------------------------------------------------------


def _objections(cells: Cells) -> Iterator[Row]:
    """Those the data provoke, then those that may come all the same."""
    found = cells.snapshot.rehearsal()
    for head, members in (
        ("report.objections.provoked", [one for one in found if one.provoked]),
        ("report.objections.others", [one for one in found if not one.provoked]),
    ):
        if members:
            yield Row((Cell(cells.words.say(head, count=str(len(members)))),), "group")
            for one in members:
                yield Row(_objection(cells, one))


def _objection(cells: Cells, one: Objection) -> tuple[Cell, ...]:
    words = cells.words
    answer = one.reply or words.say("report.objections.prepare", advice=one.prepare)
    papers = [_paper(cells, row) for row in one.papers]
    return (
        Cell(words.text(one.text, "\n")),
        Cell("\n".join(_places(cells, one.problems)) or "—"),
        Cell("\n".join(papers) or words.text(one.evidence, "\n")),
        Cell(
            answer,
            f"objections[{one.id}].reply" if one.reply else "",
            tone="plain" if one.reply else "missing",
        ),
    )


def _places(cells: Cells, problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems[:PLACES]:
        worded = [cells.snapshot.word(problem, lang) for lang in cells.words.langs]
        yield cells.words.joined([f"{one.place}: {one.sentence}" for one in worded], "\n")
    if len(problems) > PLACES:
        yield cells.words.say("report.objections.more", count=str(len(problems) - PLACES))


def _paper(cells: Cells, row: str) -> str:
    return cells.words.joined([cells.snapshot.row_label("evidence", row, lang) for lang in cells.words.langs])


# -- pieces -------------------------------------------------------------------------------------------------


def _table(
    cells: Cells, numbering: Numbering, block: ReportListing, heads: Sequence[str], lines: Sequence[Row]
) -> Block:
    words = cells.words
    note = words.text(block.note) if block.note else ""
    return rows_or_remark(cells, numbering, block.caption, heads, lines, note=note)


def rows_or_remark(
    cells: Cells,
    numbering: Numbering,
    caption: Text,
    heads: Sequence[str],
    lines: Sequence[Row],
    numeric: Sequence[int] = (),
    note: str = "",
) -> Block:
    """A table of words under heads ``report.head.<name>``, or a remark that there is nothing to list."""
    words = cells.words
    if not lines:
        return Note(words.say("report.nothing", caption=caption))
    aligns: list[Align] = ["right" if at in numeric else "left" for at in range(len(heads))]
    columns = tuple(
        Column(words.say(f"report.head.{name}"), align=align)
        for name, align in zip(heads, aligns, strict=True)
    )
    number, key = numbering.next("table")
    return Table(number, words.text(caption), columns, tuple(lines), key, note)
