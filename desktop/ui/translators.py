"""Qt's own words (buttons of dialogs, context menus of fields) in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.model.text import Lang


class _Installed:
    translator: QTranslator | None = None


def translate_qt(application: QApplication, lang: Lang) -> None:
    """Load Qt's Chinese, or take it away again."""
    if (lang == "zh") == (_Installed.translator is not None):
        return
    if _Installed.translator is not None:
        application.removeTranslator(_Installed.translator)
        _Installed.translator = None
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
        _Installed.translator = translator
