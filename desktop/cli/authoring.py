"""Commands about content and methods: lint, handbook, method."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.calc import METHODS, method_named
from desktop.calc.step_words import StepWords
from desktop.cli.arguments import read_json
from desktop.cli.root import Session, cli, pass_session
from desktop.content.lint import lint_directory
from desktop.content.messages import fallback_messages
from desktop.model.errors import AuditError

if TYPE_CHECKING:
    from desktop.reports.model import Language


@cli.command()
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@click.pass_context
def lint(ctx: click.Context, directory: Path | None) -> None:
    """Check content: every mistake at once, with file, id, nearest name and fix."""
    session = ctx.ensure_object(Session)
    faults = lint_directory(directory)
    messages = fallback_messages()  # a broken library has no other words
    lines = [messages.say_fault(fault, session.lang) for fault in faults]
    if session.as_json:
        rows = [
            {"file": fault.file, "code": fault.code, "message": line}
            for fault, line in zip(faults, lines, strict=True)
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for line in lines or [messages.say("cli.lint_clean", session.lang)]:
            click.echo(line)
    if faults:
        ctx.exit(1)


@cli.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--lang", "language", type=click.Choice(["zh", "en", "both"]), default="zh", help="Handbook language."
)
@pass_session
def handbook(session: Session, out: Path, language: Language) -> None:
    """Write all content as one HTML page to read and print: sheets, questions, formulas, checks, sources."""
    from desktop.reports.check import write_safely  # its writers load slowly; other commands do without
    from desktop.reports.handbook import handbook as write_handbook

    data = session.library.data
    write_safely(out, write_handbook(session.library, language).encode())
    questions = sum(len(table.columns) for table in data.tables)
    detail = session.base.message(
        "handbook.written", session.lang, sheets=len(data.sheets), questions=questions
    )
    line = session.base.message("cli.written", session.lang, path=out, detail=detail)
    session.emit({"path": str(out), "sheets": len(data.sheets), "questions": questions}, [line])


@cli.command()
@click.argument("name", required=False)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the input.")
@click.option("--list", "list_names", is_flag=True, help="List the methods.")
@click.option("--steps", is_flag=True, help="Print the steps of the calculation as well.")
@pass_session
def method(session: Session, name: str | None, schema: bool, list_names: bool, steps: bool) -> None:
    """Run one method: JSON in on standard input, JSON out."""
    if list_names:
        rows = {key: one.title.get(session.lang) for key, one in METHODS.items()}
        session.emit(rows, [f"{key}\t{title}" for key, title in rows.items()])
        return
    if not name:
        raise AuditError("cli.method_name")
    chosen = method_named(name)
    if schema:
        click.echo(json.dumps(chosen.schema(), ensure_ascii=False, indent=2))
        return
    payload = read_json("-")
    result = chosen.run(payload, session.library)
    out: dict[str, object] = dict(result.values)
    if steps:
        words = StepWords(session.library, session.lang, chosen.name, result)
        out["steps"] = [
            {"name": step.name, "expression": step.expression, "words": words.name(step.name)}
            | dict(zip(("formula", "with_numbers"), words.step(step), strict=True))
            for step in result.steps
        ]
    click.echo(json.dumps(out, ensure_ascii=False, indent=2))
