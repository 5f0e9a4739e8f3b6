"""The whole content as one file, so that the program never parses YAML at start.

A build ships ``resources/library.bin`` (``python -m desktop.content.compile OUT``). In a checkout the compiled file
lies in the user's cache under a stamp over the bytes of all content files: what was edited is read again, everything
else is not. A cache that is damaged or cannot be written costs time, never the start.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import platformdirs

from desktop import __version__
from desktop.content.messages import fallback_messages
from desktop.content.places import forms_root, resource_root
from desktop.content.types import CONTENT_SCHEMA, LibraryData
from desktop.model.errors import AuditError
from desktop.model.text import Text

_MAGIC = b"QSL1"
_STAMP = 16
_HEAD = len(_MAGIC) + 2 * _STAMP
BUILT = "library.bin"
_KEPT = 4  # compilations in the cache: a few checkouts and programs side by side
# What decides how the files are read: a change here makes old compilations stale.
_READERS = ("types.py", "decode.py", "read.py", "reference.py", "compile.py")


def load_data() -> LibraryData:
    """The installed content: the built file, else the cached one, else read and cached now.

    Raises:
        AuditError: ``content.broken`` with the first mistakes.
    """
    forms, resources = forms_root(), resource_root()
    if not Path(__file__).is_file():  # a frozen program: no sources beside it, the build put the file in
        data = load_compiled(resources / BUILT, b"")
        if data is not None:
            return data
    stamp = source_stamp(forms, resources)
    cached = cache_folder() / f"library-{stamp.hex()}.bin"
    for path in (resources / BUILT, cached):
        data = load_compiled(path, stamp)
        if data is not None:
            return data
    data = compile_content(forms, resources)
    keep_compiled(cached, pack(data, stamp))
    return data


def compile_content(forms: Path, resources: Path) -> LibraryData:
    """Read everything from source, with its digest.

    Raises:
        AuditError: ``content.broken`` with the first mistakes.
    """
    from desktop.content.read import read_content  # YAML is loaded only where something must be read

    data, faults = read_content(forms, resources)
    if data is None:
        messages = fallback_messages(resources)
        raise AuditError("content.broken", count=len(faults), faults=messages.list_faults(faults))
    return digested(data)


def digested(data: LibraryData) -> LibraryData:
    """The data with its fingerprint; what the program says is no part of it, only what is asked and looked up."""
    content = msgspec.structs.replace(data, digest="", messages={})
    digest = hashlib.blake2b(msgspec.msgpack.encode(content), digest_size=_STAMP).hexdigest()
    return msgspec.structs.replace(data, digest=digest)


def source_stamp(forms: Path, resources: Path) -> bytes:
    """Fingerprint of every file the content is read from, and of the code that reads it."""
    stamp = hashlib.blake2b(f"{__version__} {CONTENT_SCHEMA}".encode(), digest_size=_STAMP)
    for root, path in _content_files(forms, resources):
        content = path.read_bytes()
        name = path.relative_to(root).as_posix()
        stamp.update(f"{name}\0{len(content)}\0".encode())
        stamp.update(content)
    return stamp.digest()


def pack(data: LibraryData, stamp: bytes) -> bytes:
    """The compiled file: mark, stamp of the sources, digest of the body, body."""
    body = msgspec.msgpack.encode(data)
    return _MAGIC + stamp.ljust(_STAMP, b"\0") + hashlib.blake2b(body, digest_size=_STAMP).digest() + body


def unpack(blob: bytes, stamp: bytes) -> LibraryData | None:
    """The data of a compiled file; ``None`` if it is damaged or was made from other sources.

    An empty ``stamp`` (a frozen program without sources) takes what it finds.
    """
    body = blob[_HEAD:]
    if not blob.startswith(_MAGIC) or (stamp and blob[len(_MAGIC) : len(_MAGIC) + _STAMP] != stamp):
        return None
    if blob[_HEAD - _STAMP : _HEAD] != hashlib.blake2b(body, digest_size=_STAMP).digest():
        return None
    try:
        return msgspec.msgpack.decode(body, type=LibraryData)
    except msgspec.MsgspecError:
        return None


def _content_files(forms: Path, resources: Path) -> Iterator[tuple[Path, Path]]:
    code = Path(__file__).parent
    for name in _READERS:
        if (code / name).is_file():
            yield code, code / name
    for root, folder, pattern in (
        (forms, forms, "*.yaml"),
        (resources, resources / "reference", "*"),
        (resources, resources / "messages", "*.yaml"),
    ):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                yield root, path


def cache_folder() -> Path:
    """Where compilations of this user lie."""
    return Path(platformdirs.user_cache_dir("qingshen", appauthor=False))


def load_compiled(path: Path, stamp: bytes) -> LibraryData | None:
    """The data of a compiled file that was made from these sources, ``None`` otherwise."""
    try:
        return unpack(path.read_bytes(), stamp)
    except OSError:
        return None


def keep_compiled(path: Path, blob: bytes) -> None:
    """Write beside, then swap; older compilations of this user go. Failing to cache is no failure."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".library-")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(blob)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        for old in sorted(path.parent.glob("library-*.bin"), key=_age)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def main(arguments: list[str]) -> int:
    """``python -m desktop.content.compile OUT``: write the file a build ships."""
    if len(arguments) != 1:
        sys.stderr.write("python -m desktop.content.compile OUT\n")
        return 2
    forms, resources = forms_root(), resource_root()
    try:
        blob = pack(compile_content(forms, resources), source_stamp(forms, resources))
    except AuditError as error:
        faults = error.params.get("faults")
        sys.stderr.write(f"{error.code}\n{faults.en if isinstance(faults, Text) else ''}\n")
        return 1
    Path(arguments[0]).write_bytes(blob)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
