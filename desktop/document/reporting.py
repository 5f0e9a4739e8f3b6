"""Writing reports of an audit: PDF, workbook, and the list of every number printed. Used by command line and window."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast, get_args

from desktop.content.library import Library
from desktop.document.snapshot import AuditSnapshot
from desktop.model.errors import AuditError
from desktop.model.text import Lang
from desktop.reports import KINDS, build_report
from desktop.reports import numbers as numbers_of
from desktop.reports.check import prove_pdf, write_safely
from desktop.reports.model import Language, Photos, Report


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, read back and found right. ``detail`` says how much is in it."""

    path: Path
    detail: str
    pages: int = 0
    sheets: int = 0
    numbers: int = 0
    problems: tuple[str, ...] = ()


def write_reports(
    snapshot: AuditSnapshot,
    *,
    kind: str = "audit",
    lang: str = "zh",
    pdf: Path | None = None,
    xlsx: Path | None = None,
    numbers: Path | None = None,
) -> list[Written]:
    """Write what is asked for. Older files are replaced only by proven ones.

    Raises:
        AuditError: ``report.kind`` or ``report.lang``, naming what there is.
        FileError: a file could not be written; those before it are complete.
    """
    if kind not in KINDS:
        raise AuditError("report.kind", kind=kind, kinds=", ".join(KINDS))
    if lang not in get_args(Language):
        raise AuditError("report.lang", lang=lang)
    language = cast(Language, lang)
    said: Lang = "en" if language == "en" else "zh"
    written: list[Written] = []
    paper = xlsx if kind != "audit" else None
    report = build_report(snapshot, kind=kind, language=language) if pdf or numbers or paper else None
    if report is not None and pdf is not None:
        written.append(_write_pdf(report, snapshot.library, said, pdf))
    if report is not None and numbers is not None:
        written.append(_write_numbers(report, snapshot.library, said, numbers))
    if report is not None and paper is not None:
        written.append(_write_paper(report, snapshot.library, said, paper))
    elif xlsx is not None:
        written.append(_write_workbook(snapshot, said, xlsx))
    return written


def _write_pdf(report: Report, library: Library, lang: Lang, path: Path) -> Written:
    from desktop.reports.pdf import lay_out  # reportlab and the fonts: only where a PDF is wanted

    laid = lay_out(report)
    write_safely(path, laid.content, prove_pdf(laid.pages, laid.headings, path))
    count = len(numbers_of(report))
    detail = library.message("report.written.pdf", lang, pages=laid.pages, numbers=count)
    problems = tuple(
        library.message("report.missing_sign", lang, sign=sign, code=f"U+{ord(sign):04X}", where=where)
        for sign, where in laid.missing
    ) + tuple(
        photo.fault
        for block in report.blocks
        if isinstance(block, Photos)
        for photo in block.photos
        if photo.fault
    )
    return Written(path, "; ".join((detail, *problems)), pages=laid.pages, numbers=count, problems=problems)


def _write_numbers(report: Report, library: Library, lang: Lang, path: Path) -> Written:
    found = [asdict(number) for number in numbers_of(report)]
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    write_safely(path, text.encode())
    return Written(
        path, library.message("report.written.numbers", lang, numbers=len(found)), numbers=len(found)
    )


def _write_workbook(snapshot: AuditSnapshot, lang: Lang, path: Path) -> Written:
    from desktop.reports.xlsx import write_workbook  # openpyxl: only where a workbook is wanted

    done = write_workbook(snapshot, path, lang)
    detail = snapshot.library.message("report.written.xlsx", lang, sheets=done.sheets, formulas=done.formulas)
    return Written(path, detail, sheets=done.sheets)


def _write_paper(report: Report, library: Library, lang: Lang, path: Path) -> Written:
    from desktop.reports.xlsx import write_paper  # openpyxl: only where a workbook is wanted

    done = write_paper(report, path)
    count = len(numbers_of(report))
    detail = library.message("report.written.paper", lang, sheets=done.sheets, numbers=count)
    return Written(path, detail, sheets=done.sheets, numbers=count)
