"""Commands that write: every one passes through ``Document.record`` and is one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from desktop.cli.arguments import file_argument, read_edits, read_json, read_pair, read_value
from desktop.cli.root import Session, cli, pass_session
from desktop.model.edit import AddRow, Changes, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.errors import AuditError

reason_option = click.option("--reason", default="", help="Why, kept in the journal.")


@cli.command("set")
@file_argument
@click.argument("pairs", nargs=-1, required=True, metavar="PATH=JSON...")
@reason_option
@pass_session
def set_values(session: Session, file: Path, pairs: tuple[str, ...], reason: str) -> None:
    """Set answers: PATH=JSON..."""
    _record(session, file, [SetValue(path, value) for path, value in map(read_pair, pairs)], reason)


@cli.command()
@file_argument
@click.argument("row", metavar="TABLE[=JSON]")
@click.option("--before", default="", help="Row to put it before; at the end without.")
@pass_session
def add(session: Session, file: Path, row: str, before: str) -> None:
    """Add a row: TABLE or TABLE={"column": value, ...}; prints its path."""
    table, equals, text = row.partition("=")
    values = read_value(text) if equals else {}
    if not isinstance(values, dict):
        raise AuditError("cli.row", text=row)
    _record(session, file, [AddRow(table.strip(), values, before)])


@cli.command()
@file_argument
@click.argument("row")
@reason_option
@pass_session
def delete(session: Session, file: Path, row: str, reason: str) -> None:
    """Delete a row with all its answers."""
    _record(session, file, [DeleteRow(row)], reason)


@cli.command()
@file_argument
@click.argument("row")
@click.option("--before", default="", help="Row to put it before; at the end without.")
@pass_session
def move(session: Session, file: Path, row: str, before: str) -> None:
    """Move a row before another one."""
    _record(session, file, [MoveRow(row, before)])


@cli.command()
@file_argument
@click.argument("edits", metavar="EDITS.json|-")
@reason_option
@pass_session
def apply(session: Session, file: Path, edits: str, reason: str) -> None:
    """Apply many edits as one batch: all or nothing."""
    _record(session, file, read_edits(read_json(edits)), reason)


@cli.command()
@file_argument
@click.option("--to", default="", help="Back to and including this batch.")
@pass_session
def undo(session: Session, file: Path, to: str) -> None:
    """Undo the last action, or all back to a batch."""
    with session.open(file) as document:
        _report(session, document.undo(to))


@cli.command()
@file_argument
@click.option("--to", default="", help="Up to and including this batch.")
@pass_session
def redo(session: Session, file: Path, to: str) -> None:
    """Redo what was undone."""
    with session.open(file) as document:
        _report(session, document.redo(to))


@cli.command()
@file_argument
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--about", default="", help="Path the evidence is about.")
@click.option("--kind", default="", help="Kind of evidence.")
@click.option("--period", default="", help="Period it covers.")
@click.option("--date", default="", help="Date of the document.")
@pass_session
def attach(session: Session, file: Path, source: Path, about: str, kind: str, period: str, date: str) -> None:
    """Copy a file into the audit as evidence."""
    with session.open(file) as document:
        row = document.attach(source, about, kind=kind, period=period, date=date)
    session.emit({"row": row}, [row])


@cli.command()
@file_argument
@click.argument("path")
@click.argument("text")
@pass_session
def comment(session: Session, file: Path, path: str, text: str) -> None:
    """Write a comment about a place."""
    with session.open(file) as document:
        row = document.comment(path, text)
    session.emit({"row": row}, [row])


@cli.command()
@file_argument
@click.argument("problem")
@click.option("--reason", required=True, help="Why it is no problem; printed in the report.")
@pass_session
def dismiss(session: Session, file: Path, problem: str, reason: str) -> None:
    """Explain a problem (its id from `check --json`); it comes back when what it found changes."""
    with session.open(file) as document:
        row = document.dismiss(problem, reason)
    session.emit({"row": row}, [row])


def _record(session: Session, file: Path, edits: Sequence[Edit], reason: str = "") -> None:
    with session.open(file) as document:
        _report(session, document.record(edits, reason=reason))


def _report(session: Session, changes: Changes) -> None:
    """What was written and what followed from it."""
    data = {
        "batch": changes.batch,
        "paths": list(changes.paths),
        "added": list(changes.added),
        "recalculated": list(changes.recalculated),
    }
    lines = list(changes.added) or [
        session.base.message(
            "cli.recorded", session.lang, paths=len(changes.paths), recalculated=len(changes.recalculated)
        )
    ]
    session.emit(data, lines)
