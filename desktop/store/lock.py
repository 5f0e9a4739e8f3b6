"""One writer: an operating system lock on the sidecar ``NAME.qsa.lock``, which names its holder.

The lock ends with the process that holds it, so a sidecar left behind by a crash is no obstacle; what it says tells
that the file was not closed properly.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.model.errors import FileError
from desktop.store.errors import from_system

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30
"""Windows locks bytes, and locked bytes cannot be read: one far behind the text."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a file: the name and device the caller gave, since when, with which program."""

    actor: str = ""
    device: str = ""
    time: str = ""
    program: str = ""


class FileLock:
    """The lock of one audit file. ``left_behind`` is the holder a crash left in the sidecar, if any."""

    def __init__(self, path: Path, descriptor: int, left_behind: Holder | None) -> None:
        self.path = path
        self.left_behind = left_behind
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the file free and remove the sidecar; twice does no harm."""
        if self._descriptor < 0:
            return
        descriptor, self._descriptor = self._descriptor, -1
        if sys.platform == "win32":
            # An open file cannot be removed there; whoever opened it meanwhile keeps it.
            os.close(descriptor)
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            with contextlib.suppress(OSError):
                self.path.unlink()
            os.close(descriptor)


def lock_path(path: Path) -> Path:
    """The sidecar of an audit file."""
    return path.with_name(path.name + ".lock")


def acquire(path: Path, holder: Holder) -> FileLock:
    """Become the one writer of an audit file.

    Raises:
        FileError: ``file.in_use`` naming the holder, ``file.read_only``, ``file.no_lock`` and others.
    """
    sidecar = lock_path(path)
    while True:
        try:
            descriptor = os.open(sidecar, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise FileError("file.read_only", path=str(path), detail=error.strerror) from error
            raise from_system(error, path) from error
        try:
            _lock(descriptor, path, sidecar)
            # Between opening and locking the former holder may have removed the sidecar: then it is not the one
            # that others see.
            if _is_same(descriptor, sidecar):
                left_behind = _read(sidecar)
                _write(descriptor, holder)
                return FileLock(sidecar, descriptor, left_behind)
        except OSError as error:
            os.close(descriptor)
            raise from_system(error, path) from error
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock(descriptor: int, path: Path, sidecar: Path) -> None:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            holder = _read(sidecar) or Holder()
            raise FileError("file.in_use", path=str(path), **_shown(holder)) from error
        raise FileError("file.no_lock", path=str(path), detail=error.strerror) from error


def _shown(holder: Holder) -> dict[str, str]:
    return {name: value or "?" for name, value in asdict(holder).items()}


def _is_same(descriptor: int, sidecar: Path) -> bool:
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), sidecar.stat())
    except FileNotFoundError:
        return False


def _read(sidecar: Path) -> Holder | None:
    try:
        said = json.loads(sidecar.read_text(encoding="utf-8"))
        return Holder(*(str(said[name]) for name in ("actor", "device", "time", "program")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(descriptor: int, holder: Holder) -> None:
    text = json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "replace")
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text)
