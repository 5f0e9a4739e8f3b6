"""The library in force: base and overlay, read and linted once for each state of both, then taken from the cache."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from desktop import __version__
from desktop.content.compile import cache_folder, keep_compiled, load_compiled, load_data, pack
from desktop.content.faults import ContentFault, in_order
from desktop.content.messages import Messages
from desktop.content.overlay_files import overlay_files
from desktop.content.types import LibraryData
from desktop.model.errors import AuditError

_STAMP = 16


def load_with_overlay(folder: Path) -> LibraryData:
    """The installed content with the overlay of a folder over it.

    Raises:
        AuditError: ``content.broken``, or ``content.own_broken`` with what in the overlay cannot be used.
    """
    base = load_data()
    files = overlay_files(folder)
    if not files:
        return base
    stamp = _stamp(base, folder, files)
    cached = cache_folder() / f"library-{stamp.hex()}.bin"
    data = load_compiled(cached, stamp)
    if data is None:
        data = _compiled(base, folder)
        keep_compiled(cached, pack(data, stamp))
    return msgspec.structs.replace(data, messages=base.messages)


def lint_overlay(
    folder: Path, base: LibraryData
) -> tuple[LibraryData, list[ContentFault], list[ContentFault]]:
    """The library with an overlay over it, what cannot be used, and what was written against another base."""
    from desktop.content.lint import lint  # with the reader of YAML: only where something was written
    from desktop.content.overlaid import overlaid
    from desktop.content.overlay import read_overlay

    overlay, faults = read_overlay(folder, base)
    if faults:
        return base, faults, []
    merged = overlaid(base, overlay)
    wrong = merged.faults or lint(merged.data, overlay.places, examples=False)
    return merged.data, in_order(wrong), in_order(merged.conflicts)


def _compiled(base: LibraryData, folder: Path) -> LibraryData:
    data, faults, _ = lint_overlay(folder, base)
    if faults:
        told = Messages(base.messages).list_faults(faults)
        raise AuditError("content.own_broken", folder=str(folder), count=len(faults), faults=told)
    return data


def _stamp(base: LibraryData, folder: Path, files: list[Path]) -> bytes:
    stamp = hashlib.blake2b(f"{__version__} {base.digest}".encode(), digest_size=_STAMP)
    for path in files:
        content = path.read_bytes()
        stamp.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        stamp.update(content)
    return stamp.digest()
