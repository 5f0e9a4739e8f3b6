"""When something fails: known faults become one sentence; unknown ones are logged and shown with details to copy."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.model.errors import AuditError
from desktop.ui.session import Session
from desktop.ui.widgets import Button, label

log = logging.getLogger("qingshen")
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_file() -> Path:
    """Where the program writes what went wrong."""
    return platformdirs.user_log_path("qingshen", appauthor=False, ensure_exists=True) / "qingshen.log"


def start_log(file: Path | None = None) -> None:
    """Keep the last megabytes of the log; Qt's own warnings go there too."""
    handler = RotatingFileHandler(file or log_file(), maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:  # noqa: ARG001
    log.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)


class ErrorHook:
    """``sys.excepthook`` of the window. Answers are on disk already, and the dialog says so."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session, self._window = session, window
        self._showing = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log, then tell the person once; faults while telling are only logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, AuditError):
            log.info("%s", error)
            self._session.notify(self._session.text(error.code, **error.params), "error")
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("%s", details)
        if not self._showing:
            self._showing = True
            try:
                ErrorDialog(self._session, details, self._window).exec()
            finally:
                self._showing = False


class ErrorDialog(QDialog):
    """What happened, in details to copy; modal, because the program may not be sound any more."""

    def __init__(self, session: Session, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog:error")
        self.setWindowTitle(session.text("ui.error.title"))
        self.resize(720, 420)
        self.details = f"{platform.platform()} · Python {platform.python_version()}\n\n{details}"
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(session.text("ui.error.title"), "heading"))
        column.addWidget(
            label(session.text("ui.error.saved", file=str(log_file())), "body", "soft", wrap=True)
        )
        box = QPlainTextEdit(self.details)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setAccessibleName(session.text("ui.error.details"))
        column.addWidget(box, 1)
        row = QHBoxLayout()
        copy = Button(session.text("ui.error.copy"), "copy")
        copy.clicked.connect(self.copy)
        row.addWidget(copy)
        row.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row.addWidget(buttons)
        column.addLayout(row)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details)
