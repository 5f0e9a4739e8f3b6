"""Grading of an audit: verdicts with what is missing, and the rows of a system filled in at once."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.calc.grade_words import next_step, verdict, why_open
from desktop.cli.arguments import file_argument
from desktop.cli.root import Session, cli, pass_session
from desktop.document import Document
from desktop.document.carrying import CARRIED, carrying, words_of
from desktop.document.grading import FILLED, GRADINGS, filling

BINDING = "grade"


@cli.command()
@file_argument
@click.option(
    "--fill", metavar="ROW", default="", help="Add the indicators of the system chosen for this row."
)
@click.option(
    "--carry", metavar="ROW", default="", help="Reuse answers of the system this row was graded under before."
)
@click.option("--dry-run", is_flag=True, help="With --carry: only say what would be reused.")
@pass_session
def grade(session: Session, file: Path, fill: str, carry: str, dry_run: bool) -> None:
    """Tell the cleaner production grade of each thing graded, or why there is none; with --fill add its indicators."""
    if carry:
        _carry(session, file, carry, dry_run)
        return
    if fill:
        with session.open(file) as document:
            edits = filling(document, fill)
            if edits:
                document.record(edits, label=FILLED, params={"count": str(len(edits))})
        session.say("cli.filled", count=len(edits), row=fill)
        return
    with session.open(file, "ro") as document:
        found = [
            _told(session, document, row, period)
            for row in document.rows(GRADINGS)
            for period in document.values.periods("edition")
        ]
    if not found:
        session.emit([], [session.base.message("cli.no_grading", session.lang)])
        return
    session.emit([one for one, _ in found], [line for _, lines in found for line in lines])


def _carry(session: Session, file: Path, row: str, dry_run: bool) -> None:
    """Answers of the system before, along declared relations: listed, and but for a trial written as one action."""
    with session.open(file, "ro" if dry_run else "rw") as document:
        found = carrying(document, row)
        lines = [words_of(document, one, session.lang) for one in found]
        if found and not dry_run:
            edits = [one.edit for one in found]
            document.record(edits, label=CARRIED, params={"count": str(len(edits))})
    code = "cli.carried_none" if not found else "cli.would_carry" if dry_run else "cli.carried"
    said = session.base.message(code, session.lang, count=len(found), row=row)
    data = [{"from": one.source, "to": one.target, "value": one.value} for one in found]
    session.emit(data, [*lines, said])


def _told(session: Session, document: Document, row: str, period: str) -> tuple[dict[str, object], list[str]]:
    """One grading in one edition, as data and as lines."""
    lang, library = session.lang, document.library
    name = document.row_label(GRADINGS, row, lang)
    run = document.values.run(BINDING, row, period)
    head = f"{name} · {document.wording.period(period, lang)}"
    if run.result is None:
        shown = document.shown(f"{BINDING}[{row}].level@{period}", lang)
        open_ = library.message("grade.open", lang)
        return {"row": row, "edition": period, "level": None}, [f"{head}\t{open_}", *_indented([shown.note])]
    values = run.result.values
    kept = ("system", "complete", "level", "level_low", "level_high", "limiting_worst", "Y", "undetermined")
    data = {
        "row": row,
        "edition": period,
        **{key: values.get(key) for key in kept},
        "missing": values["missing"],
    }
    lines = [*why_open(values, lang), next_step(values, library, lang)]
    return data, [f"{head}\t{verdict(values, library, lang)}", *_indented(lines)]


def _indented(lines: list[str]) -> list[str]:
    return [f"\t{line}" for line in lines if line]
