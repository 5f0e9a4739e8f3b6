"""The thread that runs through the window: the open audit, language, theme, and where the person is.

Pages know the session and nothing of each other. They read ``session.document``, write through
``session.record``, word their texts with ``session.text`` and listen to its signals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.model.collector import give_back
from desktop.model.edit import Changes, Edit
from desktop.model.errors import AuditError
from desktop.model.text import Lang
from desktop.ui.settings import Settings
from desktop.ui.theme import Theme, ThemeName, Tone, apply_theme, theme

if TYPE_CHECKING:
    from desktop.content.library import Library
    from desktop.document.document import Document

T = TypeVar("T")


class Session(QObject):
    """One window's session.

    Signals:
        changed: an edit, undo or redo went through (``Changes``).
        opened: another audit is open, or none.
        language_changed, theme_changed: word or paint everything again (painting follows the palette by itself).
        cursor_moved: the figure under the cursor is another one (path text, empty for none).
        place_wanted: somebody asked to go to a page or path.
        action_wanted: somebody asked for an action of the window by its id (``desktop.ui.actions``).
        folder_wanted: somebody asked for a folder (start, what to do with the chosen one).
        file_wanted: somebody asked to open another audit file.
        noticed: a message for the person (text, tone).
        newer_found: the library in force is another one than that of the open audit (``newer``).
    """

    changed = Signal(object)
    opened = Signal()
    language_changed = Signal()
    theme_changed = Signal()
    cursor_moved = Signal(str)
    place_wanted = Signal(str)
    action_wanted = Signal(str)
    folder_wanted = Signal(str, object)
    file_wanted = Signal(str)
    noticed = Signal(str, str)
    newer_found = Signal()

    def __init__(
        self,
        document: Document | None = None,
        *,
        library: Library | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self._library = library
        self._document: Document | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._lang: Lang = self.settings.lang
        self.newer: Library | None = None
        self.cursor = ""
        self.cursor_moved.connect(self._keep_cursor)
        if document is not None:
            self.open(document)

    # -- the audit ------------------------------------------------------------------------------------------

    @property
    def has_document(self) -> bool:
        """Whether an audit is open; pages about an audit exist only then."""
        return self._document is not None

    @property
    def document(self) -> Document:
        """The open audit."""
        if self._document is None:
            raise RuntimeError("no audit is open")
        return self._document

    @property
    def library(self) -> Library:
        """The content in force: that of the open audit, else the installed one without anybody's overlay."""
        if self._document is not None:
            return self._document.library
        if self._library is None:
            from desktop.content.library import load_base  # only where no audit brings its own

            self._library = load_base()
        return self._library

    def open(self, document: Document | None) -> None:
        """Make another audit the open one (the old one is closed), or none."""
        self._unsubscribe()
        old = self._document
        if old is not None and old is not document:
            old.close()
        self._document = document
        self.newer = None
        self._unsubscribe = document.subscribe(self._passed) if document is not None else lambda: None
        self.cursor = ""
        if document is not None:
            self.settings.remember_file(document.path)
        self.opened.emit()
        if old is not None and old is not document:
            del old
            give_back()

    def _passed(self, changes: Changes) -> None:
        """A change went through; under another library everything is built anew."""
        if changes.library:
            self.newer = None
            self.opened.emit()
        else:
            self.changed.emit(changes)

    def offer(self, newer: Library) -> None:
        """Remember the library the open audit could be upgraded to."""
        self.newer = newer
        self.newer_found.emit()

    def close(self) -> None:
        """Close the file without showing anything else, as the window goes."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        if self._document is not None:
            self._document.close()

    def record(self, edits: Sequence[Edit], label: str, by: object = None, **params: str) -> Changes | None:
        """Ask the document to change; a refusal is told to the person and returns ``None``."""
        return self.attempt(lambda: self.document.record(edits, label=label, params=params, by=by))

    def undo(self) -> None:
        """Take the last action back and say which one."""
        name = self.document.undo_label(self.lang)
        if name and self.attempt(lambda: self.document.undo(by=self)) is not None:
            self.notify(self.text("ui.undone", action=name))

    def redo(self) -> None:
        """Do again what was taken back."""
        name = self.document.redo_label(self.lang)
        if name and self.attempt(lambda: self.document.redo(by=self)) is not None:
            self.notify(self.text("ui.redone", action=name))

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Do something that may be refused; a refusal is told to the person in words."""
        try:
            return action()
        except AuditError as error:
            self.notify(self.text(error.code, **error.params), "error")
            return None

    def attempt_quietly(self, action: Callable[[], T]) -> T | None:
        """Try something that may not be possible any more; ``None`` where it is not."""
        try:
            return action()
        except AuditError:
            return None

    # -- words and looks ------------------------------------------------------------------------------------

    @property
    def lang(self) -> Lang:
        """Language of the window."""
        return self._lang

    def set_lang(self, lang: Lang) -> None:
        """Switch the language, live."""
        if lang != self._lang:
            self._lang = self.settings.lang = lang
            application = QApplication.instance()
            if isinstance(application, QApplication):
                apply_theme(application, self.theme.name, self.settings.text_scale, lang)
            self.language_changed.emit()

    @property
    def theme(self) -> Theme:
        """The tokens in force: ``session.theme["accent"]``."""
        return theme()

    def set_theme(self, name: ThemeName) -> None:
        """Switch between light and dark, live."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.settings.theme = name
            apply_theme(application, name, self.settings.text_scale, self._lang)
            self.theme_changed.emit()

    def set_text_scale(self, scale: float) -> None:
        """Show texts larger or smaller, live."""
        self.settings.text_scale = min(2.0, max(0.9, scale))
        self.set_theme(self.theme.name)

    def text(self, code: str, **params: object) -> str:
        """A sentence of the window in the language of the window."""
        return self.library.message(code, self._lang, **params)

    # -- the person -----------------------------------------------------------------------------------------

    def go_to(self, place: str) -> None:
        """Show a place and put the cursor there: a path, ``page:<id>``, or a path of a whole row."""
        self.place_wanted.emit(place)

    def notify(self, message: str, tone: Tone = "info") -> None:
        """Tell the person something without stopping the work."""
        self.noticed.emit(message, tone)

    def _keep_cursor(self, path: str) -> None:
        self.cursor = path
