"""Whether the open audit follows another library than the one in force: looked up beside the window, told once."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.content.overlay_files import overlay_files, overlay_root
from desktop.content.types import LibraryData
from desktop.model.errors import AuditError
from desktop.ui.session import Session
from desktop.ui.tasks import Pool, Token, run

_Stamp = tuple[tuple[str, int, int], ...]


def _overlay_now() -> _Stamp:
    """Tells whether the overlay was edited since the last look."""
    return tuple(
        (str(path), stat.st_mtime_ns, stat.st_size)
        for path in overlay_files(overlay_root())
        for stat in [path.stat()]
    )


class LibraryWatch(QObject):
    """Looks whenever an audit is opened, or follows another library after an upgrade or its undoing."""

    _in_force: tuple[_Stamp, str] | None = (
        None  # of this program: the overlay seen last, and the library with it
    )

    def __init__(self, session: Session, parent: QObject, pool: Pool | None = None) -> None:
        super().__init__(parent)
        self._session, self._pool = session, pool
        session.opened.connect(self.look)

    def look(self) -> None:
        """Compare the library of the open audit with the one in force."""
        if not self._session.has_document:
            return
        from desktop.content.difference import differences
        from desktop.content.library import Library, load_library

        pinned, now = self._session.document.library.data, _overlay_now()
        if LibraryWatch._in_force == (now, pinned.digest):
            return

        def job(_: Token) -> Library | None:
            installed = load_library()
            LibraryWatch._in_force = now, installed.digest
            same = installed.digest == pinned.digest or not differences(pinned, installed.data)
            return None if same else installed

        run(job, lambda found: self._found(pinned, found), self._failed, self, pool=self._pool)

    def _found(self, pinned: LibraryData, newer: object) -> None:
        from desktop.content.library import Library

        session = self._session
        if session.has_document and session.document.library.data is pinned and isinstance(newer, Library):
            session.offer(newer)
            session.notify(session.text("ui.upgrade.notice"), "info")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, AuditError):
            raise error
        self._session.notify(self._session.text(error.code, **error.params), "error")
