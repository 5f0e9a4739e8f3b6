"""``upgrade``: an audit to the library in force, after a backup; or what that would change."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.cli.arguments import file_argument
from desktop.cli.root import Session, cli, pass_session
from desktop.content.overlay_files import overlay_root
from desktop.content.overlay_load import lint_overlay
from desktop.document.upgrade import backup_name, plan_upgrade
from desktop.document.upgrade_words import json_of_upgrade, library_name, parts_of
from desktop.model.errors import FileError


@cli.command()
@file_argument
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@pass_session
def upgrade(session: Session, file: Path, dry_run: bool) -> None:
    """Take an audit to the installed library: figures and answers that change, then one action that can be undone."""
    library, lang = session.library, session.lang
    with session.open(file, "ro" if dry_run else "rw") as document:
        plan = plan_upgrade(document, library)
        data = json_of_upgrade(plan, lang)
        if not plan.needed:
            line = session.base.message("upgrade.none", lang, version=library_name(document))
            session.emit(data, [line])
            return
        before, after = library_name(plan.old), library_name(plan.new)
        lines = [session.base.message("upgrade.head", lang, before=before, after=after)]
        for part in parts_of(plan, lang):
            lines += ["", part.title, *(f"  {line}" for line in part.lines)]
        stale = _stale(session)
        if stale:
            title = session.base.message("upgrade.part.stale", lang, count=len(stale))
            lines += ["", title, *(f"  {line}" for line in stale)]
            data["stale"] = stale
        if dry_run:
            session.emit(data, [*lines, "", session.base.message("upgrade.would", lang)])
            return
        target = backup_name(document.path, session.clock())
        if target.exists():
            raise FileError("upgrade.exists", path=str(target))
        backup = document.backup(target)
        document.upgrade(library, plan.changes)
        done = session.base.message("upgrade.done", lang, version=after, backup=backup)
        session.emit({**data, "backup": str(backup)}, [*lines, "", done])


def _stale(session: Session) -> list[str]:
    """Rows and questions of the overlay whose base has changed since they were written."""
    _, _, conflicts = lint_overlay(session.overlay or overlay_root(), session.base.data)
    return [session.base.messages.say_fault(one, session.lang) for one in conflicts]
