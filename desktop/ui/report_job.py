"""Writing reports beside the window: what was ordered, and the job that writes it file by file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.model.text import Lang
from desktop.ui.tasks import Token

if TYPE_CHECKING:
    from desktop.document.snapshot import AuditSnapshot


@dataclass(frozen=True, slots=True)
class Order:
    """Which files to write, where, in which language; ``words`` say what is being done."""

    folder: Path
    stem: str
    lang: Lang
    formats: tuple[str, ...]
    words: Mapping[str, str]
    kind: str = "audit"

    def path(self, format: str) -> Path:
        """The file of a format."""
        return self.folder / f"{self.stem}.{format}"


@dataclass(frozen=True, slots=True)
class Result:
    """A file that was written and proven."""

    path: Path
    detail: str


def write(snapshot: AuditSnapshot, order: Order, token: Token) -> list[Result]:
    """Write the files one after the other; cancelling takes effect between them.

    Raises:
        AuditError: a file could not be written; earlier ones are complete.
    """
    from desktop.document.reporting import write_reports  # loads the writers: only when a report is wanted

    order.folder.mkdir(parents=True, exist_ok=True)
    results: list[Result] = []
    for position, format in enumerate(order.formats):
        token.step((position + 0.1) / len(order.formats), order.words[format])
        written = write_reports(
            snapshot,
            kind=order.kind,
            lang=order.lang,
            pdf=order.path(format) if format == "pdf" else None,
            xlsx=order.path(format) if format == "xlsx" else None,
        )
        results += [Result(one.path, one.detail) for one in written]
    token.step(1.0)
    return results
