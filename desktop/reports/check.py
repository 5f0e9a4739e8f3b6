"""Proof of success: write beside the target, read back, compare, and only then replace what was there."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkstemp

from desktop.model.errors import FileError

_CODES: dict[int, str] = {
    errno.ENOSPC: "report.no_space",
    errno.EDQUOT: "report.no_space",
    errno.EFBIG: "report.no_space",
    errno.EROFS: "report.read_only",
    errno.EISDIR: "report.is_folder",
    errno.ENOENT: "report.no_folder",
    errno.ENOTDIR: "report.no_folder",
    errno.ENAMETOOLONG: "report.bad_name",
    errno.EINVAL: "report.bad_name",
    errno.EBUSY: "report.locked",
    errno.ETXTBSY: "report.locked",
    errno.EACCES: "report.locked" if sys.platform == "win32" else "report.no_access",
    errno.EPERM: "report.locked" if sys.platform == "win32" else "report.no_access",
}


def write_safely(path: Path, content: bytes, prove: Callable[[Path], None] = lambda _: None) -> None:
    """Put ``content`` at ``path``; what stood there stays until the new file has been read back and proven.

    Raises:
        FileError: ``report.*``; the older file is as it was and nothing is left beside it.
    """
    if path.is_dir():
        raise FileError("report.is_folder", path=str(path))
    try:
        handle, name = mkstemp(prefix=f".{path.name[:40]}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise fault(error, path) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if draft.read_bytes() != content:
            raise FileError("report.not_as_written", path=str(path), what="bytes")
        prove(draft)
        _as_usual(draft, path)
        draft.replace(path)
    except OSError as error:
        raise fault(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def prove_pdf(pages: int, headings: Sequence[tuple[str, int]], path: Path) -> Callable[[Path], None]:
    """A proof that a PDF opens, has its pages, and the first and last heading on theirs.

    ``path`` is the name the person knows, for the message.
    """

    def prove(draft: Path) -> None:
        import pypdfium2  # type: ignore[import-untyped]  # loads a library of its own

        try:
            document = pypdfium2.PdfDocument(draft)
        except pypdfium2.PdfiumError as error:
            raise FileError("report.not_as_written", path=str(path), what=str(error)) from error
        try:
            if len(document) != pages:
                what = f"{len(document)} / {pages}"
                raise FileError("report.not_as_written", path=str(path), what=what)
            for text, number in {*headings[:1], *headings[-1:]}:
                if plain(text) not in plain(document[number - 1].get_textpage().get_text_range()):
                    raise FileError("report.not_as_written", path=str(path), what=text)
        finally:
            document.close()

    return prove


def plain(text: str) -> str:
    """A text without the spaces that depend on how it was set."""
    return "".join(text.split())


def fault(error: OSError, path: Path) -> FileError:
    """What a failure of the file system means for a report."""
    code = _CODES.get(error.errno or 0, "report.unwritable")
    return FileError(code, path=str(path), folder=str(path.parent), reason=error.strerror or str(error))


def _as_usual(draft: Path, path: Path) -> None:
    """The rights a new file has here; temporary ones are closed to everybody else."""
    if sys.platform == "win32":
        return
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    draft.chmod(mode)
