"""Writing a whole file safely: beside the target under a name of its own, then put in place in one step."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.model.errors import FileError
from desktop.store.connection import leftovers_of


@contextmanager
def beside(target: Path, *, replace: bool) -> Iterator[Path]:
    """A path in the same folder to write to; on success it becomes the target, on failure it is gone.

    Raises:
        FileError: ``file.exists`` where the target stands already and may not be replaced.
    """
    if target.is_dir():
        raise FileError("file.is_directory", path=str(target))
    if not target.parent.is_dir():
        raise FileError("file.no_folder", path=str(target), folder=str(target.parent))
    if not replace:
        _refuse_existing(target)
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}.new")
    try:
        yield draft
        put_in_place(draft, target, replace=replace)
    finally:
        for left in (draft, *leftovers_of(draft)):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def put_in_place(draft: Path, target: Path, *, replace: bool) -> None:
    """Rename a finished file to its final name, durably. The caller holds the lock of the target."""
    _sync(draft)
    if not replace:
        _refuse_existing(target)
    # What a crash left belongs to the file that goes; SQLite would play it back into the new one.
    for left in leftovers_of(target):
        left.unlink(missing_ok=True)
    if replace or sys.platform == "win32":
        (draft.replace if replace else draft.rename)(target)
    else:
        try:
            os.link(draft, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            _refuse_existing(target)
            draft.rename(target)
        else:
            draft.unlink()
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable; Windows does so by itself."""
    if sys.platform != "win32":
        with contextlib.suppress(
            OSError
        ):  # some network file systems cannot; the file itself is safe by then
            _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_existing(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise FileError("file.exists", path=str(target))
