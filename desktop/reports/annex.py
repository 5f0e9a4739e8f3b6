"""Annexes: what is not confirmed, what is open, what does not apply and why, the evidence, and the data version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop import __version__
from desktop.content.types import Column as Question
from desktop.content.types import Headline, Sheet
from desktop.model.answer import Later, NotApplicable
from desktop.model.format import format_entered
from desktop.model.path import Path, parse_path
from desktop.model.text import Standing
from desktop.reports.cells import Cells
from desktop.reports.chapters import annex_chapters
from desktop.reports.listings import PROBLEM_HEADS, dismissal_lines, gathered_problems, rows_or_remark
from desktop.reports.model import Block, Cell, Column, Fact, Facts, Heading, Note, Row, Table
from desktop.reports.numbering import Numbering
from desktop.reports.standing import UNCHECKED, Citation

_NAMED = 5  # own rows named one by one
_EVIDENCE = ("code", "title", "kind", "period", "on", "file")


def annexes(cells: Cells) -> Iterator[Block]:
    """All annexes, lettered."""
    makers = (_unchecked, _origins, _open_problems, _unanswered, _evidence, _data_version)
    codes = ("standing", "origin", "problems", "unanswered", "evidence", "version")
    for letter, code, make in zip("ABCDEF", codes, makers, strict=True):
        label = cells.words.say_first("report.annex", letter=letter)
        running = f"{label} {cells.words.say_first(f'report.annex.{code}')}"
        yield Heading(1, label, cells.words.say(f"report.annex.{code}"), f"annex-{letter}", running)
        yield from make(cells, Numbering(cells.words, letter))
    yield from annex_chapters(cells, "GHIJKLMNOPQRSTUVWXYZ")


# -- what is not confirmed ----------------------------------------------------------------------------------


def _unchecked(cells: Cells, numbering: Numbering) -> Iterator[Block]:
    words = cells.words
    yield Note(words.say("report.standing.note"))
    yield _table(
        cells, numbering, "report.standing.factors", ("factor", "value", "source", "standing", "used"),
        [_factor(cells, one) for one in cells.standings.all() if _is_figure(cells, one)], numeric=(1,),
    )  # fmt: skip
    yield _table(
        cells,
        numbering,
        "report.standing.questions",
        ("question", "table", "standing"),
        list(_questions(cells)),
    )
    yield _table(
        cells,
        numbering,
        "report.standing.sheets",
        ("sheet", "title", "source", "standing"),
        list(_sheets(cells)),
    )
    if cells.snapshot.library.data.own:
        yield _table(cells, numbering, "report.standing.own", ("item", "table", "reason"), list(_own(cells)))


def _own(cells: Cells) -> Iterator[tuple[Cell, ...]]:
    """What the user's overlay adds, hides or words otherwise; rows of one table with one reason stand together."""
    library, words = cells.snapshot.library, cells.words
    rows: dict[tuple[str, str], list[str]] = {}
    for item, reason in library.data.own.items():
        family, _, name = item.partition("/")
        table, _, key = name.partition(".")
        if family == "references":
            rows.setdefault((table, reason), []).append(key)
        elif (column := library.column(table, key)) is not None:
            title = words.text(library.tables[table].title, "\n")
            yield Cell(words.text(column.label, "\n")), Cell(title), Cell(reason)
    for (table, reason), keys in rows.items():
        reference = library.references[table]
        names = [
            "; ".join([reference.rows.get(key, {}).get(lang) or key for key in keys[:_NAMED]])
            + (f" … ({len(keys)})" if len(keys) > _NAMED else "")
            for lang in words.langs
        ]
        yield Cell(words.joined(names, "\n")), Cell(words.text(reference.title, "\n")), Cell(reason)


def _is_figure(cells: Cells, one: Citation) -> bool:
    """Whether a cited cell holds a figure; texts carry their mark where they stand."""
    columns = cells.snapshot.library.reference(one.reference).columns
    return any(column.id == one.column and column.type == "number" for column in columns)


def _factor(cells: Cells, one: Citation) -> tuple[Cell, ...]:
    library, words = cells.snapshot.library, cells.words
    reference = library.reference(one.reference)
    row = reference.rows[one.key]
    spec = next(column for column in reference.columns if column.id == one.column)
    name = words.joined(
        [f"{row.get(lang) or one.key} · {spec.label.get(lang)}" for lang in words.langs], "\n"
    )
    unit = cells.snapshot.wording.symbol(
        row.get(spec.unit_from, "") if spec.unit_from else spec.unit, words.first
    )
    number = float(row[one.column]) if spec.type == "number" else None
    text = row[one.column] if number is None else f"{format_entered(row[one.column])}\u2009{unit}"
    path = f'lookup("{one.reference}", "{one.key}", "{one.column}")'
    place = words.joined([cells.snapshot.label(str(one.used_at), lang) for lang in words.langs], "\n")
    return (
        Cell(name),
        Cell(text, path, number, unit, whole=True, mark=one.standing in UNCHECKED),
        Cell(one.source),
        Cell(words.say(f"report.standing.{one.standing}")),
        Cell(place, str(one.used_at)),
    )


def _questions(cells: Cells) -> Iterator[tuple[Cell, ...]]:
    """Questions and rules from memory or at second hand that the report shows."""
    words = cells.words
    for table in cells.snapshot.library.data.tables:
        for column in table.columns:
            if column.standing in UNCHECKED and _is_used(cells, table.id, column, table.single):
                yield (
                    Cell(words.text(column.label, "\n")),
                    Cell(words.text(table.title, "\n")),
                    Cell(words.say(f"report.standing.{column.standing}")),
                )


def _is_used(cells: Cells, table: str, column: Question, single: bool) -> bool:
    rows: Sequence[str] = ("",) if single else cells.snapshot.rows(table)
    for period in cells.snapshot.periods(column.period):
        for row in rows:
            state = cells.snapshot.shown(str(Path(table, row, column.id, period)), cells.words.first).state
            if state in ("given", "calculated", "partial"):
                return True
    return False


def _sheets(cells: Cells) -> Iterator[tuple[Cell, ...]]:
    library, words = cells.snapshot.library, cells.words
    for sheet in library.sheets:
        if sheet.standing is not Standing.CONFIRMED and cells.snapshot.applies(sheet.id):
            source = library.data.sources.get(sheet.source)
            cited = words.joined([source.cite(lang) for lang in words.langs], "\n") if source else ""
            yield (
                Cell(sheet.number),
                Cell(words.text(sheet.title, "\n")),
                Cell(cited),
                Cell(words.say(f"report.standing.{sheet.standing}")),
            )


# -- how the main figures are computed ------------------------------------------------------------------------


def _origins(cells: Cells, numbering: Numbering) -> Iterator[Block]:
    """The headline figures with their formulas in words; methods are worked out step by step in the workbook."""
    library, words = cells.snapshot.library, cells.words
    annexed = {part.id for one in library.data.chapters if one.annex for part in one.sections}
    headlines = [("", one) for one in library.data.overview]
    for sheet in library.sheets:
        if sheet.chapter not in annexed:
            headlines += [(sheet.number, one) for one in sheet.headlines]
    lines: dict[str, tuple[Cell, ...]] = {}
    for number, headline in headlines:
        path = cells.current(headline.path)
        cell = cells.line(path)
        if cell.value is not None and str(path) not in lines:
            told = words.joined([cells.snapshot.formula(str(path), lang) for lang in words.langs], "\n")
            period = Cell(words.period(path.period), str(path))
            how = Cell(told or words.say("report.origin.method"))
            name = _headline_name(cells, headline)
            lines[str(path)] = (replace(name, text=f"{number} {name.text}".strip()), period, cell, how)
    yield Note(words.say("report.origin.note"))
    heads = ("figure", "period", "value", "formula")
    yield _table(cells, numbering, "report.annex.origin", heads, [*lines.values()], numeric=(2,))


def _headline_name(cells: Cells, headline: Headline) -> Cell:
    """What the plant calls the figure, else what the content calls it."""
    named = cells.line(parse_path(headline.name_from)) if headline.name_from else Cell("", tone="missing")
    return named if named.tone == "plain" else Cell(cells.words.text(headline.label, "\n"))


# -- what is open -------------------------------------------------------------------------------------------


def _open_problems(cells: Cells, numbering: Numbering) -> Iterator[Block]:
    if problems := list(gathered_problems(cells)):
        yield _table(cells, numbering, "report.problems.open", PROBLEM_HEADS, problems)
    else:
        yield Note(cells.words.say("report.problems.none"))
    if dismissed := list(dismissal_lines(cells)):
        heads = ("problem", "about", "reason", "author", "at")
        yield _table(cells, numbering, "report.problems.dismissed", heads, dismissed)


def _unanswered(cells: Cells, numbering: Numbering) -> Iterator[Block]:
    """Sheets that do not apply with the answers behind it, questions declared so, and those still to be answered."""
    words = cells.words
    hidden = [_hidden_sheet(cells, sheet) for sheet in cells.snapshot.hidden_sheets()]
    declared: list[tuple[Cell, ...]] = []
    due: list[tuple[Cell, ...]] = []
    for path in _places(cells):
        match cells.snapshot.answer(path):
            case NotApplicable(reason):
                declared.append((_label(cells, path), Cell(reason, path)))
            case Later(who, when):
                due.append((_label(cells, path), Cell(who, path), Cell(when, path)))
            case _:
                pass
    if not declared and not due and not hidden:
        yield Note(words.say("report.unanswered.none"))
    if hidden:
        yield _table(cells, numbering, "report.unanswered.hidden", ("sheet", "because"), hidden)
    if declared:
        yield _table(cells, numbering, "report.unanswered.declared", ("question", "reason"), declared)
    if due:
        yield _table(cells, numbering, "report.unanswered.due", ("question", "who", "when"), due)


def _hidden_sheet(cells: Cells, sheet: Sheet) -> tuple[Cell, ...]:
    place, words = f"page:{sheet.id}", cells.words
    told = words.joined([cells.snapshot.why_hidden(place, lang) for lang in words.langs], "\n")
    by = next(iter(cells.snapshot.hidden_by(place)), "")
    name = words.joined([f"{sheet.number} {sheet.title.get(lang)}" for lang in words.langs], "\n")
    return Cell(name), Cell(told, by)


def _places(cells: Cells) -> Iterator[str]:
    snapshot = cells.snapshot
    for table in snapshot.library.data.tables:
        rows: Sequence[str] = ("",) if table.single else snapshot.rows(table.id)
        for row in rows:
            for column in table.columns:
                if not column.calculation:
                    for period in snapshot.periods(column.period):
                        yield str(Path(table.id, row, column.id, period))


def _label(cells: Cells, path: str) -> Cell:
    return Cell(
        cells.words.joined([cells.snapshot.label(path, lang) for lang in cells.words.langs], "\n"), path
    )


# -- evidence and version -----------------------------------------------------------------------------------


def _evidence(cells: Cells, numbering: Numbering) -> Iterator[Block]:
    snapshot, words = cells.snapshot, cells.words
    rows = snapshot.rows("evidence") if "evidence" in snapshot.library.tables else ()
    if not rows:
        yield Note(words.say("report.evidence.none"))
        return
    questions = [one for name in _EVIDENCE if (one := snapshot.library.column("evidence", name)) is not None]
    number, key = numbering.next("table")
    heads = tuple(Column(words.text(one.label, "\n")) for one in questions)
    lines = tuple(Row(tuple(cells.at(Path("evidence", row, one.id)) for one in questions)) for row in rows)
    yield Table(number, words.say("report.annex.evidence"), heads, lines, key)


def _data_version(cells: Cells, numbering: Numbering) -> Iterator[Block]:
    snapshot, words = cells.snapshot, cells.words
    said = (
        ("digest", snapshot.digest),
        ("saved_at", snapshot.saved_at[:19].replace("T", " ")),
        ("edition", words.say(f"report.edition.{snapshot.edition}")),
        ("base_year", snapshot.base_year),
        ("library", f"{snapshot.library.version} ({snapshot.library.digest[:12]})"),
        ("program", f"Qingshen {__version__}"),
    )
    facts = tuple(Fact(words.say(f"report.version.{name}"), Cell(text), wide=True) for name, text in said)
    number, key = numbering.next("table")
    yield Facts(number, words.say("report.annex.version"), facts, key, words.say("report.version.note"))


def _table(
    cells: Cells,
    numbering: Numbering,
    caption: str,
    heads: Sequence[str],
    lines: Sequence[tuple[Cell, ...]],
    numeric: Sequence[int] = (),
) -> Block:
    """A table of words, or a remark that there is nothing to list."""
    rows = list(map(Row, lines))
    return rows_or_remark(cells, numbering, cells.words.library.text(caption), heads, rows, numeric)
