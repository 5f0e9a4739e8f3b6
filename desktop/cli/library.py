"""Commands about the library: export and import of indicator systems, differences between two libraries."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.cli.files import force_option, target
from desktop.cli.root import Session, cli, pass_session
from desktop.content.compile import compile_content
from desktop.content.difference import differences
from desktop.content.difference_words import json_of, lines_of
from desktop.content.faults import ContentFault
from desktop.content.overlay_files import is_overlay
from desktop.content.overlay_load import lint_overlay
from desktop.content.places import resource_root
from desktop.content.types import LibraryData
from desktop.model.errors import AuditError, FileError
from desktop.model.text import Lang, Text

_MOST = 200
LANGS: tuple[Lang, Lang] = ("zh", "en")


@cli.group()
def library() -> None:
    """Indicator systems as workbooks, and what differs between libraries."""


@library.command("export")
@click.argument("system")
@click.argument("out", type=target)
@force_option
@pass_session
def export_system(session: Session, system: str, out: Path, force: bool) -> None:
    """Write an indicator system as a workbook to fill in; SYSTEM `new` gives an empty one."""
    from desktop.exchange.authoring.system import system_named
    from desktop.exchange.authoring.write import write_system
    from desktop.reports.check import write_safely

    data = session.library.data
    found = system_named(data, system)
    if out.exists() and not force:
        raise FileError("file.exists", path=str(out))
    write_safely(out, write_system(data, found))
    counts = {"groups": len(found.groups), "indicators": len(found.indicators)}
    line = session.base.message("authoring.exported", session.lang, path=out, **counts)
    session.emit({"path": str(out), "system": found.id, **counts}, [line])


@library.command("import")
@click.argument("workbook", type=click.Path(path_type=Path))
@click.argument("directory", type=click.Path(path_type=Path))
@force_option
@click.pass_context
def import_system(ctx: click.Context, workbook: Path, directory: Path, force: bool) -> None:
    """Read a filled-in workbook into an overlay folder; all mistakes at once, and then nothing is written."""
    from desktop.exchange.authoring.read import read_system
    from desktop.exchange.authoring.save import save_system

    session = ctx.ensure_object(Session)
    base = session.base.data
    read = read_system(workbook, base)
    if read.faults:
        told = _listed(session, read.faults)
        raise AuditError("authoring.refused", path=str(workbook), count=len(read.faults), faults=told)
    written = save_system(directory, base, read.system, force=force)
    name = Text(read.system.facts["zh"], read.system.facts["en"]).get(session.lang)
    counts = {"groups": len(read.system.groups), "indicators": len(read.system.indicators)}
    doubts = [session.base.messages.say_fault(one, session.lang) for one in read.doubts]
    line = session.base.message("authoring.imported", session.lang, name=name, folder=directory, **counts)
    session.emit(
        {"system": read.system.id, "files": [str(path) for path in written], **counts, "doubts": doubts},
        [line, *doubts],
    )
    if doubts:
        ctx.exit(1)


@library.command("diff")
@click.argument("before")
@click.argument("after")
@pass_session
def diff(session: Session, before: str, after: str) -> None:
    """What differs between two libraries: folders, audit files, overlay folders, or `installed`."""
    found = differences(_library(session, before), _library(session, after))
    messages = session.base.messages
    code = "library.diff.count" if found else "library.diff.none"
    summary = messages.say(code, session.lang, count=len(found))
    session.emit(json_of(found), [*lines_of(found, messages, session.lang), summary])


def _library(session: Session, name: str) -> LibraryData:
    if name == "installed":
        return session.library.data
    path = Path(name)
    if path.is_file():
        with session.open(path, "ro") as document:
            return document.library.data
    if is_overlay(path):
        data, faults, _ = lint_overlay(path, session.base.data)
        if faults:
            told = _listed(session, faults)
            raise AuditError("content.own_broken", folder=name, count=len(faults), faults=told)
        return data
    forms = path if (path / "tables").is_dir() else path / "forms"
    if not forms.is_dir():
        raise AuditError("library.no_such", name=name)
    resources = forms.parent / "resources"
    return compile_content(forms, resources if resources.is_dir() else resource_root())


def _listed(session: Session, faults: list[ContentFault] | tuple[ContentFault, ...]) -> Text:
    """All mistakes, a line each; of a great many the first."""
    messages = session.base.messages
    told = messages.list_faults(list(faults), _MOST)
    left = len(faults) - _MOST
    if left <= 0:
        return told
    zh, en = (messages.say("authoring.more", lang, count=left) for lang in LANGS)
    return Text(f"{told.zh}\n{zh}", f"{told.en}\n{en}")
