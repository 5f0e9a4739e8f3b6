"""A report file is only put in place when it reads back as it was meant; the older one stays until then."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from desktop.document.reporting import write_reports
from desktop.model.errors import AuditError, FileError
from desktop.reports import KINDS
from desktop.reports.check import fault, prove_pdf, write_safely
from desktop.reports.model import Heading, Report
from desktop.reports.pdf import lay_out
from tests.builders import an_audit, library, sample, smelter


def _left_beside(target: Path) -> list[Path]:
    return [path for path in target.parent.iterdir() if path != target]


def test_content_is_put_in_place(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    write_safely(target, b"new")
    assert target.read_bytes() == b"new"
    assert _left_beside(target) == []


def test_a_file_that_does_not_prove_itself_is_not_put_in_place(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(FileError) as refused:
        write_safely(target, b"no pdf at all", prove_pdf(1, [("x", 1)], target))
    assert refused.value.code == "report.not_as_written"
    assert target.read_bytes() == b"old"
    assert _left_beside(target) == []


@pytest.mark.parametrize(("pages", "heading"), [(2, "能源"), (1, "水")])
def test_pages_and_headings_are_compared(tmp_path: Path, pages: int, heading: str) -> None:
    laid = lay_out(Report("audit", "zh", "t", "r", "f", (Heading(1, "1", "能源", "k"),)))
    target = tmp_path / "a.pdf"
    write_safely(target, laid.content, prove_pdf(1, [("1 能源", 1)], target))
    with pytest.raises(FileError, match="not_as_written"):
        write_safely(target, laid.content, prove_pdf(pages, [(heading, 1)], target))


def test_a_missing_folder_and_a_folder_in_the_way_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError) as refused:
        write_safely(tmp_path / "no" / "a.pdf", b"x")
    assert refused.value.code == "report.no_folder"
    with pytest.raises(FileError) as refused:
        write_safely(tmp_path, b"x")
    assert refused.value.code == "report.is_folder"


def test_a_file_held_by_another_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Windows answers when a viewer holds the old file."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def held(self: Path, other: Path) -> Path:
        raise OSError(errno.EBUSY, "busy")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(FileError) as refused:
        write_safely(target, b"new")
    assert refused.value.code == "report.locked"
    assert target.read_bytes() == b"old"
    assert _left_beside(target) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_rights_are_those_of_any_new_file_or_of_the_old_one(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_safely(tmp_path / "new", b"x")
        (tmp_path / "old").write_bytes(b"x")
        (tmp_path / "old").chmod(0o600)
        write_safely(tmp_path / "old", b"y")
    finally:
        os.umask(mask)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o600


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    numbers = (
        errno.ENOSPC,
        errno.EROFS,
        errno.EISDIR,
        errno.ENOENT,
        errno.EINVAL,
        errno.EBUSY,
        errno.EACCES,
        errno.EIO,
    )
    for number in numbers:
        found = fault(OSError(number, "why"), Path("folder/report.pdf"))
        said = [library().message(found.code, lang, **found.params) for lang in ("zh", "en")]
        assert all("{" not in sentence and found.code not in sentence for sentence in said), found.code
        assert said[0] != said[1]


def test_numbers_are_written_with_path_text_value_unit_and_place(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        snapshot = document.snapshot()
        (written,) = write_reports(snapshot, numbers=tmp_path / "n.json")
    listed = json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))
    assert len(listed) == written.numbers > 300
    assert all(set(one) >= {"path", "text", "value", "unit", "where"} for one in listed)
    (total,) = {
        one["value"] for one in listed if one["path"] == "summary.energy_total@2025" and one["unit"] == "tce"
    }
    assert total == pytest.approx(415225.5, abs=0.05)  # sample_cases.md


def test_everything_asked_for_is_written(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        written = write_reports(
            document.snapshot(), pdf=tmp_path / "a.pdf", xlsx=tmp_path / "a.xlsx", numbers=tmp_path / "a.json"
        )
    assert {one.path.suffix for one in written} == {".pdf", ".xlsx", ".json"}
    assert all(one.path.stat().st_size and one.detail for one in written)


def test_an_unknown_kind_names_those_there_are(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document, pytest.raises(AuditError) as refused:
        write_reports(document.snapshot(), kind="poem", pdf=tmp_path / "a.pdf")
    assert refused.value.code == "report.kind"
    for kind in KINDS:
        assert kind in library().message(refused.value.code, "zh", **refused.value.params)
