"""Pictures attached as evidence, as pages of the report: which there are, and each made small enough for paper."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps

from desktop.content.types_report import ReportPhotos
from desktop.model.errors import AuditError
from desktop.model.path import Path
from desktop.reports.cells import Cells
from desktop.reports.model import Cell, Photo, Photos
from desktop.reports.numbering import Numbering
from desktop.reports.source import Snapshot

LONGEST = 1200
"""Pixels of the longer side on paper: half a page wide at 300 to the inch."""

_QUALITY = 82

_BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning)
"""What Pillow raises for files that are no pictures, cut off, or far too large when opened."""


def photos(cells: Cells, block: ReportPhotos, numbering: Numbering) -> Iterator[Photos]:
    """The pictures of the rows of a table in one numbered figure; nothing where there are none."""
    snapshot, words = cells.snapshot, cells.words
    taken = tuple(
        _photo(cells, block.table, row, evidence) for row, evidence in attached_photos(snapshot, block)
    )
    if taken:
        number, key = numbering.next("figure")
        note = words.text(block.note) if block.note else ""
        yield Photos(number, words.text(block.caption), taken, key, note)


def attached_photos(snapshot: Snapshot, block: ReportPhotos) -> Iterator[tuple[str, str]]:
    """Row of the table and row of the evidence for each picture that proves it, in the order of both tables."""
    kept = [row for row in snapshot.rows("evidence") if snapshot.value(f"evidence[{row}].kind") == "photo"]
    for row in snapshot.rows(block.table, block.where):
        place = str(Path(block.table, row))
        for evidence in kept:
            about = snapshot.answer(f"evidence[{evidence}].about")
            paths = about if isinstance(about, tuple) else (str(about or ""),)
            if any(path == place or path.startswith(f"{place}.") for path in paths):
                yield row, evidence


def _photo(cells: Cells, table: str, row: str, evidence: str) -> Photo:
    snapshot, words = cells.snapshot, cells.words
    named = words.joined([snapshot.row_label(table, row, lang) for lang in words.langs])
    title = snapshot.shown(f"evidence[{evidence}].title", words.first).text
    day = snapshot.shown(f"evidence[{evidence}].on", words.first).text
    text = words.say_first("report.photo", of=named, title=title)
    caption = Cell(f"{text} ({day})" if day else text, f"evidence[{evidence}].title")
    name = snapshot.shown(f"evidence[{evidence}].file", words.first).text or title
    digest = snapshot.value(f"evidence[{evidence}].sha256")
    try:
        content, width, height = for_paper(snapshot.attachment(str(digest or "")))
    except (AuditError, *_BROKEN):
        return Photo(name, caption, fault=words.say("report.photo_broken", file=name))
    return Photo(name, caption, content, width, height)


def for_paper(body: bytes) -> tuple[bytes, int, int]:
    """A picture as JPEG, upright and at most ``LONGEST`` pixels long, with its width and height.

    Raises:
        One of ``_BROKEN`` where the bytes hold no whole picture.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(io.BytesIO(body)) as picture:
            picture.thumbnail((LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(picture)
            if upright.mode in ("RGBA", "LA", "P", "PA"):
                layered = upright.convert("RGBA")
                upright = Image.new("RGB", layered.size, "white")
                upright.paste(layered, mask=layered.getchannel("A"))
            stream = io.BytesIO()
            upright.convert("RGB").save(stream, "JPEG", quality=_QUALITY)
            return stream.getvalue(), upright.width, upright.height
