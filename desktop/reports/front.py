"""The pages before the text: cover, commitment of truth, compile-check-approve page, contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.path import Path
from desktop.reports.cells import Cells
from desktop.reports.dates import cover_date, period_text
from desktop.reports.model import Block, Cell, Contents, Cover, Fact, PageBreak, Signature

APPROVAL = ("report_compile", "report_check", "report_approve")
"""Who signs for the report, in the order of the page."""

_DATED = {"assessment": ("reported_on",), "acceptance": ("acceptance_data_on", "reported_on")}


def front(cells: Cells, kind: str = "audit") -> Iterator[Block]:
    """Cover, signatures, contents."""
    words = cells.words
    yield _cover(cells, kind)
    yield _commitment(cells)
    yield _approval(cells)
    yield PageBreak()
    yield Contents(words.say("report.contents"), words.say("report.tables"), words.say("report.figures"))


def plain_front(cells: Cells, kind: str) -> Iterator[Block]:
    """Cover and contents, for papers nobody signs as a report."""
    words = cells.words
    yield _cover(cells, kind)
    yield Contents(words.say("report.contents"), words.say("report.tables"), words.say("report.figures"))


def _cover(cells: Cells, kind: str) -> Cover:
    words = cells.words
    facts = [
        Fact(words.say("report.cover.enterprise"), _field(cells, "enterprise", "name")),
        Fact(words.say("report.cover.consultant"), _consultant(cells)),
        Fact(words.say("report.cover.list_number"), _field(cells, "audit", "list_number")),
        Fact(words.say("report.cover.period"), _audit_period(cells)),
        Fact(words.say("report.cover.base_year"), _base_year(cells)),
    ]
    return Cover(
        _field(cells, "enterprise", "name"),
        words.say(f"report.title.{kind}"),
        words.say(f"report.edition.{cells.snapshot.edition}"),
        tuple(facts),
        _date(cells),
        words.say("report.sample.notice") if cells.snapshot.is_sample else "",
    )


def _field(cells: Cells, table: str, column: str) -> Cell:
    """A field of a record; to be filled in by hand where it is not entered."""
    if cells.snapshot.library.column(table, column) is None:
        return Cell("")
    return _field_of(cells, Path(table, "", column))


def _field_of(cells: Cells, path: Path) -> Cell:
    cell = cells.line(path)
    return Cell("", cell.path) if cell.tone == "missing" else cell


def _consultant(cells: Cells) -> Cell:
    if cells.snapshot.value("audit.self_organised") is True:
        return Cell(cells.words.say("report.cover.self_organised"), "audit.self_organised")
    return _field(cells, "audit", "consultant")


def _audit_period(cells: Cells) -> Cell:
    begin, end = (cells.snapshot.value(f"audit.{name}") for name in ("period_from", "period_to"))
    if not (isinstance(begin, str) and isinstance(end, str)):
        return Cell("", "audit.period_from")
    said = [period_text(f"{begin}..{end}", lang) for lang in cells.words.langs]
    return Cell(cells.words.joined(said, " / "), "audit.period_from")


def _base_year(cells: Cells) -> Cell:
    said = [period_text(cells.snapshot.base_year, lang) for lang in cells.words.langs]
    return Cell(cells.words.joined(said, " / "), "audit.base_year")


def _date(cells: Cells) -> Cell:
    """The month of the report: the date the audit gives it, else that of the last change."""
    snapshot, path, day = cells.snapshot, "", cells.snapshot.saved_at
    for name in _DATED.get(snapshot.edition, ()):
        found = snapshot.value(f"audit.{name}")
        if isinstance(found, str):
            path, day = f"audit.{name}", found
            break
    said = [cover_date(day, lang) for lang in cells.words.langs] if day else []
    return Cell(cells.words.joined(said, " "), path)


def _commitment(cells: Cells) -> Signature:
    words = cells.words
    blank = Cell("")
    legal = _field(cells, "enterprise", "legal_representative")
    rows = [(Cell(words.say("report.commitment.legal")), legal, blank, blank)]
    for row in _people(cells, 'role == "leader"'):
        signed = _signed_on(cells, "commitment", row)
        rows.append((Cell(words.say("report.commitment.leader")), _name(cells, row), blank, signed))
    for row in _people(cells, 'selected(signs, "commitment") and role != "leader"'):
        signed = _signed_on(cells, "commitment", row)
        rows.append((Cell(words.say("report.commitment.signer")), _name(cells, row), blank, signed))
    text = (words.say("report.commitment.text"),)
    return Signature(words.say("report.commitment"), text, _sign_columns(cells), tuple(rows), _closing(cells))


def _approval(cells: Cells) -> Signature:
    words = cells.words
    blank = Cell("")
    rows: list[tuple[Cell, ...]] = []
    for role in APPROVAL:
        for row in _people(cells, f'selected(signs, "{role}")') or ("",):
            person = _name(cells, row) if row else blank
            rows.append(
                (Cell(words.say(f"report.approval.{role}")), person, blank, _signed_on(cells, role, row))
            )
    return Signature(words.say("report.approval"), (), _sign_columns(cells), tuple(rows), _closing(cells))


def _people(cells: Cells, where: str) -> Sequence[str]:
    """The people of the team for whom a condition holds."""
    if cells.snapshot.library.column("team", "signs") is None:
        return ()
    return cells.snapshot.rows("team", where)


def _name(cells: Cells, row: str) -> Cell:
    return cells.at(Path("team", row, "name"))


def _signed_on(cells: Cells, matter: str, person: str) -> Cell:
    """The day a person signed for a matter in this edition; to be written by hand where it is not registered."""
    snapshot = cells.snapshot
    if person and snapshot.library.column("declarations", "on") is not None:
        for row in snapshot.rows("declarations", f'matter == "{matter}" and edition == "{snapshot.edition}"'):
            if snapshot.value(f"declarations[{row}].person") == person:
                return _field_of(cells, Path("declarations", row, "on"))
    return Cell("")


def _sign_columns(cells: Cells) -> tuple[str, ...]:
    return tuple(cells.words.say(f"report.sign.{name}") for name in ("role", "name", "signature", "date"))


def _closing(cells: Cells) -> tuple[str, ...]:
    return (cells.words.say("report.sign.seal"), cells.words.say("report.sign.day"))
