"""Whole files: open, new, sample, backup. The only places where the window asks before it goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.model.errors import AuditError, FileError
from desktop.ui.session import Session

SUFFIX = ".qsa"


class Dialogs(Protocol):
    """Asking for files; tests answer for the person."""

    def open_file(self, title: str, filter: str, folder: str = "") -> Path | None: ...
    def save_file(self, title: str, filter: str, name: str) -> Path | None: ...
    def folder(self, title: str, start: str) -> Path | None: ...
    def confirm(self, title: str, question: str, yes: str) -> bool: ...


class QtDialogs:
    """The dialogs of the system."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def open_file(self, title: str, filter: str, folder: str = "") -> Path | None:
        """Choose an existing file."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, filter)
        return Path(name) if name else None

    def save_file(self, title: str, filter: str, name: str) -> Path | None:
        """Choose a new file; the system asks before an existing one is replaced."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name, filter)
        return Path(chosen) if chosen else None

    def folder(self, title: str, start: str) -> Path | None:
        """Choose a folder."""
        chosen = QFileDialog.getExistingDirectory(self._window, title, start)
        return Path(chosen) if chosen else None

    def confirm(self, title: str, question: str, yes: str) -> bool:
        """Ask; the safe answer is the default."""
        box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=self._window)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is accept


class FileDesk:
    """Opens and makes audit files for a session."""

    def __init__(self, session: Session, dialogs: Dialogs) -> None:
        self._session, self._dialogs = session, dialogs

    def open(self) -> None:
        """Ask for an audit file and open it."""
        text = self._session.text
        chosen = self._dialogs.open_file(text("ui.file.open.title"), self._filter())
        if chosen is not None:
            self.open_path(chosen)

    def open_path(self, path: Path) -> None:
        """Open an audit file; one that somebody else is writing can be looked at."""
        from desktop.document import Document

        if self._session.has_document and path.resolve() == self._session.document.path.resolve():
            return
        actor = self._session.settings.actor
        try:
            self._session.open(Document.open(path, actor=actor))
        except FileError as error:
            if error.code not in ("file.in_use", "file.read_only"):
                self._refuse(error)
            elif self._dialogs.confirm(
                path.name, self._words(error), self._session.text("ui.file.open.read_only")
            ):
                self._attempt(lambda: self._session.open(Document.open(path, mode="ro", actor=actor)))
        except AuditError as error:
            self._refuse(error)

    def new(self) -> None:
        """Ask where, and start an empty audit with its profile."""
        from desktop.document import Document
        from desktop.document.profile import PROFILE, profile_sheet

        text = self._session.text
        path = self._ask_new(text("ui.file.new.title"), text("ui.file.new.name"))
        if path is not None:
            actor = self._session.settings.actor
            made = self._attempt(lambda: self._session.open(Document.create(path, actor=actor, force=True)))
            if made and profile_sheet(self._session.library) is not None:
                self._session.go_to(f"page:{PROFILE}")

    def sample(self, name: str) -> None:
        """Ask where, and make a sample audit."""
        from desktop.document import Document
        from desktop.document.sample import make_sample

        text = self._session.text
        path = self._ask_new(text("ui.file.sample.title"), text(f"ui.file.sample.{name}"))
        if path is not None:
            actor = self._session.settings.actor

            def make() -> None:
                make_sample(name, path, force=True).close()
                self._session.open(Document.open(path, actor=actor))

            self._attempt(make)

    def backup(self) -> None:
        """Ask where, and write a whole copy."""
        document, text = self._session.document, self._session.text
        name = document.path.with_stem(f"{document.path.stem} {text('ui.file.backup.suffix')}")
        path = self._dialogs.save_file(text("ui.file.backup.title"), self._filter(), str(name))
        if path is None:
            return
        target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        if self._attempt(lambda: document.backup(target)):
            self._session.notify(text("ui.file.backup.done", path=str(target)), "ok")

    def calendar(self) -> None:
        """Ask where, and write the open deadlines as a calendar file."""
        from desktop.document.deadlines import calendar_file
        from desktop.reports.check import write_safely

        document, text, now = self._session.document, self._session.text, dt.datetime.now().astimezone()
        name = str(document.path.with_suffix(".ics"))
        path = self._dialogs.save_file(text("ui.file.calendar.title"), text("ui.file.calendar.filter"), name)
        if path is None:
            return
        target = path if path.suffix == ".ics" else path.with_name(path.name + ".ics")
        content = calendar_file(document, now.date(), now, self._session.lang, document.identity)
        if self._attempt(lambda: write_safely(target, content.encode())):
            self._session.notify(text("ui.file.calendar.done", path=str(target)), "ok")

    def ask_evidence(self, title: str) -> Path | None:
        """Ask for a file that proves something."""
        return self._dialogs.open_file(title, self._session.text("ui.evidence.kinds"))

    def close(self) -> None:
        """Close the audit; nothing is lost, everything is on disk already."""
        self._session.open(None)

    def _ask_new(self, title: str, name: str) -> Path | None:
        """Where a new file goes; an open audit is not to be overwritten by itself."""
        path = self._dialogs.save_file(title, self._filter(), name + SUFFIX)
        if path is None:
            return None
        target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        if self._session.has_document and target.resolve() == self._session.document.path.resolve():
            self._session.notify(self._session.text("ui.file.same", path=target.name), "error")
            return None
        return target

    def _attempt(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except AuditError as error:
            self._refuse(error)
            return False
        return True

    def _refuse(self, error: AuditError) -> None:
        self._session.notify(self._words(error), "error")

    def _words(self, error: AuditError) -> str:
        return self._session.text(error.code, **error.params)

    def _filter(self) -> str:
        return f"{self._session.text('ui.file.kind')} (*{SUFFIX})"
