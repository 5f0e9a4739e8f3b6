"""From a frozen audit to a report. Each kind of report is one function from cells to blocks.

To add a kind: its function in ``KINDS``, and ``report.title.<kind>`` in the messages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop import __version__
from desktop.model.errors import AuditError
from desktop.reports.annex import annexes
from desktop.reports.cells import Cells
from desktop.reports.chapters import chapters
from desktop.reports.front import front, plain_front
from desktop.reports.model import Block, Language, Report
from desktop.reports.sheets import sheets
from desktop.reports.source import Snapshot
from desktop.reports.words import Words


def _audit(cells: Cells) -> Iterator[Block]:
    yield from front(cells)
    yield from chapters(cells)
    yield from annexes(cells)


def _acceptance(cells: Cells) -> Iterator[Block]:
    yield from front(cells, "acceptance")
    yield from chapters(cells, "acceptance")


def _disclosure(cells: Cells) -> Iterator[Block]:
    yield from chapters(cells, "disclosure")


def _findings(cells: Cells) -> Iterator[Block]:
    yield from plain_front(cells, "findings")
    yield from chapters(cells, "findings")


def _forms(cells: Cells) -> Iterator[Block]:
    yield from plain_front(cells, "forms")
    yield from sheets(cells)


KINDS: dict[str, Callable[[Cells], Iterator[Block]]] = {
    "audit": _audit,
    "acceptance": _acceptance,
    "disclosure": _disclosure,
    "findings": _findings,
    "forms": _forms,
}
"""Kinds of report by name: ``qingshen report --kind``."""


def build_report(snapshot: Snapshot, kind: str = "audit", language: Language = "zh") -> Report:
    """The report of a kind.

    Raises:
        AuditError: ``report.kind`` naming the kinds there are.
    """
    make = KINDS.get(kind)
    if make is None:
        raise AuditError("report.kind", kind=kind, kinds=", ".join(KINDS))
    words = Words(snapshot.library, language)
    cells = Cells(snapshot, words)
    title = snapshot.library.text(f"report.title.{kind}")
    name = snapshot.shown("enterprise.name", words.first).text
    version = data_version(snapshot.digest)
    date = snapshot.saved_at[:10]
    return Report(
        kind=kind,
        language=language,
        title=words.say_first("report.running", enterprise=name, title=title),
        running=words.say_first("report.running", enterprise=name, title=title),
        footer=words.say_first("report.footer", program=__version__, version=version, date=date),
        blocks=tuple(make(cells)),
        sample=words.say("report.sample") if snapshot.is_sample else "",
        digest=snapshot.digest,
        date=date,
        words={
            "continued": words.say_first("report.continued"),
            "page": words.say_first("report.page"),
            "empty": words.say("report.empty"),
        },
    )


def data_version(digest: str) -> str:
    """The data version as people quote it.

    >>> data_version("3f9a21c8d0"), data_version("")
    ('3f9a-21c8', '')
    """
    return f"{digest[:4]}-{digest[4:8]}" if digest else ""
