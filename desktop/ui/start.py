"""Starting the window: application, fonts, theme, hooks, the file that was double-clicked."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.content.messages import fallback_messages
from desktop.model.errors import AuditError
from desktop.ui.errors import ErrorHook, start_log
from desktop.ui.icons import icon
from desktop.ui.main_window import MainWindow
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.theme import apply_theme


def make_application(settings: Settings) -> QApplication:
    """The application in the person's theme and text size (the running one, if there is one)."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        application = running
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        application = QApplication(sys.argv[:1])
    application.setApplicationName("qingshen")
    application.setApplicationDisplayName("清审 Qingshen")
    application.setDesktopFileName("qingshen")
    apply_theme(application, settings.theme, settings.text_scale, settings.lang)
    application.setWindowIcon(icon("leaf", "accent", 64))
    return application


def show(file: Path | None) -> int:
    """Show the window, on a file if one is given, until it is closed; returns the exit code."""
    settings = Settings()
    application = make_application(settings)
    start_log()
    try:
        session = Session(settings=settings)
        window = MainWindow(session)
    except (
        AuditError
    ) as error:  # the installed content itself is broken: say it with the sentences that are sound
        sentence = fallback_messages().say(error.code, settings.lang, **error.params)
        QMessageBox.critical(None, "清审 Qingshen", sentence)
        return 2
    sys.excepthook = ErrorHook(session, window)
    if file is not None:
        window.files.open_path(file)
    window.show()
    code = application.exec()
    QThreadPool.globalInstance().waitForDone(10_000)
    return code
