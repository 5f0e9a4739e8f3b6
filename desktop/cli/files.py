"""Commands about whole files: new, sample, report, verify, backup, screenshots."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from desktop.cli.arguments import file_argument, read_json
from desktop.cli.root import Session, cli, pass_session
from desktop.document import Document
from desktop.document.sample import make_sample, samples
from desktop.model.errors import AuditError, FileError
from desktop.model.text import Lang

force_option = click.option("--force", is_flag=True, help="Overwrite an existing file.")
target = click.Path(path_type=Path, dir_okay=False)


@cli.command()
@file_argument
@click.option("--profile", default="", help="JSON file of answers by path to start with.")
@force_option
@pass_session
def new(session: Session, file: Path, profile: str, force: bool) -> None:
    """Make a new audit.

    \b
    A profile is a JSON object of answers by path; what it leaves out stays open. The answers that
    decide what applies (others may stand beside them):
      enterprise.industry_code   class of GB/T 4754: "3216"
      enterprise.industry        name of a class the list lacks
      enterprise.province        division code "370000", or a name
      enterprise.city            division code "371600"; "999999" elsewhere
      enterprise.key_air_region  true or false, where city or date do not tell
      enterprise.permit_kind     "key", "simplified" or "registered"
      audit.on_list              true or false
      audit.listed_on            "2025-12-30"
      audit.list_labels          ["OVER_STD", "OVER_TOTAL", "TOXIC_USE", "TOXIC_DISCHARGE", "HIGH_ENERGY"]
      audit.screened_on          day of the self-check of a plant not listed
      audit.base_year            "2025"
      audit.edition              "assessment" or "acceptance"
      environment.hazards        ["toxic_material", "toxic_release", "hazardous_waste", "captive_coal", "alumina",
                                 "coal_to_gas", "north_heating"] or ["none"]
      environment.fuels          ["coal", "oil", "gas", "biomass", "other"] or ["none"]
      environment.routes         ["stack", "fugitive", "water"] or ["none"]
    """
    answers = read_json(profile) if profile else {}
    if not isinstance(answers, dict):
        raise AuditError("cli.profile", path=profile)
    Document.create(
        file, library=session.library, profile=answers, actor=session.actor, clock=session.clock, force=force
    ).close()
    session.say("cli.created", path=file)


@cli.command()
@click.argument("name", type=click.Choice(samples()))
@file_argument
@click.option("--edition", type=click.Choice(["assessment", "acceptance"]), default="assessment")
@force_option
@pass_session
def sample(session: Session, name: str, file: Path, edition: str, force: bool) -> None:
    """Write a complete fictional sample audit."""
    make_sample(
        name, file, library=session.library, edition=edition, clock=session.clock, force=force
    ).close()
    session.say("cli.created", path=file)


@cli.command()
@file_argument
@click.option(
    "--kind", default="audit", help="Kind of report: audit, acceptance, disclosure, findings or forms."
)
@click.option("--edition", type=click.Choice(["assessment", "acceptance"]), default=None)
@click.option("--pdf", type=target, default=None)
@click.option("--xlsx", type=target, default=None)
@click.option(
    "--lang", "language", type=click.Choice(["zh", "en", "both"]), default="zh", help="Report language."
)
@click.option(
    "--numbers", type=target, default=None, help="Write every printed number with its path as JSON."
)
@pass_session
def report(
    session: Session,
    file: Path,
    kind: str,
    edition: str | None,
    pdf: Path | None,
    xlsx: Path | None,
    language: str,
    numbers: Path | None,
) -> None:
    """Write reports: PDF and Excel; the workbook of the audit report holds all data with live formulas."""
    from desktop.document.reporting import write_reports  # its writers load slowly; other commands do without

    if not (pdf or xlsx or numbers):
        raise AuditError("cli.no_report_target")
    with session.open(file, "ro") as document:
        written = write_reports(
            document.snapshot(edition or ""), kind=kind, lang=language, pdf=pdf, xlsx=xlsx, numbers=numbers
        )
    session.emit(
        [asdict(one) | {"path": str(one.path)} for one in written],
        [
            session.base.message("cli.written", session.lang, path=one.path, detail=one.detail)
            for one in written
        ],
    )


@cli.command()
@file_argument
@click.pass_context
def verify(ctx: click.Context, file: Path) -> None:
    """Check database, journal chain, replay against state, and evidence hashes."""
    session = ctx.ensure_object(Session)
    with session.open(file, "ro") as document:
        found = document.verify()
    sentences = [session.base.message(fault.code, session.lang, where=fault.where) for fault in found.faults]
    code = "cli.verified" if found.ok else "cli.not_verified"
    summary = session.base.message(code, session.lang, batches=found.batches)
    session.emit({"ok": found.ok, "batches": found.batches, "faults": sentences}, [summary, *sentences])
    if not found.ok:
        ctx.exit(1)


@cli.command()
@file_argument
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@pass_session
def backup(session: Session, file: Path, directory: Path | None) -> None:
    """Write a whole, checked copy beside the file or into a directory."""
    with session.open(file, "ro") as document:
        folder = directory or file.parent
        if folder.exists() and not folder.is_dir():
            raise FileError("file.not_a_folder", path=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        stamp = session.clock().strftime("%Y%m%d-%H%M%S")
        written = document.backup(folder / f"{file.stem}-{stamp}.qsa")
    session.say("cli.backed_up", path=written)


@cli.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light")
@pass_session
def screenshots(session: Session, directory: Path, theme: str) -> None:
    """Take a picture of every page of the sample, without a display."""
    if session.take_screenshots is None:
        raise AuditError("cli.no_window")
    lang: Lang = session.lang
    taken = session.take_screenshots(directory, theme, lang)
    session.emit([str(path) for path in taken], [str(path) for path in taken])
