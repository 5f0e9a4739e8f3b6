"""The root command, global options, and the one place where errors become a sentence and an exit code.

Exit codes: 0 done; 1 done, but problems found; 2 refused or file error, one clear sentence on stderr.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import click

from desktop import __version__
from desktop.content.library import Library, load_base, load_library
from desktop.content.messages import fallback_messages
from desktop.content.overlay_files import ENVIRONMENT
from desktop.document import Document
from desktop.model.errors import AuditError
from desktop.model.text import Lang

WindowOpener = Callable[[Path | None], int]
Screenshots = Callable[[Path, str, Lang], list[Path]]


@dataclass
class Session:
    """What every command shares: language, actor, clock, output form, and what ``app`` handed in."""

    lang: Lang = "zh"
    as_json: bool = False
    actor: str = ""
    now: dt.datetime | None = None
    open_window: WindowOpener | None = None
    take_screenshots: Screenshots | None = None
    overlay: Path | None = None
    _base: Library | None = field(default=None, repr=False)
    _library: Library | None = field(default=None, repr=False)

    @property
    def base(self) -> Library:
        """The installed library without the user's overlay; what the program says comes from here."""
        if self._base is None:
            self._base = load_base()
        return self._base

    @property
    def library(self) -> Library:
        """The library in force for new audits, the user's overlay included; loaded when first needed."""
        if self._library is None:
            self._library = load_library(self.overlay)
        return self._library

    def clock(self) -> dt.datetime:
        """Local time, or the time ``--now`` says."""
        return self.now or dt.datetime.now().astimezone()

    def open(self, file: Path, mode: Literal["rw", "ro"] = "rw") -> Document:
        """Open an audit for a command; reading commands use ``"ro"`` and work while a window holds the file."""
        return Document.open(file, mode=mode, actor=self.actor, clock=self.clock)

    def say(self, code: str, **params: object) -> None:
        """Print one line of the message catalogue."""
        click.echo(self.base.message(code, self.lang, **params))

    def emit(self, data: object, lines: Sequence[str]) -> None:
        """Print ``data`` as JSON or ``lines`` as text."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                click.echo(line)


pass_session = click.make_pass_decorator(Session)


class AuditGroup(click.Group):
    """Opens the window when the first word is a file, as a double click does."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A known command, or ``window FILE``."""
        if args and args[0] not in self.commands and (args[0].endswith(".qsa") or Path(args[0]).is_file()):
            return super().resolve_command(ctx, ["window", *args])
        return super().resolve_command(ctx, args)


def _moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.datetime | None:
    if value is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise AuditError("cli.now", text=value) from error
    return moment if moment.tzinfo else moment.astimezone()


@click.group(
    cls=AuditGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="Language of messages.")
@click.option("--actor", default="", help="Name written into the journal.")
@click.option("--now", callback=_moment, default=None, help="Use this ISO time instead of the clock.")
@click.option(
    "--library",
    "overlay",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the overlay library, instead of your own.",
)
@click.version_option(__version__, prog_name="qingshen")
@click.pass_context
def cli(
    ctx: click.Context,
    as_json: bool,
    lang: Lang | None,
    actor: str,
    now: dt.datetime | None,
    overlay: Path | None,
) -> None:
    """清审 Qingshen: the mandatory cleaner production audit, offline, in one file."""
    session = ctx.ensure_object(Session)
    session.as_json = as_json
    session.lang = lang or session.lang
    session.actor = actor
    session.now = now
    session.overlay = overlay
    if ctx.invoked_subcommand is None:
        ctx.invoke(window, file=None)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.pass_context
def window(ctx: click.Context, file: Path | None) -> None:
    """Open the window, on FILE if given."""
    session = ctx.find_object(Session)
    if session is None or session.open_window is None:
        raise AuditError("cli.no_window")
    if session.overlay is not None:
        os.environ[ENVIRONMENT] = str(session.overlay)  # this process is the window's from here on
    ctx.exit(session.open_window(file))


def main(
    arguments: Sequence[str] | None = None,
    *,
    open_window: WindowOpener | None = None,
    take_screenshots: Screenshots | None = None,
) -> int:
    """Run the command line; returns the exit code. ``app`` hands in what needs Qt."""
    _speak_utf8()
    session = Session(open_window=open_window, take_screenshots=take_screenshots)
    words = list(sys.argv[1:] if arguments is None else arguments)
    session.lang = _asked_language(words)
    try:
        code = cli.main(words, prog_name="qingshen", standalone_mode=False, obj=session)
    except click.exceptions.Abort:
        return 2
    except click.ClickException as error:
        return _refuse(session, "cli.usage", {"reason": error.format_message()})
    except AuditError as error:
        return _refuse(session, error.code, error.params)
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _refuse(session, "cli.system", {"reason": error.strerror or "", "path": error.filename or ""})
    return int(code or 0)


def _refuse(session: Session, code: str, params: dict[str, object]) -> int:
    try:
        sentence = session.base.message(code, session.lang, **params)
    except AuditError as broken:  # the library itself cannot be read: its own sentence comes first
        messages = fallback_messages()
        sentence = messages.say(broken.code, session.lang, **broken.params)
        if broken.code != code:
            sentence += "\n" + messages.say(code, session.lang, **params)
    if session.as_json:
        shown = {key: str(value) for key, value in params.items()}
        click.echo(
            json.dumps({"error": code, "message": sentence, "params": shown}, ensure_ascii=False), err=True
        )
    else:
        click.echo(f"{code}: {sentence}", err=True)
    return 2


def _asked_language(words: list[str]) -> Lang:
    """The language before the options are parsed, so that even a usage error is said in it."""
    for index, word in enumerate(words):
        asked = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(words):
            asked = words[index + 1]
        if asked == "en":
            return "en"
        if asked == "zh":
            return "zh"
    return "zh"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="strict" if stream is not sys.stderr else "backslashreplace"
            )
