"""The techniques catalogue for the plant of an audit: ideas with their standing, figures only as hints."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from desktop.cli.arguments import file_argument
from desktop.cli.root import Session, cli, pass_session
from desktop.document.techniques import lines_of, matching
from desktop.model.errors import AuditError


@cli.command()
@file_argument
@click.option("--aspect", default="", help="One of the eight aspects, such as equipment or 设备.")
@click.option("--acts-on", default="", help="A quantity it should change, such as electricity or 电力.")
@pass_session
def techniques(session: Session, file: Path, aspect: str, acts_on: str) -> None:
    """List techniques for the plant's industry, end-of-pipe last; ideas to judge, not values to take over."""
    with session.open(file, "ro") as document:
        library = document.library
        wanted = {
            word: choice.value
            for choice in library.choices("aspect")
            for word in (choice.value, choice.label.zh, choice.label.en)
        }
        if aspect and aspect not in wanted:
            known = ", ".join(choice.value for choice in library.choices("aspect"))
            raise AuditError("cli.aspect", found=aspect, known=known)
        value = document.value("enterprise.industry_code")
        industry = value if isinstance(value, str) else ""
        found = matching(library, industry, aspect=wanted.get(aspect, ""), acts_on=acts_on)
        lines = [line for one in found for line in lines_of(one, library, session.lang)]
    code = "technique.total" if found else "technique.none"
    told = library.message(code, session.lang, count=len(found), industry=industry or "—")
    session.emit([asdict(one) for one in found], [*lines, told])
