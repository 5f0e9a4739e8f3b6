"""Commands that only read; they work while a window holds the file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from desktop.cli.arguments import file_argument
from desktop.cli.root import Session, cli, pass_session
from desktop.document import Document
from desktop.document.deadlines import calendar_file
from desktop.document.deadlines import deadlines as due_dates
from desktop.model.answer import Json, answer_to_json, state_of
from desktop.model.errors import FileError
from desktop.model.problem import Severity
from desktop.model.shown import Shown
from desktop.model.text import Standing


@cli.command()
@file_argument
@pass_session
def describe(session: Session, file: Path) -> None:
    """List every path: sheet, number, type, unit, required, shown, state."""
    with session.open(file, "ro") as document:
        items = list(document.describe())
        data = [asdict(item) | {"hidden_by": list(document.hidden_by(item.path))} for item in items]
    lines = [
        "\t".join(
            (item.path, item.number, item.label.get(session.lang), item.type, item.unit,
             "*" if item.required else "", item.state)
        )
        for item in items
    ]  # fmt: skip
    session.emit(data, lines)


@cli.command()
@file_argument
@click.argument("paths", nargs=-1)
@pass_session
def get(session: Session, file: Path, paths: tuple[str, ...]) -> None:
    """Print values by path; all answers without PATH."""
    with session.open(file, "ro") as document:
        wanted = paths or tuple(
            item.path for item in document.describe() if item.state not in ("absent", "hidden")
        )
        found = {str(document.at(path)): _value(document, path, session) for path in wanted}
    lines = [f"{path}\t{value['text']}\t{value['unit']}" for path, value in found.items()]
    session.emit(found, lines)


@cli.command()
@file_argument
@pass_session
def log(session: Session, file: Path) -> None:
    """Print the journal, oldest first."""
    with session.open(file, "ro") as document:
        batches = document.log()
        words = [document.word_label(batch.label, session.lang) for batch in batches]
        data = [
            {
                "id": batch.id, "seq": batch.seq, "kind": batch.kind, "of": batch.of, "label": label,
                "actor": batch.actor, "device": batch.device, "time": batch.time, "digest": batch.digest,
                "changes": [
                    {"path": path, "before": before, "after": after}
                    for path, before, after in document.changes_of(batch.id)
                ],
            }
            for batch, label in zip(batches, words, strict=True)
        ]  # fmt: skip
    lines = [
        f"{batch.seq}\t{batch.id}\t{batch.time}\t{batch.kind}\t{batch.actor}\t{label}"
        for batch, label in zip(batches, words, strict=True)
    ]
    session.emit(data, lines)


@cli.command()
@file_argument
@click.pass_context
def check(ctx: click.Context, file: Path) -> None:
    """List problems; exit code 1 when there is an error among them."""
    session = ctx.ensure_object(Session)
    with session.open(file, "ro") as document:
        worded = [(problem, document.word(problem, session.lang)) for problem in document.problems()]
    data = [
        {
            "id": problem.id,
            "code": problem.code, "severity": problem.severity.value, "path": problem.path, "place": words.place,
            "found": words.found, "expected": words.expected, "message": words.sentence, "fix": words.fix,
        }
        for problem, words in worded
    ]  # fmt: skip
    lines = [
        f"{problem.severity.value}\t{problem.code}\t{problem.path}\t{words.sentence} {words.fix}"
        for problem, words in worded
    ]
    session.emit(data, lines)
    if any(problem.severity is Severity.ERROR for problem, _ in worded):
        ctx.exit(1)


@cli.command()
@file_argument
@pass_session
def results(session: Session, file: Path) -> None:
    """Print every result and calculated figure."""
    with session.open(file, "ro") as document:
        found = {path: _value(document, path, session) for path in document.result_paths()}
    lines = [f"{path}\t{value['text']}\t{value['unit']}" for path, value in found.items()]
    session.emit(found, lines)


@cli.command()
@file_argument
@click.argument("path")
@pass_session
def explain(session: Session, file: Path, path: str) -> None:
    """Where a figure comes from: formula, inputs with person and evidence, factors with source, rounding."""
    with session.open(file, "ro") as document:
        told = document.explain(path, session.lang)
    session.emit(asdict(told), told.lines(session.base, session.lang))


@cli.command()
@file_argument
@click.argument("words", nargs=-1, required=True)
@pass_session
def search(session: Session, file: Path, words: tuple[str, ...]) -> None:
    """Find questions, rows, answers and guidance (Chinese, pinyin, initials)."""
    with session.open(file, "ro") as document:
        hits = document.search(" ".join(words), session.lang)
    session.emit([asdict(hit) for hit in hits], [f"{hit.path}\t{hit.title}\t{hit.snippet}" for hit in hits])


def _value(document: Document, path: str, session: Session) -> dict[str, Json]:
    """``{value, unit, state, source, standing}`` and the text as people see it."""
    document.place(path)
    shown = document.shown(path, session.lang)
    answer = document.answer(path)
    entered = answer_to_json(answer)
    value: Json = shown.value
    unit = shown.unit
    if shown.state == "given" and shown.value is None:
        value = entered
    elif shown.state == "given" and isinstance(entered, dict):
        value, unit = entered["value"], str(entered["unit"])
    state = state_of(answer) if shown.state in ("given", "na", "later") else shown.state
    return {
        "value": value,
        "unit": unit,
        "state": state,
        "text": shown.text,
        "source": "calculated" if shown.state in ("calculated", "partial", "failed") else "entered",
        "standing": _standing(document, path, shown, session).value,
        "note": shown.note,
    }


def _standing(document: Document, path: str, shown: Shown, session: Session) -> Standing:
    """A calculated figure is as weak as the weakest factor it was calculated with."""
    if shown.state not in ("calculated", "partial"):
        return shown.standing
    factors = (factor.standing for factor in document.explain(path, session.lang).factors)
    return max((shown.standing, *factors), key=lambda standing: standing.weakness)


@cli.command()
@file_argument
@click.option(
    "--ics", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write a calendar file."
)
@click.option("--force", is_flag=True, help="Overwrite an existing calendar file.")
@pass_session
def deadlines(session: Session, file: Path, ics: Path | None, force: bool) -> None:
    """List what is due when, who sets it and on which basis; open dates also as a calendar file."""
    from desktop.reports.check import write_safely  # its writers load slowly; other commands do without

    now = session.clock()
    with session.open(file, "ro") as document:
        states = {one.value: one.label.get(session.lang) for one in document.library.choices("duty_state")}
        found = due_dates(document, now.date())
        text = calendar_file(document, now.date(), now, session.lang, document.identity)
    if ics is not None:
        if ics.exists() and not force:
            raise FileError("file.exists", path=str(ics))
        write_safely(ics, text.encode())
    data = [{**asdict(one), "due": one.due.isoformat() if one.due else None} for one in found]
    lines = [
        "\t".join((
            one.due.isoformat() if one.due else "—", states.get(one.state, one.state),
            one.title.get(session.lang), one.basis.get(session.lang), one.authority.get(session.lang),
        ))
        for one in found
    ]  # fmt: skip
    session.emit(data, lines or [session.base.message("cli.not_listed", session.lang)])


@cli.command()
@file_argument
@pass_session
def rehearse(session: Session, file: Path) -> None:
    """List the objections reviewers may raise: those this audit's data provoke first, with places and answers."""
    lang = session.lang
    with session.open(file, "ro") as document:
        found = document.rehearsal()
        data = [
            {
                "id": one.id, "objection": one.text.get(lang), "provoked": one.provoked,
                "places": [problem.path for problem in one.problems], "evidence": one.evidence.get(lang),
                "prepare": one.prepare.get(lang), "reply": one.reply,
            }
            for one in found
        ]  # fmt: skip
        lines = [
            f"{'●' if one.provoked else '○'} {one.text.get(lang)}\t"
            + "; ".join(document.word(problem, lang).sentence for problem in one.problems[:3])
            for one in found
        ]
    session.emit(data, lines)


@cli.command()
@file_argument
@pass_session
def screening(session: Session, file: Path) -> None:
    """Say for each of the five conditions whether the data may meet it, why, and what is missing."""
    lang = session.lang
    with session.open(file, "ro") as document:
        found = document.screening()
        missing = [path for label in found.labels for path in label.missing] if found else []
        names = {path: document.label(path, lang) for path in missing}
    if found is None:
        session.emit(None, [session.base.message("ui.screening.no_date", lang)])
        return
    lines = [one.get(lang) for one in found.said]
    for label in found.labels:
        outcome = session.base.message(label.outcome, lang)
        lines.append(f"{label.title.get(lang)}\t{outcome}\t{label.basis.get(lang)}")
        lines.extend(f"\t{reason.text.get(lang)}\t{reason.path}" for reason in label.reasons)
        lines.extend(
            f"\t{session.base.message('ui.screening.missing', lang, place=names[path])}\t{path}"
            for path in label.missing
        )
    session.emit(asdict(found), lines)
